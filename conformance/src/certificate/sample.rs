//! What a certificate is made of, for tests.

use clients::{AdapterName, Subject};
use serde_json::Value;

use super::issue::Given;
use super::library::Library;
use super::record::{AdapterStated, Whereabouts};
use super::{digest, versions};
use crate::evidence::Action;
use crate::probe;

/// Of a client that some stories are told of.
pub(crate) fn given(library: &Library) -> Given {
    Given {
        subject: Subject {
            vendor: "A vendor".to_owned(),
            name: "An <ATS>".to_owned(),
            version: "1.0".to_owned(),
            language: "Rust".to_owned(),
        },
        adapter: AdapterStated {
            name: Some(AdapterName {
                name: "an adapter".to_owned(),
                version: "1".to_owned(),
            }),
            actions: Action::ALL.to_vec(),
        },
        ran: "2026-11-02T09:00:00Z".parse().unwrap(),
        elapsed_ms: 5,
        seed: 7,
        shard: None,
        place: Whereabouts::InProcess,
        made_by: versions::own(library, library),
        probes: probe::all_passed().to_vec(),
        known: Vec::new(),
        set: library.set(),
    }
}

/// Makes the digests of a certificate anew, as whoever tampers with it can.
pub(crate) fn make_anew(certificate: &mut Value) {
    for attempt in certificate["attempts"].as_array_mut().into_iter().flatten() {
        attempt["evidenceSha256"] = Value::from(digest::of_value(&attempt["evidence"]));
    }
    certificate["sha256"] = Value::from(digest::of_document(certificate));
}
