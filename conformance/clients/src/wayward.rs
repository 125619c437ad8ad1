//! Wayward clients: the reference client with one named flaw each.
//!
//! A check is proven by the wayward client that trips it. Each flaw says what it gets wrong, whom it
//! hurts, which checks it is expected to trip, and what must happen for it to show. In everything
//! else a wayward client is as good as the reference client.

mod amounts;
mod body;
mod credentials;
mod days;
mod dishonest;
mod flaw;
mod keys;
mod lists;
mod outcomes;
mod places;
mod privacy;
mod records;
mod retries;
mod terms;
mod texts;
mod told;
mod transfers;
mod updates;

use std::sync::Arc;

pub use flaw::{Flaw, UnknownFlaw};

use crate::api::client::Client;
use crate::ats::Ats;

/// The reference client with this flaw; it bears the flaw's name.
pub fn wayward(flaw: Flaw) -> Arc<dyn Client> {
    Arc::new(Ats {
        name: flaw.name(),
        conduct: flaw.conduct(),
    })
}

/// Every flaw, by what it is about.
const FLAWS: &[&[Flaw]] = &[
    texts::FLAWS,
    lists::FLAWS,
    amounts::FLAWS,
    terms::FLAWS,
    days::FLAWS,
    places::FLAWS,
    records::FLAWS,
    keys::FLAWS,
    retries::FLAWS,
    outcomes::FLAWS,
    told::FLAWS,
    updates::FLAWS,
    transfers::FLAWS,
    privacy::FLAWS,
    credentials::FLAWS,
    dishonest::FLAWS,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_flaw_has_a_name_of_its_own_and_is_found_by_it() {
        let names: BTreeSet<_> = Flaw::ALL.iter().map(Flaw::name).collect();

        assert_eq!(names.len(), Flaw::ALL.len());
        assert!(
            Flaw::ALL
                .iter()
                .all(|flaw| flaw.name().parse() == Ok(*flaw))
        );
    }

    #[test]
    fn every_flaw_says_what_it_gets_wrong_whom_it_hurts_and_what_it_trips() {
        for flaw in Flaw::ALL.iter() {
            let sentences = [flaw.description(), flaw.hurts(), flaw.shown_by()];
            assert!(
                sentences.iter().all(|text| text.ends_with('.')),
                "{}",
                flaw.name()
            );
            assert!(!flaw.trips().is_empty(), "{}", flaw.name());
        }
    }

    #[test]
    fn names_are_kebab_case() {
        let kebab = |name: &str| {
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };

        assert!(Flaw::ALL.iter().all(|flaw| kebab(flaw.name())));
    }
}
