//! Reading a transfer off the wire, by every rule of the contract at once.

use jiff::civil::Date;

use super::checks;
use super::sent::{Person, Transfer};
use crate::limits::{REFERENCE, SHORT_TEXT, Span};
use crate::problem::FieldError;
use crate::reading::{FieldCode, Json, Notes, Object, Reading, document};
use crate::rule;
use crate::settings::Settings;

/// What a transfer is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// The sandbox's switches.
    pub settings: Settings,
    /// Today in London.
    pub today: Date,
}

/// Reads a transfer. Ask [`super::out_of_bounds`] first: what must never travel is refused before
/// unknown members are looked for.
///
/// # Errors
/// Every violation, in the order of the contract, or only the first if the sandbox is set so. No
/// message repeats a name or a date of birth.
pub fn read<'a>(
    body: impl Into<Json<'a>>,
    rules: &Rules,
) -> Result<Reading<Transfer>, Vec<FieldError>> {
    let (body, notes) = (body.into(), Notes::new(rules.settings));
    let sent = document(&body, rule::ESR_BODY, &notes).and_then(|sent| transfer(&sent, rules));
    notes.finish(sent)
}

fn transfer(sent: &Object<'_>, rules: &Rules) -> Option<Transfer> {
    let reference = sent.text("atsReference", Span::up_to(REFERENCE), rule::ESR_REFERENCE);
    let status = sent.code("applicantStatus", rule::ESR_STATUS);
    let person = person(sent, rules.today);
    let checks = checks::read(sent);
    sent.refuse_unknown(rule::ESR_BODY);
    Some(Transfer {
        ats_reference: reference?,
        applicant_status: status?,
        person: person?,
        checks: checks?,
    })
}

fn person(sent: &Object<'_>, today: Date) -> Option<Person> {
    let person = sent.object("person", rule::ESR_PERSON)?;
    let first_name = person.text("firstName", Span::up_to(SHORT_TEXT), rule::ESR_PERSON);
    let last_name = person.text("lastName", Span::up_to(SHORT_TEXT), rule::ESR_PERSON);
    let born = date_of_birth(&person, today);
    person.refuse_unknown(rule::ESR_BODY);
    Some(Person {
        first_name: first_name?,
        last_name: last_name?,
        date_of_birth: born?,
    })
}

fn date_of_birth(person: &Object<'_>, today: Date) -> Option<Date> {
    const NAME: &str = "dateOfBirth";
    let born = person.date(NAME, rule::ESR_PERSON)?;
    if born <= today {
        return Some(born);
    }
    let message = "`dateOfBirth` must not be in the future";
    person.refuse(NAME, FieldCode::NotValid, rule::ESR_PERSON, message);
    None
}
