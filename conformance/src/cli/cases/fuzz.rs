//! `conformance fuzz`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use super::arguments::FuzzArguments;
use super::stage::Stage;
use super::{on_a_runtime, outcome, told};
use crate::cli::Exit;
use crate::cli::arguments::Cli;
use crate::cli::show::{self, tell};
use crate::generated::bench::ADAPTER;
use crate::generated::campaign::{Campaign, Found, Result as Tried, Tally};
use crate::generated::reduce::Shrunk;
use crate::generated::shrinking::{self, Finding};
use crate::generated::statistics::Statistics;
use crate::generated::{Bench, CaseFile, Generator, Tried as Attempted, file};
use crate::report::events::Event;
use crate::report::folder::{Folder, NotWritten};
use crate::report::make::{self, Setting};
use crate::report::record::{GeneratedRecord, RunRecord, SnapshotRecord, StoredCase};
use crate::report::stored;
use crate::requirements::Registry;
use crate::time::Stopwatch;

/// Tries generated cases against a client, and tells the smallest stories of what it gets wrong.
pub(in crate::cli) fn fuzz(cli: &Cli, arguments: &FuzzArguments) -> Exit {
    on_a_runtime(search(cli, arguments))
}

async fn search(cli: &Cli, arguments: &FuzzArguments) -> Exit {
    let stopwatch = Stopwatch::start();
    let cases = arguments
        .stored
        .clone()
        .unwrap_or_else(|| arguments.out.join("cases"));
    let known = match file::load_all(&cases) {
        Ok(known) => known,
        Err(mistakes) => {
            let colours = crate::report::terminal::colours();
            anstream::eprintln!(
                "{}\n\na stored case cannot be read; nothing was tried",
                mistakes.render(colours)
            );
            return Exit::Usage;
        }
    };
    let folder = match Folder::prepare(&arguments.out) {
        Ok(folder) => folder,
        Err(error) => return tell(Exit::Usage, &error),
    };
    let stage = match Stage::set(&arguments.driving, &arguments.stage, arguments.jobs).await {
        Ok(stage) => stage,
        Err(exit) => return exit,
    };
    let mut report = Report::new(arguments, &stage, cases);
    if !stage.benches.is_empty() {
        report.replay(&stage, known).await;
        report.look(cli, &stage).await;
    }
    let exit = report.conclude(cli, &folder, &stage, stopwatch);
    stage.strike().await;
    exit
}

/// What has come to light so far.
struct Report<'a> {
    arguments: &'a FuzzArguments,
    cases: PathBuf,
    subject: Option<String>,
    tally: Tally,
    statistics: Statistics,
    findings: Vec<Finding>,
    /// Stored cases that still show what they were stored for.
    stored: Vec<Finding>,
    known: Vec<StoredCase>,
    text: String,
}

impl<'a> Report<'a> {
    fn new(arguments: &'a FuzzArguments, stage: &Stage, cases: PathBuf) -> Self {
        let subject = stage
            .greeting
            .as_ref()
            .map(|greeting| &greeting.hello.subject);
        let subject = subject.map(|subject| format!("{} {}", subject.name, subject.version));
        let mut text = String::new();
        text.push_str(&format!(
            "{}\n",
            subject
                .as_deref()
                .unwrap_or("A client that never said who it is")
        ));
        text.push_str(&format!(
            "  driven     {}, {} cases at a time\n",
            stage.adapter.driver().label(),
            stage.at_a_time()
        ));
        text.push_str(&format!("  simulator  {}\n", stage.simulator()));
        text.push_str(&format!("  seed       {}\n", arguments.seed));
        Self {
            arguments,
            cases,
            subject,
            tally: Tally::default(),
            statistics: Statistics::default(),
            findings: Vec::new(),
            stored: Vec::new(),
            known: Vec::new(),
            text,
        }
    }

    /// Stored cases come first: whether what was found before is still there.
    async fn replay(&mut self, stage: &Stage, known: Vec<(PathBuf, CaseFile)>) {
        let bench = Arc::clone(&stage.benches[0].0);
        let supported = stage
            .greeting
            .as_ref()
            .map(|greeting| greeting.actions.clone())
            .unwrap_or_default();
        for (path, case) in known {
            let scenario = case.case.scenario("generated/stored");
            let missing = scenario
                .ok()
                .and_then(|scenario| crate::run::missing(&scenario, &supported));
            if let Some(why) = missing {
                self.note(&path, &case, "not tried", Some(why));
                continue;
            }
            let tried = bench
                .try_case(&format!("stored-{}", case.id), &case.case)
                .await;
            let fails = tried.as_ref().is_some_and(|tried| tried.shows(&case.check));
            self.note(&path, &case, if fails { "fails" } else { "fixed" }, None);
            if fails {
                self.stored.push(as_finding(&case, tried));
            }
        }
    }

    fn note(&mut self, path: &Path, case: &CaseFile, state: &str, why: Option<String>) {
        self.known.push(StoredCase {
            id: case.id.clone(),
            file: path.display().to_string(),
            check: case.check.clone(),
            state: state.to_owned(),
            reason: why,
        });
    }

