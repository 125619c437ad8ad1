//! Live traffic.

use std::time::Duration;

use serde_json::{Value, json};

use crate::place;
use crate::support::{Place, vacancy, vacancy_with};
use crate::visitor::Visitor;

#[tokio::test]
async fn exchanges_are_listed_newest_first_and_filtered() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    place.ats().create(&vacancy()).await;
    place
        .ats()
        .create(&vacancy_with("salary", Value::Null))
        .await;
    place.ats().token().await;

    let all = trainer.page("/traffic").await.text();
    let refused = trainer.page("/traffic?show=refused").await.text();
    let esr = trainer.page("/traffic?service=esr").await.text();

    assert!(all.find("Get a token").unwrap() < all.find("Post a vacancy").unwrap());
    assert!(
        all.contains("Accepted 201") && all.contains("Refused 400"),
        "{all}"
    );
    assert!(
        refused.contains("Refused 400") && !refused.contains("Accepted 201"),
        "{refused}"
    );
    assert!(
        esr.contains("Get a token") && !esr.contains("277-26-0141"),
        "{esr}"
    );
}

#[tokio::test]
async fn one_exchange_is_shown_on_the_wire_and_in_words_with_secrets_masked() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let salary = json!({ "type": "FIXED", "amount": "£32,073", "period": "YEAR" });
    let reply = place.ats().create(&vacancy_with("salary", salary)).await;

    let below = format!("/traffic/{}", reply.header("x-request-id"));
    let page = trainer.page(&below).await;

    for words in [
        "‘Post a vacancy’ was refused with 400",
        "Recruiter or HR",
        "NJ-SAL-03",
        "This simulator's own",
        "/salary/amount: \"£32,073\" became 32073",
        "curl -sS -g -X POST",
        "[secret:apiKey:own]",
    ] {
        assert!(page.says(words), "{words} is not in {}", page.text());
    }
    assert!(!page.html.contains(&place.sandbox.nhs_jobs.api_key));
}

#[tokio::test]
async fn an_exchange_that_is_gone_is_told_in_words() {
    let place = place().await;

    let page = Visitor::of(&place).page("/traffic/no-such-exchange").await;

    assert_eq!(page.status, 404);
    assert!(
        page.says("This exchange is not kept any more"),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn everything_is_taken_along_as_har() {
    let place = place().await;
    place.ats().create(&vacancy()).await;

    let page = Visitor::of(&place).page("/traffic/journal.har").await;

    let har: Value = serde_json::from_str(&page.html).unwrap();
    assert_eq!(har["log"]["entries"].as_array().unwrap().len(), 1);
}

/// Reads events of the stream until one holds a text, at most ten seconds long.
async fn watched(place: &Place, query: &str, wanted: &str) -> String {
    let base = place.simulator.control_url();
    let url = format!("{base}/sandboxes/default/traffic/stream{query}");
    let mut response = place.http.get(url).send().await.unwrap();
    let mut read = String::new();
    while !read.contains(wanted) || !read.ends_with("\n\n") {
        let chunk = tokio::time::timeout(Duration::from_secs(10), response.chunk()).await;
        let chunk = chunk
            .expect("something is told within ten seconds")
            .unwrap();
        read.push_str(std::str::from_utf8(&chunk.unwrap()).unwrap());
    }
    read
}

fn rows(events: &str) -> Vec<Value> {
    let data = events
        .lines()
        .filter_map(|line| line.strip_prefix("data: "));
    data.map(|data| serde_json::from_str(data).unwrap())
        .collect()
}

#[tokio::test]
async fn a_page_that_is_left_open_is_told_of_what_comes() {
    let place = place().await;
    let send = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        place.ats().create(&vacancy()).await;
    };

    let (told, ()) = tokio::join!(watched(&place, "", "277-26-0141"), send);

    let row = &rows(&told)[0]["rows"][0];
    assert_eq!(
        (&row["asked"], &row["colour"]),
        (&json!("Post a vacancy"), &json!("green"))
    );
}

#[tokio::test]
async fn of_a_flood_the_newest_are_told_and_how_many_were_passed_over() {
    let place = place().await;
    for _ in 0..100 {
        place.ats().token().await;
    }

    let told = watched(&place, "", "passedOver").await;

    let told = &rows(&told)[0];
    assert_eq!(told["rows"].as_array().unwrap().len(), 40);
    assert_eq!(told["passedOver"], 60);
    assert_eq!(told["rows"][39]["number"], 100);
}

#[tokio::test]
async fn a_page_that_is_left_open_over_a_reset_is_told_so() {
    let place = place().await;
    let reset = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        place.post("/reset", json!({})).await;
    };

    let (told, _) = tokio::join!(watched(&place, "", "event: end"), reset);

    assert!(told.contains("The sandbox was reset or deleted."), "{told}");
}
