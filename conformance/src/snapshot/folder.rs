//! A folder of snapshots: `scenarios/<scenario id>.snap` below it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::snap::Snap;

/// A folder of snapshots.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

/// How a run differs from what was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Difference {
    /// Nothing was recorded for the scenario.
    Missing {
        /// The scenario.
        scenario: String,
    },
    /// Something else was recorded.
    Changed {
        /// The scenario.
        scenario: String,
        /// Line by line, as `diff -u` shows it.
        diff: String,
    },
    /// There is a record of a scenario which there is not.
    Stale {
        /// The scenario that was.
        scenario: String,
    },
}

impl Difference {
    /// The scenario it is about.
    #[must_use]
    pub fn scenario(&self) -> &str {
        match self {
            Self::Missing { scenario }
            | Self::Changed { scenario, .. }
            | Self::Stale { scenario } => scenario,
        }
    }
}

/// A snapshot cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[error("the snapshot {} cannot be {verb}", .path.display())]
pub struct FolderError {
    path: PathBuf,
    verb: &'static str,
    #[source]
    source: io::Error,
}

impl Folder {
    /// The snapshots below a folder, which need not exist yet.
    #[must_use]
    pub fn at(root: &Path) -> Self {
        Self {
            root: root.join("scenarios"),
        }
    }

    /// Where a scenario's snapshot lies.
    #[must_use]
    pub fn path(&self, scenario: &str) -> PathBuf {
        self.root.join(format!("{scenario}.snap"))
    }

    /// Compares a scenario's result with its record.
    ///
    /// # Errors
    ///
    /// When the record is there and cannot be read.
    pub fn compare(&self, scenario: &str, now: &Snap) -> Result<Option<Difference>, FolderError> {
        let scenario = scenario.to_owned();
        let path = self.path(&scenario);
        let text = match fs::read_to_string(&path) {
            // What a checkout on Windows made of it is the same record.
            Ok(text) => text.replace("\r\n", "\n"),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Some(Difference::Missing { scenario }));
            }
            Err(source) => {
                return Err(FolderError {
                    path,
                    verb: "read",
                    source,
                });
            }
        };
        // What is no snapshot differs from one.
        let recorded = Snap::read(&text).map_or(text, |snap| snap.contents);
        let same = recorded == now.contents;
        Ok((!same).then(|| Difference::Changed {
            scenario,
            diff: diff(&recorded, &now.contents),
        }))
    }

    /// Records a scenario's result; tells whether that changed anything.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn record(&self, scenario: &str, now: &Snap) -> Result<bool, FolderError> {
        let path = self.path(scenario);
        let text = now.to_text();
        if fs::read_to_string(&path).is_ok_and(|recorded| recorded.replace("\r\n", "\n") == text) {
            return Ok(false);
        }
        let folder = path.parent().unwrap_or(&self.root);
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&path, text));
        written.map_err(|source| FolderError {
            path,
            verb: "written",
            source,
        })?;
        Ok(true)
    }

    /// The scenarios that something is recorded of.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn recorded(&self) -> Result<Vec<String>, FolderError> {
        let mut recorded = Vec::new();
        collect(&self.root, "", ".snap", &mut recorded)?;
        recorded.sort();
        Ok(recorded)
    }

    /// Records of scenarios that there are not.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn stale(&self, scenarios: &BTreeSet<&str>) -> Result<Vec<Difference>, FolderError> {
        let mut recorded = self.recorded()?;
        recorded.retain(|scenario| !scenarios.contains(scenario.as_str()));
        Ok(recorded
            .into_iter()
            .map(|scenario| Difference::Stale { scenario })
            .collect())
    }

    /// Where a proposal for a scenario's snapshot lies, by insta's habit.
    #[must_use]
    pub fn proposal_path(&self, scenario: &str) -> PathBuf {
        self.root.join(format!("{scenario}.snap.new"))
    }

    /// Writes a scenario's result beside its record, for somebody to accept or reject.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn propose(&self, scenario: &str, now: &Snap) -> Result<(), FolderError> {
        let path = self.proposal_path(scenario);
        let folder = path.parent().unwrap_or(&self.root);
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&path, now.to_text()));
        written.map_err(|source| failed(&path, "written", source))
    }

    /// The scenarios with a proposal, in order.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn proposed(&self) -> Result<Vec<String>, FolderError> {
        let mut proposed = Vec::new();
        collect(&self.root, "", ".snap.new", &mut proposed)?;
        proposed.sort();
        Ok(proposed)
    }

    /// How a proposal differs from the record, line by line.
    ///
    /// # Errors
    ///
    /// When the proposal cannot be read, or the record is there and cannot be.
    pub fn proposal_diff(&self, scenario: &str) -> Result<String, FolderError> {
        let path = self.proposal_path(scenario);
        let now = fs::read_to_string(&path).map_err(|error| failed(&path, "read", error))?;
        let now = Snap::read(&now).map_or(now, |snap| snap.contents);
        let path = self.path(scenario);
        let recorded = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            read => read.map_err(|error| failed(&path, "read", error))?,
        };
        let recorded = Snap::read(&recorded).map_or(recorded, |snap| snap.contents);
        Ok(diff(&recorded, &now))
    }

    /// Makes the proposal the record.
    ///
    /// # Errors
    ///
    /// When it cannot be renamed.
    pub fn accept(&self, scenario: &str) -> Result<(), FolderError> {
        let path = self.path(scenario);
        fs::rename(self.proposal_path(scenario), &path)
            .map_err(|source| failed(&path, "written", source))
    }

    /// Takes the proposal away, where there is one.
    ///
    /// # Errors
    ///
    /// When it is there and cannot be removed.
    pub fn reject(&self, scenario: &str) -> Result<(), FolderError> {
        let path = self.proposal_path(scenario);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(failed(&path, "removed", error))
            }
            _ => Ok(()),
        }
    }

    /// Takes the record of a scenario away.
    ///
    /// # Errors
    ///
    /// When it cannot be removed.
    pub fn forget(&self, scenario: &str) -> Result<(), FolderError> {
        let path = self.path(scenario);
        fs::remove_file(&path).map_err(|source| FolderError {
            path,
            verb: "removed",
            source,
        })
    }
}

