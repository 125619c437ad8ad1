//! Pay: amounts, ranges, bands and grades, and what breaks a rule about them.

use contract::codes::{PayBand, SalaryPeriod};
use proptest::prelude::{Just, Strategy};
use proptest::sample::select;
use serde_json::{Value, json};

use super::super::edit::{Edit, Shared, one};
use super::super::text::values;

pub(super) fn pay() -> Vec<(u32, Shared<Edit>)> {
    vec![
        (8, fixed_pay()),
        (6, range()),
        (3, by_experience()),
        (8, banded()),
        (3, medical()),
        (3, odd_pay()),
    ]
}

/// Amounts to the penny at which floating point, rounding and formatting go wrong.
const SUMS: &[f64] = &[
    0.01,
    0.07,
    1.1,
    12.72,
    19.99,
    32073.29,
    29999.95,
    37338.5,
    100.0,
    65.4,
    1_000_000.0,
    99_999.99,
    10_000_000.0,
    1234.56,
    4.35,
    1.15,
    73.1,
    0.5,
    32_073.05,
];

pub(super) fn fixed_pay() -> Shared<Edit> {
    (select(SUMS), periods())
        .prop_map(|(amount, period)| {
            vec![(
                "salary",
                json!({ "type": "fixed", "amount": amount, "period": period }),
            )]
        })
        .sboxed()
}

fn range() -> Shared<Edit> {
    let details = select(vec![
        Value::Null,
        Value::Null,
        "pro rata".into(),
        "\u{a3}500 'golden hello' & more".into(),
    ]);
    (select(SUMS), select(SUMS), periods(), details)
        .prop_map(|(one, other, period, details)| {
            let (least, most) = (one.min(other), one.max(other));
            let mut salary = json!({ "type": "range", "amount": null, "minimum": least, "maximum": most, "period": period });
            if !details.is_null() {
                salary["details"] = details;
            }
            vec![("salary", salary)]
        })
        .sboxed()
}

fn periods() -> Shared<Value> {
    values(
        SalaryPeriod::ALL
            .iter()
            .map(|period| period.ats().into())
            .collect(),
    )
}

fn by_experience() -> Shared<Edit> {
    let salary = json!({ "type": "depends_on_experience", "amount": null, "period": null });
    Just(vec![("salary", salary)]).sboxed()
}

/// Agenda for Change, each band, with pay inside it and far outside.
fn banded() -> Shared<Edit> {
    let bands: Vec<PayBand> = PayBand::ALL
        .iter()
        .copied()
        .filter(|band| band.is_agenda_for_change())
        .collect();
    let salaries = select(vec![None, None, Some(99_000), Some(5_000)]);
    (select(bands), salaries)
        .prop_map(|(band, pay)| {
            let mut edit: Edit = vec![
                ("pay_scheme", "agenda_for_change".into()),
                ("pay_band", band.ats().into()),
            ];
            if let Some(pay) = pay {
                edit.push((
                    "salary",
                    json!({ "type": "fixed", "amount": pay, "period": "year" }),
                ));
            }
            edit
        })
        .sboxed()
}

fn medical() -> Shared<Edit> {
    let grades: Vec<PayBand> = PayBand::ALL
        .iter()
        .copied()
        .filter(|band| !band.is_agenda_for_change())
        .collect();
    select(grades)
        .prop_map(|grade| {
            vec![
                ("pay_scheme", "hospital_medical_and_dental".into()),
                ("pay_band", grade.ats().into()),
            ]
        })
        .sboxed()
}

/// Salaries that break a rule each.
fn odd_pay() -> Shared<Edit> {
    let odd = vec![
        json!({ "amount": 0 }),
        json!({ "amount": -1 }),
        json!({ "amount": 12.345 }),
        json!({ "amount": 1.005 }),
        json!({ "amount": 10_000_000.01 }),
        json!({ "amount": "33,000" }),
        json!({ "amount": "\u{a3}33000" }),
        json!({ "amount": null }),
        json!({ "period": null }),
        json!({ "type": "range", "amount": null, "minimum": 40000, "maximum": 30000 }),
        json!({ "type": "range", "amount": null, "minimum": 30000 }),
        json!({ "type": "depends_on_experience" }),
        json!({ "minimum": 30000 }),
    ];
    one("salary", values(odd))
}
