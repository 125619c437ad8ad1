//! What is required of a client, where that comes from, and what shows it.

mod read;

use std::sync::LazyLock;

use contract::provenance::Provenance;

use crate::scenario::Diagnostics;
use crate::verdict::{EvidenceKind, Level};

/// One requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// `NJ-C-nnn`, `ESR-C-nnn` or `BOTH-C-nnn`.
    pub id: String,
    /// A few words.
    pub title: String,
    /// The requirement, in one sentence.
    pub text: String,
    /// How much it demands.
    pub level: Level,
    /// Who asks for it.
    pub provenance: Provenance,
    /// Where that stands.
    pub source: Source,
    /// The least evidence that shows it.
    pub evidence: EvidenceKind,
    /// The always-on checks that show it; scenario checks name their requirement themselves.
    pub checks: Vec<String>,
    /// Why nothing checks it.
    pub excused: Option<String>,
    /// Why a client's users would care.
    pub why: String,
    /// What a client author can do.
    pub remedy: String,
}

/// Where a requirement comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The document's name.
    pub name: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// Its own words.
    pub quote: Option<String>,
}

/// Every requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registry {
    rows: Vec<Requirement>,
}

/// The rows that this build carries, by the names mistakes are told with.
const FILES: [(&str, &str); 3] = [
    (
        "conformance/requirements/nhs-jobs.yaml",
        include_str!("../../requirements/nhs-jobs.yaml"),
    ),
    (
        "conformance/requirements/esr.yaml",
        include_str!("../../requirements/esr.yaml"),
    ),
    (
        "conformance/requirements/both.yaml",
        include_str!("../../requirements/both.yaml"),
    ),
];

impl Registry {
    /// The requirements that this build carries.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Registry> = LazyLock::new(|| {
            Registry::read(&FILES).unwrap_or_else(|mistakes| {
                unreachable!("a test reads the embedded requirements, yet:\n{mistakes}")
            })
        });
        &EMBEDDED
    }

    /// Reads rows from files, each given by name and text.
    ///
    /// # Errors
    /// Every mistake of every file; an id that occurs twice is one.
    pub fn read(files: &[(&str, &str)]) -> Result<Self, Diagnostics> {
        read::read(files).map(|rows| Self { rows })
    }

    /// Every row, in the order of the files.
    #[must_use]
    pub fn rows(&self) -> &[Requirement] {
        &self.rows
    }

    /// The row with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Requirement> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// The row that an always-on check shows.
    #[must_use]
    pub fn of_check(&self, check: &str) -> Option<&Requirement> {
        self.rows
            .iter()
            .find(|row| row.checks.iter().any(|name| name == check))
    }
}

#[cfg(test)]
mod tests;
