//! What a run leaves for others: further reports, known failures, review, and a folder that cannot
//! be written.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{stderr, stdout};
use crate::stage::program;

/// A scenario that this flaw fails, and few others.
const FLAWED: [&str; 5] = [
    "run",
    "--wayward",
    "trims-texts",
    "--filter",
    "nhs-jobs/fields",
];

fn conformance(folder: &TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(program());
    let command = command.current_dir(folder.path()).args(arguments);
    command
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs")
}

fn text(folder: &TempDir, name: &str) -> String {
    let path = folder.path().join("conformance-report").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn run_record(folder: &TempDir) -> Value {
    serde_json::from_str(&text(folder, "run.json")).expect("it is JSON")
}

/// The checks that fail, each as `scenario#check` with its reason.
fn failing(record: &Value) -> Vec<(String, String)> {
    let scenarios = record["scenarios"].as_array().expect("as designed");
    let checks = scenarios.iter().flat_map(|scenario| {
        let checks = scenario["checks"].as_array().expect("as designed").iter();
        checks.map(move |check| (scenario["id"].as_str().expect("as designed"), check))
    });
    let failing = checks.filter(|(_, check)| check["verdict"] == "fail");
    failing
        .map(|(id, check)| {
            let reason = check["reason"].as_str().expect("as designed").to_owned();
            (
                format!("{id}#{}", check["id"].as_str().expect("as designed")),
                reason,
            )
        })
        .collect()
}

fn entries<'a>(failing: impl IntoIterator<Item = &'a (String, String)>) -> String {
    let entry = |(check, reason): &(String, String)| {
        let message: String = reason.chars().take(12).collect();
        let (check, message) = (Value::from(check.as_str()), Value::from(message));
        format!(
            "- check: {check}\n  reason: agreed\n  message: {message}\n  expires: \"9999-12-31\"\n"
        )
    };
    failing.into_iter().map(entry).collect()
}

#[test]
fn every_report_is_written_and_an_old_run_gives_the_same_again() {
    let folder = tempfile::tempdir().unwrap();
    let formats = "html,ctrf,markdown,csv,har,junit";
    let output = conformance(&folder, &[&FLAWED[..], &["--format", formats]].concat());
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let har = format!(
        "har/{}.har",
        run_record(&folder)["scenarios"][0]["id"].as_str().unwrap()
    );
    let names = [
        "report.html",
        "ctrf.json",
        "summary.md",
        "requirements.csv",
        "junit.xml",
        &har,
    ];
    let first = names.map(|name| text(&folder, name));
    for name in names {
        fs::remove_file(folder.path().join("conformance-report").join(name)).unwrap();
    }

    let again = conformance(
        &folder,
        &["report", "conformance-report", "--format", formats],
    );

    assert_eq!(again.status.code(), Some(0), "{}", stderr(&again));
    // JUnit's writer stamps no time; so every one of them is the same, byte by byte.
    assert_eq!(names.map(|name| text(&folder, name)), first);
    assert!(stdout(&output).starts_with(&stdout(&again)));
    secrets_are_masked(&serde_json::from_str(&first[5]).expect("it is JSON"));
}

fn secrets_are_masked(har: &Value) {
    assert_eq!(har["log"]["version"], "1.2");
    let entries = har["log"]["entries"].as_array().expect("as designed");
    let headers = entries.iter().flat_map(|entry| {
        let headers = entry["request"]["headers"].as_array().expect("as designed");
        headers.iter()
    });
    let keys: Vec<&Value> = headers
        .filter(|header| header["name"] == "x-api-key")
        .collect();
    assert!(!keys.is_empty());
    for key in keys {
        assert_eq!(key["value"], "[secret:apiKey:own]");
    }
}

#[test]
fn a_folder_that_is_no_run_is_named() {
    let folder = tempfile::tempdir().unwrap();

    let output = conformance(&folder, &["report", "nowhere"]);

    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("nowhere"), "{}", stderr(&output));
}

#[test]
fn a_known_failure_does_not_fail_the_run_until_it_heals() {
    let folder = tempfile::tempdir().unwrap();
    conformance(&folder, &FLAWED);
    let failing = failing(&run_record(&folder));
    assert!(!failing.is_empty());
    fs::write(folder.path().join("known.yaml"), entries(&failing)).unwrap();

    let known = ["--known-failing", "known.yaml", "--format", "junit"];
    let let_through = conformance(&folder, &[&FLAWED[..], &known].concat());
    let junit = text(&folder, "junit.xml");
    let healed = [
        "run",
        "--filter",
        "nhs-jobs/fields",
        "--known-failing",
        "known.yaml",
    ];
    let healed = conformance(&folder, &healed);

    assert_eq!(
        let_through.status.code(),
        Some(0),
        "{}",
        stdout(&let_through)
    );
    assert!(stdout(&let_through).contains("fails as known"));
    assert!(junit.contains("failures=\"0\""), "{junit}");
    assert_eq!(healed.status.code(), Some(1));
    assert!(stdout(&healed).contains("HEALED"), "{}", stdout(&healed));
}

#[test]
fn another_failure_of_the_same_check_is_not_known() {
    let folder = tempfile::tempdir().unwrap();
    conformance(&folder, &FLAWED);
    let mut failing = failing(&run_record(&folder));
    failing[0].1 = "something else".to_owned();
    fs::write(folder.path().join("known.yaml"), entries(&failing)).unwrap();

    let output = conformance(
        &folder,
        &[&FLAWED[..], &["--known-failing", "known.yaml"]].concat(),
    );

    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("fails, but not as known"));
}

