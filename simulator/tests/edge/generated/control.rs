//! The control interface: whatever is asked, it is done or refused, and a refusal changes nothing.

use proptest::prelude::*;
use proptest::sample::select;
use reqwest::Method;
use serde_json::{Value, json};

use super::law;
use super::values::any_or_mutated;
use crate::support::{Place, applicant, vacancy};

/// Everything of the default sandbox that a call could have half changed, as bytes.
async fn everything(place: &Place) -> String {
    let mut all = String::new();
    for path in ["/state", "/faults", "/credentials", "/clock", "/sandboxes"] {
        let reply = place.control(Method::GET, path, None).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text);
        all.push_str(&reply.text);
    }
    all
}

/// A sandbox with a vacancy, two doctors and a fault: something for each call to be about.
async fn furnished() -> Place {
    let place = Place::new().await;
    place.ats().create(&vacancy()).await;
    place.post("/esr/applicants", applicant()).await;
    place
        .post(
            "/faults",
            json!({"type": "latency", "attributes": {"latencyMs": 0}}),
        )
        .await;
    place
}

/// Holds for one call: no server error, and nothing half applied.
fn done_or_refused(method: &Method, path: &str, valid: Value) {
    law(
        96,
        &any_or_mutated(valid),
        furnished,
        async |place, body| {
            let path = named(place, path).await;
            let before = everything(place).await;
            let reply = place.control(method.clone(), &path, Some(body)).await;
            let after = everything(place).await;
            prop_assert!(reply.status < 500, "{} {}", reply.status, reply.text);
            if reply.status >= 400 {
                prop_assert_eq!(before, after, "half applied: {}", reply.text);
            } else if path == "/sandboxes" {
                let made = reply.json()["id"].as_str().unwrap().to_owned();
                let gone = place
                    .control(Method::DELETE, &format!("/sandboxes/{made}"), None)
                    .await;
                prop_assert_eq!(gone.status, 204);
            }
            Ok(())
        },
    );
}

/// The path with the ids of what there is.
async fn named(place: &Place, path: &str) -> String {
    if path.contains("{vacancy}") {
        let all = place.get("/nhs-jobs/vacancies").await;
        let id = all["vacancies"][0]["vacancyId"].as_str();
        return path.replace("{vacancy}", id.unwrap_or("V-1"));
    }
    if path.contains("{person}") {
        let all = place.get("/esr/applicants").await;
        let id = all["applicants"][0]["personId"].as_str();
        return path.replace("{person}", id.unwrap_or("P-1"));
    }
    path.to_owned()
}

#[test]
fn sandboxes_are_created_or_refused() {
    let options = json!({
        "name": "a", "seed": 7, "now": "2026-11-02T09:00:00Z", "clock": "frozen",
        "limits": "jobtrain", "duration": "fixedTermOnly", "bandCheck": "reject",
        "matching": "normalised", "unknownFields": "warn", "errors": "first", "magic": false,
        "fixtures": "demo",
    });
    done_or_refused(&Method::POST, "/sandboxes", options);
}

#[test]
fn faults_are_armed_or_refused() {
    let fault = json!({
        "type": "status", "attributes": {"status": 503, "retryAfterSeconds": 1, "code": "SERVICE_UNAVAILABLE"},
        "match": {"operation": "createVacancy"}, "skip": 1, "times": 2, "toxicity": 0.5,
    });
    done_or_refused(&Method::POST, "/faults", fault);
}

#[test]
fn the_clock_is_moved_or_stays() {
    let change = json!({"action": "set", "instant": "2026-11-03T09:00:00Z"});
    done_or_refused(&Method::PUT, "/clock", change);
}

