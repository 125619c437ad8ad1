//! What each fault looks like to a real client, and what the journal says it was.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::faults::{arm, send, vacancies};
use crate::support::{NOW, Place, applicant, raw, transfer, vacancy};

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

#[tokio::test]
async fn a_slow_body_comes_in_pieces_and_keeps_nobody_else_waiting() {
    let place = Place::new().await;
    let attributes = json!({ "durationMs": 600, "chunks": 3 });
    let fault = json!({ "type": "slow_body", "attributes": attributes, "times": 1 });
    arm(&place, fault).await;
    let started = Instant::now();

    let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    let mut slow = request.json(&vacancy()).send().await.unwrap();
    let head = started.elapsed();
    let other = send(&place).await.unwrap();
    let meanwhile = started.elapsed();
    let mut pieces = Vec::new();
    while let Some(piece) = slow.chunk().await.unwrap() {
        pieces.push((started.elapsed(), piece));
    }

    assert!(head < Duration::from_millis(190), "{head:?}");
    assert!(
        other.status == 201 && meanwhile < Duration::from_millis(500),
        "{meanwhile:?}"
    );
    assert_eq!(pieces.len(), 3);
    assert!(
        pieces[2].0 >= Duration::from_millis(600),
        "{:?}",
        pieces[2].0
    );
    let whole: Vec<u8> = pieces
        .iter()
        .flat_map(|(_, piece)| piece.to_vec())
        .collect();
    assert_eq!(
        serde_json::from_slice::<Value>(&whole).unwrap()["status"],
        "DRAFT"
    );
    let exchange = &place.exchanges().await[0];
    let ours = &exchange["simulator"];
    assert_eq!(
        (&ours["fault"], &ours["delivered"]),
        (&json!("slow_body"), &json!(true))
    );
    let took = ours["answeredMicros"].as_u64().unwrap() - ours["arrivedMicros"].as_u64().unwrap();
    assert!(took >= 600_000, "{took}");
}

#[tokio::test]
async fn a_body_goes_at_the_rate_that_was_asked_for() {
    let place = Place::new().await;
    let attributes = json!({ "bytesPerSecond": 2_000 });
    arm(
        &place,
        json!({ "type": "bandwidth", "attributes": attributes, "times": 1 }),
    )
    .await;
    let started = Instant::now();

    let answer = send(&place).await.unwrap();

    let wanted = Duration::from_secs_f64(answer.text.len() as f64 / 2_000.0);
    let took = started.elapsed();
    assert!(
        took + Duration::from_millis(60) >= wanted,
        "{took:?} for {wanted:?}"
    );
    assert_eq!(answer.json()["status"], "DRAFT");
    assert_eq!(
        last(&place).await,
        r#""bandwidth" committed=true delivered=true 201"#
    );
}

#[tokio::test]
async fn commit_then_hang_leaves_the_client_waiting_and_then_alone() {
    let place = Place::new().await;
    let attributes = json!({ "hangMs": 400 });
    arm(
        &place,
        json!({ "type": "commit_then_hang", "attributes": attributes, "times": 1 }),
    )
    .await;
    let started = Instant::now();

    let seen = raw(&place, &creation(&place, "")).await;

    assert!(seen.is_empty() && started.elapsed() >= Duration::from_millis(400));
    assert_eq!(vacancies(&place).await, 1);
    assert_eq!(
        last(&place).await,
        r#""commit_then_hang" committed=true delivered=false 201"#
    );
}

#[tokio::test]
async fn an_expired_token_is_refused_and_stays_so_and_a_new_one_is_good() {
    let (place, token) = with_token().await;
    arm(&place, json!({ "type": "expire_token", "times": 1 })).await;

    let first = place.ats().transfer(&token, &transfer()).await;
    let journal = last(&place).await;
    let again = place.ats().transfer(&token, &transfer()).await;
    let renewed = place.ats().bearer().await;
    let with_new = place.ats().transfer(&renewed, &transfer()).await;

    assert_eq!(first.refusal(), "401 TOKEN_EXPIRED");
    assert_eq!(
        journal,
        r#""expire_token" committed=false delivered=true 401"#
    );
    assert_eq!(again.refusal(), "401 TOKEN_EXPIRED");
    assert_eq!(with_new.status, 201, "{}", with_new.text);
}

#[tokio::test]
async fn a_revoked_key_is_refused_and_stays_so_until_it_is_restored() {
    let place = Place::new().await;
    arm(&place, json!({ "type": "revoke_key", "times": 1 })).await;

    let first = send(&place).await.unwrap();
    let again = send(&place).await.unwrap();
    place.post("/credentials/api-key/restore", json!({})).await;
    let restored = send(&place).await.unwrap();

    assert_eq!(
        (first.refusal(), again.refusal()),
        ("401 KEY_REVOKED".into(), "401 KEY_REVOKED".into())
    );
    assert_eq!(restored.status, 201);
}

