//! Magic values: ordinary-looking input that asks for a case, with no control call.
//!
//! A client that can only change its data puts one into the reference it sends; a client that can
//! add a header may ask for the same by `Prefer`. Both are judged after credentials and JSON and
//! before fields, and a switch of the sandbox turns both off. One table implements them and lists
//! them: [`table`].

mod armed;
mod both;
mod candidates;
mod esr;
mod fields;
mod listed;
mod nhs_jobs;
mod once;
mod prefer;
mod row;
mod table;

use contract::operation::{Operation, Service};
use contract::reading::Json;
use http::HeaderName;

pub(crate) use armed::{Armed, ArmedCase};
pub(crate) use listed::{MagicValue, MagicValues, RecursTold};
pub(crate) use once::Once;

use self::row::{Case, Recurs};
use self::table::Entry;
use super::visit::Visit;
use crate::faults::Asked;
use crate::problem::Refused;

/// The header by which a client asks per call (RFC 7240).
pub(super) const PREFER: HeaderName = HeaderName::from_static("prefer");

/// What every magic value begins with.
const PREFIX: &str = "SIM-";

/// Every magic value, as often as it has rows.
pub(crate) fn values() -> impl Iterator<Item = &'static str> {
    table::all().iter().map(|entry| entry.value)
}

/// The number of the row that an operation has for a value.
pub(crate) fn row(value: &str, operation: Operation) -> Option<usize> {
    let is_meant = |entry: &Entry| entry.value == value && entry.operations.contains(&operation);
    table::all().iter().position(is_meant)
}

/// Every row, in the order of the table.
pub(crate) fn listed() -> impl Iterator<Item = MagicValue> {
    table::all().iter().map(MagicValue::of)
}

/// Triggers the case that the body's reference asks for, or the `Prefer` of the request.
///
/// # Errors
///
/// The refusal that the case is, where it is one.
pub(super) fn in_body(visit: &Visit<'_>, body: &Json<'_>) -> Result<(), Refused> {
    trigger(visit, body)
}

/// Triggers the case that the `Prefer` of a request without a reference asks for.
///
/// # Errors
///
/// The refusal that the case is, where it is one.
pub(super) fn in_header(visit: &Visit<'_>) -> Result<(), Refused> {
    trigger(visit, &Json::Null)
}

fn trigger(visit: &Visit<'_>, body: &Json<'_>) -> Result<(), Refused> {
    if let Some(due) = visit.site.armed.take(visit.operation) {
        let applied = apply(visit, body, due.entry, None);
        if visit.plan.borrow().asked.is_none() {
            visit.site.armed.give_back(&due);
        }
        return applied;
    }
    let reference = reference(visit.operation, body);
    if reference.is_none() && !visit.head.headers.contains_key(PREFER) {
        return Ok(());
    }
    if !visit.site.world().settings.magic {
        return Ok(());
    }
    if let Some((entry, preference)) = preferred(visit) {
        return apply(visit, body, entry, Some(preference));
    }
    match reference.and_then(|reference| due(visit, reference)) {
        Some(entry) => apply(visit, body, entry, None),
        None => Ok(()),
    }
}

fn reference<'b>(operation: Operation, body: &'b Json<'_>) -> Option<&'b str> {
    let member = member(operation)?;
    body.get(member)?
        .as_str()
        .filter(|reference| reference.starts_with(PREFIX))
}

/// Where an operation's body has its reference.
const fn member(operation: Operation) -> Option<&'static str> {
    match (operation.writes(), operation.service()) {
        (true, Service::NhsJobs) => Some("jobReference"),
        (true, Service::Esr) => Some("atsReference"),
        _ => None,
    }
}

fn preferred(visit: &Visit<'_>) -> Option<(&'static Entry, String)> {
    let preference = prefer::asked(&visit.head.headers)?;
    let entry = table::by_preference(visit.operation, &preference)?;
    Some((entry, preference.to_string()))
}

fn due(visit: &Visit<'_>, reference: &str) -> Option<&'static Entry> {
    let entry = table::by_reference(visit.operation, reference)?;
    let due = match entry.recurs {
        Recurs::Always => true,
        Recurs::OncePerReference => visit.site.once.first(visit.operation, reference),
    };
    due.then_some(entry)
}

fn apply(
    visit: &Visit<'_>,
    body: &Json<'_>,
    entry: &Entry,
    preference: Option<String>,
) -> Result<(), Refused> {
    let refused = match &entry.case {
        Case::Fields(fields) => fields.refused(visit, body),
        Case::Refusal { refuse, .. } => refuse(visit, body),
        Case::Fault { .. } => {
            let chance = visit.site.chance.child(entry.value);
            let shaped = entry.effect().shape(&mut visit.plan.borrow_mut(), &chance);
            if !shaped {
                return Ok(());
            }
            note(visit, entry, preference);
            // Where something happens instead of the work, judging ends here; what is answered
            // then stands in the plan.
            return match visit.plan.borrow().instead {
                Some(_) => Err(Refused::plain(
                    contract::refusal::Refusal::ServiceUnavailable,
                )),
                None => Ok(()),
            };
        }
    };
    match refused {
        Some(refused) => {
            note(visit, entry, preference);
            Err(refused)
        }
        None => Ok(()),
    }
}

fn note(visit: &Visit<'_>, entry: &Entry, preference: Option<String>) {
    let value = entry.value;
    visit.plan.borrow_mut().asked = Some(Asked { value, preference });
}
