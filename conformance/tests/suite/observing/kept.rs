//! What is kept when a sitting ends before its tasks do.

use std::path::Path;
use std::process::{Command, Stdio};

use conformance::simulator::OwnSimulator;
use serde_json::Value;

use super::office::{Asked, Office, run_record, start, verdicts};
use crate::stage::{program, root};

const TASKS: [&str; 4] = ["--area", "nhs-jobs/draft", "--first", "3"];

/// The third time that the program waits for the ATS.
fn third(seen: &std::cell::Cell<u32>, asked: &Asked<'_>) -> bool {
    if asked.prompt.starts_with("What arrives is shown") {
        seen.set(seen.get() + 1);
    }
    seen.get() >= 3
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_in_two_sittings_comes_to_the_same_as_in_one() {
    let (once, twice) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    Office::with(clients::reference(), once.path())
        .sit(&TASKS)
        .await;
    let mut office = Office::with(clients::reference(), twice.path());
    let mut waits = 0;
    office.habit = Box::new(move |asked| {
        let waiting = asked.prompt.starts_with("What arrives is shown");
        waits += u32::from(waiting);
        (waiting && waits == 3).then(|| "q".to_owned())
    });

    let stopped = office.sit(&TASKS).await;
    let between = run_record(twice.path());
    office.habit = Box::new(|_| None);
    let resumed = office.sit(&[]).await;

    // The port is another one, and the keys are the same.
    assert!(!resumed.text.contains("API key"), "{}", resumed.text);

    assert_eq!(stopped.status, Some(130), "{}", stopped.text);
    assert_eq!(between["notRun"][0]["reason"], "not observed yet");
    assert_eq!(resumed.status, Some(0), "{}", resumed.text);
    assert_eq!(
        verdicts(&run_record(twice.path())),
        verdicts(&run_record(once.path()))
    );
    assert!(resumed.text.contains("1 task, "), "{}", resumed.text);
}

/// What NHS Jobs has minted in the tasks that are kept.
fn minted(out: &Path) -> Vec<String> {
    let folder = out.join("evidence/nhs-jobs/draft");
    let files = std::fs::read_dir(folder).expect("tasks are kept");
    let mut minted = Vec::new();
    for file in files {
        let text = std::fs::read(file.expect("it is listed").path()).expect("it can be read");
        let evidence: Value = serde_json::from_slice(&text).expect("it is JSON");
        for exchange in evidence["exchanges"].as_array().expect("as designed") {
            let answer = exchange["response"]["body"]["text"].as_str();
            let answer: Option<Value> = answer.and_then(|text| serde_json::from_str(text).ok());
            let id = answer.and_then(|answer| Some(answer["vacancyId"].as_str()?.to_owned()));
            minted.extend(id);
        }
    }
    minted
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_sitting_mints_nothing_that_an_earlier_one_has_minted() {
    let out = tempfile::tempdir().unwrap();
    let mut office = Office::with(clients::reference(), out.path());
    let one = ["--area", "nhs-jobs/draft", "--first", "1"];

    office.sit(&one).await;
    let first = minted(out.path());
    office.sit(&one).await;

    let mut all = minted(out.path());
    assert!(!first.is_empty() && all.len() > first.len(), "{all:?}");
    all.sort();
    assert!(all.is_sorted_by(|one, next| one < next), "{all:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_attests_gets_no_certificate() {
    let out = tempfile::tempdir().unwrap();
    let sat = Office::with(clients::reference(), out.path())
        .sit(&TASKS)
        .await;

    let certify = ["certify", &out.path().display().to_string()];
    let refused = Command::new(program()).args(certify).output().unwrap();

    assert_eq!(sat.status, Some(0), "{}", sat.text);
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8_lossy(&refused.stderr);
    assert!(told.contains("a person acted in this run"), "{told}");
    assert!(!out.path().join("certificate.json").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_answers_end_what_was_done_is_kept_and_the_whole_is_no_pass() {
    let out = tempfile::tempdir().unwrap();
    let mut office = Office::with(clients::reference(), out.path());
    let seen = std::cell::Cell::new(0);

    let asking = start(out.path(), &TASKS);
    let sat = office
        .answer_until(asking, |asked| third(&seen, asked))
        .await;

    let run = run_record(out.path());
    assert_eq!(sat.status, Some(5));
    assert_eq!(run["verdict"], "error");
    assert_eq!(run["scenarios"].as_array().map(Vec::len), Some(2));
    let resumed = office.sit(&[]).await;
    assert_eq!(resumed.status, Some(0), "{}", resumed.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_answers_at_all_nothing_ran() {
    let out = tempfile::tempdir().unwrap();
    let mut office = Office::with(clients::reference(), out.path());
    let settings = |asked: &Asked<'_>| asked.prompt.starts_with("Enter when they are saved");

    let introduced = office
        .answer_until(start(out.path(), &TASKS), |_| true)
        .await;
    assert!(!out.path().join("observe").exists());
    let begun = office
        .answer_until(start(out.path(), &TASKS), settings)
        .await;

    assert_eq!((introduced.status, begun.status), (Some(4), Some(4)));
    assert_eq!(run_record(out.path())["verdict"], "not_applicable");
}

#[test]
fn without_a_terminal_and_without_answers_nothing_is_begun() {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("session");

    let refused = Command::new(program())
        .current_dir(root())
        .args(["observe", "--subject", "Acme Hire 1", "--out"])
        .arg(&folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();

    assert_eq!(refused.status.code(), Some(4));
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(told.contains("nobody is there to answer"), "{told}");
    assert!(!folder.exists());
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn an_interrupt_or_a_closed_terminal_keeps_what_was_done() {
    for signal in ["-INT", "-HUP"] {
        let out = tempfile::tempdir().unwrap();
        let mut office = Office::with(clients::reference(), out.path());
        let asking = start(out.path(), &TASKS);
        let id = asking.child.id().to_string();
        let mut waits = 0;
        office.habit = Box::new(move |asked| {
            waits += u32::from(asked.prompt.starts_with("What arrives is shown"));
            if waits == 2 {
                waits += 1;
                Command::new("kill").args([signal, &id]).status().unwrap();
                // The program ends at the signal, and not at an answer.
                std::thread::sleep(std::time::Duration::from_millis(500));
            }
            None
        });

        let sat = office.answer_until(asking, |_| false).await;

        assert_eq!(sat.status, Some(130), "{}", sat.text);
        let run = run_record(out.path());
        assert_eq!(run["scenarios"].as_array().map(Vec::len), Some(1));
        office.habit = Box::new(|_| None);
        assert_eq!(office.sit(&[]).await.status, Some(0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_of_a_running_simulator_keeps_its_credentials_from_sitting_to_sitting() {
    let (simulator, control) = OwnSimulator::start().await.unwrap();
    let out = tempfile::tempdir().unwrap();
    let url = control.url().to_string();
    let mut office = Office::with(clients::reference(), out.path());
    let settings = || -> Value {
        let file = out.path().join("observe/settings.json");
        serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
    };

    let first = office.sit_at(&url, &["--filter", "posts-one-draft"]).await;
    let entered = settings();
    let second = office.sit_at(&url, &["--filter", "two-jobs-become"]).await;

    assert_eq!(
        (first.status, second.status),
        (Some(0), Some(0)),
        "{}",
        second.text
    );
    assert_eq!(settings(), entered);
    assert!(
        !second.text.contains("in the ATS's settings"),
        "{}",
        second.text
    );
    simulator.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sitting_may_be_about_a_few_tasks_and_leaves_the_others_to_the_next() {
    let out = tempfile::tempdir().unwrap();
    let mut office = Office::with(clients::reference(), out.path());
    office.habit = Box::new(|asked| {
        let first = asked.prompt.starts_with("What arrives is shown");
        first.then(|| "q".to_owned())
    });
    office.sit(&TASKS).await;
    office.habit = Box::new(|_| None);

    let few = office.sit(&["--first", "2"]).await;
    let again = office
        .sit(&["--first", "1", "--again", "--area", "nhs-jobs/draft"])
        .await;
    let rest = office.sit(&[]).await;

    assert!(few.text.contains("\n2 tasks, "), "{}", few.text);
    assert_eq!(few.status, Some(130), "one is still left");
    assert!(again.text.contains("\n1 task, "), "{}", again.text);
    assert_eq!(rest.status, Some(0), "{}", rest.text);
    assert_eq!(run_record(out.path())["notRun"], serde_json::json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_belongs_to_one_ats() {
    let out = tempfile::tempdir().unwrap();
    let mut office = Office::with(clients::reference(), out.path());
    office.sit(&["--filter", "posts-one-draft"]).await;

    let other = office.sit(&["--subject", "Other Product 3"]).await;

    assert_eq!((other.status, other.text.as_str()), (Some(2), ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_key_stands_in_anything_that_is_handed_on() {
    let out = tempfile::tempdir().unwrap();
    let mut office = Office::with(clients::reference(), out.path());

    office
        .sit(&["--filter", "posts-one-draft", "--format", "html,har"])
        .await;

    for file in ["run.json", "events.ndjson", "report.html"] {
        let text = std::fs::read_to_string(out.path().join(file)).unwrap();
        assert!(
            !text.contains("simkey-") && !text.contains("simsecret-"),
            "{file}"
        );
    }
    let evidence = out
        .path()
        .join("evidence/nhs-jobs/draft/posts-one-draft.json");
    assert!(
        !std::fs::read_to_string(evidence)
            .unwrap()
            .contains("simkey-")
    );
    #[cfg(unix)]
    for file in ["settings.json", "entered.json", "keys.json"] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(out.path().join("observe").join(file)).unwrap();
        assert_eq!(mode.permissions().mode() & 0o777, 0o600, "{file}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_simulator_is_gone_the_sitting_ends_and_blames_it() {
    let (simulator, control) = OwnSimulator::start().await.unwrap();
    let out = tempfile::tempdir().unwrap();
    let url = control.url().to_string();
    let mut office = Office::with(clients::reference(), out.path());
    let mut running = Some(simulator);
    office.habit = Box::new(move |asked| {
        let entered = asked.prompt.starts_with("Enter when they are saved");
        if let Some(simulator) = running.take_if(|_| entered) {
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(simulator.stop());
            });
        }
        asked.prompt.starts_with("What arrives").then(String::new)
    });

    let sat = office.sit_at(&url, &TASKS).await;

    let run = run_record(out.path());
    assert_eq!((sat.status, &run["verdict"]), (Some(5), &"error".into()));
    let reason = run["scenarios"][0]["checks"][0]["reason"].as_str().unwrap();
    assert!(reason.starts_with("simulator: "), "{reason}");
    assert_eq!(run["scenarios"].as_array().map(Vec::len), Some(1));
}
