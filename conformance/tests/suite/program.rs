//! The program at its edges: mistakes in scenarios and on the command line, exit statuses, reports.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::stage::{program, root};

pub(crate) fn conformance(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(program());
    command
        .current_dir(folder)
        .args(arguments)
        .env("NO_COLOR", "1");
    command.output().expect("the program runs")
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn run_record(folder: &Path) -> Value {
    let text =
        fs::read_to_string(folder.join("conformance-report/run.json")).expect("it was written");
    serde_json::from_str(&text).expect("it is JSON")
}

const SOUND: &str = r"# A recruiter who is not told that it is a draft waits for candidates in vain.
title: A vacancy is posted
steps:
  - act: post_vacancy
    name: job1
checks:
  - id: posted
    requirement: NJ-C-001
    wire: { operation: createVacancy, name: job1, count: 1 }
";

#[test]
fn a_mistake_in_a_scenario_is_told_with_its_place_and_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("scenarios")).unwrap();
    let wrong = SOUND
        .replace("act: post_vacancy", "act: post_vacncy")
        .replace("count: 1", "cuont: 1");
    fs::write(folder.path().join("scenarios/wrong.yaml"), wrong).unwrap();

    let output = conformance(folder.path(), &["run"]);

    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(stderr(&output), @"
    error: `post_vacncy` is not known here
     --> scenarios/wrong.yaml:4:10
      |
    4 |   - act: post_vacncy
      |          ^^^^^^^^^^^
      |
      = help: did you mean `post_vacancy`?

    error: no step acts under the name `job1`
     --> scenarios/wrong.yaml:9:45
      |
    9 |     wire: { operation: createVacancy, name: job1, cuont: 1 }
      |                                             ^^^^
      |
      = help: nothing is known here

    error: unknown key `cuont`
     --> scenarios/wrong.yaml:9:51
      |
    9 |     wire: { operation: createVacancy, name: job1, cuont: 1 }
      |                                                   ^^^^^
      |
      = help: did you mean `count`?

    3 mistakes in the scenarios; nothing was run
    ");
    assert!(!folder.path().join("conformance-report").exists());
}

#[test]
fn the_program_works_without_the_repository() {
    let folder = tempfile::tempdir().unwrap();

    let output = conformance(
        folder.path(),
        &["run", "--filter", "nhs-jobs/draft", "--format", "junit"],
    );

    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let record = run_record(folder.path());
    assert_eq!(record["verdict"], "pass");
    assert_eq!(record["totals"]["checks"]["fail"], 0);
    let junit = fs::read_to_string(folder.path().join("conformance-report/junit.xml")).unwrap();
    assert!(junit.starts_with("<?xml") && junit.contains("failures=\"0\""));
}

#[test]
fn the_fixed_part_of_the_record_is_as_designed() {
    let folder = tempfile::tempdir().unwrap();

    conformance(
        folder.path(),
        &["run", "--filter", "nhs-jobs/draft", "--seed", "11"],
    );

    let record = run_record(folder.path());
    assert_eq!(record["seed"], 11);
    assert_eq!(record["subject"]["language"], "Rust");
    let checks = record["totals"]["checks"].as_object().unwrap();
    let words: Vec<&str> = checks.keys().map(String::as_str).collect();
    insta::assert_snapshot!(words.join(" "), @"error fail inconclusive not_applicable pass warn");
    let check = record["scenarios"][0]["checks"][0].as_object().unwrap();
    let words: Vec<&str> = check.keys().map(String::as_str).collect();
    insta::assert_snapshot!(words.join(" "), @"evidence id level reason requirement verdict");
    let evidence = record["scenarios"][0]["evidence"].as_str().unwrap();
    assert!(
        folder
            .path()
            .join("conformance-report")
            .join(evidence)
            .is_file()
    );
}

