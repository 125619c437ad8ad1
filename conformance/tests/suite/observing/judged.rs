//! What is judged of a person and their ATS.

use super::office::{Office, check, run_record, verdicts};

const POST: &str = "nhs-jobs/draft/posts-one-draft";
const TAIL: &str = "nhs-jobs/fields/invisible-characters-at-the-end-are-kept";

fn wayward(flaw: &str) -> std::sync::Arc<dyn clients::Client> {
    clients::wayward(flaw.parse().expect("it is a flaw"))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_honest_person_with_a_good_ats_passes_every_task() {
    let out = tempfile::tempdir().unwrap();

    let sat = Office::with(clients::reference(), out.path())
        .sit(&["--quiet"])
        .await;

    let run = run_record(out.path());
    let bad = verdicts(&run).into_iter();
    let bad = bad.filter(|one| !one.ends_with(" pass") && !one.ends_with(" not_applicable"));
    assert_eq!(bad.collect::<Vec<_>>(), Vec::<String>::new());
    assert_eq!((sat.status, &run["verdict"]), (Some(0), &"pass".into()));
    let excused = run["notRun"].as_array().unwrap().iter();
    let excused: Vec<_> = excused.map(|one| one["id"].as_str().unwrap()).collect();
    // July has passed by the calendar of an ATS that stands in November.
    assert_eq!(excused, ["clock/the-closing-day-is-a-day-in-london"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_says_is_attested_and_honesty_is_not_probed() {
    let out = tempfile::tempdir().unwrap();

    Office::with(clients::reference(), out.path())
        .sit(&["--filter", POST])
        .await;

    let run = run_record(out.path());
    let said = check(&run, POST, "always/truthful-outcome");
    assert_eq!(said, ["pass", "attested", "none"]);
    assert_eq!(check(&run, POST, "always/faithful-values")[1], "wire");
    assert_eq!(run["probes"][0]["verdict"], "left_out");
    assert_eq!(run["subject"]["vendor"], "Acme");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_trims_is_caught_on_the_wire_whatever_is_said() {
    let out = tempfile::tempdir().unwrap();

    let sat = Office::with(wayward("trims-texts"), out.path())
        .sit(&["--filter", TAIL])
        .await;

    let run = run_record(out.path());
    assert_eq!(check(&run, TAIL, "tail-kept")[..2], ["fail", "wire"]);
    assert_eq!(sat.status, Some(1));
    assert!(
        sat.text.contains(&format!("\nFAIL  {TAIL}: ")),
        "{}",
        sat.text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_published_where_nhs_jobs_said_draft_fails_the_check_of_the_state() {
    let out = tempfile::tempdir().unwrap();
    let mut office = Office::with(clients::reference(), out.path());
    office.habit = Box::new(|asked| {
        let state = asked.said.contains("In which state");
        state.then(|| "2".to_owned())
    });

    let sat = office.sit(&["--filter", POST]).await;

    let run = run_record(out.path());
    let state = check(&run, POST, "always/truthful-state");
    assert_eq!(state[..2], ["fail", "attested"]);
    assert_eq!(check(&run, POST, "always/faithful-values")[0], "pass");
    assert_eq!(sat.status, Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slip_of_the_pen_is_corrected_before_it_is_judged() {
    let out = tempfile::tempdir().unwrap();
    let mut office = Office::with(clients::reference(), out.path());
    let mut states = 0;
    office.habit = Box::new(move |asked| {
        if asked.said.contains("In which state") {
            states += 1;
            return (states == 1).then(|| "2".to_owned());
        }
        let wrong =
            asked.prompt.starts_with("right?") && asked.said.contains("state      published");
        wrong.then(|| "3".to_owned())
    });

    let sat = office.sit(&["--filter", POST]).await;

    assert_eq!(sat.status, Some(0), "{}", sat.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_was_sent_nothing_passes() {
    let out = tempfile::tempdir().unwrap();
    let mut office = Office::with(clients::reference(), out.path());
    office.habit = Box::new(|asked| match asked.prompt {
        "number>" => Some("1".to_owned()),
        "reference>" => Some("C9309-26-0001".to_owned()),
        // Nobody touches the ATS.
        _ => Some(String::new()),
    });

    let sat = office.sit(&["--filter", POST]).await;

    let run = run_record(out.path());
    let passed = verdicts(&run)
        .into_iter()
        .filter(|one| one.ends_with(" pass"));
    assert_eq!(passed.count(), 0);
    assert!(matches!(sat.status, Some(1 | 3)), "{:?}", sat.status);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_wire_shows_is_never_offered_as_an_answer() {
    let out = tempfile::tempdir().unwrap();

    let sat = Office::with(clients::reference(), out.path())
        .sit(&["--filter", POST, "--blind"])
        .await;

    assert!(
        sat.text.contains("received: POST …/vacancies\n"),
        "{}",
        sat.text
    );
    let asked = sat.text.split("What does the ATS say").nth(1).unwrap();
    let asked = asked.split("Copy what the ATS shows").next().unwrap();
    assert!(!asked.contains("201") && !asked.contains("-26-"), "{asked}");
}
