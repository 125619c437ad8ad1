//! Employment checks as an ATS may hold them.

use std::sync::LazyLock;

use contract::codes::{
    ApplicantStatus, DbsLevel, EuSettlement, PermitToWork, RegistrationBody, Route, Workforce,
};
use contract::limits::{REFERENCE, REGISTRATION_STATUS, SHORT_TEXT, Span};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy};
use proptest::sample::select;
use serde_json::{Value, json};

use super::edit::{Edit, Shared, any, one};
use super::text::{self, DAYS, text, values};

/// One change of an applicant; most of them leave it valid.
pub(super) fn edit() -> Shared<Edit> {
    static EDIT: LazyLock<Shared<Edit>> = LazyLock::new(|| {
        any(vec![
            (6, one("checks.dbs", dbs())),
            (6, registration()),
            (6, one("checks.references", references())),
            (5, one("checks.employment_checklist", checklist())),
            (6, right_to_work()),
            (4, eu_status()),
            (3, one("ats_reference", reference())),
            (3, status()),
            (4, also_held()),
            (3, without_eu_status()),
            (1, missing()),
        ])
    });
    EDIT.clone()
}

fn flag() -> Shared<bool> {
    select(vec![true, false]).sboxed()
}

fn day() -> Shared<&'static str> {
    select(DAYS).sboxed()
}

fn words(all: Vec<&'static str>) -> Shared<&'static str> {
    select(all).sboxed()
}

fn dbs() -> Shared<Value> {
    let numbers = [
        "001234567890",
        "123456789012",
        "000000000001",
        "999999999999",
        "012345678901",
        "12345678901",
        "1234567890123",
        "12345678901X",
        " 01234567890",
    ];
    let weights = vec![
        (6, select(numbers[..5].to_vec()).sboxed()),
        (1, select(numbers.to_vec()).sboxed()),
    ];
    let levels = words(DbsLevel::ALL.iter().map(|level| level.ats()).collect());
    let workforces = words(
        Workforce::ALL
            .iter()
            .map(|workforce| workforce.ats())
            .collect(),
    );
    let flags = (flag(), flag(), flag());
    (levels, any(weights), day(), workforces, flags)
        .prop_map(|(level, number, issued, workforce, (child, adult, update))| {
            json!({
                "level": level, "certificate_number": number, "issue_date": issued, "workforce": workforce,
                "child_barred_list": child, "adult_barred_list": adult, "update_service": update,
            })
        })
        .sboxed()
}

fn registration() -> Shared<Edit> {
    let bodies = RegistrationBody::ALL.to_vec();
    let states = any(vec![
        (
            3,
            text::of(&[
                "Registered with Licence",
                "Registered, without a licence",
                "Provisional \u{2013} FY1",
            ]),
        ),
        (1, text(Span::up_to(REGISTRATION_STATUS))),
    ]);
    let numbers = (
        select(vec![
            "7012345", "0012345", "0000001", "7012345", "701234", "70123456",
        ]),
        select(vec!["012345", "D1234", "007", "123456", "12", "1234567"]),
    );
    (select(bodies), numbers, states, day())
        .prop_map(|(body, (gmc, gdc), status, expires)| {
            let number = if body == RegistrationBody::Gmc { gmc } else { gdc };
            let record = json!({ "body": body.ats(), "number": number, "status": status, "expiry_date": expires });
            vec![("checks.professional_registration", record)]
        })
        .sboxed()
}

fn references() -> Shared<Value> {
    let organisations = any(vec![
        (
            3,
            text::of(&[
                "Western Example Hospitals",
                "St. John's & Partners",
                "Ysbyty Gwynedd",
                "H\u{f4}pital \u{c9}x.",
            ]),
        ),
        (1, text(Span::up_to(SHORT_TEXT))),
    ]);
    let one = (organisations, day(), day(), day(), flag()).prop_map(|(organisation, from, to, received, satisfactory)| {
        json!({ "organisation": organisation, "from": from, "to": to, "received_date": received, "satisfactory": satisfactory })
    });
    vec(one, 1..4).prop_map(Value::from).sboxed()
}

fn checklist() -> Shared<Value> {
    (flag(), flag(), day())
        .prop_map(|(checked, sponsored, completed)| {
            json!({ "qualifications_checked": checked, "sponsorship_required": sponsored, "completed_date": completed })
        })
        .sboxed()
}

fn right_to_work() -> Shared<Edit> {
    let routes = words(Route::ALL.iter().map(|route| route.ats()).collect());
    let permits = words(
        PermitToWork::ALL
            .iter()
            .map(|permit| permit.ats())
            .collect(),
    );
    let until = any(vec![
        (1, Just(Value::Null).sboxed()),
        (1, text::of(&["2027-02-28", "2028-02-29", "2026-12-03"])),
    ]);
    (routes, permits, day(), until)
        .prop_map(|(route, permit, checked, until)| {
            let mut record =
                json!({ "route": route, "permit_to_work": permit, "checked_date": checked });
            if !until.is_null() {
                record["valid_to"] = until;
            }
            vec![("checks.illegal_working_checklist", record)]
        })
        .sboxed()
}

fn eu_status() -> Shared<Edit> {
    let states = words(
        EuSettlement::ALL
            .iter()
            .map(|status| status.ats())
            .collect(),
    );
    (states, day())
        .prop_map(|(status, checked)| {
            vec![(
                "checks.eu_status",
                json!({ "status": status, "checked_date": checked }),
            )]
        })
        .sboxed()
}

fn reference() -> Shared<Value> {
    let odd = [
        "0001",
        "T+1&2",
        "T/2026/1",
        "T 2026 1",
        "T-2026-0777 ",
        "\u{e9}1",
        "T#1",
        "T%201",
    ];
    let odd = select(odd.to_vec()).prop_map(Value::from).sboxed();
    any(vec![(4, odd), (1, text(Span::up_to(REFERENCE)))])
}

/// Only 'outcome recruited' may travel.
fn status() -> Shared<Edit> {
    one(
        "status",
        values(
            ApplicantStatus::ALL
                .iter()
                .map(|status| status.ats().into())
                .collect(),
        ),
    )
}

/// What an ATS has and must never send, in words that are found nowhere else.
fn also_held() -> Shared<Edit> {
    let identity = json!({ "document": "passport", "document_number": "QQ9900112", "verified_on": "2026-05-28" });
    let health =
        json!({ "outcome": "fit with adjustments: sit-stand desk", "cleared_on": "2026-06-11" });
    let held = vec![
        vec![("also_held.identity", identity.clone())],
        vec![("also_held.occupational_health", health.clone())],
        vec![
            ("also_held.identity", identity),
            ("also_held.occupational_health", health),
        ],
    ];
    select(held).sboxed()
}

/// Another record in place of the plain one.
fn without_eu_status() -> Shared<Edit> {
    checklist()
        .prop_map(|checklist| {
            vec![
                ("checks.eu_status", Value::Null),
                ("checks.employment_checklist", checklist),
            ]
        })
        .sboxed()
}

fn missing() -> Shared<Edit> {
    let required = [
        "checks.eu_status",
        "checks.eu_status.checked_date",
        "first_name",
        "last_name",
        "date_of_birth",
    ];
    select(required.to_vec())
        .prop_map(|path| vec![(path, Value::Null)])
        .sboxed()
}