#[test]
fn a_wrong_list_of_known_failures_runs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let gone = [("nhs-jobs/no-such#values".to_owned(), "it".to_owned())];
    fs::write(folder.path().join("known.yaml"), entries(&gone)).unwrap();

    let output = conformance(&folder, &["run", "--known-failing", "known.yaml"]);

    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    assert!(
        told.contains("known.yaml:1:10") && told.contains("help:"),
        "{told}"
    );
    assert!(!folder.path().join("conformance-report").exists());
}

#[test]
fn two_runs_are_compared_by_verdict() {
    let folder = tempfile::tempdir().unwrap();
    conformance(&folder, &[&FLAWED[..], &["--out", "flawed"]].concat());
    let sound = ["run", "--filter", "nhs-jobs/fields", "--out", "sound"];
    conformance(&folder, &sound);

    let same = conformance(&folder, &["diff", "sound", "sound/run.json"]);
    let worse = conformance(&folder, &["diff", "sound", "flawed"]);

    assert_eq!(same.status.code(), Some(0), "{}", stderr(&same));
    assert_eq!(worse.status.code(), Some(1));
    assert!(stdout(&worse).contains("pass → fail"), "{}", stdout(&worse));
}

#[test]
fn a_folder_that_cannot_be_written_loses_nothing_of_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("conformance-report");
    fs::create_dir_all(out.join("run.json/in-the-way")).unwrap();
    fs::create_dir_all(out.join("junit.xml/in-the-way")).unwrap();

    let output = conformance(&folder, &[&FLAWED[..], &["--format", "junit,csv"]].concat());

    assert_eq!(output.status.code(), Some(5));
    assert!(stdout(&output).contains("see it again"));
    assert!(stdout(&output).contains("not all reports could be written"));
    let told = stderr(&output);
    assert!(told.contains("run.json cannot be written"), "{told}");
    assert!(told.contains("junit.xml cannot be written"), "{told}");
    assert!(told.contains("--out"), "{told}");
    assert!(out.join("requirements.csv").is_file());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_stdout_is_told_and_not_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let mut command = Command::new(program());
    command.current_dir(folder.path()).args(FLAWED).stdout(full);

    let output = command.output().unwrap();

    assert_eq!(output.status.code(), Some(5));
    assert!(stderr(&output).contains("cannot be shown on stdout"));
    assert!(folder.path().join("conformance-report/run.json").is_file());
}

#[test]
fn a_changed_snapshot_is_proposed_and_accepted_without_a_toolchain() {
    let folder = tempfile::tempdir().unwrap();
    let run = ["run", "--filter", "nhs-jobs/draft", "--snapshots"];
    conformance(&folder, &[&run[..], &["new"]].concat());
    let file = first_file(&folder.path().join("snapshots/scenarios/nhs-jobs/draft"));
    let right = fs::read_to_string(&file).unwrap();
    fs::write(&file, right.replace("201", "202")).unwrap();

    let proposed = conformance(&folder, &[&run[..], &["new"]].concat());
    let kept = fs::read_to_string(&file).unwrap();
    let asked = conformance(&folder, &["review"]);
    let accepted = conformance(&folder, &["review", "--accept-all"]);
    let same = conformance(&folder, &[&run[..], &["check"]].concat());

    assert_eq!(proposed.status.code(), Some(6), "{}", stdout(&proposed));
    assert_ne!(kept, right);
    assert_eq!(asked.status.code(), Some(2));
    assert!(stdout(&asked).contains("+"), "{}", stdout(&asked));
    assert_eq!(accepted.status.code(), Some(0));
    assert_eq!(fs::read_to_string(&file).unwrap(), right);
    assert_eq!(same.status.code(), Some(0));
}

fn first_file(folder: &Path) -> std::path::PathBuf {
    let mut files: Vec<_> = fs::read_dir(folder).expect("a folder").flatten().collect();
    files.sort_by_key(fs::DirEntry::path);
    files[0].path()
}

#[test]
fn an_adapter_that_never_answers_is_told_once_in_every_report_with_what_it_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let adapter = format!(
        "'{}' adapter reference --flaw no-such-flaw",
        program().display()
    );
    let arguments = [
        "run",
        "--area",
        "clock",
        "--format",
        "markdown,html",
        "--adapter",
        &adapter,
    ];

    let output = conformance(&folder, &arguments);

    assert_eq!(output.status.code(), Some(5));
    let wrote = "no wayward client is called";
    for told in [
        stdout(&output),
        text(&folder, "summary.md"),
        text(&folder, "report.html"),
    ] {
        assert_eq!(told.matches(wrote).count(), 1, "{told}");
        assert!(
            !told.contains("see it again") && !told.contains("See it again"),
            "{told}"
        );
    }
    let record = run_record(&folder);
    assert_eq!(record["totals"]["checks"]["pass"], 0);
    assert!(record["totals"]["checks"]["error"].as_u64() > Some(50));
}

#[test]
fn a_scenario_of_which_nothing_could_be_judged_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let once = folder.path().join("once").display().to_string();
    // Late enough that the probes, one of which goes on beside the scenarios, are over.
    let adapter = format!(
        "'{}' adapter reference --misbehave adapter-error --at 12 --once '{once}'",
        program().display()
    );
    let arguments = [
        "run",
        "--area",
        "nhs-jobs/draft",
        "--format",
        "markdown,html",
        "--adapter",
        &adapter,
    ];

    let output = conformance(&folder, &arguments);

    assert_eq!(output.status.code(), Some(5), "{}", stdout(&output));
    for report in ["summary.md", "report.html"] {
        let told = text(&folder, report);
        assert_eq!(told.matches("checks could be judged").count(), 1, "{told}");
    }
}
