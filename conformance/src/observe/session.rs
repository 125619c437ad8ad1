//! What a session keeps between two sittings: who is observed, and how far it has come.
//!
//! What was seen and said is in the evidence beside it; verdicts are made anew from that.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use clients::Subject;
use serde::{Deserialize, Serialize};

use super::references;
use crate::evidence::{Action, Evidence};
use crate::report::folder::Folder;
use crate::seed;

/// What `format` says.
const FORMAT: &str = "conformance-observation/1";

/// The folder of what only a session needs, below that of the reports.
const FOLDER: &str = "observe";

/// A session as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    format: String,
    /// The ATS.
    pub subject: Subject,
    /// What it can do.
    pub actions: Vec<Action>,
    /// Whether it gives jobs and applicants references of its own.
    pub own_references: bool,
    /// The seed of the employer's codes.
    pub seed: u64,
    /// Letters in every reference of this session.
    pub tag: String,
    /// The number of the last reference.
    pub last_reference: u32,
    /// How often it was begun or gone on with.
    #[serde(default)]
    pub sittings: u32,
    /// The simulator's control interface and the sandbox there; nothing where each sitting starts a
    /// simulator of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sandbox: Option<Kept>,
    /// The scenarios that were asked for.
    pub selected: Vec<String>,
    /// The tasks that were begun, by scenario.
    pub tasks: BTreeMap<String, TaskRecord>,
}

/// A sandbox that outlives a sitting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// The control interface.
    pub simulator: String,
    /// The sandbox.
    pub id: String,
}

/// How far a task has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskRecord {
    /// How often it was begun.
    pub tries: u32,
    /// Whether it is over, and its evidence kept.
    pub done: bool,
    /// How long the last try took, in milliseconds.
    pub elapsed_ms: u64,
}

/// A session cannot be gone on with, or not be kept.
#[derive(Debug, thiserror::Error)]
pub enum NoSession {
    /// It cannot be read.
    #[error("the session {} cannot be read: {why}; name another folder with --out", .file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// It cannot be written.
    #[error("the session {} cannot be kept: {source}", .file.display())]
    NotKept {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The operating system has no entropy to give.
    #[error("the operating system gives no entropy: {0}")]
    NoEntropy(getrandom::Error),
}

impl Session {
    /// One that begins.
    ///
    /// # Errors
    ///
    /// When the operating system has no entropy for its letters.
    pub fn new(
        subject: Subject,
        actions: Vec<Action>,
        own_references: bool,
        seed: u64,
    ) -> Result<Self, NoSession> {
        let entropy = seed::entropy().map_err(NoSession::NoEntropy)?;
        Ok(Self {
            format: FORMAT.to_owned(),
            subject,
            actions,
            own_references,
            seed,
            tag: references::tag(entropy),
            last_reference: 0,
            sittings: 0,
            sandbox: None,
            selected: Vec::new(),
            tasks: BTreeMap::new(),
        })
    }

    /// The one that a folder of reports holds; nothing where it holds none.
    ///
    /// # Errors
    ///
    /// When there is one that cannot be read.
    pub fn read(out: &Path) -> Result<Option<Self>, NoSession> {
        let file = file(out);
        let unreadable = |why| NoSession::Unreadable {
            file: file.clone(),
            why,
        };
        let text = match std::fs::read(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(error.to_string())),
        };
        let session: Self =
            serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string()))?;
        if session.format != FORMAT {
            return Err(unreadable(format!("its format is `{}`", session.format)));
        }
        Ok(Some(session))
    }

    /// Keeps it.
    ///
    /// # Errors
    ///
    /// When the disk is full or gone.
    pub fn keep(&self, out: &Path) -> Result<(), NoSession> {
        let file = file(out);
        let beside = file.with_extension("part");
        let written = std::fs::create_dir_all(folder(out))
            .and_then(|()| serde_json::to_vec_pretty(self).map_err(io::Error::from))
            .and_then(|text| std::fs::write(&beside, text))
            .and_then(|()| std::fs::rename(&beside, &file));
        written.map_err(|source| NoSession::NotKept { file, source })
    }

    /// Whether a task is over.
    #[must_use]
    pub fn is_done(&self, scenario: &str) -> bool {
        self.tasks.get(scenario).is_some_and(|task| task.done)
    }

    /// Has these tasks done again. How often they were begun stays on record.
    pub fn forget(&mut self, scenarios: &[String]) {
        for scenario in scenarios {
            if let Some(task) = self.tasks.get_mut(scenario) {
                task.done = false;
            }
        }
    }

    /// What was seen and said in a task that is over; nothing where its evidence is gone.
    #[must_use]
    pub fn evidence(&self, out: &Path, scenario: &str) -> Option<Evidence> {
        let file = out.join("evidence").join(format!("{scenario}.json"));
        let text = std::fs::read(file)
            .ok()
            .filter(|_| self.is_done(scenario))?;
        serde_json::from_slice(&text).ok()
    }
}

/// Keeps what was seen and said in a task.
pub(super) fn keep_evidence(out: &Path, evidence: &Evidence) -> Result<(), NoSession> {
    let file = out
        .join("evidence")
        .join(format!("{}.json", evidence.scenario));
    let written = Folder::at(out).write_evidence(evidence);
    written.map_err(|error| NoSession::NotKept {
        file,
        source: io::Error::other(error),
    })
}

/// Where a session keeps what only it needs.
#[must_use]
pub fn folder(out: &Path) -> PathBuf {
    out.join(FOLDER)
}

fn file(out: &Path) -> PathBuf {
    folder(out).join("session.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        let text = |text: &str| text.to_owned();
        let subject = Subject {
            vendor: text("V"),
            name: text("N"),
            version: text("1"),
            language: text("unknown"),
        };
        Session::new(subject, Action::ALL.to_vec(), false, 7).unwrap()
    }

    #[test]
    fn a_session_is_found_again_where_it_was_kept() {
        let out = tempfile::tempdir().unwrap();
        assert!(Session::read(out.path()).unwrap().is_none());

        let kept = session();
        kept.keep(out.path()).unwrap();

        assert_eq!(Session::read(out.path()).unwrap(), Some(kept));
    }

    #[test]
    fn one_that_cannot_be_read_is_told_and_not_overwritten() {
        let out = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder(out.path())).unwrap();
        std::fs::write(file(out.path()), "{").unwrap();

        let told = Session::read(out.path()).unwrap_err().to_string();

        assert!(told.ends_with("name another folder with --out"), "{told}");
    }
}
