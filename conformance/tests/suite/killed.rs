//! A runner that is interrupted or killed leaves nothing behind.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::stage::{program, sleeping};

/// A run whose adapter hangs and has started a process that sleeps for so many seconds.
fn start(folder: &Path, seconds: &str) -> Child {
    let adapter = format!(
        "'{}' adapter reference --misbehave orphan --orphan-seconds {seconds}",
        program().display()
    );
    let child = Command::new(program())
        .current_dir(folder)
        .args([
            "run",
            "--filter",
            "nhs-jobs/draft",
            "--jobs",
            "1",
            "--adapter",
            &adapter,
        ])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    until(|| sleeping(seconds) == 1);
    child
}

/// Waits until something is so, at most ten seconds.
fn until(mut so: impl FnMut() -> bool) {
    for _ in 0..500 {
        if so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("it never came to be so");
}

fn signal(child: &Child, name: &str) {
    let kill = Command::new("kill")
        .args([name, &child.id().to_string()])
        .status();
    assert!(kill.expect("there is a kill").success());
}

#[test]
fn an_interrupted_run_still_reports_and_ends_its_adapter() {
    let folder = tempfile::tempdir().unwrap();
    let seconds = format!("{}", 100_000 + std::process::id());
    let mut child = start(folder.path(), &seconds);

    signal(&child, "-INT");

    let status = child.wait().unwrap();
    assert_eq!(status.code(), Some(130));
    assert_eq!(sleeping(&seconds), 0);
    let record = fs::read_to_string(folder.path().join("conformance-report/run.json")).unwrap();
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    assert_eq!(record["interrupted"], true);
    assert_eq!(record["exit"], 130);
    assert!(!record["notRun"].as_array().unwrap().is_empty());
}

#[test]
fn a_killed_runner_leaves_no_process_of_its_adapter() {
    let folder = tempfile::tempdir().unwrap();
    let seconds = format!("{}", 200_000 + std::process::id());
    let mut child = start(folder.path(), &seconds);

    signal(&child, "-KILL");
    child.wait().unwrap();

    until(|| sleeping(&seconds) == 0);
}