#[tokio::test]
async fn a_key_that_is_not_this_sandboxs_revokes_nothing() {
    let place = Place::new().await;
    arm(&place, json!({ "type": "revoke_key", "times": 1 })).await;

    let url = place.ats().vacancies();
    let stranger = place
        .http
        .get(url)
        .header("X-Api-Key", "somebody-elses")
        .send()
        .await
        .unwrap();

    assert_eq!(stranger.status(), 401);
    assert_eq!(send(&place).await.unwrap().status, 201);
}

#[tokio::test]
async fn a_duplicate_delivery_creates_two_drafts_or_with_a_key_one() {
    let place = Place::new().await;
    arm(&place, json!({ "type": "duplicate_delivery", "times": 2 })).await;

    let without = send(&place).await.unwrap();
    let twice = vacancies(&place).await;
    let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    let keyed = request
        .header("Idempotency-Key", "k-1")
        .json(&vacancy())
        .send()
        .await
        .unwrap();

    assert_eq!((without.status, twice), (201, 2));
    assert_eq!((keyed.status().as_u16(), vacancies(&place).await), (201, 3));
    assert_eq!(
        last(&place).await,
        r#""duplicate_delivery" committed=true delivered=true 201"#
    );
    assert_eq!(place.exchanges().await[1]["simulator"]["replayed"], true);
}

#[tokio::test]
async fn a_transfer_delivered_twice_without_a_key_is_told_of_itself() {
    let (place, token) = with_token().await;
    arm(&place, json!({ "type": "duplicate_delivery" })).await;

    let answer = place.ats().transfer(&token, &transfer()).await;

    assert_eq!(answer.refusal(), "409 ALREADY_TRANSFERRED");
    assert_eq!(
        last(&place).await,
        r#""duplicate_delivery" committed=true delivered=true 409"#
    );
}

#[tokio::test]
async fn several_faults_of_one_exchange_all_stand_in_the_journal() {
    let place = Place::new().await;
    arm(
        &place,
        json!({ "type": "latency", "attributes": { "latencyMs": 20 } }),
    )
    .await;
    arm(&place, json!({ "type": "unknown_field" })).await;
    arm(&place, json!({ "type": "commit_then_drop" })).await;

    assert!(send(&place).await.is_none());

    let ours = place.exchanges().await[0]["simulator"].clone();
    assert_eq!(ours["fault"], "commit_then_drop");
    assert_eq!(
        ours["faults"],
        json!(["latency", "unknown_field", "commit_then_drop"])
    );
}

#[tokio::test]
async fn an_answer_that_was_slowed_down_is_the_last_of_its_connection() {
    let place = Place::new().await;
    let attributes = json!({ "durationMs": 50 });
    arm(
        &place,
        json!({ "type": "slow_body", "attributes": attributes, "times": 1 }),
    )
    .await;

    let two = [creation(&place, ""), creation(&place, "")].concat();
    let seen = raw(&place, &two).await;

    assert_eq!(seen.matches("HTTP/1.1 201").count(), 1, "{seen}");
    assert!(seen.contains("connection: close"));
}

#[tokio::test]
async fn a_sandbox_draws_the_same_faults_from_the_same_seed_and_others_from_another() {
    let place = Place::new().await;
    let drawn = async |seed: u64| {
        let options = json!({ "seed": seed, "now": NOW, "clock": "frozen", "fixtures": "empty" });
        let sandbox = place.create(options).await;
        let path = format!("/sandboxes/{}", sandbox.id);
        let latency = json!({ "latencyMs": 5, "jitterMs": 5 });
        for fault in [
            json!({ "type": "connection_reset", "toxicity": 0.3 }),
            json!({ "type": "malformed_json", "toxicity": 0.3 }),
            json!({ "type": "latency", "attributes": latency, "toxicity": 0.3 }),
        ] {
            place.post(&format!("{path}/faults"), fault).await;
        }
        let ats = place.ats_of(&sandbox);
        for _ in 0..16 {
            // Some of them are reset.
            let _ = ats.nhs_jobs(Method::GET, &ats.vacancies()).send().await;
        }
        let journal = place.get(&format!("{path}/requests")).await;
        let requests = journal["requests"].as_array().unwrap().clone();
        let told = |entry: &Value| {
            format!(
                "{} {}",
                entry["simulator"]["faults"], entry["timing"]["addedDelay"]
            )
        };
        requests.iter().map(told).collect::<Vec<_>>()
    };

    let one = drawn(5).await;

    assert_eq!(one, drawn(5).await);
    assert_ne!(one, drawn(6).await);
}
