//! The corrected body of an explanation: sent as it is told, it is accepted.

use contract::settings::BandCheck;
use serde_json::{Value, json};

use crate::explain::newest;
use crate::support::{Place, transfer, vacancy, vacancy_with};

#[tokio::test]
async fn every_corrected_vacancy_is_accepted_when_it_is_sent() {
    let place = Place::with(|config| config.settings.band_check = BandCheck::Reject).await;
    let all = |value: Value| {
        let names = vacancy()
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>();
        Value::Object(
            names
                .into_iter()
                .map(|name| (name, value.clone()))
                .collect(),
        )
    };
    let with = |pointer: &str, value: Value| {
        let mut sent = vacancy();
        *sent.pointer_mut(pointer).unwrap() = value;
        sent
    };
    let bodies = [
        json!({}),
        json!([]),
        json!("a vacancy"),
        all(json!(5)),
        all(json!({ "x": [] })),
        all(json!("")),
        all(Value::Null),
        with("/salary", json!({ "type": "FIXED" })),
        with(
            "/salary",
            json!({ "type": "FIXED", "amount": 1, "period": "YEAR" }),
        ),
        with(
            "/salary",
            json!({ "type": "RANGE", "minimum": 1, "maximum": 999_999.5, "period": "YEAR" }),
        ),
        with("/salary", json!({ "type": "?", "amount": true })),
        with("/salary/minimum", json!(0)),
        with("/payScheme", json!("HOSPITAL_MEDICAL_AND_DENTAL")),
        with("/payBand", json!("CONSULTANT")),
        with("/jobOverview", json!("short")),
        with("/mainDuties", json!("é".repeat(2000))),
        with("/closingDate", json!("2020-01-01")),
        with("/staffGroup", json!("porters")),
        with("/contact/email", json!("nobody")),
        with(
            "/location",
            json!({ "town": 5, "country": false, "region": 1 }),
        ),
        vacancy_with("workingPatterns", json!(["?", 5, "FULL_TIME"])),
        vacancy_with("workingHours", json!({ "amount": -1, "unit": "?" })),
        vacancy_with("jobReference", json!("SIM-400-SALARY")),
    ];

    for body in bodies {
        assert_eq!(place.ats().create(&body).await.status, 400, "{body}");

        let corrected = newest(&place).await["corrected"].clone();

        assert_eq!(corrected["valid"], true, "{body}: {corrected}");
        let accepted = place.ats().create(&corrected["body"]).await;
        assert_eq!(accepted.status, 201, "{body}: {}", accepted.text);
    }
}

#[tokio::test]
async fn every_corrected_transfer_is_accepted_once_the_applicant_is_there() {
    let place = Place::new().await;
    let token = place.ats().bearer().await;
    let with = |pointer: &str, value: Value| {
        let mut sent = transfer();
        *sent.pointer_mut(pointer).unwrap() = value;
        sent
    };
    let bodies = [
        json!({}),
        json!({ "atsReference": 5, "applicantStatus": 5, "person": 5, "checks": 5 }),
        with("/checks", json!({})),
        with(
            "/checks",
            json!({ "references": [{}, 5], "dbs": { "level": "?" } }),
        ),
        with("/checks/professionalRegistration/number", json!("7")),
        with("/person/dateOfBirth", json!("29/02/1996")),
        with("/applicantStatus", json!("OFFERED")),
        with("/atsReference", json!("SIM-422-NOT-RECRUITED")),
    ];

    for (position, body) in bodies.into_iter().enumerate() {
        assert!(
            place.ats().transfer(&token, &body).await.status >= 400,
            "{body}"
        );

        let corrected = newest(&place).await["corrected"].clone();

        assert_eq!(corrected["valid"], true, "{body}: {corrected}");
        let mut person = corrected["body"]["person"].clone();
        person["positionId"] = json!(position.to_string());
        person["firstName"] = json!(format!("Test {position}"));
        let mut sent = corrected["body"].clone();
        sent["person"]["firstName"] = person["firstName"].clone();
        place.post("/esr/applicants", person).await;
        let accepted = place.ats().transfer(&token, &sent).await;
        assert_eq!(accepted.status, 201, "{body}: {}", accepted.text);
    }
}

#[tokio::test]
async fn a_missing_version_is_corrected_to_that_of_the_draft_as_it_stands() {
    let place = Place::new().await;
    let draft = place.ats().create(&vacancy()).await.json();
    let id = draft["vacancyId"].as_str().unwrap();
    let amend = format!("/nhs-jobs/vacancies/{id}/amend");
    place.post(&amend, json!({ "jobTitle": "Porter" })).await;
    place.ats().update(id, &vacancy()).await;

    let corrected = newest(&place).await["corrected"].clone();

    assert_eq!(corrected["body"]["version"], 2);
    let accepted = place.ats().update(id, &corrected["body"]).await;
    assert_eq!(accepted.status, 200, "{}", accepted.text);
}