#[test]
fn any_duration_and_any_instant_is_understood_or_refused() {
    let duration = "-?P?([0-9]{0,25}[YMWD])?(T([0-9]{0,25}([.,][0-9]{1,12})?[HMS])?)?";
    let instant =
        "[+-]?[0-9]{1,6}-[0-9]{1,2}-[0-9]{1,2}T?[0-9:.]{0,12}(Z|[+-][0-9:]{1,6}|\\[.{0,9}\\])?";
    let change = prop_oneof![
        duration.prop_map(|duration| json!({"action": "advance", "duration": duration})),
        instant.prop_map(|instant| json!({"action": "set", "instant": instant})),
        instant.prop_map(|instant| json!({"action": "freeze", "instant": instant})),
    ];
    law(256, &change, Place::new, async |place, change| {
        let before = place.get("/clock").await;
        let reply = place.control(Method::PUT, "/clock", Some(change)).await;
        prop_assert!(matches!(reply.status, 200 | 400), "{}", reply.text);
        if reply.status == 400 {
            prop_assert_eq!(before, place.get("/clock").await);
        }
        Ok(())
    });
}

#[test]
fn applicants_are_loaded_or_refused() {
    let mut whole = applicant();
    whole["source"] = json!("TIS");
    whole["positionId"] = json!("P1");
    whole["professionalRegistration"] = json!({"body": "GMC", "number": "7012345"});
    whole["personType"] = json!("APPLICANT");
    whole["open"] = json!(true);
    done_or_refused(&Method::POST, "/esr/applicants", whole);
}

#[test]
fn a_person_is_corrected_or_stays() {
    let correction =
        json!({"firstName": "Aoife", "lastName": "Byrne", "dateOfBirth": "1996-02-28"});
    done_or_refused(&Method::POST, "/esr/persons/{person}", correction);
}

#[test]
fn an_employer_is_activated_or_stays() {
    done_or_refused(
        &Method::PUT,
        "/esr/employers/645",
        json!({"activation": "pending"}),
    );
}

#[test]
fn a_vacancy_is_amended_or_stays() {
    let mut whole = vacancy();
    whole["jobTitle"] = json!("Senior Staff Nurse");
    done_or_refused(&Method::POST, "/nhs-jobs/vacancies/{vacancy}/amend", whole);
}

#[test]
fn any_name_in_a_path_is_found_or_not() {
    let paths = select(vec![
        "/credentials/{}/revoke",
        "/credentials/apiKey/{}",
        "/esr/applicants/{}/close",
        "/esr/applicants/{}/keep",
        "/nhs-jobs/vacancies/{}/publish",
        "/nhs-jobs/vacancies/{}/close",
        "/sandboxes/{}/reset",
    ]);
    law(
        192,
        &(paths, "\\PC{1,40}"),
        furnished,
        async |place, (path, name)| {
            let name: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let before = everything(place).await;
            let reply = place
                .control(Method::POST, &path.replace("{}", &name), None)
                .await;
            prop_assert!(
                (400..500).contains(&reply.status),
                "{} {}",
                reply.status,
                reply.text
            );
            prop_assert_eq!(before, everything(place).await);
            Ok(())
        },
    );
}

#[test]
fn any_fixture_name_is_known_or_refused() {
    let names = "(demo|empty|rotation|)(:[0-9-]{0,22})?.{0,3}";
    law(96, &names, Place::new, async |place, name: String| {
        // A changeover of many doctors is made, and takes its time.
        let large = name
            .split_once(':')
            .and_then(|(_, size)| size.parse::<u64>().ok());
        prop_assume!(large.is_none_or(|size| !(200..=1_000_000).contains(&size)));
        let options = json!({"fixtures": name});
        let reply = place
            .control(Method::POST, "/sandboxes", Some(options))
            .await;
        prop_assert!(
            matches!(reply.status, 201 | 400),
            "{} {}",
            reply.status,
            reply.text
        );
        if reply.status == 201 {
            let made = format!("/sandboxes/{}", reply.json()["id"].as_str().unwrap());
            place.control(Method::DELETE, &made, None).await;
        }
        Ok(())
    });
}
