//! `conformance fuzz`.

mod known;
mod record;
mod report;

use std::path::PathBuf;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

pub(super) use self::known::{TRIES, again};
use self::report::Report;
use super::arguments::FuzzArguments;
use super::stage::Stage;
use crate::cli::Exit;
use crate::cli::arguments::Cli;
use crate::cli::runtime::on_a_runtime;
use crate::cli::show::tell;
use crate::generated::campaign::{Campaign, Result as Tried};
use crate::generated::shrinking::{self, Finding};
use crate::generated::{Bench, CaseFile, Generator, file};
use crate::report::folder::Folder;
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
    let known = match read(&cases) {
        Ok(known) => known,
        Err(exit) => return exit,
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
        look(&mut report, cli, &stage).await;
    }
    let exit = report.conclude(cli, &folder, &stage, stopwatch);
    stage.strike().await;
    exit
}

/// The cases that are kept; mistakes are told.
fn read(cases: &std::path::Path) -> Result<Vec<(PathBuf, CaseFile)>, Exit> {
    file::load_all(cases).map_err(|mistakes| {
        let colours = crate::report::terminal::colours();
        anstream::eprintln!(
            "{}\n\na stored case cannot be read; nothing was tried",
            mistakes.render(colours)
        );
        Exit::Usage
    })
}

/// Tries the cases, and makes small what they find. When a person interrupts it, what was found so
/// far is told as it is.
async fn look(report: &mut Report<'_>, cli: &Cli, stage: &Stage) {
    let arguments = report.arguments;
    let actions = stage.actions();
    if actions.is_empty() {
        return;
    }
    let generator = Generator::new(arguments.seed, &actions);
    let campaign = Campaign {
        benches: stage.benches.clone(),
        generator: generator.clone(),
        from: 0,
        shard: arguments.shard,
        cases: arguments.cases,
        time: arguments.time,
        fail_fast: arguments.fail_fast,
    };
    let bar = bar(cli.quiet, arguments.cases);
    let stopwatch = Stopwatch::start();
    let statistics = &mut report.statistics;
    let mut hear = |result: &Tried| {
        statistics.count(result);
        bar.inc(1);
    };
    report.tally = campaign.run(&mut hear).await;
    bar.finish_and_clear();
    statistics.finish(stage.at_a_time(), stopwatch.elapsed());
    let benches: Vec<Arc<Bench>> = stage
        .benches
        .iter()
        .map(|(bench, _)| Arc::clone(bench))
        .collect();
    let budget = arguments.shrink_budget;
    let mut findings = shrinking::shrink(&benches, &generator, &report.tally, budget).await;
    // What a stored case shows already is not told twice, unless it is another story.
    let told = |finding: &Finding, stored: &Finding| {
        stored.check == finding.check && stored.shrunk.case == finding.shrunk.case
    };
    findings.retain(|finding| !report.stored.iter().any(|stored| told(finding, stored)));
    report.findings = findings;
}

fn bar(quiet: bool, cases: u64) -> ProgressBar {
    use std::io::IsTerminal as _;
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} cases, {per_sec}");
    ProgressBar::new(cases).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
