//! Who changed a vacancy, what, and when: shown to people, never to the ATS.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Party {
    /// The applicant tracking system, over the interface.
    Ats,
    /// A person in the NHS Jobs account.
    Person,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ChangeKind")]
pub enum Kind {
    /// The draft was created.
    Created,
    /// The draft was replaced by the ATS.
    Updated,
    /// Fields were changed by a person.
    Amended,
    /// The vacancy was published.
    Published,
    /// The vacancy was closed by a person.
    Closed,
}

/// One change of a vacancy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// When, on the sandbox clock.
    pub at: Timestamp,
    /// By whom.
    pub by: Party,
    /// What.
    pub kind: Kind,
    /// The version it left behind.
    pub version: u64,
}

/// How many changes of one vacancy are remembered.
pub(super) const MOST: usize = 32;

/// The changes of one vacancy: the first, the latest, and how many between them are forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct History {
    changes: Vec<Change>,
    #[serde(default)]
    forgotten: u64,
}

impl History {
    pub(super) fn starting(first: Change) -> Self {
        Self {
            changes: vec![first],
            forgotten: 0,
        }
    }

    /// Remembers a change. The creation is never forgotten, so the second oldest goes.
    pub(super) fn push(&mut self, change: Change) {
        if self.changes.len() >= MOST {
            self.changes.remove(1);
            self.forgotten += 1;
        }
        self.changes.push(change);
    }

    /// What is remembered, oldest first.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// How many changes after the first are forgotten.
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(version: u64) -> Change {
        Change {
            at: Timestamp::UNIX_EPOCH,
            by: Party::Ats,
            kind: Kind::Updated,
            version,
        }
    }

    #[test]
    fn a_long_history_keeps_its_first_and_its_latest_changes() {
        let mut history = History::starting(change(1));
        for version in 2..=100 {
            history.push(change(version));
        }

        let kept: Vec<u64> = history
            .changes()
            .iter()
            .map(|change| change.version)
            .collect();
        assert_eq!((kept[0], kept[1], kept[MOST - 1]), (1, 70, 100));
        assert_eq!(history.forgotten(), 68);
    }
}
