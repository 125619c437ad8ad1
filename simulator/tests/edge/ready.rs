//! Readiness: one line that says where everything answers, and nothing else on stdout.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

fn simulator(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_simulator"));
    command
        .args(["--listen", "127.0.0.1:0", "--control", "127.0.0.1:0"])
        .args(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn ended(mut child: Child) -> (Option<i32>, String, String) {
    let (mut out, mut err) = (String::new(), String::new());
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut out)
        .unwrap();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut err)
        .unwrap();
    (child.wait().unwrap().code(), out, err)
}

#[tokio::test]
async fn the_ready_line_and_the_ready_file_say_the_same_and_it_answers_there() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ready.json");
    let mut child = simulator(&["--print-ready", "--ready-file", file.to_str().unwrap()])
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut line).unwrap();
    let ready: Value = serde_json::from_str(&line).unwrap();

    let control = ready["control"].as_str().unwrap();
    let told = reqwest::get(format!("{control}/__admin/sandboxes/default"))
        .await
        .unwrap();
    let told: Value = told.json().await.unwrap();
    reqwest::Client::new()
        .post(format!("{control}/__admin/shutdown"))
        .send()
        .await
        .unwrap();

    assert_eq!(std::fs::read_to_string(&file).unwrap(), line);
    assert_eq!(told["nhsJobs"], ready["sandbox"]["nhsJobs"]);
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert_eq!((child.wait().unwrap().code(), rest.as_str()), (Some(0), ""));
}

#[test]
fn an_address_that_is_taken_is_exit_1() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();

    let mut command = Command::new(env!("CARGO_BIN_EXE_simulator"));
    command.args(["--listen", &address, "--control", "127.0.0.1:0"]);
    let (code, out, err) = ended(
        command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap(),
    );

    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(
        err.contains(&format!("cannot listen on {address}")),
        "{err}"
    );
    assert!(err.contains("port 0 a free one"), "{err}");
}

#[test]
fn a_name_is_no_address_and_what_would_do_is_told() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_simulator"));
    command.args(["--listen", "localhost:8080"]);

    let output = command.output().unwrap();

    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.contains("such as 127.0.0.1:8080"), "{err}");
}

#[test]
fn usage_is_exit_2_and_a_wrong_configuration_is_exit_3() {
    let cases = [
        (vec!["--colour", "blue"], 2, "--colour"),
        (vec!["--control-token", "two words"], 2, "without spaces"),
        (vec!["--now", "today"], 2, "such as 2026-11-02T09:00:00Z"),
        (vec!["--fixtures", "moon"], 3, "no fixture is called `moon`"),
        (vec!["--public-url", "simulator:8080"], 3, "public URL"),
    ];
    for (arguments, expected, message) in cases {
        let (code, _, err) = ended(simulator(&arguments).spawn().unwrap());
        assert_eq!(code, Some(expected), "{arguments:?}: {err}");
        assert!(err.contains(message), "{err}");
        assert!(!err.contains("two words"), "a token is a secret: {err}");
    }
}

#[test]
fn without_print_ready_the_addresses_are_told_readably_first() {
    let mut child = simulator(&[]).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut told = String::new();
    while !told.contains("Stop with Ctrl-C") {
        assert_ne!(stdout.read_line(&mut told).unwrap(), 0, "{told}");
    }
    child.kill().unwrap();
    child.wait().unwrap();

    let (console, rest) = told.split_once('\n').unwrap();
    assert!(console.starts_with("Open http://127.0.0.1:"), "{told}");
    assert!(rest.contains("NHS Jobs and ESR simulator"), "{told}");
    assert!(
        told.contains("/nhs-jobs/v1") && told.contains("/__admin"),
        "{told}"
    );
    assert!(
        !told.contains("simkey-"),
        "a key is told to whoever asks, not to a terminal: {told}"
    );
}

#[test]
fn every_flag_is_an_environment_variable_too_and_the_flag_wins() {
    let mut command = simulator(&["--print-ready", "--public-url", "http://flag.example"]);
    command
        .env("SIMULATOR_PUBLIC_URL", "http://variable.example")
        .env("SIMULATOR_SEED", "7");
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    child.kill().unwrap();
    child.wait().unwrap();

    let ready: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(ready["public"], "http://flag.example");
    assert_eq!(
        ready["sandbox"]["esr"]["baseUrl"],
        "http://flag.example/esr"
    );
    assert_eq!(ready["sandbox"]["nhsJobs"]["organisationId"], "ORG-330039");
}
