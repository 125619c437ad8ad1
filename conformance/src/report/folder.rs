//! The folder of the reports.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::events::EventFile;
use super::format::Format;
use super::record::RunRecord;
use crate::certificate;
use crate::evidence::Evidence;

/// The folder of the reports.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

/// A report cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("{} cannot be written: {source}", .path.display())]
pub struct NotWritten {
    path: PathBuf,
    source: io::Error,
}

impl Folder {
    /// A folder as it is, which need not exist yet.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Makes the folder, and takes away what an earlier run left in it.
    ///
    /// # Errors
    ///
    /// When it cannot be made.
    pub fn prepare(path: &Path) -> Result<Self, NotWritten> {
        let folder = Self(path.to_owned());
        folder.wrap(path, fs::create_dir_all(path))?;
        folder.clear();
        Ok(folder)
    }

    /// The folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Begins `events.ndjson`.
    ///
    /// # Errors
    ///
    /// When it cannot be created.
    pub fn events(&self) -> Result<EventFile, NotWritten> {
        let path = self.0.join("events.ndjson");
        self.wrap(&path, EventFile::create(&path))
    }

    /// The error of a file in this folder.
    #[must_use]
    pub fn not_written(&self, file: &str, source: io::Error) -> NotWritten {
        NotWritten {
            path: self.0.join(file),
            source,
        }
    }

    /// Writes `run.json`.
    ///
    /// # Errors
    ///
    /// When the disk is full or gone.
    pub fn write_run(&self, run: &RunRecord) -> Result<(), NotWritten> {
        let path = self.0.join("run.json");
        let text = serde_json::to_vec_pretty(run).map_err(io::Error::from);
        self.wrap(&path, text.and_then(|text| replace(&path, &text)))
    }

    /// Writes a report under its name, which may lie in folders below.
    ///
    /// # Errors
    ///
    /// When the disk is full or gone.
    pub fn write(&self, name: &str, text: &[u8]) -> Result<(), NotWritten> {
        let path = self.0.join(name);
        let folder = path.parent().unwrap_or(&self.0);
        let written = fs::create_dir_all(folder).and_then(|()| replace(&path, text));
        self.wrap(&path, written)
    }

    /// Writes what was observed in one attempt, so that it can be judged again.
    ///
    /// # Errors
    ///
    /// When the disk is full or gone.
    pub fn write_evidence(&self, evidence: &Evidence) -> Result<(), NotWritten> {
        let path = self
            .0
            .join("evidence")
            .join(format!("{}.json", evidence.scenario));
        let folder = path.parent().unwrap_or(&self.0);
        let text = serde_json::to_vec(evidence).map_err(io::Error::from);
        let written = fs::create_dir_all(folder)
            .and(text)
            .and_then(|text| replace(&path, &text));
        self.wrap(&path, written)
    }

    /// Gathers the events and the evidence of several folders. What cannot be copied does not keep
    /// the rest from being copied.
    #[must_use]
    pub fn gather(&self, folders: &[PathBuf]) -> Vec<NotWritten> {
        let mut events = Vec::new();
        let mut failed = Vec::new();
        for folder in folders {
            // A part whose disk was full has none.
            events.extend(fs::read(folder.join("events.ndjson")).unwrap_or_default());
            let (from, to) = (folder.join("evidence"), self.0.join("evidence"));
            if from.is_dir() {
                failed.extend(self.wrap(&to, copy(&from, &to)).err());
            }
        }
        failed.extend(self.write("events.ndjson", &events).err());
        failed
    }

    /// Only in a folder that is ours: somebody may have named one with other things in it.
    fn clear(&self) {
        if self.0.join("events.ndjson").is_file() {
            let _ = fs::remove_file(self.0.join("run.json"));
            for format in Format::ALL.into_iter().filter(|one| *one != Format::Har) {
                let _ = fs::remove_file(self.0.join(format.name()));
            }
            for certificate in [certificate::FILE, certificate::PAGE] {
                let _ = fs::remove_file(self.0.join(certificate));
            }
            for folder in ["evidence", Format::Har.name()] {
                let _ = fs::remove_dir_all(self.0.join(folder));
            }
        }
    }

    fn wrap<T>(&self, path: &Path, done: io::Result<T>) -> Result<T, NotWritten> {
        done.map_err(|source| NotWritten {
            path: path.to_owned(),
            source,
        })
    }
}

/// Copies a folder of files and folders.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to)?;
        } else {
            fs::copy(&from, &to)?;
        }
    }
    Ok(())
}

/// Written beside and renamed, so that nobody ever reads half of it.
fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("part");
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}
