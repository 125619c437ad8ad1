//! Writing a session down while it goes on: after each task `run.json` stands as if it were the last.

use crate::cli::Exit;
use crate::cli::arguments::Cli;
use crate::cli::run;
use crate::cli::show::tell;
use crate::observe::Session;
use crate::report::events::{Event, EventFile};
use crate::report::folder::{Folder, NotWritten};
use crate::report::make::{self, Setting};
use crate::report::record::SnapshotRecord;
use crate::run::{Follower, Outcome, Plan};
use crate::time::Stopwatch;

use super::ObserveArguments;
use super::place::Stand;

/// The reports of a session.
pub(super) struct Recorder<'a> {
    arguments: &'a ObserveArguments,
    plan: &'a Plan,
    folder: Folder,
    events: Result<EventFile, NotWritten>,
    replay: Vec<String>,
    simulator: String,
    stopwatch: Stopwatch,
}

impl<'a> Recorder<'a> {
    /// Begins `events.ndjson` anew: what was done in earlier sittings is told first.
    pub(super) fn begin(
        arguments: &'a ObserveArguments,
        session: &Session,
        plan: &'a Plan,
        stand: &Stand,
    ) -> Result<Self, Exit> {
        let folder = Folder::at(arguments.results.folder());
        // The session itself was kept there a moment ago; what it needs now is kept on.
        session
            .keep(folder.path())
            .map_err(|error| tell(Exit::Usage, &error))?;
        Ok(Self {
            arguments,
            plan,
            events: folder.events(),
            replay: replay(arguments, session),
            simulator: stand.told(),
            stopwatch: Stopwatch::start(),
            folder,
        })
    }

    fn setting(&self) -> Setting<'_> {
        Setting {
            shard: self.arguments.selection.shard,
            stopwatch: self.stopwatch,
            simulator: self.simulator.clone(),
            snapshots: SnapshotRecord {
                mode: "off".to_owned(),
                ..SnapshotRecord::default()
            },
            known: &[],
            replay: &self.replay,
        }
    }

    /// Writes the reports, shows them, and answers how the sitting ends.
    pub(super) fn conclude(mut self, cli: &Cli, outcome: &Outcome) -> Exit {
        let record = make::record(self.plan, outcome, self.setting());
        let none = Err(self.folder.not_written("events.ndjson", gone()));
        let heard = std::mem::replace(&mut self.events, none);
        let formats = &self.arguments.results.format;
        let failed = run::write(&self.folder, formats, &record, outcome, heard);
        run::conclude(cli, formats, &self.folder, record, &failed)
    }
}

/// What stands in the place of a file that was handed on.
fn gone() -> std::io::Error {
    std::io::Error::other("it was handed on")
}

impl Follower for Recorder<'_> {
    fn hear(&mut self, event: &Event) {
        if let Ok(file) = &mut self.events
            && let Err(error) = file.write(event)
        {
            self.events = Err(self.folder.not_written("events.ndjson", error));
        }
    }

    fn note(&mut self, outcome: &Outcome) {
        let run = make::unfinished(self.plan, outcome, self.setting());
        // What cannot be written now is told when the run itself cannot.
        let _ = self.folder.write_run(&run);
    }
}

/// The command that does the same tasks again, but for the filter. No secret is in it.
fn replay(arguments: &ObserveArguments, session: &Session) -> Vec<String> {
    let out = arguments.results.folder().display().to_string();
    let mut command = ["conformance", "observe", "--out", &out, "--again"]
        .map(str::to_owned)
        .to_vec();
    let mut flag = |name: &str, value: String| command.extend([name.to_owned(), value]);
    match &session.sandbox {
        Some(kept) => flag("--simulator", kept.simulator.clone()),
        None => flag("--listen", arguments.place.listen.to_string()),
    }
    if let Some(url) = &arguments.place.public_url {
        flag("--public-url", url.clone());
    }
    if let Some(scenarios) = &arguments.selection.scenarios {
        flag("--scenarios", scenarios.display().to_string());
    }
    command
}
