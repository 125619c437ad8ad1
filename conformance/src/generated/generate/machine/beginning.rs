//! What there is before the first step: whom the ATS holds, and how the services are set.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, Strategy};
use proptest::sample::select;
use serde_json::{Map, Value, json};

use super::{Can, Focus, State};
use crate::generated::generate::doctor::doctor;
use crate::generated::generate::edit::{Shared, any};

/// The world before the first step: mostly plain.
pub(super) fn beginning(focus: Focus, can: Can, edits: usize) -> BoxedStrategy<State> {
    let colleagues = if edits > 4 { 0..=0 } else { 0..=1 };
    let doctors = if focus == Focus::Vacancies {
        Just(Vec::new()).boxed()
    } else {
        (doctor(), vec(doctor(), colleagues))
            .prop_map(|(first, mut others)| {
                others.insert(0, first);
                others
            })
            .boxed()
    };
    (settings(focus), doctors)
        .prop_map(move |(given, doctors)| State {
            given,
            doctors,
            jobs: Vec::new(),
            asked: BTreeSet::new(),
            loaded: 0,
            armed: None,
            faults: 0,
            waits: 0,
            persons: 0,
            pulled: None,
            edits,
            focus,
            can,
        })
        .boxed()
}

fn settings(focus: Focus) -> Shared<Map<String, Value>> {
    let nhs_jobs = [
        json!({ "limits": "jobtrain" }),
        json!({ "errors": "first" }),
        json!({ "band_check": "reject" }),
        json!({ "band_check": "off" }),
        json!({ "duration": "fixed_term_only" }),
    ];
    let nhs_jobs = select(nhs_jobs.to_vec())
        .prop_map(|switch| json!({ "nhs_jobs": switch }))
        .sboxed();
    let esr = select(vec![
        json!({ "esr": { "matching": "normalised" } }),
        json!({ "esr": { "activation": "pending" } }),
        json!({ "esr": { "activation": "none" } }),
    ]);
    let moments = select(vec![
        "2026-03-31T22:30:00Z",
        "2026-10-24T23:30:00Z",
        "2026-10-25T00:30:00Z",
        "2026-03-28T12:00:00Z",
        "2026-11-02T23:59:00Z",
    ]);
    let wrong = select(match focus {
        Focus::Vacancies => vec!["api_key", "account_id", "organisation_id"],
        Focus::Doctors => vec!["client_id", "client_secret", "vpd"],
        Focus::Both => vec!["api_key", "client_secret"],
    });
    let wrong = wrong
        .prop_map(|member| json!({ "credentials": { member: "unknown" } }))
        .sboxed();
    let moments = moments.prop_map(|now| json!({ "now": now })).sboxed();
    let switches = match focus {
        Focus::Vacancies => nhs_jobs,
        _ => esr.sboxed(),
    };
    any(vec![
        (30, Just(json!({})).sboxed()),
        (4, switches),
        (1, moments),
        (1, wrong),
    ])
    .prop_map(|given| given.as_object().cloned().unwrap_or_default())
    .sboxed()
}
