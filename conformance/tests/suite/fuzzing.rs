//! `fuzz` through the program: interruptions, adapters that break, and every way to drive a client.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use conformance::simulator::OwnSimulator;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::{conformance, stderr};
use crate::stage::program;

/// Our own client as an adapter, with these words behind.
pub(crate) fn own(words: &str) -> String {
    format!("'{}' adapter reference {words}", program().display())
}

pub(crate) fn shown(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn record(folder: &TempDir) -> Value {
    let text = fs::read(folder.path().join("conformance-report/run.json"));
    serde_json::from_slice(&text.expect("it was written")).expect("it is JSON")
}

/// The cases that were kept, each with its file.
fn kept(folder: &TempDir) -> Vec<(PathBuf, Value)> {
    let cases = fs::read_dir(folder.path().join("conformance-report/cases"));
    let files = cases.into_iter().flatten().flatten();
    let read = files.map(|file| {
        let text = fs::read(file.path()).expect("it can be read");
        (
            file.path(),
            serde_json::from_slice(&text).expect("it is JSON"),
        )
    });
    read.collect()
}

#[cfg(target_os = "linux")]
mod interrupted {
    use super::*;
    use crate::killed::{hanging, signal};
    use crate::stage::sleeping;

    /// A search that has found something, and whose adapter hangs ever after.
    fn searching(folder: &Path, seconds: &str) -> Child {
        let adapter = own(&format!(
            "--flaw trims-texts --misbehave orphan --at 150 --orphan-seconds {seconds}"
        ));
        let fuzz = ["fuzz", "--jobs", "1", "--deadline", "600"];
        hanging(
            folder,
            seconds,
            &[&fuzz[..], &["--adapter", &adapter]].concat(),
        )
    }

    #[test]
    fn what_was_found_before_an_interruption_is_kept_and_told() {
        let folder = tempfile::tempdir().unwrap();
        let seconds = format!("{}", 700_000 + std::process::id());
        let mut child = searching(folder.path(), &seconds);

        signal(&child, "-INT");

        assert_eq!(child.wait().unwrap().code(), Some(130));
        assert_eq!(sleeping(&seconds), 0);
        let record = record(&folder);
        assert_eq!(
            (&record["exit"], &record["interrupted"]),
            (&json!(130), &json!(true))
        );
        assert_eq!(record["verdict"], "fail");
        assert!(record["generated"]["statistics"]["cases"].as_u64() > Some(50));
        let kept = kept(&folder);
        let check = |case: &Value| case["check"] == "always/faithful-values";
        assert!(kept.iter().any(|(_, case)| check(case)), "{kept:?}");
        assert!(kept.iter().all(|(_, case)| case.get("flaky").is_none()));
    }
}

#[test]
fn a_search_that_is_out_of_time_reports_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let endless = u64::MAX.to_string();

    let output = conformance(
        folder.path(),
        &[
            "fuzz",
            "--wayward",
            "trims-texts",
            "--time",
            "1",
            "--cases",
            &endless,
        ],
    );

    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(!kept(&folder).is_empty());
    assert_eq!(record(&folder)["interrupted"], false);
}

#[test]
fn an_adapter_that_crashes_once_is_told_and_every_case_is_tried() {
    let folder = tempfile::tempdir().unwrap();
    let once = folder.path().join("crashed");
    let adapter = own(&format!(
        "--misbehave crash --at 30 --once '{}'",
        once.display()
    ));

    let output = conformance(
        folder.path(),
        &[
            "fuzz",
            "--adapter",
            &adapter,
            "--jobs",
            "1",
            "--cases",
            "60",
        ],
    );

    assert!(once.exists(), "it never crashed");
    assert_eq!(output.status.code(), Some(5), "{}", shown(&output));
    let record = record(&folder);
    assert_eq!(record["generated"]["statistics"]["cases"], 60);
    assert_eq!(record["totals"]["checks"]["fail"], 0);
    let told = record["trouble"].to_string();
    assert!(
        told.contains("exited with status 3 while asked for `act` (in case")
            && told.contains("tried once more, it did not)"),
        "{told}"
    );
}