#[test]
fn what_was_stored_is_judged_again_with_the_same_verdicts() {
    let folder = tempfile::tempdir().unwrap();
    conformance(
        folder.path(),
        &[
            "run",
            "--filter",
            "nhs-jobs/draft",
            "--wayward",
            "trims-texts",
        ],
    );
    let record = run_record(folder.path());

    for scenario in record["scenarios"].as_array().unwrap() {
        let id = scenario["id"].as_str().unwrap();
        let stored = folder
            .path()
            .join("conformance-report")
            .join(scenario["evidence"].as_str().unwrap());
        let evidence = serde_json::from_slice(&fs::read(stored).unwrap()).unwrap();
        let file = root().join(format!("scenarios/{id}.yaml"));
        let text = fs::read_to_string(&file).unwrap();
        let scenario_again = conformance::scenario::read(id, id, &text).unwrap();
        let registry = conformance::requirements::Registry::embedded();

        let again = conformance::judge::judge(&scenario_again, registry, &evidence);

        assert_eq!(serde_json::json!(again.checks), scenario["checks"], "{id}");
    }
}

#[test]
fn a_filter_that_fits_nothing_runs_nothing() {
    let folder = tempfile::tempdir().unwrap();

    let output = conformance(folder.path(), &["run", "--filter", "no-such-area"]);

    assert_eq!(output.status.code(), Some(4));
}

#[test]
fn a_client_that_never_connects_ends_in_red_with_its_record_written() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = [
        "run",
        "--wayward",
        "claims-without-connecting",
        "--filter",
        "nhs-jobs/draft",
    ];

    let output = conformance(folder.path(), &arguments);

    assert_eq!(output.status.code(), Some(5));
    let record = run_record(folder.path());
    assert_eq!(record["totals"]["checks"]["pass"], 0);
    assert_eq!(record["verdict"], "error");
}

#[test]
fn a_simulator_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    drop(socket);

    let output = conformance(
        folder.path(),
        &["run", "--simulator", &url, "--filter", "nhs-jobs/draft"],
    );

    assert_eq!(output.status.code(), Some(5));
    let record = run_record(folder.path());
    let reason = record["probes"][1]["reason"].as_str().unwrap();
    assert!(reason.contains("does not answer at"), "{reason}");
    assert_eq!(record["probes"][1]["blame"], "simulator");
    let shown = stdout(&output);
    assert!(shown.contains("(simulator). The adapter could not be probed"));
    assert!(shown.contains(&format!(
        "look closer: conformance doctor --simulator {url}\n"
    )));
    assert!(
        !shown.contains("honest"),
        "the adapter is not to blame: {shown}"
    );
}

#[test]
fn an_adapter_that_is_not_there_is_told_once_and_not_as_a_table_of_errors() {
    let folder = tempfile::tempdir().unwrap();

    let output = conformance(folder.path(), &["run", "--adapter", "no-such-program x"]);

    assert_eq!(output.status.code(), Some(5));
    let shown = stdout(&output);
    assert_eq!(shown.matches("cannot be started").count(), 1, "{shown}");
    assert!(shown.contains("look closer: conformance doctor --adapter 'no-such-program x'\n"));
    assert!(!shown.contains("nhs-jobs/draft"), "{shown}");
}

#[test]
fn scenarios_that_only_one_of_two_runs_had_are_a_line_each() {
    let folder = tempfile::tempdir().unwrap();
    for (out, area) in [("old", "quiet"), ("new", "people")] {
        let arguments = ["run", "--area", area, "--out", out];
        assert_eq!(
            conformance(folder.path(), &arguments).status.code(),
            Some(0)
        );
    }

    let output = conformance(folder.path(), &["diff", "old", "new"]);

    assert_eq!(output.status.code(), Some(1));
    let shown = stdout(&output);
    let gone = shown.lines().filter(|line| line.starts_with("  quiet/"));
    assert!(
        gone.clone().all(|line| line.ends_with("checks are gone")),
        "{shown}"
    );
    assert_eq!(gone.count(), 3);
    let came = shown.lines().filter(|line| line.starts_with("  people/"));
    assert!(
        came.clone()
            .all(|line| line.ends_with("checks were not there")),
        "{shown}"
    );
    assert_eq!(came.count(), 4);
}

#[test]
fn the_reports_that_were_asked_for_are_named_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let last = |command: &str| {
        let arguments: Vec<&str> = command.split(' ').collect();
        let shown = stdout(&conformance(folder.path(), &arguments));
        shown.lines().last().unwrap().to_owned()
    };

    assert_eq!(
        last("run --area quiet --format html,junit"),
        "reports: conformance-report/run.json, junit.xml, report.html"
    );
    assert_eq!(
        last("report conformance-report --format csv"),
        "reports: conformance-report/run.json, requirements.csv"
    );
    assert_eq!(
        last("report conformance-report --format csv,ctrf --out elsewhere"),
        "reports: elsewhere/ctrf.json, requirements.csv"
    );
    assert_eq!(
        last("fuzz --cases 1 --format markdown --out searched"),
        "reports: searched/run.json, summary.md"
    );
}

