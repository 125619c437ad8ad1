//! A runner that is interrupted or killed leaves nothing behind.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use conformance::control::Control;
use conformance::simulator::OwnSimulator;

use crate::stage::{program, sleeping};

/// A run whose adapter hangs and has started a process that sleeps for so many seconds.
fn start(folder: &Path, seconds: &str) -> Child {
    start_with(folder, seconds, "--adapter", &[])
}

fn start_with(folder: &Path, seconds: &str, way: &str, further: &[&str]) -> Child {
    // In a process for each attempt only the first act surely comes.
    let at = if way == "--exec" { 1 } else { 5 };
    let adapter = format!(
        "'{}' adapter reference --misbehave orphan --at {at} --orphan-seconds {seconds}",
        program().display()
    );
    let run = ["run", "--filter", "nhs-jobs/draft", "--jobs", "1"];
    let arguments = [&run[..], &[way, &adapter], further].concat();
    hanging(folder, seconds, &arguments)
}

/// The program, once what its adapter has started sleeps for so many seconds.
pub(crate) fn hanging(folder: &Path, seconds: &str, arguments: &[&str]) -> Child {
    let child = Command::new(program())
        .current_dir(folder)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    until(|| sleeping(seconds) == 1);
    child
}

/// Waits until something is so, at most ten seconds.
pub(crate) fn until(mut so: impl FnMut() -> bool) {
    for _ in 0..500 {
        if so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("it never came to be so");
}

pub(crate) fn signal(child: &Child, name: &str) {
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

#[test]
fn a_killed_runner_leaves_no_process_of_an_attempt_either() {
    let folder = tempfile::tempdir().unwrap();
    let seconds = format!("{}", 600_000 + std::process::id());
    let mut child = start_with(folder.path(), &seconds, "--exec", &["--deadline", "60"]);

    signal(&child, "-KILL");
    child.wait().unwrap();

    until(|| sleeping(&seconds) == 0);
}

/// A simulator that others use too, and a run on it whose adapter hangs in an open attempt.
async fn on_a_shared_simulator(folder: &Path, seconds: &str) -> (OwnSimulator, Control, Child) {
    let (simulator, control) = OwnSimulator::start().await.expect("a simulator starts");
    let url = control.url().to_string();
    let child = start_with(folder, seconds, "--adapter", &["--simulator", &url]);
    assert!(sandboxes(&control).await > 1, "an attempt is open");
    (simulator, control, child)
}

async fn sandboxes(control: &Control) -> usize {
    let url = format!("{}sandboxes", control.url());
    let listed = reqwest::get(url).await.expect("it answers");
    let listed: serde_json::Value = listed.json().await.expect("it is JSON");
    listed["sandboxes"].as_array().map_or(0, Vec::len)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_runner_leaves_no_sandbox_on_a_shared_simulator() {
    let folder = tempfile::tempdir().unwrap();
    let seconds = format!("{}", 300_000 + std::process::id());
    let (simulator, control, mut child) = on_a_shared_simulator(folder.path(), &seconds).await;

    signal(&child, "-KILL");
    child.wait().unwrap();

    for _ in 0..500 {
        if sandboxes(&control).await == 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(sandboxes(&control).await, 1, "the default one alone");
    until(|| sleeping(&seconds) == 0);
    simulator.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_runner_leaves_no_sandbox_on_a_shared_simulator() {
    let folder = tempfile::tempdir().unwrap();
    let seconds = format!("{}", 400_000 + std::process::id());
    let (simulator, control, mut child) = on_a_shared_simulator(folder.path(), &seconds).await;

    signal(&child, "-TERM");

    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(sandboxes(&control).await, 1, "the default one alone");
    simulator.stop().await;
}

#[test]
fn a_killed_runner_leaves_a_report_of_what_it_had() {
    let folder = tempfile::tempdir().unwrap();
    let seconds = format!("{}", 500_000 + std::process::id());
    let mut child = start(folder.path(), &seconds);

    signal(&child, "-KILL");
    child.wait().unwrap();

    let shown = Command::new(program())
        .current_dir(folder.path())
        .args(["report", "conformance-report", "--exit-status"])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert_eq!(shown.status.code(), Some(5), "{text}");
    assert!(text.contains("the run is not over"), "{text}");
    assert!(text.contains("did not run"), "{text}");
    let events = folder.path().join("conformance-report/events.ndjson");
    let events = fs::read_to_string(events).unwrap();
    for line in events.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
    assert!(events.contains("\"scenario_started\""), "{events}");
}
