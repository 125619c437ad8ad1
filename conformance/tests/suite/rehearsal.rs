//! `conformance adapter check` and `print`, from outside.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::carrier::{Carried, Carrier};
use crate::stage::program;
use conformance::rehearsal::{Scene, rehearse};
use conformance::simulator::OwnSimulator;

fn conformance(arguments: &[&str]) -> Output {
    let mut command = Command::new(program());
    command.args(arguments).env("NO_COLOR", "1");
    command.output().expect("the program runs")
}

fn check(arguments: &str) -> (Option<i32>, String) {
    let adapter = format!("'{}' adapter {arguments}", program().display());
    let output = conformance(&["adapter", "check", "--adapter", &adapter, "--deadline", "5"]);
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code(), shown)
}

#[test]
fn a_sound_adapter_is_told_so_with_what_arrived() {
    let (status, shown) = check("reference");

    assert_eq!(status, Some(0), "{shown}");
    assert!(shown.contains("the adapter speaks the protocol"), "{shown}");
    assert!(shown.contains("/vacancies → 201"), "{shown}");
    assert!(!shown.contains("WRONG"), "{shown}");
}

#[test]
fn a_wrong_word_is_told_with_its_place_and_the_right_ones() {
    let (status, shown) = check("reference --misbehave wrong-shape --at 1");

    assert_eq!(status, Some(5), "{shown}");
    assert!(
        shown.contains("/ok/outcome: \"done\" is none of the words that are known here"),
        "{shown}"
    );
    assert!(
        shown.contains("What to do: say one of `accepted`, "),
        "{shown}"
    );
}

#[test]
fn what_broke_for_good_is_told_once() {
    let (status, shown) = check("reference --misbehave rubbish --at 1");

    assert_eq!(status, Some(5), "{shown}");
    assert_eq!(
        shown.matches("a line that is not JSON").count(),
        1,
        "{shown}"
    );
    assert!(shown.contains("WRONG for the reason above"), "{shown}");
}

#[test]
fn what_never_arrived_was_not_accepted() {
    let (status, shown) = check("reference --flaw claims-without-connecting");

    assert_eq!(status, Some(5), "{shown}");
    assert!(
        shown.contains("nothing arrived at the simulator"),
        "{shown}"
    );
}

#[test]
fn an_adapter_that_exits_hangs_or_answers_twice_is_told_what_to_do() {
    let (exits, exited) = check("reference --misbehave exit-at-hello");
    let (hangs, hung) = check("reference --misbehave hang --at 1");
    let (twice, answered) = check("reference --misbehave twice --at 1");

    assert_eq!((exits, hangs, twice), (Some(5), Some(5), Some(5)));
    assert!(
        exited.contains("exited with status 3 while asked for `hello`"),
        "{exited}"
    );
    assert!(hung.contains("did not answer `act` within 5 s"), "{hung}");
    assert!(
        hung.contains("What to do: flush stdout after each line"),
        "{hung}"
    );
    assert!(
        answered.contains("answered the same `act` twice"),
        "{answered}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_conversation_is_the_same_over_every_carrier() {
    let mut conversations = Vec::new();
    for carrier in Carrier::ALL {
        let (simulator, control) = OwnSimulator::start().await.expect("a simulator starts");
        let carried = Carried::start(carrier, "reference").await;
        let mut scenes: Vec<Scene> = Vec::new();
        let mut keep = |scene: &Scene| scenes.push(scene.clone());
        let deadline = std::time::Duration::from_secs(20);
        let driver = carried.driver();

        let sound = rehearse(driver.as_ref(), deadline, &control, &mut keep).await;

        assert!(
            sound.expect("the simulator answers"),
            "{carrier:?}: {scenes:?}"
        );
        conversations.push(scenes);
        simulator.stop().await;
    }
    assert!(conversations.iter().all(|one| *one == conversations[0]));
}

#[test]
fn what_is_printed_is_what_an_adapter_reads() {
    let printed = conformance(&["adapter", "print", "esr/transfer/all-six-records-travel"]);
    let lines = String::from_utf8(printed.stdout).unwrap();
    let mut adapter = Command::new(program())
        .args(["adapter", "reference"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = adapter.stdin.take().unwrap();
    let mut answers = BufReader::new(adapter.stdout.take().unwrap()).lines();

    let mut answered = Vec::new();
    for line in lines.lines() {
        writeln!(stdin, "{line}").unwrap();
        let answer = answers.next().expect("every request is answered").unwrap();
        answered.push(serde_json::from_str::<Value>(&answer).unwrap());
    }
    drop(stdin);
    adapter.wait().unwrap();

    let ops = lines.lines().map(|line| {
        let request: Value = serde_json::from_str(line).unwrap();
        request["op"].as_str().unwrap().to_owned()
    });
    assert_eq!(
        ops.collect::<Vec<_>>(),
        ["hello", "begin", "act", "settle", "end", "bye"]
    );
    let ids = answered.iter().map(|answer| answer["id"].as_u64());
    assert_eq!(ids.collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6].map(Some));
    assert!(
        answered.iter().all(|answer| answer["ok"].is_object()),
        "{answered:?}"
    );
    assert_eq!(printed.status.code(), Some(0));
}

#[test]
fn a_scenario_that_is_not_there_is_answered_with_a_near_one() {
    let output = conformance(&["adapter", "print", "nhs-jobs/draft/posts-one-draf"]);

    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        told.contains("did you mean `nhs-jobs/draft/posts-one-draft`?"),
        "{told}"
    );
}
