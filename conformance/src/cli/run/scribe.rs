//! Writing a run down while it goes on, so that one that is killed leaves what it had.
//!
//! Events are written one by one, the evidence of each attempt once it is over, and `run.json`
//! about once a second: as that of a run which is not over, until it is. A disk that is full does
//! not stop the run; it is told afterwards.

use std::time::Duration;

use crate::report::events::{Event, EventFile};
use crate::report::folder::{Folder, NotWritten};
use crate::report::make::{self, Setting};
use crate::report::progress::Progress;
use crate::run::{Follower, Outcome, Plan};
use crate::time::Stopwatch;

/// The least time between two drafts of `run.json`.
const PAUSE: Duration = Duration::from_secs(1);

pub(super) struct Scribe<'a> {
    progress: Progress,
    events: Result<EventFile, NotWritten>,
    folder: &'a Folder,
    plan: &'a Plan,
    setting: Setting<'a>,
    /// How much of the results has its evidence written; results are only added meanwhile.
    written: usize,
    last: Option<Stopwatch>,
}

impl<'a> Scribe<'a> {
    pub(super) fn begin(
        quiet: bool,
        plan: &'a Plan,
        folder: &'a Folder,
        setting: Setting<'a>,
    ) -> Self {
        Self {
            progress: Progress::start(quiet),
            events: folder.events(),
            folder,
            plan,
            setting,
            written: 0,
            last: None,
        }
    }

    /// Ends the progress, and answers the file of events.
    pub(super) fn end(mut self) -> Result<EventFile, NotWritten> {
        self.progress.end();
        self.events
    }

    fn draft(&mut self, outcome: &Outcome) {
        let recent = |last: &Stopwatch| last.elapsed() < PAUSE;
        if self.last.as_ref().is_some_and(recent) {
            return;
        }
        let run = make::unfinished(self.plan, outcome, self.setting.clone());
        // What cannot be written now is told when the run itself cannot.
        let _ = self.folder.write_run(&run);
        self.last = Some(Stopwatch::start());
    }
}

impl Follower for Scribe<'_> {
    fn hear(&mut self, event: &Event) {
        self.progress.hear(event);
        if let Ok(file) = &mut self.events
            && let Err(error) = file.write(event)
        {
            self.events = Err(self.folder.not_written("events.ndjson", error));
        }
    }

    fn note(&mut self, outcome: &Outcome) {
        for attempt in outcome.results.iter().skip(self.written) {
            let _ = self.folder.write_evidence(&attempt.evidence);
        }
        self.written = outcome.results.len();
        self.draft(outcome);
    }
}
