//! The starters that `conformance init` writes: each is built and run as its README says, and is
//! conformant as it stands. A toolchain that is not on this machine is told, past the harness that
//! keeps the output of tests that pass.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::stage::program;

#[test]
fn the_starter_in_python_is_conformant_as_it_stands() {
    conformant("python", &[["python3", "--version"]]);
}

#[test]
fn the_starter_in_javascript_is_conformant_as_it_stands() {
    conformant("node", &[["node", "--version"]]);
}

#[test]
fn the_starter_in_java_is_conformant_as_it_stands() {
    conformant("java", &[["java", "--version"], ["javac", "--version"]]);
}

#[test]
fn the_starter_in_csharp_is_conformant_as_it_stands() {
    conformant("csharp", &[["dotnet", "--list-sdks"]]);
}

#[test]
fn the_starter_in_go_is_conformant_as_it_stands() {
    conformant("go", &[["go", "version"]]);
}

#[test]
fn the_starter_in_rust_is_conformant_as_it_stands() {
    conformant("rust", &[["rustc", "--version"]]);
}

#[test]
fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let first = init(&folder, "python");
    fs::write(folder.path().join("adapter/adapter.py"), "mine").unwrap();

    let second = init(&folder, "node");

    assert_eq!(first.status.code(), Some(0));
    assert_eq!(second.status.code(), Some(2));
    insta::assert_snapshot!(String::from_utf8_lossy(&second.stderr), @"error: nothing is overwritten, and adapter has README.md, PROTOCOL.md, protocol.schema.json, known-failing.yaml, .gitignore already; name another folder: conformance init --language node DIR");
    let kept = fs::read_to_string(folder.path().join("adapter/adapter.py")).unwrap();
    assert_eq!(kept, "mine");
    assert!(!folder.path().join("adapter/adapter.mjs").exists());
}

fn init(folder: &TempDir, language: &str) -> Output {
    let mut command = Command::new(program());
    let command = command.args(["init", "--language", language, "adapter"]);
    command
        .current_dir(folder.path())
        .output()
        .expect("the program runs")
}

fn conformant(language: &str, needed: &[[&str; 2]]) {
    if let Some([tool, _]) = needed.iter().find(|tool| !answers(tool)) {
        let told = format!("NOT RUN: the starter in {language}, since `{tool}` is not here\n");
        io::stderr()
            .write_all(told.as_bytes())
            .expect("stderr is there");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(init(&folder, language).status.code(), Some(0));
    let place = folder.path().join("adapter");
    let (build, run) = commands(&place);
    if let Some(build) = build {
        let [tool, arguments @ ..] = build.as_slice() else {
            panic!("an empty command");
        };
        let built = Command::new(tool)
            .args(arguments)
            .current_dir(&place)
            .output()
            .expect("the toolchain runs");
        assert!(
            built.status.success(),
            "{}",
            String::from_utf8_lossy(&built.stderr)
        );
    }

    let mut command = Command::new(program());
    let command = command.args([
        "run",
        "--adapter",
        &run,
        "--known-failing",
        "known-failing.yaml",
    ]);
    let output = command
        .current_dir(&place)
        .output()
        .expect("the program runs");

    let shown = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{shown}");
    let text = fs::read(place.join("conformance-report/run.json")).expect("it was written");
    let record: Value = serde_json::from_slice(&text).expect("it is JSON");
    assert_eq!(record["notRun"], serde_json::json!([]));
    assert!(record["totals"]["checks"]["pass"].as_u64() > Some(1000));
}

/// Whether a tool is there and works; `dotnet` without an SDK lists none.
fn answers([tool, question]: &&[&str; 2]) -> bool {
    let output = Command::new(tool).arg(question).output();
    output.is_ok_and(|output| output.status.success() && !output.stdout.is_empty())
}

/// How the README says that the adapter is built, where it is, and run.
fn commands(place: &Path) -> (Option<Vec<String>>, String) {
    let text = fs::read_to_string(place.join("README.md")).expect("it was written");
    let between = |before: &str, after: &str| {
        let from = &text[text.find(before)? + before.len()..];
        Some(from[..from.find(after)?].to_owned())
    };
    let build = between("Build it once", "`.").and_then(|told| {
        let command = told.rsplit('`').next().map(str::to_owned);
        command.and_then(|command| shlex::split(&command))
    });
    let run = between("--adapter \"", "\"").expect("the README says how it is run");
    (build, run)
}
