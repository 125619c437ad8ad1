//! The opening: who was judged, and what did not run and why.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Detail;
use super::style::{self, BOLD, DIM};
use crate::report::record::RunRecord;
use crate::report::words;
use crate::verdict::Verdict;

pub(super) fn write(text: &mut String, run: &RunRecord, detail: Detail) {
    if detail > Detail::Quiet {
        write_header(text, run);
    }
    write_trouble(text, run);
    write_not_run(text, run);
}

fn write_header(text: &mut String, run: &RunRecord) {
    let subject = run.subject.as_ref().map_or_else(
        || "a client that never said who it is".to_owned(),
        |subject| {
            format!(
                "{} {} ({}, {})",
                subject.name, subject.version, subject.vendor, subject.language
            )
        },
    );
    let _ = writeln!(text, "{BOLD}{subject}{BOLD:#}");
    let _ = writeln!(
        text,
        "  driven     {}, {}",
        run.adapter.driver,
        at_a_time(run.adapter.jobs)
    );
    let _ = writeln!(text, "  simulator  {}", run.simulator);
    let _ = writeln!(text, "  seed       {}", run.seed);
    if let Some(shard) = &run.shard {
        let _ = writeln!(text, "  part       {shard}");
    }
}

fn at_a_time(jobs: u32) -> String {
    match jobs {
        0 | 1 => "one attempt at a time".to_owned(),
        jobs => format!("up to {jobs} attempts at a time"),
    }
}

fn write_trouble(text: &mut String, run: &RunRecord) {
    let colour = style::verdict(Verdict::Error);
    for probe in words::failed_probes(run) {
        let _ = writeln!(
            text,
            "\n{colour}TROUBLE{colour:#}  {}\n  look closer: {}",
            words::of_probe(probe),
            words::doctor(run)
        );
    }
    for trouble in words::beside_probes(run) {
        let blame = trouble.blame.word();
        let _ = writeln!(
            text,
            "\n{colour}TROUBLE{colour:#}  {} ({blame})",
            trouble.message
        );
    }
}

/// What did not run, grouped by the reason.
fn write_not_run(text: &mut String, run: &RunRecord) {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for left in &run.not_run {
        reasons.entry(&left.reason).or_default().push(&left.id);
    }
    for (reason, scenarios) in reasons {
        let count = scenarios.len();
        let told = words::count(count, "scenario");
        let _ = writeln!(text, "\n{BOLD}{told} did not run{BOLD:#}: {reason}");
        const SHOWN: usize = 5;
        for id in scenarios.iter().take(SHOWN) {
            let _ = writeln!(text, "{DIM}  {id}{DIM:#}");
        }
        if count > SHOWN {
            let _ = writeln!(
                text,
                "{DIM}  and {} more, in run.json{DIM:#}",
                count - SHOWN
            );
        }
    }
}
