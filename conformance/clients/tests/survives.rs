//! The reference client survives whatever a service answers, and does not claim what it cannot know.

mod scripted;

use std::time::Duration;

use clients::{Act, Action, Begin, Outcome, Report, Session, reference};
use scripted::{begin, nobody, service, whole};
use serde_json::{Value, json};
use tokio::time::Instant;

const VACANCY: &str = r#"{ "vacancyId": "V-1", "reference": "C9309-26-0264", "version": 1, "status": "DRAFT", "jobReference": "277-26-0141" }"#;
const TOKEN: &str = r#"{ "access_token": "t", "token_type": "Bearer", "expires_in": 3600 }"#;
const RESULT: &str = r#"{ "transferId": "X-1", "applicantNumber": "2", "loadStatusCode": "SUCCESS", "records": [] }"#;

fn session(begin: Begin) -> Box<dyn Session> {
    reference().begin(begin)
}

async fn post(session: &dyn Session, deadline: Duration) -> Report {
    act(
        session,
        Action::PostVacancy,
        json!({ "vacancy": vacancy() }),
        deadline,
    )
    .await
}

async fn transfer(session: &dyn Session) -> Report {
    let applicant = json!({
        "ats_reference": "T-1", "status": "outcome_recruited", "first_name": "A",
        "last_name": "B", "date_of_birth": "1996-02-29",
        "checks": { "eu_status": { "status": "settled", "checked_date": "2026-06-02" } }
    });
    let input = json!({ "applicant": applicant });
    act(
        session,
        Action::TransferEmploymentChecks,
        input,
        Duration::from_secs(20),
    )
    .await
}

async fn act(session: &dyn Session, action: Action, input: Value, deadline: Duration) -> Report {
    let name = "one".to_owned();
    session
        .act(Act {
            action,
            name,
            input,
            deadline,
        })
        .await
}

fn vacancy() -> Value {
    json!({
        "job_title": "Staff Nurse", "job_reference": "277-26-0141", "contract_type": "permanent",
        "staff_group": "students", "pay_scheme": "other",
        "salary": { "type": "depends_on_experience" },
        "job_overview": "o".repeat(100), "main_duties": "d".repeat(100),
        "about_organisation": "a".repeat(100), "job_description": "j",
        "location": { "address_line_1": "1", "town": "Leeds", "postcode": "LS9 7TF" },
        "contact": { "name": "N", "email": "n@trust.example" },
        "closing_date": "2026-12-18", "apply_url": "https://ats.example/1"
    })
}

const LONG: Duration = Duration::from_secs(20);

#[tokio::test]
async fn a_truncated_answer_is_a_lost_one_and_is_sent_again_under_the_same_key() {
    let cut = "HTTP/1.1 201 Created\r\ncontent-length: 500\r\n\r\n{\"vacancyId\": \"V";
    let (begin, heard) = service(&[cut, &whole("201 Created", VACANCY)]).await;

    let report = post(&*session(begin), LONG).await;

    assert_eq!(
        (report.outcome, report.attempts),
        (Outcome::Accepted, Some(2))
    );
    let keys = heard.keys();
    assert_eq!((keys.len(), &keys[0]), (2, &keys[1]));
}

