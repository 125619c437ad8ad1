//! What each fault looks like to a real client, and what the journal says it was.

mod credentials;
mod several;
mod slow;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::faults::{arm, send, vacancies};
use crate::support::{Place, applicant, raw, transfer, vacancy};

/// `fault committed delivered status` of the newest exchange.
async fn last(place: &Place) -> String {
    let exchanges = place.exchanges().await;
    let exchange = exchanges.last().unwrap();
    let ours = &exchange["simulator"];
    assert_eq!(exchange["wasMatched"], true);
    let (fault, status) = (&ours["fault"], &exchange["response"]["status"]);
    format!(
        "{fault} committed={} delivered={} {status}",
        ours["committed"], ours["delivered"]
    )
}

/// The request that creates a vacancy, as bytes.
fn creation(place: &Place, headers: &str) -> Vec<u8> {
    let nhs_jobs = &place.sandbox.nhs_jobs;
    let body = vacancy().to_string();
    format!(
        "POST /nhs-jobs/v1/organisations/{}/vacancies HTTP/1.1\r\nHost: x\r\nX-Api-Key: {}\r\n\
         X-Account-Id: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{headers}\r\n\
         {body}",
        nhs_jobs.organisation_id,
        nhs_jobs.api_key,
        nhs_jobs.account_id,
        body.len(),
    )
    .into_bytes()
}

/// A place with one applicant and a token.
async fn with_token() -> (Place, String) {
    let place = Place::new().await;
    place.post("/esr/applicants", applicant()).await;
    let token = place.ats().bearer().await;
    (place, token)
}

#[tokio::test]
async fn a_truncated_answer_is_read_as_an_incomplete_body() {
    let place = Place::new().await;
    let attributes = json!({ "bytes": 20 });
    arm(
        &place,
        json!({ "type": "truncate", "attributes": attributes, "times": 2 }),
    )
    .await;

    let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    let response = request.json(&vacancy()).send().await.unwrap();
    let (status, told) = (response.status(), response.content_length().unwrap());
    let incomplete = response.bytes().await;
    let seen = raw(&place, &creation(&place, "")).await;

    assert_eq!(status, 201);
    assert!(incomplete.is_err() && told > 500);
    let (head, body) = seen.split_once("\r\n\r\n").unwrap();
    assert!(
        head.starts_with("HTTP/1.1 201") && body.len() == 20,
        "{seen}"
    );
    assert_eq!(vacancies(&place).await, 2);
    assert_eq!(
        last(&place).await,
        r#""truncate" committed=true delivered=false 201"#
    );
    assert_eq!(send(&place).await.unwrap().status, 201);
}

#[tokio::test]
async fn a_body_shorter_than_the_cut_lacks_its_last_byte() {
    let place = Place::new().await;
    let attributes = json!({ "bytes": 1_000_000 });
    arm(
        &place,
        json!({ "type": "truncate", "attributes": attributes }),
    )
    .await;

    assert!(send(&place).await.is_none());
    let seen = raw(&place, &creation(&place, "")).await;

    let (head, body) = seen.split_once("\r\n\r\n").unwrap();
    let told = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap();
    assert_eq!(body.len() + 1, told.parse::<usize>().unwrap());
}

#[tokio::test]
async fn a_reset_is_read_as_a_reset_and_a_drop_as_an_end() {
    let place = Place::new().await;
    for (kind, reset) in [
        ("connection_reset", true),
        ("CONNECTION_RESET_BY_PEER", true),
        ("drop_before_commit", false),
        ("EMPTY_RESPONSE", false),
    ] {
        arm(&place, json!({ "type": kind, "times": 1 })).await;

        let mut stream = TcpStream::connect(place.simulator.public).await.unwrap();
        stream.write_all(&creation(&place, "")).await.unwrap();
        let mut answer = Vec::new();
        let read = stream.read_to_end(&mut answer).await;

        let kinds = read.map_err(|error| error.kind());
        match reset {
            true => assert_eq!(kinds, Err(std::io::ErrorKind::ConnectionReset), "{kind}"),
            false => assert_eq!(kinds, Ok(0), "{kind}"),
        }
        assert!(answer.is_empty());
        let journal = last(&place).await;
        assert_eq!(
            journal,
            format!("\"{kind}\" committed=false delivered=false 0")
        );
    }
    assert_eq!(vacancies(&place).await, 0);
}

#[tokio::test]
async fn the_two_kinds_of_rubbish_that_wiremock_knows_are_rubbish() {
    let place = Place::new().await;
    arm(
        &place,
        json!({ "type": "MALFORMED_RESPONSE_CHUNK", "times": 1 }),
    )
    .await;
    arm(&place, json!({ "type": "RANDOM_DATA_THEN_CLOSE" })).await;

    let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    let chunked = request.json(&vacancy()).send().await.unwrap();
    let malformed = last(&place).await;
    let bytes = raw(&place, &creation(&place, "")).await;

    assert_eq!(chunked.status(), 200);
    assert!(chunked.bytes().await.is_err());
    assert_eq!(
        malformed,
        r#""MALFORMED_RESPONSE_CHUNK" committed=false delivered=false 0"#
    );
    assert!(bytes.starts_with("][]'./.") && bytes.len() == 25, "{bytes}");
    assert!(send(&place).await.is_none());
    assert_eq!(vacancies(&place).await, 0);
}

#[tokio::test]
async fn malformed_json_is_a_whole_message_that_no_reader_of_json_takes() {
    let place = Place::new().await;
    arm(&place, json!({ "type": "malformed_json", "times": 1 })).await;

    let answer = send(&place).await.unwrap();

    assert_eq!(
        (answer.status, answer.header("content-type")),
        (201, "application/json")
    );
    assert!(serde_json::from_str::<Value>(&answer.text).is_err());
    assert_eq!(vacancies(&place).await, 1);
    assert_eq!(
        last(&place).await,
        r#""malformed_json" committed=true delivered=true 201"#
    );
}

#[tokio::test]
async fn what_was_introduced_later_stands_in_an_answer_that_is_right_otherwise() {
    let place = Place::new().await;
    arm(&place, json!({ "type": "unknown_field", "times": 1 })).await;
    let with_field = send(&place).await.unwrap().json();
    arm(&place, json!({ "type": "unknown_enum" })).await;
    let with_code = send(&place).await.unwrap().json();
    let refused = place.ats().create(&json!({})).await;

    assert!(with_field["introducedLater"].is_object() && with_field["status"] == "DRAFT");
    assert_eq!(with_code["status"], "INTRODUCED_LATER");
    assert_eq!(with_code["jobTitle"], "Staff Nurse");
    assert_eq!(refused.refusal(), "400 INTRODUCED_LATER");
    assert_eq!(
        last(&place).await,
        r#""unknown_enum" committed=false delivered=true 400"#
    );
    let held = place.get("/nhs-jobs/vacancies").await;
    assert_eq!(held["vacancies"][1]["status"], "DRAFT");
}

#[tokio::test]
async fn an_unknown_code_of_a_transfer_is_that_of_its_first_record() {
    let (place, token) = with_token().await;
    arm(&place, json!({ "type": "unknown_enum" })).await;

    let answer = place.ats().transfer(&token, &transfer()).await.json();

    assert_eq!(answer["loadStatusCode"], "SUCCESS");
    assert_eq!(answer["records"][0]["loadStatusCode"], "INTRODUCED_LATER");
    assert_eq!(answer["records"][1]["loadStatusCode"], "SUCCESS");
}
