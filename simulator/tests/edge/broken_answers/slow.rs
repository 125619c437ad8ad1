//! Answers that are late: in pieces, at a thin rate, or never.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use super::{creation, last};
use crate::faults::{arm, send, vacancies};
use crate::support::{Place, raw, vacancy};

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