fn collect(
    folder: &Path,
    prefix: &str,
    suffix: &str,
    found: &mut Vec<String>,
) -> Result<(), FolderError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => {
            return Err(FolderError {
                path: folder.to_owned(),
                verb: "listed",
                source,
            });
        }
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{prefix}{name}/"), suffix, found)?;
        } else if let Some(stem) = name.strip_suffix(suffix) {
            found.push(format!("{prefix}{stem}"));
        }
    }
    Ok(())
}

fn failed(path: &Path, verb: &'static str, source: io::Error) -> FolderError {
    let path = path.to_owned();
    FolderError { path, verb, source }
}

fn diff(recorded: &str, now: &str) -> String {
    let diff = similar::TextDiff::from_lines(recorded, now);
    diff.unified_diff()
        .context_radius(2)
        .missing_newline_hint(false)
        .header("recorded", "now")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_missing_then_the_same_then_changed() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::at(root.path());
        let first = Snap::new("A scenario", "one\ntwo");

        let missing = folder.compare("a/b", &first).unwrap();
        assert!(matches!(missing, Some(Difference::Missing { .. })));
        assert!(folder.record("a/b", &first).unwrap());
        assert!(!folder.record("a/b", &first).unwrap());
        assert_eq!(folder.compare("a/b", &first).unwrap(), None);

        let changed = folder
            .compare("a/b", &Snap::new("A scenario", "one\nthree"))
            .unwrap();
        let Some(Difference::Changed { diff, .. }) = changed else {
            panic!("{changed:?}")
        };
        assert!(diff.contains("-two") && diff.contains("+three"), "{diff}");
    }

    #[test]
    fn a_record_with_the_line_ends_of_windows_is_the_same() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::at(root.path());
        let snap = Snap::new("A", "one\ntwo");
        folder.record("a", &snap).unwrap();
        let text = fs::read_to_string(folder.path("a")).unwrap();
        fs::write(folder.path("a"), text.replace('\n', "\r\n")).unwrap();

        assert_eq!(folder.compare("a", &snap).unwrap(), None);
        assert!(!folder.record("a", &snap).unwrap());
    }

    #[test]
    fn a_proposal_is_accepted_or_rejected() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::at(root.path());
        let (first, second) = (Snap::new("A", "one"), Snap::new("A", "two"));
        folder.record("a/b", &first).unwrap();

        folder.propose("a/b", &second).unwrap();
        assert_eq!(folder.proposed().unwrap(), ["a/b"]);
        assert!(folder.proposal_diff("a/b").unwrap().contains("-one\n+two"));
        folder.reject("a/b").unwrap();
        assert_eq!(folder.compare("a/b", &first).unwrap(), None);

        folder.propose("a/b", &second).unwrap();
        folder.accept("a/b").unwrap();
        assert_eq!(folder.compare("a/b", &second).unwrap(), None);
        assert!(folder.proposed().unwrap().is_empty());
    }

    #[test]
    fn a_record_without_its_scenario_is_stale() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::at(root.path());
        folder.record("a/kept", &Snap::new("Kept", "x")).unwrap();
        folder.record("a/gone", &Snap::new("Gone", "x")).unwrap();

        let stale = folder.stale(&BTreeSet::from(["a/kept"])).unwrap();

        assert_eq!(
            stale,
            [Difference::Stale {
                scenario: "a/gone".to_owned()
            }]
        );
    }
}
