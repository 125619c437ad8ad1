//! What applicants are found by: employer, folded names and date of birth, as one text.

use std::fmt::Write;
use std::sync::Arc;

use contract::settings::Matching;
use contract::transfer::Person;

use super::name;

/// Keeps `An` `Nguyen` apart from `Ann` `guyen`; no folded name holds it.
const BETWEEN: char = '\0';

/// The keys of one person under either matching.
#[derive(Debug, Clone)]
pub(super) struct Keys {
    pub(super) strict: Arc<str>,
    pub(super) normalised: Arc<str>,
}

impl Keys {
    /// Folds each name once, for both.
    pub(super) fn of(vpd: &str, person: &Person) -> Self {
        let last = name::strict(&person.last_name);
        let first = name::strict(&person.first_name);
        let bare = names(vpd, &name::bare(&last), &name::bare(&first));
        Self {
            strict: whole(names(vpd, &last, &first), person),
            normalised: whole(bare, person),
        }
    }
}

/// The key of one person under one matching.
pub(super) fn key(vpd: &str, person: &Person, matching: Matching) -> Arc<str> {
    let last = name::fold(&person.last_name, matching);
    let first = name::fold(&person.first_name, matching);
    whole(names(vpd, &last, &first), person)
}

/// What the keys of all namesakes begin with, under the normalised matching.
pub(super) fn namesakes(vpd: &str, person: &Person) -> String {
    let last = name::normalised(&person.last_name);
    let first = name::normalised(&person.first_name);
    names(vpd, &last, &first)
}

fn names(vpd: &str, last: &str, first: &str) -> String {
    let mut key = String::with_capacity(vpd.len() + last.len() + first.len() + 24);
    for part in [vpd, last, first] {
        key.extend(part.chars().filter(|letter| *letter != BETWEEN));
        key.push(BETWEEN);
    }
    key
}

fn whole(mut names: String, person: &Person) -> Arc<str> {
    // Writing to a text cannot fail.
    let _ = write!(names, "{}", person.date_of_birth);
    names.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::esr::sample::{VPD, person};

    #[test]
    fn the_keys_of_either_matching_are_the_same_made_together_or_alone() {
        for (first, last) in [
            ("Aoife", "O'Brien"),
            ("Zoë", "Ngọc-Ánh"),
            ("-", "'"),
            ("a\0", "b"),
        ] {
            let person = person(first, last, "1996-02-29");
            let keys = Keys::of(VPD, &person);

            assert_eq!(keys.strict, key(VPD, &person, Matching::Strict));
            assert_eq!(keys.normalised, key(VPD, &person, Matching::Normalised));
            assert!(keys.normalised.starts_with(&namesakes(VPD, &person)));
        }
    }

    #[test]
    fn a_letter_that_moves_from_one_name_to_the_other_makes_another_key() {
        let (one, other) = (
            person("An", "Nguyen", "1996-02-29"),
            person("Ann", "guyen", "1996-02-29"),
        );

        assert_ne!(
            Keys::of(VPD, &one).normalised,
            Keys::of(VPD, &other).normalised
        );
    }
}
