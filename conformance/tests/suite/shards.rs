//! A run that is split, and put together again.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::{conformance, stderr, stdout};

fn record(folder: &Path, out: &str) -> Value {
    let text = fs::read_to_string(folder.join(out).join("run.json")).expect("it was written");
    serde_json::from_str(&text).expect("it is JSON")
}

/// A client with a flaw, so that there is more than one verdict to compare.
const RUN: [&str; 7] = [
    "run",
    "-q",
    "--wayward",
    "keeps-silent-about-the-draft",
    "--area",
    "nhs-jobs/draft,nhs-jobs/update,esr/transfer",
    "--out",
];

fn run(folder: &Path, further: &[&str]) -> Option<i32> {
    let output = conformance(folder, &[&RUN[..], further].concat());
    output.status.code()
}

/// Every scenario with its checks and verdicts.
fn verdicts(run: &Value) -> Vec<(Value, Value)> {
    let scenarios = run["scenarios"].as_array().expect("there are scenarios");
    let each = scenarios
        .iter()
        .map(|scenario| (scenario["id"].clone(), scenario["checks"].clone()));
    each.collect()
}

fn evidence_of(folder: &Path, run: &Value, out: &str) -> usize {
    let scenarios = run["scenarios"].as_array().expect("there are scenarios");
    let files = scenarios
        .iter()
        .filter_map(|scenario| scenario["evidence"].as_str());
    files
        .filter(|file| folder.join(out).join(file).is_file())
        .count()
}

#[test]
fn four_parts_come_to_the_verdicts_of_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let whole = run(here, &["whole"]);
    for part in 1..=4 {
        run(
            here,
            &[&format!("part-{part}"), "--shard", &format!("{part}/4")],
        );
    }

    let merged = conformance(
        here,
        &[
            "report",
            "part-3",
            "part-1",
            "part-4",
            "part-2",
            "--out",
            "merged",
            "--format",
            "junit",
            "--exit-status",
            "-q",
        ],
    );

    assert_eq!(whole, Some(1));
    assert_eq!(merged.status.code(), Some(1), "{}", stderr(&merged));
    let (whole, merged) = (record(here, "whole"), record(here, "merged"));
    assert_eq!(verdicts(&merged), verdicts(&whole));
    assert_eq!(merged["totals"], whole["totals"]);
    assert_eq!(merged["verdict"], whole["verdict"]);
    assert_eq!(merged["probes"], whole["probes"]);
    assert_eq!(evidence_of(here, &merged, "merged"), verdicts(&whole).len());
    assert!(here.join("merged/junit.xml").is_file());
    assert!(here.join("merged/events.ndjson").is_file());
    assert_eq!(record(here, "part-2")["shard"], "2/4");
}

#[test]
fn a_part_that_is_missing_is_an_error_of_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    for part in [1, 3] {
        run(
            here,
            &[&format!("part-{part}"), "--shard", &format!("{part}/3")],
        );
    }

    let merged = conformance(
        here,
        &[
            "report",
            "part-1",
            "part-3",
            "--out",
            "merged",
            "--exit-status",
        ],
    );

    assert_eq!(merged.status.code(), Some(5));
    let shown = String::from_utf8_lossy(&merged.stdout);
    assert!(
        shown.contains("a part of the run is missing: 2/3"),
        "{shown}"
    );
}

#[test]
fn parts_are_never_put_together_over_one_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    for part in [1, 2] {
        run(
            here,
            &[&format!("part-{part}"), "--shard", &format!("{part}/2")],
        );
    }

    let over = conformance(here, &["report", "part-1", "part-2", "--out", "part-1"]);
    let nowhere = conformance(here, &["report", "part-1", "part-2"]);
    let twice = conformance(here, &["report", "part-1", "part-1", "--out", "merged"]);

    assert_eq!(over.status.code(), Some(2));
    assert_eq!(nowhere.status.code(), Some(2));
    assert_eq!(twice.status.code(), Some(2));
    assert!(
        stderr(&twice).contains("which of the two counts?"),
        "{}",
        stderr(&twice)
    );
    assert_eq!(record(here, "part-1")["shard"], "1/2", "it is as it was");
}

#[test]
fn a_part_that_is_none_is_refused_and_one_without_scenarios_runs_nothing() {
    let folder = tempfile::tempdir().unwrap();

    let none = conformance(folder.path(), &["run", "--shard", "6/5"]);
    let empty = conformance(
        folder.path(),
        &["run", "--filter", "esr/privacy", "--shard", "99/99"],
    );

    assert_eq!(none.status.code(), Some(2));
    assert!(stderr(&none).contains("as in 2/5"), "{}", stderr(&none));
    assert_eq!(empty.status.code(), Some(4), "{}", stderr(&empty));
}

#[test]
fn two_parts_of_a_run_are_not_taken_for_two_runs() {
    let folder = tempfile::tempdir().unwrap();
    for (out, part) in [("one", "1/2"), ("other", "2/2")] {
        let run = ["run", "--area", "people", "--shard", part, "--out", out];
        conformance(folder.path(), &run);
    }

    let compared = conformance(folder.path(), &["diff", "one", "other"]);

    let shown = stdout(&compared);
    let told = shown.lines().last();
    insta::assert_snapshot!(told.unwrap_or_default(), @"the old run is part 1/2 of its set, the new one part 2/2; compare like with like: `conformance report DIR DIR …` puts parts together again");
}
