//! What a recruiter writes: texts, references, addresses and lists of criteria.

use contract::limits::{
    DESCRIPTION, LimitProfile, PERSON_SPECIFICATION, REFERENCE, SHORT_TEXT, Span, TITLE, URL,
};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy};
use proptest::sample::select;
use serde_json::{Value, json};

use super::super::edit::{Edit, Shared, any, one};
use super::super::text::{self, text, valid_text};

pub(super) const SUMMARY: Span = LimitProfile::Nhsbsa.summary();
pub(super) const SHORT: Span = Span::up_to(SHORT_TEXT);

pub(super) fn texts() -> Vec<(u32, Shared<Edit>)> {
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
                    "BT1 5GS",
                ]),
            ),
        ),
        (
            2,
            one(
                "location.country",
                text::of(&[
                    "Wales",
                    "England",
                    "Scotland",
                    "Northern Ireland",
                    "United Kingdom",
                    "\u{cf}le",
                ]),
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
        "000277-26-0777",
        "A+B",
        "A&B=C",
        "277/26/0141",
        "277 26 0141",
        "277#26",
        "277%2026",
        "277?26",
        "\u{c4}-26-\u{e9}",
        "ref;1,2",
        "277-26-0777 ",
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
pub(super) fn items() -> Shared<Edit> {
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