    async fn look(&mut self, cli: &Cli, stage: &Stage) {
        let actions = stage
            .greeting
            .as_ref()
            .map(|greeting| greeting.actions.clone())
            .unwrap_or_default();
        if actions.is_empty() {
            return;
        }
        let generator = Generator::new(self.arguments.seed, &actions);
        let campaign = Campaign {
            benches: stage.benches.clone(),
            generator: generator.clone(),
            from: 0,
            shard: self.arguments.shard,
            cases: self.arguments.cases,
            time: self.arguments.time,
            fail_fast: self.arguments.fail_fast,
        };
        let bar = bar(cli.quiet, self.arguments.cases);
        let stopwatch = Stopwatch::start();
        let statistics = &mut self.statistics;
        let mut hear = |result: &Tried| {
            statistics.count(result);
            bar.inc(1);
        };
        self.tally = campaign.run(&mut hear).await;
        bar.finish_and_clear();
        self.statistics
            .finish(stage.at_a_time(), stopwatch.elapsed());
        if stage.interrupt.is_cancelled() {
            return self.as_found();
        }
        let told: Vec<String> = self
            .stored
            .iter()
            .map(|finding| finding.check.clone())
            .collect();
        let benches: Vec<Arc<Bench>> = stage
            .benches
            .iter()
            .map(|(bench, _)| Arc::clone(bench))
            .collect();
        let findings = shrinking::shrink(
            &benches,
            &generator,
            &self.tally,
            self.arguments.shrink_budget,
        )
        .await;
        // What a stored case shows already is not told twice, unless it is another story.
        let same = |finding: &Finding| {
            told.contains(&finding.check)
                && self
                    .stored
                    .iter()
                    .any(|stored| stored.shrunk.case == finding.shrunk.case)
        };
        self.findings = findings
            .into_iter()
            .filter(|finding| !same(finding))
            .collect();
    }

    /// Interrupted: everything found is kept as it was found.
    fn as_found(&mut self) {
        self.findings = self
            .tally
            .found
            .values()
            .map(|found| Finding {
                check: found.check.clone(),
                also: Vec::new(),
                same_as: None,
                found: found.clone(),
                shrunk: Shrunk {
                    case: found.case.clone(),
                    tries: 0,
                    complete: false,
                    steady: true,
                },
                tried: None,
            })
            .collect();
    }

    fn conclude(mut self, cli: &Cli, folder: &Folder, stage: &Stage, stopwatch: Stopwatch) -> Exit {
        let mut failed = Vec::new();
        let mut stories = String::new();
        self.tell_known(&mut stories);
        for finding in self.told() {
            let case = self.file(finding);
            let place = self.cases.join(case.name());
            if let Err(error) = Folder::at(&self.cases).write(&case.name(), case.text().as_bytes())
            {
                failed.push(error);
            }
            let sides = self
                .findings
                .iter()
                .filter(|other| other.same_as.as_ref() == Some(&finding.check));
            let sides: Vec<&str> = sides.map(|other| other.check.as_str()).collect();
            told::finding(&mut stories, finding, &sides, &case, &place, &self.flags());
        }
        let record = self.record(stage, stopwatch);
        failed.extend(write(folder, self.arguments, &record, stage));
        let mut text = std::mem::take(&mut self.text);
        if let Some(why) = stage.failed_probe() {
            text.push_str(&format!("\nERROR {why}; nothing was tried\n"));
        }
        text.push_str(&stories);
        if !cli.quiet {
            told::statistics(&mut text, &self.statistics);
        }
        text.push_str(&self.summary(&record, stopwatch));
        text.push_str(&format!(
            "reports: {}\n",
            folder.path().join("run.json").display()
        ));
        show::conclude(make::exit(&record), show::print(&text), &failed)
    }

    /// The findings that have a story of their own.
    fn told(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(|finding| finding.same_as.is_none())
    }

    fn tell_known(&self, text: &mut String) {
        for case in &self.known {
            let line = match case.state.as_str() {
                "fixed" => format!(
                    "\nFIXED {}: {} no longer shows it. Take {} away, or keep it as a scenario with `conformance promote`\n",
                    case.id, case.check, case.file
                ),
                "fails" => format!("\nSTILL FAILS {}: {}\n", case.id, case.check),
                other => format!(
                    "\n{other}: {} ({})\n",
                    case.id,
                    case.reason.as_deref().unwrap_or("no reason is known")
                ),
            };
            text.push_str(&line);
        }
        for finding in &self.stored {
            let reason = finding
                .tried
                .as_ref()
                .and_then(|tried| tried.breaches().find(|breach| breach.id == finding.check));
            if let Some(reason) = reason.and_then(|breach| breach.reason.as_ref()) {
                text.push_str(&format!("  {reason}\n"));
            }
        }
    }

