//! The campaign for other programs: `run.json`, the events and the reports made of them.

use super::report::Report;
use crate::cli::cases::outcome;
use crate::cli::cases::stage::Stage;
use crate::report::events::Event;
use crate::report::folder::{Folder, NotWritten};
use crate::report::make::{self, Setting};
use crate::report::record::{GeneratedRecord, RunRecord, SnapshotRecord, StoredCase};
use crate::report::stored;
use crate::requirements::Registry;
use crate::time::Stopwatch;

impl Report<'_> {
    /// The campaign as a run with one scenario for each property.
    pub(super) fn record(&self, stage: &Stage, stopwatch: Stopwatch) -> RunRecord {
        let plan = outcome::plan(stage, self.arguments.seed);
        let declared = crate::judge::declared_for_cases(Registry::embedded());
        let outcome = outcome::outcome(stage, &declared, &self.tally, &self.findings, &self.stored);
        let setting = Setting {
            shard: self.arguments.shard,
            stopwatch,
            simulator: stage.simulator(),
            snapshots: SnapshotRecord {
                mode: "off".to_owned(),
                ..SnapshotRecord::default()
            },
            known: &[],
            replay: &self.command(),
        };
        let mut record = make::record(&plan, &outcome, setting);
        record.generated = Some(GeneratedRecord {
            statistics: self.statistics.clone(),
            cases: self.known.iter().cloned().chain(self.kept()).collect(),
        });
        record
    }

    /// The same campaign again.
    fn command(&self) -> Vec<String> {
        let mut command = vec!["conformance".to_owned(), "fuzz".to_owned()];
        command.extend(self.arguments.driving.flags());
        let (seed, cases) = (self.arguments.seed, self.arguments.cases);
        command.extend(["--seed".to_owned(), seed.to_string()]);
        command.extend(["--cases".to_owned(), cases.to_string()]);
        command
    }

    /// The cases that were found now.
    fn kept(&self) -> impl Iterator<Item = StoredCase> {
        self.told().map(|finding| {
            let case = self.file(finding);
            StoredCase {
                file: self.cases.join(case.name()).display().to_string(),
                id: case.id,
                check: case.check,
                state: if case.flaky { "flaky" } else { "found" }.to_owned(),
                reason: Some(case.reason),
            }
        })
    }

    /// Writes everything, and answers what could not be written.
    pub(super) fn write(
        &self,
        folder: &Folder,
        record: &RunRecord,
        stage: &Stage,
    ) -> Vec<NotWritten> {
        let told = folder.events().and_then(|mut events| {
            let all = self.events(record, stage);
            let mut each = all.iter().map(|event| events.write(event));
            let written = each.try_for_each(std::convert::identity);
            written.map_err(|error| folder.not_written("events.ndjson", error))
        });
        let first = [folder.write_run(record), told];
        let mut failed: Vec<NotWritten> = first.into_iter().filter_map(Result::err).collect();
        let formats = &self.arguments.format;
        failed.extend(stored::write(record, formats, folder.path(), folder));
        failed
    }

    /// What happened, as far as others than this program follow it.
    fn events(&self, record: &RunRecord, stage: &Stage) -> Vec<Event> {
        let mut events = vec![Event::RunStarted {
            seed: self.arguments.seed,
            scenarios: record.scenarios.len(),
            driver: stage.adapter.driver().label(),
        }];
        events.extend(stage.probes.iter().map(|probe| Event::Probed {
            probe: probe.clone(),
        }));
        events.push(Event::RunFinished {
            verdict: record.verdict,
            exit: record.exit,
        });
        events
    }
}
