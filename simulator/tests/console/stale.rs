//! Two people at once, and pages from before something changed: whoever comes second is told.

use serde_json::json;

use crate::browser::{Browser, text};
use crate::support::Place;

const ESR: &str = "/sandboxes/default/esr";

/// Two open records of one person, and their numbers.
async fn duplicates() -> (Place, Browser, [String; 2]) {
    let place = Place::new().await;
    let doctor = json!({ "firstName": "Aoife", "lastName": "Synth", "dateOfBirth": "1996-02-29" });
    let load = async || {
        let loaded = place.post("/esr/applicants", doctor.clone()).await;
        loaded["confirmations"][0]["applicantNumber"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let numbers = [load().await, load().await];
    let browser = Browser::at(&place);
    (place, browser, numbers)
}

fn open_records(applicants: &serde_json::Value) -> Vec<&str> {
    let all = applicants["applicants"].as_array().unwrap().iter();
    let open = all.filter(|one| one["open"] == true);
    open.map(|one| one["applicantNumber"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn two_people_who_keep_different_records_at_once_do_not_close_both() {
    let (place, browser, [one, other]) = duplicates().await;
    let page = browser.open(&format!("{ESR}/duplicates")).await;
    let keep = |number: &str| format!("{ESR}/applicants/{number}/keep");

    browser.follow(&page, &keep(&one), &[]).await;
    let second = browser.submit(&page, &keep(&other), &[]).await;

    let applicants = place.get("/esr/applicants").await;
    assert_eq!(open_records(&applicants), [&*one], "{}", second.text);
    assert_ne!(second.status, 500);
    let told = match second.header("location") {
        "" => second.text,
        on => browser.open(on).await,
    };
    assert!(text(&told).contains("closed"), "{}", text(&told));
}

#[tokio::test]
async fn a_record_that_somebody_else_has_closed_is_not_closed_again() {
    let (place, browser, [one, _]) = duplicates().await;
    let close = format!("{ESR}/applicants/{one}/close");
    let page = browser.open(&close).await;
    browser.follow(&page, &close, &[]).await;

    let second = browser.submit(&page, &close, &[]).await;

    let told = match second.header("location") {
        "" => second.text,
        on => browser.open(on).await,
    };
    assert!(text(&told).contains("closed"), "{}", text(&told));
    let history = browser.open(&format!("{ESR}/applicants/{one}")).await;
    let closed = text(&history).matches("Closed by").count();
    assert!(closed <= 1, "{}", text(&history));
    drop(place);
}

#[tokio::test]
async fn a_case_that_was_disarmed_meanwhile_is_told_and_harms_nothing() {
    let place = Place::new().await;
    let browser = Browser::at(&place);
    let happen = "/sandboxes/default/make-it-happen";
    let page = browser.open(happen).await;
    let arm = format!("{happen}/arm");
    let armed = browser.follow(&page, &arm, &[("for", "next")]).await;
    let disarm = format!("{happen}/disarm");
    browser.follow(&armed, &disarm, &[]).await;

    let second = browser.follow(&armed, &disarm, &[]).await;

    assert!(
        text(&second).contains("Nothing: every request is answered as it deserves"),
        "{}",
        text(&second)
    );
}