#[test]
fn an_adapter_that_crashes_on_some_cases_is_a_finding_with_a_story() {
    let folder = tempfile::tempdir().unwrap();
    // The second act of a process: a case with two acts breaks it whenever it is tried.
    let adapter = own("--misbehave crash --at 2");

    let arguments = ["fuzz", "--exec", &adapter, "--jobs", "2", "--cases", "25"];
    let output = conformance(folder.path(), &arguments);

    let told = shown(&output);
    assert_eq!(output.status.code(), Some(5), "{told}");
    assert!(
        told.contains("An adapter answers whatever it is asked"),
        "{told}"
    );
    assert_eq!(record(&folder)["generated"]["statistics"]["cases"], 25);
    let kept = kept(&folder);
    let [(file, case)] = kept.as_slice() else {
        panic!("{kept:?}")
    };
    assert_eq!(case["check"], "adapter");
    assert_eq!(case["steps"].as_array().map(Vec::len), Some(2), "{case:#}");

    let again = ["replay", &file.display().to_string(), "--exec", &adapter];
    let again = conformance(folder.path(), &again);
    assert_eq!(again.status.code(), Some(5));
    assert!(shown(&again).contains("the adapter still breaks"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_is_found_whichever_way_the_client_is_driven() {
    let (simulator, control) = OwnSimulator::start().await.unwrap();
    let elsewhere = control.url().to_string();
    let here = found(&["--wayward", "trims-texts"]);
    assert!(
        here.iter()
            .any(|(check, _)| check == "always/faithful-values"),
        "{here:?}"
    );

    let mut service = Command::new(program());
    let words = [
        "adapter",
        "reference",
        "--flaw",
        "trims-texts",
        "--listen",
        "127.0.0.1:0",
    ];
    let mut service = service.args(words).stdout(Stdio::piped()).spawn().unwrap();
    let url = first_line(&mut service);
    let pushed = found(&["--adapter-url", url.trim()]);
    service.kill().unwrap();
    service.wait().unwrap();

    assert_eq!(pushed, here);
    assert_eq!(pulled(), here);
    assert_eq!(
        found(&["--wayward", "trims-texts", "--simulator", &elsewhere]),
        here
    );
    simulator.stop().await;
}

fn first_line(child: &mut Child) -> String {
    use std::io::{BufRead as _, BufReader};
    let mut line = String::new();
    let stdout = child.stdout.take().expect("it is a pipe");
    BufReader::new(stdout)
        .read_line(&mut line)
        .expect("it writes a line");
    line
}

/// What is found, each finding with its smallest story.
fn found(way: &[&str]) -> Vec<(String, Value)> {
    let folder = tempfile::tempdir().expect("a folder");
    let few = ["fuzz", "--cases", "60", "-q"];
    let output = conformance(folder.path(), &[&few[..], way].concat());
    assert_eq!(
        output.status.code(),
        Some(1),
        "{way:?}: {}",
        stderr(&output)
    );
    let mut found: Vec<(String, Value)> = kept(&folder)
        .into_iter()
        .map(|(_, case)| {
            (
                case["check"].as_str().unwrap_or_default().to_owned(),
                case["steps"].clone(),
            )
        })
        .collect();
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

/// The same of a client that asks for its work, at a port that was free a moment ago.
fn pulled() -> Vec<(String, Value)> {
    let socket = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = socket.local_addr().expect("it has one").to_string();
    drop(socket);
    let url = format!("http://{address}");
    let search = std::thread::spawn(move || found(&["--pull", &address]));
    while std::net::TcpStream::connect(url.trim_start_matches("http://")).is_err() {
        assert!(!search.is_finished(), "nobody listens");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let mut client = Command::new(program());
    let words = [
        "adapter",
        "reference",
        "--flaw",
        "trims-texts",
        "--ask",
        &url,
    ];
    let mut client = client
        .args(words)
        .stdout(Stdio::null())
        .spawn()
        .expect("the program runs");
    let found = search.join().expect("the search ends");
    let _ = client.kill();
    client.wait().expect("it ends");
    found
}
