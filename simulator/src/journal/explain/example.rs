//! What stands in a corrected body where only its author knows better: an example that would be
//! accepted, marked as one.

use contract::operation::Operation;
use contract::problem::FieldError;
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Number, Value, json};

use super::repair::{Change, put};
use crate::description::example_sent;
use crate::sandbox::london;

/// How far ahead an example of a closing date lies, in days.
const ADVERTISED: i64 = 28;

/// Where examples are taken from.
pub(super) struct Examples {
    operation: Operation,
    whole: Value,
    now: Timestamp,
    version: Option<u64>,
}

impl Examples {
    /// Those of an operation, at an instant; nothing where it takes no JSON. `version` is that of
    /// the draft as it stands.
    pub(super) fn of(operation: Operation, now: Timestamp, version: Option<u64>) -> Option<Self> {
        Some(Self {
            operation,
            whole: example_sent(operation)?,
            now,
            version,
        })
    }

    /// Puts an example where an error is.
    pub(super) fn put(&self, body: &mut Value, error: &FieldError) -> Option<Change> {
        let pointer = error.field.as_str();
        let from = body.pointer(pointer).cloned().unwrap_or_default();
        let to = self.at(body, error);
        if pointer.is_empty() {
            *body = to.clone()?;
        } else {
            put(body, pointer, to.clone())?;
        }
        Some(Change {
            pointer: pointer.to_owned(),
            from,
            to: to.unwrap_or_default(),
            why: error.message.clone(),
            example: true,
        })
    }

    /// Another reference, in place of one that asked for a case.
    pub(super) fn reference(&self, body: &mut Value, asked: &str) -> Option<Change> {
        let member = match self.operation {
            Operation::TransferEmploymentChecks => "atsReference",
            _ => "jobReference",
        };
        let from = body.get(member)?.clone();
        let to = self.whole.get(member)?.clone();
        from.as_str().filter(|from| from.starts_with(asked))?;
        put(body, &format!("/{member}"), Some(to.clone()))?;
        Some(Change {
            pointer: format!("/{member}"),
            from,
            to,
            why: format!("`{asked}` asked for this refusal; any other reference does not"),
            example: true,
        })
    }

    // What would do; nothing where nothing should stand there.
    fn at(&self, body: &Value, error: &FieldError) -> Option<Value> {
        match (error.code.as_str(), error.field.as_str()) {
            ("TOO_LONG", pointer) => shortened(body.pointer(pointer)?, &error.message),
            ("SALARY_OUTSIDE_BAND", pointer) => nearest(body.pointer(pointer)?, &error.message),
            (_, "/version") => Some(json!(self.version.unwrap_or(1))),
            (_, "/closingDate") => Some(json!(self.closing_date().to_string())),
            (_, "/payBand") => Some(json!(band(body))),
            (_, "/salary/amount") => self.whole.pointer("/salary/minimum").cloned(),
            (_, pointer) => self.whole.pointer(&first_items(pointer)).cloned(),
        }
    }

    fn closing_date(&self) -> jiff::civil::Date {
        let today = london::date(self.now);
        today.checked_add(ADVERTISED.days()).unwrap_or(today)
    }
}

// A band of the scheme that the body names.
fn band(body: &Value) -> &'static str {
    match body["payScheme"].as_str() {
        Some("HOSPITAL_MEDICAL_AND_DENTAL") => "SPECIALTY_DOCTOR",
        _ => "BAND_5",
    }
}

// The example has one item in each array.
fn first_items(pointer: &str) -> String {
    let step = |step: &str| match step.parse::<usize>() {
        Ok(_) => "0".to_owned(),
        Err(_) => step.to_owned(),
    };
    pointer.split('/').map(step).collect::<Vec<_>>().join("/")
}

// As much of a text as is allowed.
fn shortened(held: &Value, message: &str) -> Option<Value> {
    let most = message.rsplit("at most ").next()?;
    let most = most.split(' ').next()?.parse().ok()?;
    let text = contract::text::with_lf(held.as_str()?);
    Some(json!(text.chars().take(most).collect::<String>()))
}

// The end of the band that lies nearer.
fn nearest(held: &Value, message: &str) -> Option<Value> {
    let mut ends = message.split('£').skip(1).filter_map(|amount| {
        let plain = |c: &char| c.is_ascii_digit() || *c == ',';
        let digits = amount.chars().take_while(plain).filter(|c| *c != ',');
        digits.collect::<String>().parse::<u64>().ok()
    });
    let (least, most) = (ends.next()?, ends.next()?);
    let below = held.as_f64()? < least as f64;
    Some(Value::Number(Number::from(if below {
        least
    } else {
        most
    })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearer_end_of_a_band_and_the_allowed_part_of_a_text_are_read_from_the_message() {
        let band = "`amount` is outside the band's published scale: £32,073 to £46,852, so";
        let long = "`x` has 5 characters; at least 1 and at most 3 are allowed";

        assert_eq!(nearest(&json!(1), band), Some(json!(32_073)));
        assert_eq!(nearest(&json!(99_999), band), Some(json!(46_852)));
        assert_eq!(shortened(&json!("abcde"), long), Some(json!("abc")));
    }

    #[test]
    fn every_item_of_an_array_has_the_example_of_the_first() {
        assert_eq!(
            first_items("/checks/references/7/from"),
            "/checks/references/0/from"
        );
    }
}
