//! The errors that a trainer shows, from the form to the remedy, by keyboard alone.

use serde_json::Value;
use simulator::Running;

use crate::place::trainer_at;

/// How many vacancies NHS Jobs holds.
async fn vacancies(simulator: &Running) -> usize {
    let url = format!("{}/__admin/nhs-jobs/vacancies", simulator.control_url());
    let held: Value = reqwest::get(url).await.unwrap().json().await.unwrap();
    held["vacancies"].as_array().unwrap().len()
}

#[tokio::test]
async fn the_salary_is_rejected_corrected_posted_published_and_no_longer_updated() {
    let (simulator, driver) = trainer_at("/").await;
    let before = vacancies(&simulator).await;

    driver.enter("Send a vacancy without an ATS").await;
    driver
        .enter("Or send it with a mistake Salary typed as £32,073")
        .await;
    driver.sees("400 Error: Bad Request").await;
    assert_eq!(vacancies(&simulator).await, before);
    driver.fill("Salary amount", "32073").await;
    driver.enter("Post the Job").await;
    driver.sees("Job Successfully Posted").await;
    assert_eq!(vacancies(&simulator).await, before + 1);

    driver.enter("Open the NHS Jobs account").await;
    driver.enter("Drafts").await;
    driver.enter_within("tbody").await;
    driver.enter("Publish").await;
    driver.sees("The vacancy is published.").await;
    driver.enter("Try it as an ATS").await;
    driver.enter("Open it in the form").await;
    driver.enter("Update").await;

    driver
        .sees("NHS Jobs only allow changes via the integration whilst the vacancy remains a draft.")
        .await;
    driver.enter("Lessons").await;
    driver.sees("Finished").await;
    drop(simulator);
}

#[tokio::test]
async fn a_doctor_is_loaded_and_the_registration_that_esr_holds_supersedes_the_one_sent() {
    let (_simulator, driver) = trainer_at("/").await;
    driver.go("/sandboxes/default/esr/load").await;

    driver.fill("First name", "Aoife").await;
    driver.fill("Last name", "Synth-Walker").await;
    driver.fill("Date of birth Day", "29").await;
    driver.fill("Date of birth Month", "2").await;
    driver.fill("Date of birth Year", "1996").await;
    driver.choose("Registration already held", "GMC").await;
    driver.fill("Registration number", "9907654").await;
    driver.enter("Load this applicant").await;
    driver.sees("1 applicant: 0 failed").await;
    driver.enter("Try it as an ATS").await;
    driver.enter("Employment checks for ESR").await;
    driver
        .choose("Choose an applicant who waits for checks", "Synth-Walker")
        .await;
    driver.enter("Fill the form").await;
    driver.enter("Transfer to ESR").await;

    driver
        .sees("An existing registration supersedes the one sent")
        .await;
    driver.enter("ESR").await;
    driver
        .fill("Name, number or position", "Synth-Walker")
        .await;
    driver.enter("Search").await;
    driver.enter("Aoife Synth-Walker").await;
    driver.sees("Superseded").await;
    driver
        .sees("ESR held GMC 9907654 already, so that stays.")
        .await;
}

#[tokio::test]
async fn an_answer_that_is_lost_makes_no_second_vacancy_when_it_is_sent_again() {
    let (simulator, driver) = trainer_at("/").await;
    let before = vacancies(&simulator).await;
    driver.go("/sandboxes/default/make-it-happen").await;

    driver
        .enter("Next request: Answer lost after it was stored")
        .await;
    driver.enter("Try it as an ATS").await;
    driver.enter("Post the Job").await;
    driver.sees("It is not known whether NHS Jobs has it").await;
    assert_eq!(vacancies(&simulator).await, before + 1);
    driver.enter("Try again").await;
    driver.sees("Job Successfully Posted").await;

    assert_eq!(vacancies(&simulator).await, before + 1);
}
