//! `events.ndjson`: what happens, while it happens.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::Serialize;

use crate::probe::Probe;
use crate::verdict::Verdict;

/// Something that happened in a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(
    tag = "event",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum Event {
    /// The run began.
    RunStarted {
        /// The seed of everything that is drawn.
        seed: u64,
        /// How many scenarios were selected.
        scenarios: usize,
        /// How the client is driven.
        driver: String,
    },
    /// A probe came to an end.
    Probed {
        /// The probe.
        probe: Probe,
    },
    /// A scenario began.
    ScenarioStarted {
        /// Its id.
        scenario: String,
    },
    /// A scenario came to an end.
    ScenarioFinished {
        /// Its id.
        scenario: String,
        /// The worst of its checks.
        verdict: Verdict,
        /// The checks that are not a pass, each with its reason.
        remarks: Vec<Remark>,
        /// Milliseconds.
        elapsed_ms: u64,
    },
    /// The run came to an end.
    RunFinished {
        /// The worst of all.
        verdict: Verdict,
        /// The exit status.
        exit: u8,
    },
}

/// A check that is not a pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The check.
    pub check: String,
    /// What it came to.
    pub verdict: Verdict,
    /// Why.
    pub reason: Option<String>,
}

/// The file, written line by line, so that a run that is cut short leaves what it had.
pub struct EventFile(BufWriter<File>);

impl EventFile {
    /// Begins the file anew.
    ///
    /// # Errors
    ///
    /// When it cannot be created.
    pub fn create(path: &Path) -> io::Result<Self> {
        File::create(path).map(BufWriter::new).map(Self)
    }

    /// Writes one event.
    ///
    /// # Errors
    ///
    /// When the disk is full or gone.
    pub fn write(&mut self, event: &Event) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, event)?;
        self.0.write_all(b"\n")?;
        self.0.flush()
    }
}
