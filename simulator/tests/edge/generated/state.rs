//! Saved sandboxes: a document with mistakes is refused and changes nothing, and one that is loaded
//! can be lived in.

use proptest::prelude::*;
use reqwest::Method;
use serde_json::{Value, json};

use super::law;
use super::values::any_or_mutated;
use crate::support::{Place, Reply, applicant, transfer, vacancy};

/// A sandbox with a draft, a published vacancy, an applicant, a transfer and an idempotency record.
async fn lived_in() -> Place {
    let place = Place::new().await;
    place.post("/esr/applicants", applicant()).await;
    let ats = place.ats();
    let request = ats.nhs_jobs(Method::POST, &ats.vacancies());
    Reply::of(request.header("Idempotency-Key", "once").json(&vacancy())).await;
    let published = ats.create(&vacancy()).await.json();
    let id = published["vacancyId"].as_str().unwrap();
    place
        .post(&format!("/nhs-jobs/vacancies/{id}/publish"), json!({}))
        .await;
    ats.transfer(&ats.bearer().await, &transfer()).await;
    place
}

fn saved() -> Value {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async { lived_in().await.get("/state").await })
}

/// Whatever can be asked of a sandbox that has been loaded.
async fn ask_around(place: &Place) -> Result<(), TestCaseError> {
    for path in [
        "/state",
        "/nhs-jobs/vacancies",
        "/esr/applicants",
        "/esr/employers",
        "/esr/near-misses",
        "/credentials",
        "/clock",
        "/scenarios",
    ] {
        let reply = place.control(Method::GET, path, None).await;
        prop_assert_eq!(reply.status, 200, "{}: {}", path, reply.text);
    }
    let told = place.get("/sandboxes/default").await;
    let told = serde_json::from_value(told).unwrap();
    let ats = place.ats_of(&told);
    let search = format!("{}/api/v1/search_xml?keyword=nurse", told.base_url);
    let listed = ats.nhs_jobs(Method::GET, &ats.vacancies());
    for request in [listed, place.http.get(search)] {
        let reply = Reply::of(request).await;
        prop_assert!(reply.status < 500, "{} {}", reply.status, reply.text);
    }
    let (created, updated) = (
        ats.create(&vacancy()).await,
        ats.update("V-1", &vacancy()).await,
    );
    let transferred = ats.transfer("none", &transfer()).await;
    for reply in [created, updated, transferred, ats.token().await] {
        prop_assert!(reply.status < 500, "{} {}", reply.status, reply.text);
    }
    Ok(())
}

#[test]
fn any_saved_sandbox_is_loaded_and_works_or_is_refused_and_nothing_has_changed() {
    let saved = saved();
    let (place, document) = (async || Place::new().await, any_or_mutated(saved));
    law(256, &document, place, async |place, document| {
        let before = place.control(Method::GET, "/state", None).await.text;
        let reply = place.control(Method::PUT, "/state", Some(document)).await;
        prop_assert!(
            matches!(reply.status, 200 | 400),
            "{} {}",
            reply.status,
            reply.text
        );
        if reply.status == 200 {
            return ask_around(place).await;
        }
        let after = place.control(Method::GET, "/state", None).await.text;
        prop_assert_eq!(before, after, "half applied: {}", reply.text);
        Ok(())
    });
}

#[test]
fn any_saved_sandbox_makes_another_or_none() {
    let saved = saved();
    law(
        96,
        &any_or_mutated(saved),
        Place::new,
        async |place, state| {
            let options = json!({"state": state});
            let reply = place
                .control(Method::POST, "/sandboxes", Some(options))
                .await;
            prop_assert!(
                matches!(reply.status, 201 | 400),
                "{} {}",
                reply.status,
                reply.text
            );
            let all = place.get("/sandboxes").await["sandboxes"]
                .as_array()
                .unwrap()
                .len();
            prop_assert_eq!(all, 1 + usize::from(reply.status == 201));
            if reply.status == 201 {
                let made = format!("/sandboxes/{}", reply.json()["id"].as_str().unwrap());
                place.control(Method::DELETE, &made, None).await;
            }
            Ok(())
        },
    );
}
