//! Vacancies as an ATS may hold them.

mod pay;
mod terms;
mod texts;

use std::sync::LazyLock;

use contract::codes::{DbsCheck, StaffGroup, Visibility};
use contract::limits::{Span, TITLE};
use proptest::prelude::Strategy;
use proptest::sample::select;
use serde_json::Value;

use self::pay::{fixed_pay, pay};
use self::terms::{patterns, terms};
use self::texts::{SHORT, SUMMARY, items, texts};
use super::edit::{Edit, Shared, any, one};
use super::text::{self, valid_text, values};

/// One change of a vacancy; most of them leave it valid.
pub(in crate::generated::generate) fn edit() -> Shared<Edit> {
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
pub(in crate::generated::generate) fn harmless() -> Shared<Edit> {
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
