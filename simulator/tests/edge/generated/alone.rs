//! Whatever others do meanwhile, a sandbox is as if it had been alone: a law over the operations of
//! several clients, each with a sandbox of its own, all at once.

use contract::connection::SandboxConnection;
use futures_util::future::join_all;
use proptest::prelude::*;
use proptest::sample::select;
use reqwest::Method;
use serde_json::{Value, json};

use super::law;
use crate::support::{NOW, Place, applicant, transfer, vacancy_with};

/// How many sandboxes are used at once, at most.
const SANDBOXES: usize = 5;

/// One thing that a client, or somebody who tests it, does.
#[derive(Debug, Clone, Copy)]
enum Act {
    Create(u8),
    CreateWrong,
    CreateWithForeignKey,
    Update(u8),
    Read,
    Publish,
    Load,
    Transfer,
    Fault,
    ExpireKey,
    RestoreKey,
    Advance(u8),
    Forget,
}

fn act() -> impl Strategy<Value = Act> {
    use Act::{
        Advance, Create, CreateWithForeignKey, CreateWrong, ExpireKey, Fault, Forget, Load,
        Publish, Read, RestoreKey, Transfer, Update,
    };
    prop_oneof![
        3 => (0..3u8).prop_map(Create),
        2 => (0..3u8).prop_map(Update),
        1 => (1..30u8).prop_map(Advance),
        6 => select(vec![
            CreateWrong, CreateWithForeignKey, Read, Publish, Load, Load, Transfer, Transfer,
            Fault, ExpireKey, RestoreKey, RestoreKey, Forget,
        ]),
    ]
}

/// What each client does, in its order; before each act it lets others go first so many times.
fn scripts() -> impl Strategy<Value = Vec<Vec<(Act, u8)>>> {
    let script = prop::collection::vec((act(), 0..4u8), 1..10);
    prop::collection::vec(script, 2..=SANDBOXES)
}

async fn world(place: &Place, seed: usize) -> SandboxConnection {
    let options = json!({
        "seed": seed, "fixtures": "empty", "now": NOW, "clock": "frozen",
    });
    place.create(options).await
}

async fn play(place: &Place, sandbox: &SandboxConnection, script: &[(Act, u8)]) {
    for (act, pauses) in script {
        for _ in 0..*pauses {
            tokio::task::yield_now().await;
        }
        perform(place, sandbox, *act).await;
    }
}

async fn perform(place: &Place, sandbox: &SandboxConnection, act: Act) {
    let ats = place.ats_of(sandbox);
    let control = |method, path: &str, body: Value| {
        let path = format!("/sandboxes/{}{path}", sandbox.id);
        async move { place.control(method, &path, Some(body)).await }
    };
    let newest = async || {
        let path = format!("/sandboxes/{}/nhs-jobs/vacancies", sandbox.id);
        let held = place.get(&path).await["vacancies"].as_array().cloned();
        held.unwrap_or_default().pop().unwrap_or_default()
    };
    let id = |vacancy: &Value| vacancy["vacancyId"].as_str().unwrap_or("V-0").to_owned();
    match act {
        Act::Create(which) => {
            let title = json!(format!("Staff Nurse {which}"));
            drop(ats.create(&vacancy_with("jobTitle", title)).await);
        }
        Act::CreateWrong => drop(ats.create(&vacancy_with("salary", Value::Null)).await),
        Act::CreateWithForeignKey => {
            // The default sandbox's, which is nobody's here.
            let request = place.ats().nhs_jobs(Method::POST, &ats.vacancies());
            drop(
                request
                    .json(&vacancy_with("areaOfWork", json!("A")))
                    .send()
                    .await,
            );
        }
        Act::Update(which) => {
            let held = newest().await;
            let mut body = vacancy_with("jobTitle", json!(format!("Ward Sister {which}")));
            body["version"] = json!(held["version"].as_u64().unwrap_or(1));
            drop(ats.update(&id(&held), &body).await);
        }
        Act::Read => drop(ats.read(&id(&newest().await)).await),
        Act::Publish => {
            let path = format!("/nhs-jobs/vacancies/{}/publish", id(&newest().await));
            drop(control(Method::POST, &path, json!({})).await);
        }
        Act::Load => drop(control(Method::POST, "/esr/applicants", applicant()).await),
        Act::Transfer => {
            // The token may be refused by a fault; then the transfer is too.
            let token = ats.token().await.json()["access_token"].clone();
            let token = token.as_str().unwrap_or("none").to_owned();
            drop(ats.transfer(&token, &transfer()).await);
        }
        Act::Fault => {
            let fault = json!({
                "type": "status", "attributes": {"status": 503}, "times": 1, "toxicity": 0.5,
            });
            drop(control(Method::POST, "/faults", fault).await);
        }
        Act::ExpireKey => {
            drop(control(Method::POST, "/credentials/api-key/expire", json!({})).await);
        }
        Act::RestoreKey => {
            drop(control(Method::POST, "/credentials/api-key/restore", json!({})).await);
        }
        Act::Advance(days) => {
            let body = json!({"action": "advance", "duration": format!("P{days}D")});
            drop(control(Method::PUT, "/clock", body).await);
        }
        Act::Forget => drop(control(Method::POST, "/requests/reset", json!({})).await),
    }
}

/// State, faults and journal, without what may differ between one sandbox and the next: its id, and
/// how long things took.
async fn told(place: &Place, sandbox: &SandboxConnection) -> Value {
    let of = async |path: &str| place.get(&format!("/sandboxes/{}{path}", sandbox.id)).await;
    let mut journal = of("/requests").await;
    for request in journal["requests"].as_array_mut().unwrap() {
        for member in ["timing", "port", "clientIp"] {
            request.as_object_mut().unwrap().remove(member);
        }
        for (part, member) in [("request", "clientIp"), ("request", "port")] {
            drop(
                request[part]
                    .as_object_mut()
                    .map(|part| part.remove(member)),
            );
        }
        let ours = request["simulator"].as_object_mut().unwrap();
        ours.retain(|name, _| !name.to_lowercase().contains("micros") && name != "delivery");
    }
    let all = json!({
        "state": of("/state").await, "faults": of("/faults").await, "journal": journal,
        "nearMisses": of("/esr/near-misses").await, "coverage": of("/coverage").await,
    });
    let text = all.to_string().replace(sandbox.id.as_str(), "ID");
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_sandbox_is_as_if_it_had_been_alone_whatever_others_do_at_once() {
    law(24, &scripts(), Place::new, async |place, scripts| {
        let mut sandboxes = Vec::new();
        for seed in 0..scripts.len() {
            sandboxes.push(world(place, seed).await);
        }

        let played = sandboxes.iter().zip(&scripts);
        join_all(played.map(|(sandbox, script)| play(place, sandbox, script))).await;

        for (seed, (sandbox, script)) in sandboxes.iter().zip(&scripts).enumerate() {
            let alone = world(place, seed).await;
            play(place, &alone, script).await;
            prop_assert_eq!(told(place, sandbox).await, told(place, &alone).await);
            for sandbox in [sandbox, &alone] {
                let path = format!("/sandboxes/{}", sandbox.id);
                place.control(Method::DELETE, &path, None).await;
            }
        }
        Ok(())
    });
}
