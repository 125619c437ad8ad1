//! What comes from the wire is text in a real browser too, wherever it stands, and fits a phone.

use serde_json::{Value, json};
use simulator::Running;

use crate::driver::Driver;
use crate::place::{pages, simulator};

const SCRIPT: &str = "<img src=x onerror=\"window.ran=1\"><script>window.ran=1</script>";
const WIDTH: u32 = 320;

/// A vacancy whose title and reference are this text; most are refused, and shown all the same.
async fn post(simulator: &Running, text: &str) {
    let jobs = &simulator.sandbox.nhs_jobs;
    let vacancy = json!({ "jobTitle": text, "jobReference": text, "areaOfWork": text });
    let url = format!(
        "{}/organisations/{}/vacancies",
        jobs.base_url, jobs.organisation_id
    );
    let request = reqwest::Client::new().post(url).json(&vacancy);
    let request = request.header("X-Api-Key", &jobs.api_key);
    let request = request.header("X-Account-Id", &jobs.account_id);
    assert_eq!(request.send().await.unwrap().status(), 400);
}

async fn control(simulator: &Running, call: &str, body: Value) {
    let url = format!("{}/__admin{call}", simulator.control_url());
    let request = reqwest::Client::new().post(url).json(&body);
    assert!(request.send().await.unwrap().status().is_success());
}

async fn ran_or_is_wide(driver: &Driver) -> Option<Value> {
    let found = driver
        .run("return [window.ran ?? 0, document.documentElement.scrollWidth]")
        .await;
    let bad = found[0] != 0 || found[1].as_u64().unwrap() > u64::from(WIDTH);
    bad.then_some(found)
}

#[tokio::test]
async fn script_long_words_and_text_from_right_to_left_do_no_harm_on_any_page() {
    let simulator = simulator().await;
    let long = "W".repeat(200);
    for text in [SCRIPT, &long, "\u{202e}ممرضة \u{5d0}\u{5d7}\u{5d5}\u{5ea}"] {
        post(&simulator, text).await;
        let room =
            json!({ "name": format!("{}, place 1", text.chars().take(60).collect::<String>()) });
        control(&simulator, "/sandboxes", room).await;
        let doctor = json!({ "firstName": text, "lastName": text, "dateOfBirth": "1990-01-01" });
        for _ in 0..2 {
            control(&simulator, "/esr/applicants", doctor.clone()).await;
        }
    }
    let driver = Driver::start(&simulator, WIDTH, 800).await;

    let mut harmed = Vec::new();
    for path in pages(&simulator).await {
        driver.go(&path).await;
        let found = ran_or_is_wide(&driver).await;
        harmed.extend(found.map(|found| format!("{path}: {found}")));
    }

    assert!(harmed.is_empty(), "{}", harmed.join("\n"));
}

#[tokio::test]
async fn script_that_arrives_while_the_traffic_is_watched_is_text() {
    let simulator = simulator().await;
    let driver = Driver::start(&simulator, WIDTH, 800).await;
    driver.go("/sandboxes/default/traffic").await;
    driver.sees("Watching.").await;

    for text in [SCRIPT, &"W".repeat(400), "\u{202e}abc"] {
        post(&simulator, text).await;
    }

    driver.sees("onerror").await;
    driver.sees("\\u202eabc").await;
    assert_eq!(ran_or_is_wide(&driver).await, None);
    let images = driver
        .run("return document.querySelectorAll('#rows img, #rows script').length")
        .await;
    assert_eq!(images, 0);
}
