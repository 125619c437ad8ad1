//! Laws of matching and transferring, over generated people.

use contract::settings::Matching;
use proptest::prelude::*;
use serde_json::json;

use crate::esr::sample::{VPD, book, load, morning, person, send, send_normalised, transfer};
use crate::esr::{Activation, Book, TransferError};
use crate::sandbox::page::Paging;

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z]{1,8}",
        "[A-Za-z'’ -]{1,8}[a-z]",
        "[a-zA-ZéëüñÅßøŁıİΣςأ]{1,6}",
        "\\PC{1,6}[a-z]"
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whoever is loaded is found by the very names that were loaded, under either matching.
    #[test]
    fn matching_is_reflexive(first in name(), last in name()) {
        let sent = person(&first, &last, "1996-02-29");
        for matching in [Matching::Strict, Matching::Normalised] {
            let mut book = book();
            let Some(number) = load(&mut book, &sent, json!({})).applicant_number else {
                continue;
            };
            let result = book.transfer(VPD, transfer(&sent), matching, morning());
            prop_assert_eq!(result.map(|r| r.applicant_number), Ok(number.to_string()));
        }
    }

    /// What matches strictly matches normalised, and nothing matches across employers.
    #[test]
    fn a_strict_match_is_a_normalised_match_and_never_across_employers(
        held in (name(), name()),
        sent in (name(), name()),
        upper: bool,
    ) {
        let shape = |text: &str| if upper { text.to_uppercase() } else { text.to_owned() };
        let sent = if held.0.len() % 2 == 0 { (shape(&held.0), shape(&held.1)) } else { sent };
        let held = person(&held.0, &held.1, "1996-02-29");
        let sent = person(&sent.0, &sent.1, "1996-02-29");
        let mut book = book();
        load(&mut book, &held, json!({}));
        book.set_activation("278", Activation::Activated).unwrap();

        let strict = send(&mut book.clone(), &sent);
        let normalised = send_normalised(&mut book.clone(), &sent);
        let elsewhere = book.transfer("278", transfer(&sent), Matching::Normalised, morning());

        prop_assert!(strict.is_err() || normalised == strict);
        prop_assert_eq!(elsewhere, Err(TransferError::NoMatch));
    }

    /// A refused transfer leaves everything but the operator's notes as it was; a clone is never
    /// changed; and a book comes back from its saved form.
    #[test]
    fn what_is_refused_changes_nothing_and_what_is_saved_comes_back(
        people in prop::collection::vec((0u8..3, 0u8..4, any::<bool>()), 0..12),
        sends in prop::collection::vec(0u8..3, 0..6),
    ) {
        let who = |n: u8| person("Test", ["Ann", "Bea", "Cat"][usize::from(n % 3)], "1990-01-01");
        let sources = ["TIS", "HICOM", "MANUAL", "E_RECRUITMENT"];
        let mut book = book();
        for (n, source, open) in people {
            let beside = json!({"source": sources[usize::from(source)], "open": open});
            load(&mut book, &who(n), beside);
        }
        for n in sends {
            let before = book.clone();
            let saved_before = serde_json::to_string(&before).unwrap();
            let transfers = before.transfers().count();
            let result = send(&mut book, &who(n));

            prop_assert_eq!(serde_json::to_string(&before).unwrap(), saved_before);
            prop_assert_eq!(book.transfers().count(), transfers + usize::from(result.is_ok()));
            if result.is_err() {
                prop_assert_eq!(
                    book.applicants(Paging::default()),
                    before.applicants(Paging::default())
                );
            }
        }
        let saved = serde_json::to_string(&book).unwrap();
        prop_assert_eq!(serde_json::from_str::<Book>(&saved).unwrap(), book);
    }
}
