//! One sandbox does not see, slow or exhaust another.

use std::collections::BTreeSet;
use std::time::Duration;

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;

use crate::support::{NOW, Place, vacancy, vacancy_with};

/// How many clients ask at once.
const CLIENTS: usize = 32;

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_sandboxes_used_at_once_see_nothing_of_one_another() {
    let place = Place::new().await;
    let mut sandboxes = Vec::new();
    for _ in 0..1_000 {
        let options = json!({"fixtures": "empty", "now": NOW, "clock": "frozen"});
        sandboxes.push(place.create(options).await);
    }
    let (place, sandboxes) = (&place, &sandboxes);

    // Each client goes its own way through all of them, so that neighbours are used at once.
    let client = async |number: usize| {
        for step in 0..sandboxes.len() / 4 {
            let which = (step * 7 + number * 31) % sandboxes.len();
            let reference = format!("{which}-{number}-{step}");
            let vacancy = vacancy_with("jobReference", json!(reference));
            let made = place.ats_of(&sandboxes[which]).create(&vacancy).await;
            assert_eq!(made.status, 201, "{}", made.text);
        }
    };
    join_all((0..CLIENTS).map(client)).await;

    let mut keys = BTreeSet::new();
    for (which, sandbox) in sandboxes.iter().enumerate() {
        assert!(keys.insert(&sandbox.nhs_jobs.api_key), "a key opens two");
        let path = format!("/sandboxes/{}/nhs-jobs/vacancies", sandbox.id);
        let held = place.get(&path).await["vacancies"].clone();
        let held = held.as_array().unwrap();
        let own = |vacancy: &serde_json::Value| {
            let reference = vacancy["jobReference"].as_str().unwrap();
            reference.split('-').next() == Some(which.to_string().as_str())
        };
        assert!(held.iter().all(own), "sandbox {which} holds another's");
        let count = format!("/sandboxes/{}/requests/count", sandbox.id);
        let journalled = place.post(&count, json!({})).await;
        assert_eq!(journalled["count"], held.len(), "of sandbox {which}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_of_one_sandbox_is_unknown_in_the_next() {
    let place = Place::new().await;
    let (one, mut other) = (place.create(json!({})).await, place.create(json!({})).await);
    other.nhs_jobs.api_key.clone_from(&one.nhs_jobs.api_key);

    let refused = place.ats_of(&other).create(&vacancy()).await;

    assert_eq!(refused.refusal(), "401 KEY_UNKNOWN");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_that_is_flooded_leaves_others_their_journal_and_their_answers() {
    let place = Place::with(|config| config.journal_entries = 50).await;
    let quiet = place.create(json!({"now": NOW})).await;
    place.ats_of(&quiet).create(&vacancy()).await;
    let slow = json!({"type": "latency", "attributes": {"latencyMs": 60_000}});
    place.post("/faults", slow).await;
    let place = &place;
    // Answers that are held for a minute, waits that find nothing, and a pattern for each entry.
    let held = async |_| drop(place.ats().create(&vacancy()).await);
    let held = join_all((0..200).map(held));
    let pattern = json!({"bodyPatterns": [{"matchesJsonPath": "$..a..b"}], "timeoutMs": 60_000});
    let wait = async |_| {
        let wanted = Some(pattern.clone());
        drop(place.control(Method::POST, "/requests/wait", wanted).await);
    };
    let waits = join_all((0..200).map(wait));
    let theirs = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        for _ in 0..20 {
            let made = place.ats_of(&quiet).create(&vacancy()).await;
            assert_eq!(made.status, 201, "{}", made.text);
        }
        place
            .post(
                &format!("/sandboxes/{}/requests/count", quiet.id),
                json!({}),
            )
            .await
    };

    let count = tokio::select! {
        count = theirs => count,
        _ = held => panic!("an answer was not held"),
        _ = waits => panic!("a wait was not waited"),
    };

    assert_eq!(count["count"], 21);
}

/// A pattern that takes longer than any machine is given for it.
fn endless() -> serde_json::Value {
    let path = "$.a[?count($.a[?count($.a[*]) > 1]) > 1]";
    json!({"bodyPatterns": [{"matchesJsonPath": path}]})
}

#[tokio::test]
async fn while_a_pattern_takes_for_ever_everybody_else_is_answered_and_then_it_is_given_up() {
    let place = Place::new().await;
    let quiet = place.create(json!({"now": NOW})).await;
    let long = json!({"a": (0..2_000).collect::<Vec<_>>()});
    place.ats().create(&long).await;
    let place = &place;
    let mut searches =
        std::pin::pin!(join_all((0..4).map(|_| {
            place.control(Method::POST, "/requests/find", Some(endless()))
        })));
    let others = async {
        for _ in 0..20 {
            assert_eq!(place.ats().create(&vacancy()).await.status, 201);
            assert_eq!(place.ats_of(&quiet).create(&vacancy()).await.status, 201);
        }
        let count = format!("/sandboxes/{}/requests/count", quiet.id);
        assert_eq!(place.post(&count, json!({})).await["count"], 20);
    };

    tokio::select! {
        _ = &mut searches => panic!("a pattern did not take for ever"),
        () = others => (),
    }

    for search in searches.await {
        assert_eq!(search.status, 422);
        let detail = search.json()["errors"][0]["detail"].to_string();
        assert!(detail.contains("longer than 5 seconds"), "{detail}");
    }
}

#[tokio::test]
async fn a_path_that_would_select_more_than_memory_holds_is_refused() {
    let place = Place::new().await;
    let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
    let deep: serde_json::Value = serde_json::from_str(&deep).unwrap();
    place.ats().create(&deep).await;
    let repeated = format!("${}", "[0,0]".repeat(90));
    let pattern = json!({"bodyPatterns": [{"matchesJsonPath": repeated}]});

    let answer = place
        .control(Method::POST, "/requests/count", Some(pattern))
        .await;

    assert_eq!(answer.status, 422);
    assert!(answer.text.contains("1,000,000 values"), "{}", answer.text);
}