#[test]
fn a_client_that_differs_from_its_snapshots_only_ends_with_a_status_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["run", "--filter", "nhs-jobs/draft", "--snapshots"];
    let recorded = conformance(folder.path(), &[&arguments[..], &["new"]].concat());
    let same = conformance(folder.path(), &[&arguments[..], &["check"]].concat());
    let mut files = fs::read_dir(folder.path().join("snapshots/scenarios/nhs-jobs/draft")).unwrap();
    let file = files.next().unwrap().unwrap().path();
    fs::write(
        &file,
        fs::read_to_string(&file).unwrap().replace("201", "202"),
    )
    .unwrap();

    let differs = conformance(folder.path(), &[&arguments[..], &["check"]].concat());

    assert_eq!(recorded.status.code(), Some(0));
    assert_eq!(same.status.code(), Some(0));
    assert_eq!(differs.status.code(), Some(6));
}

#[test]
fn every_failure_says_how_to_see_it_again() {
    let folder = tempfile::tempdir().unwrap();

    let output = conformance(
        folder.path(),
        &[
            "run",
            "--wayward",
            "trims-texts",
            "--filter",
            "nhs-jobs/fields",
        ],
    );

    assert_eq!(output.status.code(), Some(1));
    let shown = String::from_utf8_lossy(&output.stdout);
    let line = shown
        .lines()
        .find_map(|line| line.trim().strip_prefix("see it again: "))
        .unwrap();
    let words = shlex::split(line).unwrap();
    let again = conformance(
        folder.path(),
        &words[1..].iter().map(String::as_str).collect::<Vec<_>>(),
    );
    assert_eq!(again.status.code(), Some(1));
}

#[test]
fn an_unknown_id_is_answered_with_near_ones() {
    let output = conformance(root(), &["explain", "NJ-C-0014"]);

    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("NJ-C-014"), "{}", stderr(&output));
}

#[test]
fn a_check_that_only_generated_cases_are_given_is_explained_too() {
    let output = conformance(root(), &["explain", "generated/transferred-once"]);

    let told = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        told.starts_with("generated/transferred-once  a check of every generated case"),
        "{told}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_simulator_gives_the_same_verdicts_and_keeps_no_sandbox() {
    let (simulator, control) = conformance::simulator::OwnSimulator::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let url = control.url().to_string();
    let arguments = ["run", "--filter", "nhs-jobs/draft"];

    let elsewhere = conformance(
        folder.path(),
        &[&arguments[..], &["--simulator", &url]].concat(),
    );
    let there = run_record(folder.path());
    let in_process = conformance(folder.path(), &arguments);
    let here = run_record(folder.path());

    assert_eq!(elsewhere.status.code(), Some(0), "{}", stderr(&elsewhere));
    assert_eq!(in_process.status.code(), Some(0));
    for (there, here) in checks(&there).iter().zip(checks(&here)) {
        assert_eq!(*there, here);
    }
    let left = reqwest::get(format!("{url}sandboxes"))
        .await
        .unwrap()
        .json::<Value>()
        .await
        .unwrap();
    assert_eq!(
        left["sandboxes"].as_array().map(Vec::len),
        Some(1),
        "the default one: {left}"
    );
    simulator.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_public_url_is_told_apart_from_the_control_url() {
    let config = simulator::Config::on_free_ports();
    let running = simulator::start(config).await.unwrap();
    let folder = tempfile::tempdir().unwrap();

    let output = conformance(
        folder.path(),
        &[
            "run",
            "--simulator",
            running.public_url(),
            "--area",
            "esr/token",
        ],
    );

    assert_eq!(output.status.code(), Some(5));
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(
        shown.contains("is not the control interface of a simulator"),
        "{shown}"
    );
    running.stop().await;
}

fn checks(record: &Value) -> Vec<Value> {
    let scenarios = record["scenarios"].as_array().expect("there are scenarios");
    scenarios
        .iter()
        .map(|scenario| scenario["checks"].clone())
        .collect()
}
