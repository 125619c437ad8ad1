//! A sandbox as one document: saved, loaded elsewhere, forked; a mistake changes nothing.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Ats, NOW, Place, Reply, applicant, transfer, vacancy};

/// A place whose default sandbox holds a published vacancy, a draft and a transfer.
async fn used() -> (Place, String) {
    let place = Place::new().await;
    place.post("/esr/applicants", applicant()).await;
    let ats = place.ats();
    let id = created(&ats).await;
    created(&ats).await;
    let transferred = ats.transfer(&ats.bearer().await, &transfer()).await;
    assert_eq!(transferred.status, 201, "{}", transferred.text);
    let publish = format!("/nhs-jobs/vacancies/{id}/publish");
    place.post(&publish, json!({})).await;
    (place, id)
}

async fn created(ats: &Ats<'_>) -> String {
    let vacancy = ats.create(&vacancy()).await.json();
    vacancy["vacancyId"].as_str().unwrap().to_owned()
}

async fn refused(place: &Place, change: impl FnOnce(&mut Value)) -> String {
    let before = place.get("/state").await;
    let mut state = before.clone();
    change(&mut state);
    let reply = place.control(Method::PUT, "/state", Some(state)).await;
    assert_eq!(place.get("/state").await, before, "half-applied");
    assert_eq!(reply.status, 400, "{}", reply.text);
    let errors = reply.json()["errors"].clone();
    let told = errors.as_array().unwrap().iter();
    told.map(|error| error["message"].as_str().unwrap().to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

#[tokio::test]
async fn a_saved_sandbox_is_loaded_on_another_machine_behind_its_own_id_and_secrets() {
    let (place, id) = used().await;
    let state = place.get("/state").await;
    let other = Place::new().await;

    let loaded = other
        .control(Method::PUT, "/state", Some(state.clone()))
        .await;

    assert_eq!(loaded.status, 200, "{}", loaded.text);
    let told: contract::connection::SandboxConnection =
        serde_json::from_value(loaded.json()).unwrap();
    assert_eq!(told.nhs_jobs.api_key, other.sandbox.nhs_jobs.api_key);
    assert_eq!(told.base_url, other.sandbox.base_url);
    assert_eq!(
        told.nhs_jobs.organisation_id,
        place.sandbox.nhs_jobs.organisation_id
    );
    let ats = other.ats_of(&told);
    assert_eq!(ats.read(&id).await.json()["status"], "PUBLISHED");
    let again = ats.transfer(&ats.bearer().await, &transfer()).await;
    assert_eq!(again.refusal(), "409 ALREADY_TRANSFERRED");
    assert_eq!(other.get("/state").await, state);
}

#[tokio::test]
async fn a_saved_sandbox_says_nothing_of_its_id_its_secrets_and_its_addresses() {
    let place = Place::new().await;
    let sandbox = place.create(json!({ "now": NOW })).await;
    let ats = place.ats_of(&sandbox);
    let request = ats.nhs_jobs(Method::POST, &ats.vacancies());
    let request = request.header("Idempotency-Key", "once").json(&vacancy());
    assert_eq!(Reply::of(request).await.status, 201);
    let token = ats.bearer().await;

    let state = place
        .get(&format!("/sandboxes/{}/state", sandbox.id))
        .await
        .to_string();

    let hidden = [
        sandbox.id.as_str(),
        &sandbox.nhs_jobs.api_key,
        &sandbox.esr.client_secret,
        &token,
        place.simulator.public_url(),
    ];
    for hidden in hidden {
        assert!(!state.contains(hidden), "{hidden} is in {state}");
    }
}

#[tokio::test]
async fn an_intention_is_answered_again_in_a_fork_at_the_forks_own_place() {
    let place = Place::new().await;
    let ats = place.ats();
    let request = ats.nhs_jobs(Method::POST, &ats.vacancies());
    let request = request.header("Idempotency-Key", "once").json(&vacancy());
    let first = Reply::of(request).await;
    let fork = place.create(json!({ "from": "default" })).await;
    let ats = place.ats_of(&fork);

    let request = ats.nhs_jobs(Method::POST, &ats.vacancies());
    let request = request.header("Idempotency-Key", "once").json(&vacancy());
    let again = Reply::of(request).await;

    assert_eq!(again.text, first.text);
    let place_of = |reply: &Reply, base: &str| reply.header("location").replace(base, "[base]");
    assert_eq!(
        place_of(&again, &fork.base_url),
        place_of(&first, &place.sandbox.base_url)
    );
}

#[tokio::test]
async fn a_fork_starts_as_its_source_and_goes_its_own_way() {
    let (place, id) = used().await;
    let fork = place.create(json!({ "from": "default" })).await;
    let ats = place.ats_of(&fork);

    let theirs = ats.create(&vacancy()).await.json()["vacancyId"].clone();

    assert_eq!(ats.read(&id).await.status, 200);
    assert_ne!(fork.nhs_jobs.api_key, place.sandbox.nhs_jobs.api_key);
    assert_eq!(place.ats().read(theirs.as_str().unwrap()).await.status, 404);
    let nobody = json!({ "from": "nobody" });
    let unknown = place
        .control(Method::POST, "/sandboxes", Some(nobody))
        .await;
    assert_eq!(unknown.refusal(), "400 VALIDATION_FAILED");
}

#[tokio::test]
async fn a_sandbox_is_created_from_a_saved_state_and_reset_to_it() {
    let (place, id) = used().await;
    let state = place.get("/state").await;
    let sandbox = place.create(json!({ "state": state })).await;
    let ats = place.ats_of(&sandbox);
    ats.create(&vacancy()).await;

    let reset = format!("/sandboxes/{}/reset", sandbox.id);
    place.post(&reset, json!({})).await;

    assert_eq!(ats.read(&id).await.status, 200);
    assert_eq!(
        place.get(&format!("/sandboxes/{}/state", sandbox.id)).await["world"]["nhsJobs"],
        state["world"]["nhsJobs"]
    );
}

#[tokio::test]
async fn a_state_and_another_start_at_once_are_refused_and_a_mistake_is_told_below_state() {
    let place = Place::new().await;
    let mut state = place.get("/state").await;
    let both = json!({ "state": state, "from": "default" });
    state["version"] = json!(2);

    let both = place.control(Method::POST, "/sandboxes", Some(both)).await;
    let options = Some(json!({ "state": state }));
    let mistaken = place.control(Method::POST, "/sandboxes", options).await;

    assert!(both.text.contains("leave out `from` or `state`"));
    assert_eq!(mistaken.fields(), ["/state/version NOT_VALID"]);
    assert_eq!(place.get("/sandboxes").await["sandboxes"][1], Value::Null);
}

#[tokio::test]
async fn a_document_of_another_kind_or_version_is_refused() {
    let place = Place::new().await;

    let version = refused(&place, |state| state["version"] = json!(2)).await;
    let kind = refused(&place, |state| *state = json!({ "vacancies": [] })).await;
    let list = refused(&place, |state| *state = json!([])).await;

    insta::assert_snapshot!(version, @"/version: this simulator reads version 1, and this is 2; save it again with a simulator of this version");
    insta::assert_snapshot!(kind, @"
    /format: must be `nhs-jobs-esr-simulator/sandbox`: save one with `GET …/state`
    /version: this simulator reads version 1, and this is missing; save it again with a simulator of this version
    /world: a saved sandbox has its world here; save one with `GET …/state`
    /vacancies: a saved sandbox has no such member; leave it out
    ");
    insta::assert_snapshot!(list, @"/: a saved sandbox is a JSON object");
}

#[tokio::test]
async fn numbers_that_collide_are_refused_by_their_place() {
    let (place, _) = used().await;

    let told = [
        refused(&place, |state| {
            let vacancies = &mut state["world"]["nhsJobs"]["vacancies"];
            vacancies[1]["id"] = vacancies[0]["id"].clone();
        })
        .await,
        refused(&place, |state| {
            let vacancies = &mut state["world"]["nhsJobs"]["vacancies"];
            vacancies[1]["reference"] = vacancies[0]["reference"].clone();
        })
        .await,
        refused(&place, |state| {
            state["world"]["nhsJobs"]["numbering"]["nextId"] = json!(1);
        })
        .await,
        refused(&place, |state| {
            state["world"]["nhsJobs"]["numbering"]["nextSequence"] = json!(u64::MAX);
        })
        .await,
        refused(&place, |state| {
            state["world"]["esr"]["numbering"]["nextApplicant"] = json!(7);
        })
        .await,
        refused(&place, |state| {
            state["world"]["esr"]["numbering"]["transfers"] = json!(0);
        })
        .await,
    ];

    let places = told.map(|told| told.split(": ").next().unwrap().to_owned());
    insta::assert_debug_snapshot!(places, @r#"
    [
        "/world/nhsJobs/vacancies/1/id",
        "/world/nhsJobs/vacancies/1/reference",
        "/world/nhsJobs/vacancies/0/id",
        "/world/nhsJobs/numbering/nextSequence",
        "/world/esr/applicants/0/applicantNumber",
        "/world/esr/numbering/transfers",
    ]
    "#);
}

#[tokio::test]
async fn references_that_lead_nowhere_are_refused_by_their_place() {
    let (place, _) = used().await;

    let told = [
        refused(&place, |state| {
            state["world"]["esr"]["transfers"] = json!([]);
        })
        .await,
        refused(&place, |state| {
            state["world"]["esr"]["transfers"][0]["result"]["applicantNumber"] = json!("1");
        })
        .await,
        refused(&place, |state| {
            state["world"]["esr"]["applicants"][0]["vpd"] = json!("4711");
        })
        .await,
        refused(&place, |state| {
            state["world"]["employer"]["vpd"] = json!("4711");
        })
        .await,
        refused(&place, |state| {
            state["world"]["credentials"] = json!({ "api-key": "good" });
        })
        .await,
    ];

    let places = told.map(|told| told.split(": ").next().unwrap().to_owned());
    insta::assert_debug_snapshot!(places, @r#"
    [
        "/world/esr/transfers",
        "/world/esr/transfers/0/result/applicantNumber",
        "/world/esr/applicants/0/vpd",
        "/world/employer/vpd",
        "/world/credentials",
    ]
    "#);
}

#[tokio::test]
async fn members_that_are_unknown_missing_or_of_another_shape_are_refused_by_their_place() {
    let (place, _) = used().await;

    let unknown = refused(&place, |state| {
        state["world"]["colour"] = json!("blue");
        state["world"]["nhsJobs"]["vacancies"][1]["draft"]["jobTitel"] = json!("Nurse");
    })
    .await;
    let nested = refused(&place, |state| {
        state["world"]["nhsJobs"]["vacancies"][1]["draft"]["jobTitel"] = json!("Nurse");
    })
    .await;
    let shape = refused(&place, |state| {
        state["world"]["esr"]["applicants"][0]["dateOfBirth"] = json!("yesterday");
    })
    .await;
    let missing = refused(&place, |state| {
        drop(state["world"].as_object_mut().unwrap().remove("seed"));
    })
    .await;
    let clock = refused(&place, |state| {
        state["world"]["clock"] = json!({ "frozen": { "at": "-009000-01-01T00:00:00Z" } });
    })
    .await;
    let answer = refused(&place, |state| {
        let fingerprint = vec![0; 32];
        state["world"]["idempotency"] = json!([["nhs-jobs k", {
            "fingerprint": fingerprint, "answer": "?", "at": NOW, "number": 0
        }]]);
    })
    .await;

    insta::assert_snapshot!([unknown, nested, shape, missing, clock, answer].join("\n"), @"
    /world/colour: unknown field `colour`, expected one of `settings`, `seed`, `clock`, `employer`, `credentials`, `nhsJobs`, `esr`, `idempotency`
    /world/nhsJobs/vacancies/1/draft/jobTitel: a saved sandbox has no such member; leave it out
    /world/esr/applicants/0/dateOfBirth: failed to parse four digit integer as year: invalid digit, expected 0-9 but got y
    /world: missing field `seed`
    /world/clock: the clock shows 1970 to 2999
    /world/idempotency/0: its `answer` could not be given again; leave the record out
    ");
}
