//! Asking the contract whether a body is valid.

use contract::operation::Operation;
use contract::problem::FieldError;
use contract::{transfer, vacancy};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::scenario::Given;

/// Whether an update's `version` is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    /// As the contract says.
    Judged,
    /// An input has none; the client adds it.
    Ignored,
}

/// Every violation of a body, by the contract's own rules.
pub(crate) fn violations(
    operation: Operation,
    body: &Value,
    given: &Given,
    at: Timestamp,
    version: Version,
) -> Vec<FieldError> {
    let (settings, today) = (given.settings, london(at));
    match operation {
        Operation::CreateVacancy => vacancy::read_create(body, &vacancy::Rules { settings, today })
            .err()
            .unwrap_or_default(),
        Operation::UpdateVacancy => {
            let mut body = body.clone();
            if version == Version::Ignored && body.is_object() {
                body["version"] = json!(1);
            }
            vacancy::read_update(&body, &vacancy::Rules { settings, today })
                .err()
                .unwrap_or_default()
        }
        Operation::TransferEmploymentChecks => {
            transfer::read(body, &transfer::Rules { settings, today })
                .err()
                .unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// Closing dates and pay scales follow the day in London.
fn london(at: Timestamp) -> Date {
    at.in_tz("Europe/London").map_or_else(
        |_| at.to_zoned(jiff::tz::TimeZone::UTC).date(),
        |zoned| zoned.date(),
    )
}
