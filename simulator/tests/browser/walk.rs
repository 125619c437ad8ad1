//! A trainer's morning, by keyboard alone.

use serde_json::json;
use simulator::Running;

use crate::driver::Driver;
use crate::place::{simulator, trainer_at};

/// Lets an ATS meet the default sandbox, so that no page of it is empty.
pub(crate) async fn something_happens(simulator: &Running) {
    let (http, sandbox) = (reqwest::Client::new(), &simulator.sandbox);
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", &sandbox.esr.client_id),
        ("client_secret", &sandbox.esr.client_secret),
    ];
    let token = http
        .post(&sandbox.esr.token_url)
        .form(&form)
        .send()
        .await
        .unwrap();
    let token: serde_json::Value = token.json().await.unwrap();
    let applicants = format!("{}/__admin/esr/applicants", simulator.control_url());
    let doctor = json!({ "firstName": "Aoife", "lastName": "OBrien", "dateOfBirth": "1996-02-29" });
    http.post(&applicants).json(&doctor).send().await.unwrap();
    http.post(&applicants).json(&doctor).send().await.unwrap();
    for last_name in ["O'Brien", "OBrien"] {
        let transfer = json!({
            "atsReference": "T-1", "applicantStatus": "OUTCOME_RECRUITED",
            "person": { "firstName": "Aoife", "lastName": last_name, "dateOfBirth": "1996-02-29" },
            "checks": { "euStatus": { "status": "SETTLED", "checkedDate": "2026-06-02" } }
        });
        let url = format!(
            "{}/dit/v1/employers/{}/employment-checks",
            sandbox.esr.base_url, sandbox.esr.vpd
        );
        let request = http.post(url).json(&transfer);
        let request = request.bearer_auth(token["access_token"].as_str().unwrap());
        assert!(request.send().await.unwrap().status().is_client_error());
    }
    let vacancies = format!(
        "{}/organisations/{}/vacancies",
        sandbox.nhs_jobs.base_url, sandbox.nhs_jobs.organisation_id
    );
    http.post(vacancies)
        .header("X-Api-Key", &sandbox.nhs_jobs.api_key)
        .header("X-Account-Id", &sandbox.nhs_jobs.account_id)
        .json(&json!({ "jobTitle": "Only a title" }))
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_classroom_is_made_shown_and_deleted() {
    let (_simulator, driver) = trainer_at("/").await;

    driver.enter("New classroom").await;
    driver.enter("Make the classroom").await;
    driver.sees("Enter a name for the classroom").await;
    driver
        .fill("Name of the classroom", "Tuesday recruiters")
        .await;
    driver.fill("How many places", "3").await;
    driver.enter("Make the classroom").await;
    driver.sees("3 sandboxes are made.").await;
    driver.sees("Tuesday recruiters, place 3").await;
    driver.enter("Delete").await;
    driver.enter("Delete the classroom").await;

    driver
        .sees("The classroom “Tuesday recruiters” is deleted.")
        .await;
}

#[tokio::test]
async fn a_refused_form_is_read_out_and_its_links_lead_into_the_fields() {
    let (_simulator, driver) = trainer_at("/classrooms/new").await;
    driver.enter("Make the classroom").await;

    let focused = driver.run("return document.activeElement.className").await;
    assert_eq!(focused, json!("error-summary"));
    driver.focus("Enter a name for the classroom").await;
    driver.run("document.activeElement.click()").await;

    let focused = driver.run("return document.activeElement.id").await;
    assert_eq!(focused, json!("f-name"));
}

#[tokio::test]
async fn a_near_miss_is_corrected_and_a_duplicate_is_chosen() {
    let simulator = simulator().await;
    something_happens(&simulator).await;
    let driver = Driver::start(&simulator, 1280, 900).await;
    driver.go("/sandboxes/default/esr").await;

    driver.enter("Near misses").await;
    driver
        .sees("Only the apostrophe differs in the last name.")
        .await;
    driver.enter("Correct the person").await;
    driver
        .sees("The form is filled in with what the ATS sent.")
        .await;
    driver.enter("Save").await;
    driver.sees("The person is corrected.").await;
    driver.enter("ESR").await;
    driver.enter("Duplicates").await;
    driver.enter("Keep this one").await;

    driver.sees("other record is closed.").await;
}

#[tokio::test]
async fn a_rotation_is_loaded_from_hicom_with_its_confirmation() {
    let (_simulator, driver) = trainer_at("/sandboxes/default/esr/load").await;

    driver.fill("How many", "25").await;
    driver.enter("Load from Hicom").await;

    driver.sees("25 applicants: 0 failed").await;
}
