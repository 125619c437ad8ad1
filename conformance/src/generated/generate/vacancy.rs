//! Vacancies as an ATS may hold them.

use std::sync::LazyLock;

use contract::codes::{
    ContractType, DbsCheck, DurationUnit, HoursUnit, PayBand, SalaryPeriod, StaffGroup, Visibility,
    WorkingPattern,
};
use contract::limits::{
    DESCRIPTION, DURATION, HOURS_A_WEEK, LimitProfile, PERSON_SPECIFICATION, REFERENCE, SHORT_TEXT,
    Span, TITLE, URL,
};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy};
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

use super::edit::{Edit, Shared, any, one};
use super::text::{self, text, valid_text, values};

const SUMMARY: Span = LimitProfile::Nhsbsa.summary();
const SHORT: Span = Span::up_to(SHORT_TEXT);

/// One change of a vacancy; most of them leave it valid.
pub(super) fn edit() -> Shared<Edit> {
    static EDIT: LazyLock<Shared<Edit>> = LazyLock::new(|| {
        let mut all = texts();
        all.extend(terms());
        all.extend(pay());
        all.extend(choices());
        all.push((2, missing()));
        any(all)
    });
    EDIT.clone()
}

/// Changes such as a person makes to a draft: they keep it valid.
pub(super) fn harmless() -> Shared<Edit> {
    static EDIT: LazyLock<Shared<Edit>> = LazyLock::new(|| {
        any(vec![
            (3, one("area_of_work", valid_text(SHORT))),
            (3, one("job_title", valid_text(Span::up_to(TITLE)))),
            (2, one("main_duties", valid_text(SUMMARY))),
            (
                2,
                one(
                    "closing_date",
                    text::of(&["2026-12-31", "2027-01-01", "2027-03-28"]),
                ),
            ),
            (2, optional()),
            (1, one("contact.name", valid_text(SHORT))),
            (1, fixed_pay()),
        ])
    });
    EDIT.clone()
}

fn texts() -> Vec<(u32, Shared<Edit>)> {
    let long = Span::up_to(DESCRIPTION);
    vec![
        (4, one("job_title", text(Span::up_to(TITLE)))),
        (4, one("job_reference", reference())),
        (4, one("job_overview", text(SUMMARY))),
        (4, one("main_duties", text(SUMMARY))),
        (4, one("about_organisation", text(SUMMARY))),
        (4, one("job_description", text(long))),
        (3, one("area_of_work", text(Span::empty_to(SHORT_TEXT)))),
        (6, items()),
        (2, one("location.address_line_1", text(SHORT))),
        (
            1,
            one("location.address_line_2", text(Span::empty_to(SHORT_TEXT))),
        ),
        (
            1,
            one("location.address_line_3", text(Span::empty_to(SHORT_TEXT))),
        ),
        (2, one("location.town", text(SHORT))),
        (1, one("location.county", text(Span::empty_to(SHORT_TEXT)))),
        (
            2,
            one(
                "location.postcode",
                text::of(&[
                    "LS9 7TF",
                    "ls97tf",
                    "M1 1AA",
                    "W1A 0AX",
                    " SW1A 2AA",
                    "CF10  3NP",
                ]),
            ),
        ),
        (
            2,
            one(
                "location.country",
                text::of(&["Wales", "England", "Scotland", "United Kingdom", "\u{cf}le"]),
            ),
        ),
        (2, one("contact.name", text(SHORT))),
        (
            1,
            one("contact.job_title", text(Span::empty_to(SHORT_TEXT))),
        ),
        (3, one("contact.email", text::of(EMAILS))),
        (2, one("contact.phone", text::of(PHONES))),
        (4, one("apply_url", url())),
    ]
}

const EMAILS: &[&str] = &[
    "jobs+ward7@trust.example",
    "o'neill@trust.example",
    "JOBS@Trust.Example",
    "a.b-c_d@sub.trust.example",
    "j\u{f6}bs@trust.example",
    "jobs@trust",
    "jobs at trust.example",
    "jobs@trust.example ",
];
const PHONES: &[&str] = &[
    "0113 496 0000",
    "+44 (0)113 496 0000",
    "01134960000",
    "0113 496 0000 ext. 12",
];

