//! `fuzz` and what comes after it, through the program: interruptions, adapters that break, every
//! way to drive a client, and files that are no case.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use conformance::simulator::OwnSimulator;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::{conformance, stderr};
use crate::stage::program;

/// Our own client as an adapter, with these words behind.
fn own(words: &str) -> String {
    format!("'{}' adapter reference {words}", program().display())
}

fn shown(output: &Output) -> String {
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

fn case(check: &str, steps: &Value) -> Value {
    json!({
        "format": "conformance-case/1", "contract": "v1", "id": "by-hand", "check": check,
        "given": {}, "steps": steps,
    })
}

fn write(folder: &TempDir, case: &Value) -> String {
    let path = folder.path().join("by-hand.case.json");
    fs::write(&path, format!("{case:#}")).expect("it can be written");
    path.display().to_string()
}

#[cfg(target_os = "linux")]
mod interrupted {
    use super::*;
    use crate::killed::{signal, until};
    use crate::stage::sleeping;

    /// A search that has found something, and whose adapter hangs ever after.
    fn searching(folder: &Path, seconds: &str) -> Child {
        let adapter = own(&format!(
            "--flaw trims-texts --misbehave orphan --at 150 --orphan-seconds {seconds}"
        ));
        let arguments = [
            "fuzz",
            "--jobs",
            "1",
            "--deadline",
            "600",
            "--adapter",
            &adapter,
        ];
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

/// A case with much in it that does not matter.
fn rambling() -> Value {
    case(
        "always/faithful-values",
        &json!([
            { "act": "post_vacancy", "name": "job1", "with": { "job_title": "Nurse " , "area_of_work": "Emergency" } },
            { "advance": "PT61M" },
            { "person": "publish", "name": "job1" },
            { "act": "post_vacancy", "name": "job2" },
        ]),
    )
}

#[test]
fn a_case_is_minimised_to_what_matters() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(&folder, &rambling());

    let output = conformance(
        folder.path(),
        &["minimise", &file, "--wayward", "trims-texts"],
    );

    let told = shown(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("1 step instead of 4 steps"), "{told}");
    assert!(
        told.contains("nothing more can be taken away; shown three times"),
        "{told}"
    );
    let smaller: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let steps = json!([{ "act": "post_vacancy", "name": "job1", "with": { "job_title": " " } }]);
    assert_eq!(smaller["steps"], steps);
}

#[test]
fn a_budget_too_small_to_minimise_says_so_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(&folder, &rambling());
    let flawed = ["--wayward", "trims-texts"];

    let budget = [
        "minimise",
        &file,
        "--shrink-budget",
        "2",
        "--out",
        "smaller.case.json",
    ];
    let output = conformance(folder.path(), &[&budget[..], &flawed].concat());

    let told = shown(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(
        told.contains("the budget was used up before it was as small as can be"),
        "{told}"
    );
    let before: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(before, rambling(), "the case itself is as it was");
    let again = conformance(
        folder.path(),
        &[&["replay", "smaller.case.json"][..], &flawed].concat(),
    );
    assert_eq!(again.status.code(), Some(1), "{}", shown(&again));
}

#[test]
fn what_shows_nothing_is_not_minimised() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(&folder, &rambling());

    let output = conformance(folder.path(), &["minimise", &file]);

    assert_eq!(output.status.code(), Some(4));
    assert!(
        stderr(&output).contains("does not show always/faithful-values"),
        "{}",
        stderr(&output)
    );
    let before: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(before, rambling());
}

#[test]
fn a_flaky_case_that_does_not_show_is_not_called_fixed() {
    let folder = tempfile::tempdir().unwrap();
    let mut flaky = rambling();
    flaky["flaky"] = json!(true);
    let file = write(&folder, &flaky);

    let replayed = conformance(folder.path(), &["replay", &file]);
    let searched = conformance(folder.path(), &["fuzz", "--cases", "5", "--stored", "."]);
    flaky["flaky"] = json!(false);
    write(&folder, &flaky);
    let steady = conformance(folder.path(), &["replay", &file]);

    assert_eq!(replayed.status.code(), Some(3));
    assert!(shown(&replayed).contains("showed in none of 3 tries: that settles nothing"));
    assert_eq!(searched.status.code(), Some(0));
    assert!(
        shown(&searched).contains("NOT SHOWN by-hand"),
        "{}",
        shown(&searched)
    );
    assert_eq!(steady.status.code(), Some(0));
    assert!(shown(&steady).contains("FIXED"));
}

/// Each command that reads a case says the same of one that cannot be read, and tries nothing.
fn refused(wrong: &Value, told: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = write(&folder, wrong);
    fs::create_dir(folder.path().join("scenarios")).expect("it can be done");
    let before = fs::read(&file).expect("it can be done");
    let commands: [&[&str]; 4] = [
        &["replay", &file],
        &["minimise", &file],
        &["promote", &file],
        &["fuzz", "--stored", ".", "--cases", "1"],
    ];
    for command in commands {
        let output = conformance(folder.path(), command);
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        assert!(
            stderr(&output).contains(told),
            "{command:?}: {}",
            stderr(&output)
        );
        assert_eq!(
            fs::read(&file).expect("it can be done"),
            before,
            "{command:?}"
        );
    }
}

#[test]
fn a_case_of_another_contract_version_is_refused() {
    let mut wrong = rambling();
    wrong["contract"] = json!("v2");

    refused(
        &wrong,
        "the contract is \"v2\", and this program knows \"v1\"",
    );
}

#[test]
fn an_unknown_step_is_refused() {
    let wrong = case("always/no-duplicate", &json!([{ "dance": {} }]));

    refused(
        &wrong,
        "exactly one of `act`, `settle`, `advance`, `fault`, `person`",
    );
}

#[test]
fn an_impossible_state_is_refused() {
    let published =
        json!([{ "person": "publish", "name": "job1" }, { "act": "post_vacancy", "name": "job1" }]);

    refused(
        &case("always/no-duplicate", &published),
        "nothing before this step is called `job1`",
    );
}

#[test]
fn a_case_that_never_acts_is_refused() {
    refused(
        &case("always/no-duplicate", &json!([{ "advance": "PT1H" }])),
        "no step acts",
    );
}

#[cfg(unix)]
#[test]
fn a_case_for_more_than_the_adapter_can_do_is_not_tried() {
    let folder = tempfile::tempdir().unwrap();
    let transfer = json!([{ "act": "transfer_employment_checks", "name": "dr1" }]);
    let file = write(&folder, &case("generated/transferred-once", &transfer));
    let less = own("");
    let less = format!("sh -c \"{less} | sed -u 's/,\\\"transfer_employment_checks\\\"//'\"");

    for command in ["replay", "minimise"] {
        let output = conformance(folder.path(), &[command, &file, "--adapter", &less]);
        assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
        assert!(
            stderr(&output).contains("transfer_employment_checks"),
            "{}",
            stderr(&output)
        );
        assert!(
            stderr(&output).contains("nothing was tried"),
            "{}",
            stderr(&output)
        );
    }
    let arguments = ["fuzz", "--stored", ".", "--cases", "20", "--adapter", &less];
    let output = conformance(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    assert!(
        shown(&output).contains("not tried: by-hand"),
        "{}",
        shown(&output)
    );
    assert!(
        !shown(&output).contains("transferEmploymentChecks"),
        "it was asked for"
    );
}
