//! Which vacancies bear a text: a reference, or a job reference of the ATS.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use imbl::OrdSet;

use super::id::VacancyId;

/// Ids by a text that vacancies bear. Cloning it costs the same whatever it holds.
///
/// Ordered by the hash of the text first: references of one employer have long beginnings in
/// common, and vacancies may share a job reference, so comparing texts would take longer the more
/// there are. Texts whose hashes are the same are told apart when they are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TextIndex(OrdSet<(u64, VacancyId, Arc<str>)>);

impl TextIndex {
    pub(super) fn insert(&mut self, text: &str, id: VacancyId) {
        self.0.insert((hash(text), id, text.into()));
    }

    pub(super) fn remove(&mut self, text: &str, id: VacancyId) {
        self.0.remove(&(hash(text), id, text.into()));
    }

    /// Every id with exactly this text, in order.
    pub(super) fn alike<'a>(&'a self, text: &'a str) -> impl Iterator<Item = VacancyId> + 'a {
        let wanted = hash(text);
        let from = (wanted, VacancyId(0), Arc::from(""));
        let hashed = self.0.range(from..);
        hashed
            .take_while(move |(hash, ..)| *hash == wanted)
            .filter(move |(.., held)| **held == *text)
            .map(|(_, id, _)| *id)
    }
}

// The order never shows: it is made again whenever a state is read.
fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_bears_a_text_is_found_in_order_and_nothing_else() {
        let mut index = TextIndex::default();
        for (text, id) in [("a", 3), ("b", 2), ("a", 1), ("a", 2)] {
            index.insert(text, VacancyId(id));
        }

        index.remove("a", VacancyId(2));
        index.remove("c", VacancyId(1));

        let found = |text| index.alike(text).map(VacancyId::number).collect::<Vec<_>>();
        assert_eq!(
            (found("a"), found("b"), found("c")),
            (vec![1, 3], vec![2], vec![])
        );
    }
}