/// References with what URLs and forms give a meaning to, and with leading zeros.
fn reference() -> Shared<Value> {
    let odd = [
        "0071",
        "000277-26-0141",
        "A+B",
        "A&B=C",
        "277/26/0141",
        "277 26 0141",
        "277#26",
        "277%2026",
        "277?26",
        "\u{c4}-26-\u{e9}",
        "ref;1,2",
        "277-26-0141 ",
        "nurse\u{1f600}",
        "277_26.0141~",
        "\"277\"",
        "a\\b",
        "1e5",
        "null",
    ];
    let odd = select(odd.to_vec()).prop_map(Value::from).sboxed();
    any(vec![(4, odd), (1, text(Span::up_to(REFERENCE)))])
}

fn url() -> Shared<Value> {
    let odd = [
        "https://ats.example/jobs?id=1&src=nhs",
        "https://ats.example/jobs/1#apply",
        "https://ats.example/j%C3%B6bs/1",
        "https://ats.example:8443/jobs/1",
        "https://ats.example",
        "https://ats.example/",
        "https://ats.example/jobs/1?x=a+b%20c",
        "https://\u{e4}ts.example/jobs/1",
        "http://ats.example/jobs/1",
        "ats.example/jobs/1",
        "https://ats.example/jobs/1?utm_source=a",
    ];
    let long = move |length: usize| json!({ "$text": { "length": length, "start": "https://ats.example/", "repeat": "a" } });
    let long = select(vec![URL, URL - 1, URL + 1]).prop_map(long).sboxed();
    any(vec![
        (12, select(odd.to_vec()).prop_map(Value::from).sboxed()),
        (1, long),
    ])
}

/// Lists of criteria: one, several, and items that hold what separates them.
fn items() -> Shared<Edit> {
    let headings = [
        "person_specification.qualifications.essential",
        "person_specification.qualifications.desirable",
        "person_specification.experience.essential",
        "person_specification.experience.desirable",
        "person_specification.skills.essential",
        "person_specification.skills.desirable",
    ];
    let item = any(vec![
        (
            3,
            text::of(&[
                "Registered nurse",
                "NMC PIN",
                "Driving licence",
                "Acute care",
                "A, B; C",
                "a<br>b",
                " spaced ",
                "- dash",
                "\u{2022} bullet",
                "line\nbreak",
                "A & B",
            ]),
        ),
        (1, valid_text(SHORT)),
    ]);
    let long = json!([{ "$text": { "length": PERSON_SPECIFICATION } }]);
    let lists = any(vec![
        (9, vec(item, 1..4).prop_map(Value::from).sboxed()),
        (1, Just(json!(["b", "a", "b"])).sboxed()),
        (1, Just(long).sboxed()),
    ]);
    (select(headings.to_vec()), lists)
        .prop_map(|(heading, list)| vec![(heading, list)])
        .sboxed()
}

fn terms() -> Vec<(u32, Shared<Edit>)> {
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

fn patterns() -> Shared<Value> {
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

fn pay() -> Vec<(u32, Shared<Edit>)> {
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
];

fn fixed_pay() -> Shared<Edit> {
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

fn choices() -> Vec<(u32, Shared<Edit>)> {
    let groups = StaffGroup::ALL
        .iter()
        .map(|group| group.ats().into())
        .collect();
    vec![
        (6, one("staff_group", values(groups))),
        (8, optional()),
        (1, one("contract_type", text::of(&["zero_hours"]))),
        (1, one("pay_band", text::of(&["5", "8a", "consultant"]))),
    ]
}

/// A member that need not be there.
fn optional() -> Shared<Edit> {
    let dbs = DbsCheck::ALL
        .iter()
        .map(|check| check.ats().into())
        .collect();
    let seen = Visibility::ALL
        .iter()
        .map(|visibility| visibility.ats().into())
        .collect();
    let flags = || values(vec![true.into(), false.into()]);
    any(vec![
        (3, one("dbs_check", values(dbs))),
        (3, one("visibility", values(seen))),
        (3, one("skilled_worker_sponsorship", flags())),
        (3, one("professional_registration_required", flags())),
        (
            2,
            one("area_of_work", text::of(&["Emergency", "Care & Repair"])),
        ),
        (2, one("working_patterns", patterns())),
        (1, items()),
    ])
}

/// A member that must be there and is not.
fn missing() -> Shared<Edit> {
    let required = [
        "job_title",
        "contract_type",
        "staff_group",
        "pay_scheme",
        "salary",
        "job_overview",
        "main_duties",
        "about_organisation",
        "job_description",
        "location.address_line_1",
        "location.town",
        "location.postcode",
        "contact.name",
        "contact.email",
        "closing_date",
        "apply_url",
        "location",
        "contact",
    ];
    select(required.to_vec())
        .prop_map(|path| vec![(path, Value::Null)])
        .sboxed()
}
