//! What happens twice or at once, and what is drawn.

use reqwest::Method;
use serde_json::{Value, json};

use super::{last, with_token};
use crate::faults::{arm, send, vacancies};
use crate::support::{NOW, Place, transfer, vacancy};

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
