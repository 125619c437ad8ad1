//! What has come to light, and how it is told and kept.

use std::path::PathBuf;

use crate::cli::Exit;
use crate::cli::arguments::Cli;
use crate::cli::cases::arguments::FuzzArguments;
use crate::cli::cases::stage::Stage;
use crate::cli::cases::told;
use crate::cli::show;
use crate::generated::CaseFile;
use crate::generated::file;
use crate::generated::shrinking::Finding;
use crate::generated::statistics::Statistics;
use crate::generated::tally::Tally;
use crate::report::folder::Folder;
use crate::report::format::Format;
use crate::report::make;
use crate::report::record::{RunRecord, StoredCase};
use crate::report::terminal::style;
use crate::requirements::Registry;
use crate::time::Stopwatch;
use contract::text::counted;

/// What has come to light so far.
pub(super) struct Report<'a> {
    pub(super) arguments: &'a FuzzArguments,
    pub(super) cases: PathBuf,
    subject: Option<String>,
    pub(super) tally: Tally,
    pub(super) statistics: Statistics,
    pub(super) findings: Vec<Finding>,
    /// Stored cases that still show what they were stored for.
    pub(super) stored: Vec<Finding>,
    pub(super) known: Vec<StoredCase>,
    opening: String,
}

impl<'a> Report<'a> {
    pub(super) fn new(arguments: &'a FuzzArguments, stage: &Stage, cases: PathBuf) -> Self {
        let subject = stage
            .greeting
            .as_ref()
            .map(|greeting| &greeting.hello.subject);
        let subject = subject.map(|subject| format!("{} {}", subject.name, subject.version));
        let opening = format!(
            "{}\n  driven     {}, {} at a time\n  simulator  {}\n  seed       {}\n",
            subject
                .as_deref()
                .unwrap_or("A client that never said who it is"),
            stage.adapter.driver().label(),
            counted(stage.at_a_time(), "case", "cases"),
            stage.simulator(),
            arguments.seed
        );
        Self {
            arguments,
            cases,
            subject,
            tally: Tally::default(),
            statistics: Statistics::default(),
            findings: Vec::new(),
            stored: Vec::new(),
            known: Vec::new(),
            opening,
        }
    }

    /// Keeps the cases, writes the reports and tells a person.
    pub(super) fn conclude(
        self,
        cli: &Cli,
        folder: &Folder,
        stage: &Stage,
        stopwatch: Stopwatch,
    ) -> Exit {
        let mut failed = Vec::new();
        let mut text = self.opening.clone();
        if let Some(why) = stage.failed_probe() {
            text.push_str(&format!("\nERROR {why}; nothing was tried\n"));
        }
        self.tell_known(&mut text);
        for finding in self.told() {
            let case = self.file(finding);
            let kept = Folder::at(&self.cases).write(&case.name(), case.text().as_bytes());
            failed.extend(kept.err());
            self.tell(&mut text, finding, &case);
        }
        if self.tally.is_given_up() {
            text.push_str(&format!(
                "\nGIVEN UP  in {} the client was never idle, however long it was waited for; no further case was begun.\n  \
                 Answer `settle` with `idle: true` once no work is left: no retry pending, no batch queued\n",
                counted(self.tally.restless, "case", "cases")
            ));
        }
        let record = self.record(stage, stopwatch);
        failed.extend(self.write(folder, &record, stage));
        if !cli.quiet {
            told::statistics(&mut text, &self.statistics);
        }
        text.push_str(&self.summary(&record, stopwatch));
        if failed.is_empty() {
            text.push_str(&Format::told(folder.path(), &self.arguments.format));
        }
        show::conclude(make::exit(&record), show::print(&text), &failed)
    }

    /// The findings that have a story of their own.
    pub(super) fn told(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(|finding| finding.same_as.is_none())
    }

    fn tell(&self, text: &mut String, finding: &Finding, case: &CaseFile) {
        let sides = self
            .findings
            .iter()
            .filter(|other| other.same_as.as_ref() == Some(&finding.check));
        let sides: Vec<&str> = sides.map(|other| other.check.as_str()).collect();
        let place = self.cases.join(case.name());
        told::finding(text, finding, &sides, case, &place, &self.flags());
    }

    /// The case of a finding, as it is kept.
    pub(super) fn file(&self, finding: &Finding) -> CaseFile {
        let row = Registry::embedded().of_check(&finding.check);
        CaseFile {
            id: file::id(&finding.check, &finding.shrunk.case),
            check: finding.check.clone(),
            requirement: row.map(|row| row.id.clone()),
            reason: finding.reason().unwrap_or_default(),
            subject: self.subject.clone(),
            found: finding
                .found
                .number
                .map(|number| (self.arguments.seed, number)),
            flaky: !finding.shrunk.steady,
            case: finding.shrunk.case.clone(),
        }
    }

    /// The flags that drive the same client again, as a shell takes them.
    fn flags(&self) -> String {
        let flags = self.arguments.driving.flags();
        match shlex::try_join(flags.iter().map(String::as_str)) {
            Ok(flags) if !flags.is_empty() => format!(" {flags}"),
            _ => String::new(),
        }
    }

    fn summary(&self, record: &RunRecord, stopwatch: Stopwatch) -> String {
        let seconds = stopwatch.elapsed().as_secs_f64();
        let checks: Vec<String> = record
            .totals
            .checks
            .by_verdict()
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(verdict, count)| format!("{count} {}", style::word(*verdict)))
            .collect();
        let found = match self.told().count() {
            0 => "nothing found".to_owned(),
            some => counted(some, "finding", "findings"),
        };
        format!(
            "\n{} in {seconds:.1} s: {found}; of the checks {}\n{} (exit status {})\n",
            counted(self.tally.cases, "case", "cases"),
            checks.join(", "),
            record.meaning,
            record.exit
        )
    }
}