#[tokio::test]
async fn a_malformed_success_is_read_back_from_its_address_and_not_sent_again() {
    let malformed = whole(
        "201 Created\r\nlocation: http://elsewhere.example/vacancies/V-1",
        "{oops",
    );
    let (begin, heard) = service(&[&malformed, &whole("200 OK", VACANCY)]).await;

    let report = post(&*session(begin), LONG).await;

    assert_eq!(
        (report.outcome, report.attempts),
        (Outcome::Accepted, Some(1))
    );
    insta::assert_debug_snapshot!(heard.lines(), @r#"
    [
        "POST /nhs-jobs/v1/organisations/ORG/vacancies",
        "GET /nhs-jobs/v1/organisations/ORG/vacancies/V-1",
    ]
    "#);
}

#[tokio::test]
async fn what_cannot_be_found_again_is_unknown() {
    let malformed = whole("201 Created", "[1, 2");
    let (begin, heard) = service(&[&malformed, &whole("200 OK", "{\"vacancies\": []}")]).await;

    let report = post(&*session(begin), LONG).await;

    assert_eq!((report.outcome, report.reference), (Outcome::Unknown, None));
    assert_eq!(
        heard.lines()[1],
        "GET /nhs-jobs/v1/organisations/ORG/vacancies?jobReference=277-26-0141"
    );
}

#[tokio::test]
async fn where_nobody_listens_nothing_was_sent_and_it_certainly_failed() {
    let session = session(nobody().await);

    let posted = post(&*session, LONG).await;
    let transferred = transfer(&*session).await;

    assert_eq!(
        (posted.outcome, posted.attempts),
        (Outcome::Failed, Some(0))
    );
    assert_eq!(
        (transferred.outcome, transferred.attempts),
        (Outcome::Failed, Some(0))
    );
}

#[tokio::test]
async fn an_address_that_is_none_is_reported_and_no_panic() {
    let report = post(&*session(begin("nowhere")), LONG).await;

    assert_eq!(report.outcome, Outcome::Failed);
}

#[tokio::test]
async fn the_deadline_is_kept_whatever_the_service_asks_for() {
    let busy = whole("503 Busy\r\nretry-after: 3600", "{}");
    let (begin, heard) = service(&[&busy]).await;

    let started = Instant::now();
    let report = post(&*session(begin), Duration::from_secs(2)).await;

    assert_eq!(
        (report.outcome, report.attempts),
        (Outcome::Failed, Some(1))
    );
    assert!(started.elapsed() < Duration::from_secs(2));
    assert_eq!(heard.lines().len(), 1);
}

#[tokio::test]
async fn retry_after_is_waited_for() {
    let busy = whole("429 Slow down\r\nretry-after: 1", "{}");
    let (begin, _) = service(&[&busy, &whole("201 Created", VACANCY)]).await;

    let started = Instant::now();
    let report = post(&*session(begin), LONG).await;

    assert_eq!(
        (report.outcome, report.attempts),
        (Outcome::Accepted, Some(2))
    );
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_then_it_is_for_support() {
    let token = whole("200 OK", TOKEN);
    let refused = whole("401 Unauthorized", r#"{ "code": "TOKEN_EXPIRED" }"#);
    let (begin, heard) = service(&[&token, &refused, &token, &refused]).await;

    let report = transfer(&*session(begin)).await;

    assert_eq!(
        (report.outcome, report.attempts),
        (Outcome::ConfigError, Some(2))
    );
    assert_eq!(heard.lines().len(), 4);
    assert_eq!(heard.keys()[0], heard.keys()[1]);
}

#[tokio::test]
async fn a_malformed_transfer_result_is_read_again_from_its_address() {
    let (token, malformed) = (
        whole("200 OK", TOKEN),
        whole(
            "201 Created\r\nlocation: /esr/dit/v1/employers/277/employment-checks/X-1",
            "<html>",
        ),
    );
    let (begin, heard) = service(&[&token, &malformed, &whole("200 OK", RESULT)]).await;

    let report = transfer(&*session(begin)).await;

    assert_eq!(
        (report.outcome, report.reference.as_deref()),
        (Outcome::Accepted, Some("X-1"))
    );
    assert_eq!(
        heard.lines()[2],
        "GET /esr/dit/v1/employers/277/employment-checks/X-1"
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let moved = whole(
        "307 Temporary Redirect\r\nlocation: http://elsewhere.example/",
        "",
    );
    let (begin, heard) = service(&[&moved]).await;

    let report = post(&*session(begin), LONG).await;

    assert_eq!(report.outcome, Outcome::Failed);
    assert_eq!(heard.lines().len(), 1);
}
