//! The terms of a post: contract, hours, patterns and the day it closes.

use contract::codes::{ContractType, DurationUnit, HoursUnit, WorkingPattern};
use contract::limits::{DURATION, HOURS_A_WEEK};
use proptest::prelude::{Just, Strategy};
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

use super::super::edit::{Edit, Shared, any, one};
use super::super::text;

pub(super) fn terms() -> Vec<(u32, Shared<Edit>)> {
    vec![
        (9, contract()),
        (6, hours()),
        (4, one("working_patterns", patterns())),
        (4, closing()),
    ]
}

/// Every contract type with its duration; at times without, or a permanent one with.
fn contract() -> Shared<Edit> {
    let types: Vec<&str> = ContractType::ALL.iter().map(|kind| kind.ats()).collect();
    let units: Vec<&str> = DurationUnit::ALL.iter().map(|unit| unit.ats()).collect();
    let lengths = select(vec![1, 2, 6, 12, DURATION, DURATION, 0, DURATION + 1]);
    let turned = select(vec![false, false, false, false, false, false, false, true]);
    (select(types), lengths, select(units), turned)
        .prop_map(|(kind, length, unit, turned)| {
            let lasts = (kind != ContractType::Permanent.ats()) != turned;
            let duration = if lasts {
                json!({ "length": length, "unit": unit })
            } else {
                Value::Null
            };
            vec![
                ("contract_type", kind.into()),
                ("contract_duration", duration),
            ]
        })
        .sboxed()
}

fn hours() -> Shared<Edit> {
    let amounts = [
        json!(37.5),
        json!(0.25),
        json!(7.75),
        json!(10),
        json!(HOURS_A_WEEK),
        json!(33.33),
        json!(0.01),
        json!(0),
        json!(168.01),
    ];
    let units: Vec<&str> = HoursUnit::ALL.iter().map(|unit| unit.ats()).collect();
    (select(amounts.to_vec()), select(units))
        .prop_map(|(amount, unit)| {
            vec![("working_hours", json!({ "amount": amount, "unit": unit }))]
        })
        .sboxed()
}

pub(super) fn patterns() -> Shared<Value> {
    let all: Vec<&str> = WorkingPattern::ALL
        .iter()
        .map(|pattern| pattern.ats())
        .collect();
    let most = all.len();
    let some = subsequence(all.clone(), 1..=most)
        .prop_map(Value::from)
        .sboxed();
    let two = subsequence(all, 2)
        .prop_shuffle()
        .prop_map(Value::from)
        .sboxed();
    any(vec![(2, some), (3, two), (1, Just(json!([])).sboxed())])
}

/// Today is 2 November 2026 in generated stories, unless they say otherwise.
fn closing() -> Shared<Edit> {
    one(
        "closing_date",
        text::of(&[
            "2026-11-02",
            "2026-11-03",
            "2026-12-03",
            "2027-01-01",
            "2026-12-31",
            "2028-02-29",
            "2027-03-28",
            "2027-03-29",
            "2026-10-25",
            "2026-10-26",
            "2027-05-04",
            "2027-10-31",
            "2026-11-12",
            "2026-11-01",
            "2026-02-30",
            "18/12/2026",
            "2026-12-18T00:00:00Z",
        ]),
    )
}
