//! Money that arrives as another sum, or as no number at all.

use serde_json::{Number, Value};

use super::body::{whole, without, written};
use super::flaw::Flaw;
use crate::fields::Field;
use crate::writing::{FAITHFUL, Writing};

pub(super) const FLAWS: &[Flaw] = &[
    Flaw {
        name: "writes-salary-as-text",
        gets_wrong: "Sends amounts as text, as they are shown on the form.",
        hurts: "NHS Jobs refuses a salary that the recruiter entered rightly.",
        trips: &["always/request-valid", "always/faithful-values", "NJ-C-016"],
        shown_by: "Any vacancy with an amount of pay.",
        conduct: || {
            written(Writing {
                number: as_text,
                ..FAITHFUL
            })
        },
    },
    Flaw {
        name: "rounds-salary",
        gets_wrong: "Rounds amounts of pay to whole pounds.",
        hurts: "An hourly rate of £12.72 is advertised as £13.",
        trips: &["always/faithful-values", "NJ-C-016"],
        shown_by: "A salary with pence.",
        conduct: || {
            written(Writing {
                number: |field, held| pay(field, held, f64::round),
                ..FAITHFUL
            })
        },
    },
    Flaw {
        name: "writes-salary-in-pence",
        gets_wrong: "Sends amounts of pay in pence.",
        hurts: "A nurse's post is advertised at three million pounds, or refused as absurd.",
        trips: &["always/faithful-values", "NJ-C-016"],
        shown_by: "Any vacancy with an amount of pay.",
        conduct: || {
            written(Writing {
                number: |field, held| pay(field, held, |sum| sum * 100.0),
                ..FAITHFUL
            })
        },
    },
    Flaw {
        name: "swaps-salary-ends",
        gets_wrong: "Sends the lowest salary as the highest and the other way round.",
        hurts: "NHS Jobs refuses a salary that the recruiter entered rightly.",
        trips: &["always/request-valid", "always/faithful-values", "NJ-C-016"],
        shown_by: "A salary range with two different ends.",
        conduct: || whole(|body, _| swapped(body)),
    },
    Flaw {
        name: "forgets-the-salary-period",
        gets_wrong: "Leaves out what the salary is paid for.",
        hurts: "NHS Jobs refuses the vacancy, or candidates read £12.72 a year.",
        trips: &["always/request-valid", "always/faithful-values", "NJ-C-016"],
        shown_by: "Any vacancy with an amount of pay.",
        conduct: || whole(|body, _| without(body, "/salary", "period")),
    },
];

fn is_pay(field: &Field) -> bool {
    field.ats.starts_with("salary.")
}

fn as_text(field: &Field, held: &Number) -> Value {
    if is_pay(field) {
        held.to_string().into()
    } else {
        held.clone().into()
    }
}

fn pay(field: &Field, held: &Number, change: fn(f64) -> f64) -> Value {
    match held.as_f64().filter(|_| is_pay(field)) {
        Some(sum) => change(sum).into(),
        None => held.clone().into(),
    }
}

fn swapped(mut body: Value) -> Value {
    if let Some(Value::Object(salary)) = body.get_mut("salary") {
        let ends = (salary.remove("minimum"), salary.remove("maximum"));
        salary.extend(ends.0.map(|least| ("maximum".to_owned(), least)));
        salary.extend(ends.1.map(|most| ("minimum".to_owned(), most)));
    }
    body
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_ends_change_places() {
        let body = json!({ "salary": { "minimum": 1, "maximum": 2, "type": "RANGE" } });

        assert_eq!(
            swapped(body),
            json!({ "salary": { "minimum": 2, "maximum": 1, "type": "RANGE" } })
        );
    }
}
