//! The one table of magic values: it implements them and it lists them.

use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use contract::operation::Operation;

use super::prefer::Preference;
use super::row::{Case, Recurs, Row};
use super::{both, candidates, esr, nhs_jobs};
use crate::faults::{Effect, effect};

/// A row, ready to be triggered.
#[derive(Debug)]
pub(super) struct Entry {
    row: Row,
    // What a fault does, read once.
    effect: Option<Arc<dyn Effect>>,
    /// What it is asked for by in a header; nothing where another row has the same name there.
    pub(super) preference: Option<Preference>,
}

impl Deref for Entry {
    type Target = Row;

    fn deref(&self) -> &Row {
        &self.row
    }
}

static TABLE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let rows = nhs_jobs::ROWS.iter().chain(esr::ROWS);
    let rows = rows.chain(candidates::ROWS).chain(both::ROWS);
    rows.flat_map(|row| [Some(Entry::of(row.clone())), always(row)])
        .flatten()
        .collect()
});

/// Every row: those of NHS Jobs, of ESR, of the candidate site, and then those of all three.
pub(super) fn all() -> &'static [Entry] {
    &TABLE
}

/// Which row one is, counted from 0.
pub(super) fn number(entry: &'static Entry) -> usize {
    let found = all().iter().position(|known| std::ptr::eq(known, entry));
    found.expect("every entry is a row of the one table")
}

/// What a reference asks for: the longest value that it is or begins with.
pub(super) fn by_reference(operation: Operation, reference: &str) -> Option<&'static Entry> {
    let meant =
        |entry: &&Entry| entry.operations.contains(&operation) && begins(reference, entry.value);
    all()
        .iter()
        .filter(meant)
        .max_by_key(|entry| entry.value.len())
}

/// What a preference asks for.
pub(super) fn by_preference(operation: Operation, asked: &Preference) -> Option<&'static Entry> {
    let meant = |entry: &&Entry| {
        entry.operations.contains(&operation) && entry.preference.as_ref() == Some(asked)
    };
    all().iter().find(meant)
}

// `SIM-503` and `SIM-503-1` begin with `SIM-503`; `SIM-5031` does not.
fn begins(reference: &str, value: &str) -> bool {
    let rest = reference
        .strip_prefix(value)
        .map(|rest| rest.chars().next());
    rest.is_some_and(|next| next.is_none_or(|next| !next.is_alphanumeric()))
}

impl Entry {
    fn of(row: Row) -> Self {
        let effect = match &row.case {
            Case::Fault { kind, attributes } => {
                let attributes = serde_json::from_str(attributes).unwrap_or_default();
                Some(effect(kind, &attributes).expect("the faults of the table are known kinds"))
            }
            _ => None,
        };
        let preference = Some(Preference::of_value(row.value));
        Self {
            row,
            effect,
            preference,
        }
    }

    /// What its fault does.
    pub(super) fn effect(&self) -> &Arc<dyn Effect> {
        self.effect.as_ref().expect("only a fault has an effect")
    }
}

// A case that a retry survives has a second value, whose case no retry survives. Per call there is
// no need of one.
fn always(row: &Row) -> Option<Entry> {
    let once = row.recurs == Recurs::OncePerReference && matches!(row.case, Case::Fault { .. });
    let value = once.then(|| both::always(row.value)).flatten()?;
    let row = Row {
        value,
        recurs: Recurs::Always,
        ..row.clone()
    };
    Some(Entry {
        preference: None,
        ..Entry::of(row)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn value(operation: Operation, reference: &str) -> Option<&'static str> {
        by_reference(operation, reference).map(|entry| entry.value)
    }

    #[test]
    fn the_longest_value_wins_and_an_unknown_one_is_an_ordinary_reference() {
        let create = Operation::CreateVacancy;

        assert_eq!(value(create, "SIM-400-SALARY"), Some("SIM-400-SALARY"));
        assert_eq!(value(create, "SIM-400-SALARY-7"), Some("SIM-400-SALARY"));
        assert_eq!(value(create, "SIM-400-7"), Some("SIM-400"));
        assert_eq!(value(create, "SIM-503-ALWAYS"), Some("SIM-503-ALWAYS"));
        assert_eq!(value(create, "SIM-5031"), None);
        assert_eq!(value(create, "SIM-418"), None);
        assert_eq!(value(create, "sim-400"), None);
        assert_eq!(value(create, "SIM-422-EMPLOYEE"), None);
    }

    #[test]
    fn no_operation_has_two_rows_of_one_value() {
        for operation in Operation::ALL {
            let rows = all()
                .iter()
                .filter(|entry| entry.operations.contains(&operation));
            let values: Vec<_> = rows.map(|entry| entry.value).collect();

            assert_eq!(
                values.iter().collect::<BTreeSet<_>>().len(),
                values.len(),
                "{operation}"
            );
        }
    }

    #[test]
    fn every_value_fits_into_a_reference_and_every_text_is_a_sentence() {
        for entry in all() {
            assert!(entry.value.starts_with("SIM-") && entry.value.len() <= 40);
            for text in [entry.happens, entry.shown, entry.remedy] {
                assert!(text.ends_with('.'), "{}: {text}", entry.value);
            }
        }
    }
}
