//! Tasks that are left, begun again, disturbed or not asked for.

use serde_json::{Value, json};

use super::office::{Office, check, run_record, verdicts};

const POST: &str = "nhs-jobs/draft/posts-one-draft";
const TOLD: &str = "nhs-jobs/draft/tells-that-a-person-must-still-publish";

/// Somebody else at the same ATS posts a vacancy of theirs, with the connection's own credentials.
fn somebody_else_posts(out: &std::path::Path) {
    let text = std::fs::read(out.join("observe/settings.json")).expect("it was written");
    let settings: Value = serde_json::from_slice(&text).expect("it is JSON");
    let text = |name: &str| settings[name].as_str().unwrap_or_default().to_owned();
    let url = format!(
        "{}/organisations/{}/vacancies",
        text("nhsJobsBaseUrl"),
        text("organisationId")
    );
    let (key, account) = (text("apiKey"), text("accountId"));
    let post = async move {
        let http = reqwest::Client::new().post(url);
        let http = http
            .header("x-api-key", key)
            .header("x-account-id", account);
        let sent = http
            .json(&json!({"jobReference": "Theatre-7"}))
            .send()
            .await;
        sent.expect("the simulator answers");
    };
    let done = std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("there is one");
        runtime.block_on(post);
    });
    done.join().expect("it was posted");
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_else_at_the_ats_makes_a_task_inconclusive_and_is_told_at_once() {
    let out = tempfile::tempdir().unwrap();
    let mut office = Office::with(clients::reference(), out.path());
    let folder = out.path().to_owned();
    office.habit = Box::new(move |asked| {
        if asked.prompt.starts_with("What arrives is shown") {
            somebody_else_posts(&folder);
        }
        None
    });

    let sat = office.sit(&["--filter", POST]).await;

    let run = run_record(out.path());
    let [verdict, _, reason] = check(&run, POST, "posted-once");
    assert_eq!((verdict.as_str(), sat.status), ("inconclusive", Some(3)));
    assert!(
        reason.starts_with("contaminated: createVacancy"),
        "{reason}"
    );
    assert!(
        sat.text.contains("    Careful: createVacancy"),
        "{}",
        sat.text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disturbed_task_is_begun_again_with_a_new_reference_and_counts_its_tries() {
    let out = tempfile::tempdir().unwrap();
    let mut office = Office::with(clients::reference(), out.path());
    let (folder, mut disturbed) = (out.path().to_owned(), false);
    office.habit = Box::new(move |asked| {
        if asked.prompt.starts_with("What arrives is shown") && !disturbed {
            disturbed = true;
            somebody_else_posts(&folder);
            return Some("a".to_owned());
        }
        None
    });

    let sat = office.sit(&["--filter", TOLD]).await;

    assert_eq!(sat.status, Some(0), "{}", sat.text);
    let file = out.path().join(format!("evidence/{TOLD}.json"));
    let evidence: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    assert_eq!(evidence["observed"]["tries"], 2);
    let references = sat.text.matches("Job reference                  OBS-");
    assert_eq!(references.count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_is_left_out_is_inconclusive_with_the_person_s_reason() {
    let out = tempfile::tempdir().unwrap();
    let mut office = Office::with(clients::reference(), out.path());
    office.habit = Box::new(|asked| match asked.prompt {
        "reason>" => Some("our form has no such field".to_owned()),
        prompt if prompt.starts_with("What arrives is shown") => Some("s".to_owned()),
        _ => None,
    });

    let sat = office.sit(&["--filter", POST]).await;

    let run = run_record(out.path());
    let [verdict, _, reason] = check(&run, POST, "posted-once");
    assert_eq!((verdict.as_str(), sat.status), ("inconclusive", Some(3)));
    assert_eq!(reason, "left out: our form has no such field");
    assert!(!verdicts(&run).iter().any(|one| one.ends_with(" pass")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_ats_cannot_do_is_listed_with_the_reason_and_not_asked_for() {
    let out = tempfile::tempdir().unwrap();
    let only = [
        "--filter",
        "posts-one-draft",
        "--filter",
        "finds-the-one-doctor",
    ];
    let mut arguments = vec!["--subject", "Acme Hire 1", "--references", "own"];
    arguments.extend(["--can", "transfer_employment_checks", "--list"]);
    arguments.extend(["--today", "2026-11-02"]);
    arguments.extend(only);

    let listed = std::process::Command::new(crate::stage::program())
        .current_dir(crate::stage::root())
        .args(["observe", "--out"])
        .arg(out.path())
        .args(arguments)
        .output()
        .unwrap();

    let text = String::from_utf8_lossy(&listed.stdout).into_owned();
    insta::assert_snapshot!(text, @"
       1    4 min  esr/matching/finds-the-one-doctor

    1 not asked for, the ATS cannot do post_vacancy:
          nhs-jobs/draft/posts-one-draft

    1 task, about 4 minutes
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_is_entered_for_its_task_and_changed_back_at_the_end() {
    let out = tempfile::tempdir().unwrap();

    let sat = Office::with(clients::reference(), out.path())
        .sit(&["--filter", "an-unknown-key", "--filter", TOLD])
        .await;

    assert_eq!(sat.status, Some(0), "{}", sat.text);
    let changes = sat.text.matches("NHS Jobs API key");
    assert_eq!(changes.count(), 3, "entered, made wrong, and changed back");
    assert!(sat.text.contains("Change back in the ATS's settings"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_needs_a_day_that_has_passed_for_the_ats_is_excused_and_the_rest_moves_on() {
    let out = tempfile::tempdir().unwrap();
    let dated = "nhs-jobs/draft/every-mandatory-field-arrives";

    let sat = Office::with(clients::reference(), out.path())
        .sit_on("2027-02-01", &["--filter", dated, "--filter", TOLD])
        .await;

    let run = run_record(out.path());
    assert_eq!(sat.status, Some(0), "{}", sat.text);
    assert!(
        sat.text.contains("it is Monday 1 February 2027"),
        "{}",
        sat.text
    );
    assert!(
        sat.text
            .contains("Closing date                   2027-03-19")
    );
    assert_eq!(run["notRun"][0]["id"], dated);
    assert_eq!(
        run["notRun"][0]["reason"],
        "excused: it needs a closing date that has passed by the calendar of the ATS"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ats_that_numbers_by_itself_is_told_by_its_own_reference() {
    let out = tempfile::tempdir().unwrap();
    let mut office = Office::with(clients::reference(), out.path());
    office.numbers = Some("REQ-000981");

    let sat = office.sit(&["--filter", TOLD, "--filter", POST]).await;

    assert_eq!(sat.status, Some(0), "{}", sat.text);
    let run = run_record(out.path());
    assert_eq!(check(&run, TOLD, "always/faithful-values")[0], "pass");
    assert_eq!(
        run["notRun"][0]["reason"],
        "excused: it needs a certain reference, and the ATS gives its own"
    );
}

const ATTESTED: &str = "# A recruiter must see at a glance that nobody can apply yet.
title: The page says that it is a draft
steps:
  - { act: post_vacancy, name: job1 }
  - { attest: saw-draft, ask: Did the page say that the vacancy is only a draft? }
checks:
  - { id: seen, requirement: NJ-C-003, attested: { id: saw-draft } }
";

#[tokio::test(flavor = "multi_thread")]
async fn a_question_of_the_scenario_is_put_and_its_answer_judged() {
    let scenarios = tempfile::tempdir().unwrap();
    std::fs::write(scenarios.path().join("page.yaml"), ATTESTED).unwrap();
    let folder = scenarios.path().display().to_string();
    for (number, verdict) in [("1", "pass"), ("2", "fail"), ("3", "inconclusive")] {
        let out = tempfile::tempdir().unwrap();
        let mut office = Office::with(clients::reference(), out.path());
        office.habit = Box::new(move |asked| {
            let question = asked.said.contains("only a draft?");
            question.then(|| number.to_owned())
        });

        office.sit(&["--scenarios", &folder]).await;

        let seen = check(&run_record(out.path()), "page", "seen");
        assert_eq!(seen[..2], [verdict, "attested"]);
    }
}
