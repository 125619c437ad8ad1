//! Which vacancies bear a text: a reference, or a job reference of the ATS.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use imbl::OrdSet;

use super::id::VacancyId;

/// Ids by a text that vacancies bear. Cloning it costs the same whatever it holds.
///
/// Ordered by the number a text ends with, then by its hash: references of one employer have long
/// beginnings in common, and vacancies may share a job reference, so comparing texts would take
/// longer the more there are. References count upwards, so a new one belongs at the end, where the
/// last one was put. Texts whose numbers and hashes are the same are told apart when they are asked
/// for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TextIndex(OrdSet<(Place, VacancyId, Arc<str>)>);

type Place = (u64, u64);

impl TextIndex {
    pub(super) fn insert(&mut self, text: &str, id: VacancyId) {
        self.0.insert((place(text), id, text.into()));
    }

    pub(super) fn remove(&mut self, text: &str, id: VacancyId) {
        self.0.remove(&(place(text), id, text.into()));
    }

    /// Every id with exactly this text, in order.
    pub(super) fn alike<'a>(&'a self, text: &'a str) -> impl Iterator<Item = VacancyId> + 'a {
        let wanted = place(text);
        let from = (wanted, VacancyId(0), Arc::from(""));
        let placed = self.0.range(from..);
        placed
            .take_while(move |(place, ..)| *place == wanted)
            .filter(move |(.., held)| **held == *text)
            .map(|(_, id, _)| *id)
    }
}

// The order never shows: it is made again whenever a state is read.
fn place(text: &str) -> Place {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    (number(text), hasher.finish())
}

// What is too long for a number is none.
fn number(text: &str) -> u64 {
    let before = text.trim_end_matches(|sign: char| sign.is_ascii_digit());
    text[before.len()..].parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_bears_a_text_is_found_in_order_and_nothing_else() {
        let mut index = TextIndex::default();
        let others = [("b-1", 4), ("c-1", 5), ("1", 6)];
        for (text, id) in [("a", 3), ("b", 2), ("a", 1), ("a", 2)]
            .into_iter()
            .chain(others)
        {
            index.insert(text, VacancyId(id));
        }

        index.remove("a", VacancyId(2));
        index.remove("c", VacancyId(1));

        let found = |text| index.alike(text).map(VacancyId::number).collect::<Vec<_>>();
        assert_eq!(
            (found("a"), found("b"), found("c")),
            (vec![1, 3], vec![2], vec![])
        );
        assert_eq!(
            (found("b-1"), found("c-1"), found("-1")),
            (vec![4], vec![5], vec![])
        );
    }
}
