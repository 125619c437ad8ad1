//! Waiting for requests.

use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Place, Reply, vacancy, vacancy_with};

async fn wait(place: &Place, wanted: Value) -> Reply {
    place
        .control(Method::POST, "/requests/wait", Some(wanted))
        .await
}

#[tokio::test]
async fn what_is_there_already_is_answered_at_once() {
    let place = Place::new().await;
    place.ats().create(&vacancy()).await;
    place.ats().create(&vacancy()).await;

    let answer = wait(
        &place,
        json!({ "method": "POST", "count": 2, "timeoutMs": 0 }),
    )
    .await;

    assert_eq!((answer.status, &answer.json()["count"]), (200, &json!(2)));
    assert_eq!(answer.json()["requests"][0]["simulator"]["sequence"], 2);
}

#[tokio::test]
async fn it_ends_when_the_last_request_that_was_waited_for_is_answered() {
    let place = Place::new().await;
    let wanted = json!({ "urlPathPattern": ".*/vacancies", "count": 3, "timeoutMs": 20_000 });
    let sending = async {
        for _ in 0..3 {
            tokio::time::sleep(Duration::from_millis(30)).await;
            place.ats().read("V-1").await;
            place.ats().create(&vacancy()).await;
        }
    };

    let (answer, ()) = tokio::join!(wait(&place, wanted), sending);

    let answer = answer.json();
    assert_eq!(answer["count"], 3);
    let statuses = answer["requests"].as_array().unwrap().iter();
    assert!(
        statuses
            .map(|one| &one["response"]["status"])
            .all(|status| status == 201)
    );
}

#[tokio::test]
async fn patience_that_is_over_tells_the_nearest_misses_field_by_field() {
    let place = Place::new().await;
    place
        .ats()
        .create(&vacancy_with("jobTitle", json!("Ward Sister")))
        .await;
    place.ats().token().await;
    let wanted = json!({
        "method": "PUT",
        "headers": { "Idempotency-Key": { "equalTo": "k1" } },
        "bodyPatterns": [{ "equalToJson": vacancy() }],
        "timeoutMs": 50,
    });

    let started = Instant::now();
    let answer = wait(&place, wanted).await;

    assert!(started.elapsed() >= Duration::from_millis(50));
    assert_eq!(answer.status, 408);
    let answer = answer.json();
    assert_eq!(
        (&answer["count"], &answer["wanted"]),
        (&json!(0), &json!(1))
    );
    let nearest = &answer["nearMisses"][0];
    assert_eq!(nearest["sequence"], 1);
    let told = nearest["differences"].as_array().unwrap().iter();
    let told = told.map(|one| format!("{}: {} / {}", one["field"], one["expected"], one["actual"]));
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @r#"
    "/jobTitle": "\"Staff Nurse\"" / "\"Ward Sister\""
    "header Idempotency-Key": "{\"equalTo\":\"k1\"}" / null
    "method": "PUT" / "POST"
    "#);
}

#[tokio::test]
async fn a_reset_ends_the_waiting_with_a_word_about_it() {
    let place = Place::new().await;
    let resetting = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        place.post("/reset", json!({})).await;
    };

    let (answer, ()) = tokio::join!(wait(&place, json!({ "timeoutMs": 20_000 })), resetting);

    assert_eq!(answer.refusal(), "409 CONFLICT");
    assert!(
        answer.text.contains("was reset or deleted"),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn patience_and_count_are_bounded() {
    let place = Place::new().await;

    for wrong in [
        json!({ "timeoutMs": 60_001 }),
        json!({ "timeoutMs": -1 }),
        json!({ "count": 0 }),
        json!({ "count": "1" }),
    ] {
        assert_eq!(wait(&place, wrong.clone()).await.status, 400, "{wrong}");
    }
    assert_eq!(wait(&place, json!({ "mehtod": "PUT" })).await.status, 422);
}

#[tokio::test]
async fn only_so_many_wait_for_one_sandbox_at_once_and_the_next_is_told_what_would_do() {
    let place = Place::new().await;
    let other = place.create(json!({})).await;
    let long = || {
        wait(
            &place,
            json!({ "urlPath": "/nothing", "timeoutMs": 60_000 }),
        )
    };
    let mut waiting: FuturesUnordered<_> = (0..65).map(|_| long()).collect();

    let refused = waiting.next().await.unwrap();

    assert_eq!(refused.refusal(), "429 QUOTA_EXCEEDED");
    let detail = refused.json()["detail"].to_string();
    assert!(detail.contains("64 calls wait"), "{detail}");
    assert!(detail.contains("a sandbox of its own"), "{detail}");
    let path = format!("/sandboxes/{}/requests/wait", other.id);
    let elsewhere = place.control(Method::POST, &path, Some(json!({ "timeoutMs": 1 })));
    assert_eq!(elsewhere.await.status, 408);
    assert_eq!(wait(&place, json!({ "timeoutMs": 1 })).await.status, 429);
}

#[tokio::test]
async fn whoever_goes_away_while_waiting_leaves_a_place() {
    let place = Place::new().await;
    let long = || {
        wait(
            &place,
            json!({ "urlPath": "/nothing", "timeoutMs": 60_000 }),
        )
    };
    let mut waiting: FuturesUnordered<_> = (0..65).map(|_| long()).collect();
    assert_eq!(waiting.next().await.unwrap().status, 429);

    drop(waiting);

    // Well within the patience of those who left: a minute is not waited for here.
    let room = async {
        while wait(&place, json!({ "timeoutMs": 1 })).await.status == 429 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), room)
        .await
        .unwrap();
}

#[tokio::test]
async fn waiting_does_not_hold_up_the_end() {
    let place = Place::new().await;
    let url = format!("{}/__admin/requests/wait", place.simulator.control_url());
    let waiting = place
        .http
        .post(url)
        .json(&json!({ "timeoutMs": 60_000 }))
        .send();
    let Place { simulator, .. } = place;
    let stopping = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        simulator.stop().await
    };

    let (answer, stopped) = tokio::join!(waiting, stopping);

    assert!(stopped);
    assert_eq!(answer.unwrap().status(), 408);
}
