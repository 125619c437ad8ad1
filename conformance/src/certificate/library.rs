//! A set of scenarios with their sources, by which certificates are issued and verified.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::digest;
use super::record::{Counted, SetEntry};

/// Scenario sources by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    sources: BTreeMap<String, String>,
}

impl Library {
    /// Of sources by id.
    #[must_use]
    pub fn of(sources: impl IntoIterator<Item = (String, String)>) -> Self {
        let sources = sources.into_iter().collect();
        Self { sources }
    }

    /// The files of these scenarios in a folder.
    ///
    /// # Errors
    ///
    /// The first file that cannot be read, with the reason.
    pub fn of_folder(folder: &Path, ids: &[String]) -> Result<Self, String> {
        let read = |id: &String| {
            let file = folder.join(format!("{id}.yaml"));
            let file = if file.is_file() {
                file
            } else {
                folder.join(format!("{id}.yml"))
            };
            let text = fs::read_to_string(&file);
            text.map(|text| (id.clone(), text))
                .map_err(|error| format!("{}: {error}", file.display()))
        };
        let sources = ids.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self { sources })
    }

    /// The source of a scenario.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&str> {
        self.sources.get(id).map(String::as_str)
    }

    /// Every scenario with the digest of its source, in the order of the ids.
    #[must_use]
    pub fn set(&self) -> Vec<SetEntry> {
        let entry = |(id, source): (&String, &String)| SetEntry {
            id: id.clone(),
            sha256: digest::of_bytes(source.as_bytes()),
        };
        self.sources.iter().map(entry).collect()
    }

    /// How many there are, and which.
    #[must_use]
    pub fn counted(&self) -> Counted {
        counted(&self.set())
    }
}

/// How many scenarios a set has, and which.
pub(super) fn counted(set: &[SetEntry]) -> Counted {
    Counted {
        count: set.len(),
        sha256: digest::of(&set),
    }
}
