//! The registration with a professional body, and the form of its number.

use super::sent::ProfessionalRegistration;
use crate::codes::RegistrationBody;
use crate::limits::{REGISTRATION_STATUS, SHORT_TEXT, Span};
use crate::reading::{FieldCode, Object};
use crate::rule;

pub(super) fn read(record: &Object<'_>) -> Option<ProfessionalRegistration> {
    const RULE: &str = rule::ESR_REGISTRATION;
    let body = record.code("body", RULE);
    let number = number(record, body);
    let status = record.text("status", Span::up_to(REGISTRATION_STATUS), RULE);
    let expiry_date = record.date("expiryDate", RULE);
    record.refuse_unknown(rule::ESR_BODY);
    Some(ProfessionalRegistration {
        body: body?,
        number: number?,
        status: status?,
        expiry_date: expiry_date?,
    })
}

fn number(record: &Object<'_>, body: Option<RegistrationBody>) -> Option<String> {
    const NAME: &str = "number";
    let number = record.text(NAME, Span::up_to(SHORT_TEXT), rule::ESR_REGISTRATION)?;
    let wanted = match body? {
        RegistrationBody::Gmc if !is_gmc(&number) => "`number` must have 7 digits for the GMC",
        RegistrationBody::Gdc if !is_gdc(&number) => {
            "`number` must have 3 to 6 characters for the GDC"
        }
        _ => return Some(number),
    };
    record.refuse(NAME, FieldCode::NotValid, rule::ESR_REGISTRATION, wanted);
    None
}

fn is_gmc(number: &str) -> bool {
    number.len() == 7 && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_gdc(number: &str) -> bool {
    (3..=6).contains(&number.chars().count()) && !number.chars().any(char::is_whitespace)
}
