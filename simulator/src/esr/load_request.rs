//! Reading what a feed, or a person, wants to put into ESR.

use contract::codes::{ApplicantSource, PersonType};
use contract::limits::{REGISTRATION_STATUS, SHORT_TEXT, Span};
use contract::problem::FieldError;
use contract::reading::{FieldCode, Json, Notes, Object, document};
use contract::settings::Settings;
use jiff::civil::Date;
use serde_json::Value;

use super::applicant::Registration;
use crate::sandbox::CONTROL_RULE as RULE;

/// How many applicants one load may hold.
const APPLICANTS_AT_MOST: usize = 10_000;

/// An applicant to be loaded. What a feed must send and may forget is optional here: it is the
/// confirmation that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadRequest {
    /// The employer; the sandbox's own when absent.
    pub vpd: Option<String>,
    /// Who sends it; TIS when absent.
    pub source: ApplicantSource,
    /// Mandatory in the feed.
    pub first_name: Option<String>,
    /// Mandatory in the feed.
    pub last_name: Option<String>,
    /// Mandatory in the feed.
    pub date_of_birth: Option<Date>,
    /// Optional in the feed (stated).
    pub previous_last_name: Option<String>,
    /// At most 15 digits; minted when absent.
    pub position_id: Option<String>,
    /// At most 10 digits.
    pub position_number: Option<String>,
    /// Optional in the feed (stated).
    pub projected_hire_date: Option<Date>,
    /// Optional in the feed (stated).
    pub professional_registration: Option<Registration>,
    /// Applicant when absent.
    pub person_type: PersonType,
    /// Open when absent.
    pub open: bool,
}

impl LoadRequest {
    /// Reads one applicant or an array of them, in the words of the control interface.
    ///
    /// # Errors
    /// Every violation of every applicant; then nothing is loaded.
    pub fn read(body: &Value) -> Result<Vec<Self>, Vec<FieldError>> {
        let Value::Array(items) = body else {
            return Ok(vec![one(body)?]);
        };
        if items.len() > APPLICANTS_AT_MOST {
            return Err(vec![too_many(items.len())]);
        }
        let mut requests = Vec::with_capacity(items.len());
        let mut errors = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match one(item) {
                Ok(request) => requests.push(request),
                Err(found) => errors.extend(found.into_iter().map(|error| within(index, error))),
            }
        }
        if errors.is_empty() {
            Ok(requests)
        } else {
            Err(errors)
        }
    }
}

fn within(index: usize, error: FieldError) -> FieldError {
    FieldError {
        field: format!("/{index}{}", error.field),
        ..error
    }
}

fn too_many(count: usize) -> FieldError {
    FieldError {
        field: String::new(),
        code: FieldCode::TooLong.code().to_owned(),
        rule: RULE.to_owned(),
        message: format!("{count} applicants in one load; send at most {APPLICANTS_AT_MOST}"),
    }
}

fn one(body: &Value) -> Result<LoadRequest, Vec<FieldError>> {
    let notes = Notes::new(Settings::default());
    let request = document(&Json::from(body), RULE, &notes).map(|sent| applicant(&sent));
    notes.finish(request).map(|reading| reading.value)
}

fn applicant(sent: &Object<'_>) -> LoadRequest {
    let text = |name| sent.optional_text(name, Span::empty_to(SHORT_TEXT), RULE);
    let request = LoadRequest {
        vpd: text("vpd"),
        source: sent
            .optional_code("source", RULE)
            .unwrap_or(ApplicantSource::Tis),
        first_name: text("firstName"),
        last_name: text("lastName"),
        date_of_birth: sent.optional_date("dateOfBirth", RULE),
        previous_last_name: text("previousLastName"),
        position_id: digits(sent, "positionId", 15),
        position_number: digits(sent, "positionNumber", 10),
        projected_hire_date: sent.optional_date("projectedHireDate", RULE),
        professional_registration: registration(sent),
        person_type: sent
            .optional_code("personType", RULE)
            .unwrap_or(PersonType::Applicant),
        open: sent.optional_flag("open", RULE).unwrap_or(true),
    };
    sent.refuse_unknown(RULE);
    request
}

/// Digits, as text or as a whole number: the feed's own samples have numbers.
fn digits(sent: &Object<'_>, name: &'static str, most: usize) -> Option<String> {
    let text = match sent.value(name)? {
        Json::Text(text) => text.clone().into_owned(),
        Json::Number(number) => number.to_string(),
        _ => String::new(),
    };
    let good = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !good {
        let message = format!("`{name}` must be 1 to {most} digits");
        sent.refuse(name, FieldCode::NotValid, RULE, message);
    }
    good.then_some(text)
}

fn registration(sent: &Object<'_>) -> Option<Registration> {
    let held = sent.optional_object("professionalRegistration", RULE)?;
    let body = held.code("body", RULE);
    let number = held.text("number", Span::up_to(SHORT_TEXT), RULE);
    let status = held.optional_text("status", Span::empty_to(REGISTRATION_STATUS), RULE);
    let expiry_date = held.optional_date("expiryDate", RULE);
    held.refuse_unknown(RULE);
    Some(Registration {
        body: body?,
        number: number?,
        status,
        expiry_date,
    })
}