    fn file(&self, finding: &Finding) -> CaseFile {
        let breach = finding
            .tried
            .as_ref()
            .and_then(|tried| tried.breaches().find(|breach| breach.id == finding.check));
        let broken = finding
            .tried
            .as_ref()
            .filter(|_| finding.check == ADAPTER)
            .and_then(Attempted::broken);
        let reason = breach
            .and_then(|breach| breach.reason.clone())
            .or(broken.map(|(_, message)| message));
        CaseFile {
            id: file::id(&finding.check, &finding.shrunk.case),
            check: finding.check.clone(),
            requirement: Registry::embedded()
                .of_check(&finding.check)
                .map(|row| row.id.clone()),
            reason: reason.unwrap_or_default(),
            subject: self.subject.clone(),
            found: finding
                .found
                .number
                .map(|number| (self.arguments.seed, number)),
            flaky: !finding.shrunk.steady,
            case: finding.shrunk.case.clone(),
        }
    }

    /// The flags that drive the same client again.
    fn flags(&self) -> String {
        let flags = self.arguments.driving.flags();
        let words = flags.iter().map(String::as_str);
        shlex::try_join(words)
            .map(|flags| {
                if flags.is_empty() {
                    flags
                } else {
                    format!(" {flags}")
                }
            })
            .unwrap_or_default()
    }

    fn record(&self, stage: &Stage, stopwatch: Stopwatch) -> RunRecord {
        let plan = outcome::plan(stage, self.arguments.seed);
        let declared = crate::judge::declared_for_cases(Registry::embedded());
        let outcome = outcome::outcome(stage, &declared, &self.tally, &self.findings, &self.stored);
        let mut command = vec!["conformance".to_owned(), "fuzz".to_owned()];
        command.extend(self.arguments.driving.flags());
        command.extend([
            "--seed".to_owned(),
            self.arguments.seed.to_string(),
            "--cases".to_owned(),
            self.arguments.cases.to_string(),
        ]);
        let setting = Setting {
            shard: self.arguments.shard,
            stopwatch,
            simulator: stage.simulator(),
            snapshots: SnapshotRecord {
                mode: "off".to_owned(),
                ..SnapshotRecord::default()
            },
            known: &[],
            replay: &command,
        };
        let mut record = make::record(&plan, &outcome, setting);
        let cases = self.told().map(|finding| {
            let case = self.file(finding);
            StoredCase {
                id: case.id.clone(),
                file: self.cases.join(case.name()).display().to_string(),
                check: case.check.clone(),
                state: if case.flaky { "flaky" } else { "found" }.to_owned(),
                reason: Some(case.reason.clone()),
            }
        });
        record.generated = Some(GeneratedRecord {
            statistics: self.statistics.clone(),
            cases: self.known.iter().cloned().chain(cases).collect(),
        });
        record
    }

    fn summary(&self, record: &RunRecord, stopwatch: Stopwatch) -> String {
        let checks = record.totals.checks;
        let seconds = stopwatch.elapsed().as_secs_f64();
        let counted: Vec<String> = checks
            .by_verdict()
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(verdict, count)| {
                format!("{count} {}", crate::report::terminal::style::word(*verdict))
            })
            .collect();
        let found = match self.told().count() {
            0 => "nothing found".to_owned(),
            1 => "1 finding".to_owned(),
            some => format!("{some} findings"),
        };
        format!(
            "\n{} cases in {seconds:.1} s: {found}; of the checks {}\n{} (exit status {})\n",
            self.tally.cases,
            counted.join(", "),
            record.meaning,
            record.exit
        )
    }
}

fn write(
    folder: &Folder,
    arguments: &FuzzArguments,
    record: &RunRecord,
    stage: &Stage,
) -> Vec<NotWritten> {
    let told = folder.events().and_then(|mut events| {
        let all = events_of(arguments, record, stage);
        let mut each = all.iter().map(|event| events.write(event));
        let written = each.try_for_each(std::convert::identity);
        written.map_err(|error| folder.not_written("events.ndjson", error))
    });
    let first = [folder.write_run(record), told];
    let mut failed: Vec<NotWritten> = first.into_iter().filter_map(Result::err).collect();
    failed.extend(stored::write(
        record,
        &arguments.format,
        folder.path(),
        folder,
    ));
    failed
}

/// What happened, as far as others than this program follow it.
fn events_of(arguments: &FuzzArguments, record: &RunRecord, stage: &Stage) -> Vec<Event> {
    let mut events = vec![Event::RunStarted {
        seed: arguments.seed,
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

fn as_finding(case: &CaseFile, tried: Option<Attempted>) -> Finding {
    let found = Found {
        check: case.check.clone(),
        number: None,
        case: case.case.clone(),
        seen: 1,
        places: Default::default(),
    };
    Finding {
        check: case.check.clone(),
        also: Vec::new(),
        same_as: None,
        found,
        shrunk: Shrunk {
            case: case.case.clone(),
            tries: 0,
            complete: true,
            steady: true,
        },
        tried,
    }
}

fn bar(quiet: bool, cases: u64) -> ProgressBar {
    use std::io::IsTerminal as _;
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} cases, {per_sec}");
    ProgressBar::new(cases).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
