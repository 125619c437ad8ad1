//! The NHS Jobs account: listing, publishing, amending and closing, alone and by two at once.

use serde_json::{Value, json};

use crate::browser::{Browser, text};
use crate::support::{Place, vacancy, vacancy_with};

const LIST: &str = "/sandboxes/default/nhs-jobs";

async fn with_a_draft() -> (Place, Browser, String, Value) {
    let place = Place::new().await;
    let browser = Browser::at(&place);
    let created = place.ats().create(&vacancy()).await.json();
    let path = format!("{LIST}/{}", created["vacancyId"].as_str().unwrap());
    (place, browser, path, created)
}

#[tokio::test]
async fn vacancies_are_listed_by_status_and_found_by_a_part_of_title_or_reference() {
    let place = Place::with(|config| config.fixtures = Some("vacancies:120".to_owned())).await;
    let browser = Browser::at(&place);
    place
        .ats()
        .create(&vacancy_with("jobTitle", json!("Maître d'hôtel")))
        .await;

    let all = text(&browser.open(LIST).await);
    assert!(
        all.contains("All (121)") && all.contains("Page 1 of 3"),
        "{all}"
    );
    let found = text(&browser.open(&format!("{LIST}?q=MA%C3%8ETRE")).await);
    assert!(
        found.contains("All (1)") && found.contains("Drafts (1)"),
        "{found}"
    );
    let closed = text(&browser.open(&format!("{LIST}?status=closed")).await);
    assert!(
        closed.contains("Closed") && !closed.contains("Maître"),
        "{closed}"
    );
    let none = text(&browser.open(&format!("{LIST}?q=nobody+has+this")).await);
    assert!(none.contains("No vacancies here."), "{none}");
}

#[tokio::test]
async fn a_person_publishes_and_the_ats_may_not_change_it_any_more() {
    let (place, browser, path, created) = with_a_draft().await;
    let page = browser.open(&path).await;

    let published = browser.follow(&page, &format!("{path}/publish"), &[]).await;

    assert!(
        text(&published).contains("The vacancy is published."),
        "{}",
        text(&published)
    );
    let mut update = vacancy();
    update["version"] = json!(1);
    let refused = place
        .ats()
        .update(created["vacancyId"].as_str().unwrap(), &update)
        .await;
    assert_eq!(refused.refusal(), "409 VACANCY_NOT_DRAFT");
    let history = text(&browser.open(&format!("{path}/history")).await);
    assert!(
        history.contains("Published by a person in the account , version 1"),
        "{history}"
    );
    assert!(
        history.contains("Created by the ATS , version 1"),
        "{history}"
    );
}

#[tokio::test]
async fn what_a_form_did_is_told_once() {
    let (_place, browser, path, _) = with_a_draft().await;
    let page = browser.open(&path).await;
    let published = browser.follow(&page, &format!("{path}/publish"), &[]).await;

    assert!(published.contains("class=\"said\""));
    assert!(!browser.open(&path).await.contains("class=\"said\""));
}

#[tokio::test]
async fn the_advert_is_shown_before_anybody_else_can_see_it() {
    let (_place, browser, path, _) = with_a_draft().await;

    let advert = text(&browser.open(&format!("{path}/advert")).await);

    assert!(
        advert.contains("Nobody sees it before it is published."),
        "{advert}"
    );
    assert!(advert.contains("£32,073 to £39,043 a year"), "{advert}");
}

#[tokio::test]
async fn an_amendment_changes_what_was_typed_over_and_nothing_else() {
    let (place, browser, path, created) = with_a_draft().await;
    let amend = format!("{path}/amend");
    let page = browser.open(&amend).await;

    let typed = [
        ("jobTitle", "Senior Staff Nurse"),
        ("contact/name", "Another <Contact>"),
    ];
    let amended = text(&browser.follow(&page, &amend, &typed).await);

    assert!(
        amended.contains("Amended: contact, job title."),
        "{amended}"
    );
    let id = created["vacancyId"].as_str().unwrap();
    let now = place.get(&format!("/nhs-jobs/vacancies/{id}")).await;
    assert_eq!(
        now["history"]["changes"][1]["fields"],
        json!(["jobTitle", "contact"])
    );
    let mut expected = created.clone();
    expected["jobTitle"] = json!("Senior Staff Nurse");
    expected["contact"]["name"] = json!("Another <Contact>");
    expected["version"] = json!(2);
    assert_eq!(now["vacancy"], expected);
}

#[tokio::test]
async fn an_amendment_that_breaks_a_rule_is_told_at_its_field() {
    let (_place, browser, path, _) = with_a_draft().await;
    let amend = format!("{path}/amend");
    let page = browser.open(&amend).await;

    let typed = [("jobOverview", "Too short"), ("salary/minimum", "plenty")];
    let reply = browser.submit(&page, &amend, &typed).await;

    assert_eq!(reply.status, 422);
    assert!(
        reply.text.contains("href=\"#f-jobOverview\""),
        "{}",
        text(&reply.text)
    );
    assert!(reply.text.contains("href=\"#f-salary-minimum\""));
    assert!(reply.text.contains("value=\"plenty\"") && reply.text.contains("Too short</textarea>"));
}

#[tokio::test]
async fn after_publishing_what_may_not_be_amended_is_explained_instead_of_asked() {
    let (_place, browser, path, _) = with_a_draft().await;
    let page = browser.open(&path).await;
    browser.follow(&page, &format!("{path}/publish"), &[]).await;

    let amend = format!("{path}/amend");
    let page = browser.open(&amend).await;
    assert!(!page.contains("name=\"jobTitle\"") && !page.contains("name=\"salary/type\""));
    assert!(text(&page).contains("What may not be amended after publishing, and why"));
    let amended = text(
        &browser
            .follow(&page, &amend, &[("areaOfWork", "Theatres")])
            .await,
    );
    assert!(amended.contains("Amended: area of work."), "{amended}");

    let page = browser.open(&amend).await;
    let refused = browser
        .submit(&page, &amend, &[("jobTitle", "Another")])
        .await;
    assert_eq!(refused.status, 422);
    assert!(text(&refused.text).contains("may not be amended after publishing"));
}

#[tokio::test]
async fn two_people_who_amend_at_once_lose_nothing_of_either() {
    let (place, browser, path, created) = with_a_draft().await;
    let amend = format!("{path}/amend");
    let page = browser.open(&amend).await;
    let mut update = vacancy_with(
        "salary",
        json!({"type": "FIXED", "amount": 35000, "period": "YEAR"}),
    );
    update["version"] = json!(1);
    update["areaOfWork"] = json!("Theirs");
    let id = created["vacancyId"].as_str().unwrap();
    assert_eq!(place.ats().update(id, &update).await.status, 200);

    let typed = [("jobTitle", "Mine"), ("areaOfWork", "Mine too")];
    let reply = browser.submit(&page, &amend, &typed).await;
    assert_eq!(reply.status, 409);
    let told = text(&reply.text);
    assert!(
        told.contains("Somebody changed this vacancy while you were typing"),
        "{told}"
    );
    assert!(
        told.contains("Updated by the ATS: area of work, salary"),
        "{told}"
    );
    assert!(told.contains("Area of work Theirs"), "{told}");
    let saved = text(&browser.follow(&reply.text, &amend, &[]).await);

    assert!(
        saved.contains("Amended: area of work, job title."),
        "{saved}"
    );
    let now = place.get(&format!("/nhs-jobs/vacancies/{id}")).await["vacancy"].clone();
    assert_eq!(
        (&now["jobTitle"], &now["areaOfWork"]),
        (&json!("Mine"), &json!("Mine too"))
    );
    assert_eq!(now["salary"]["amount"], json!(35000));
}

#[tokio::test]
async fn nobody_publishes_or_closes_what_has_changed_since_the_page_was_opened() {
    let (place, browser, path, created) = with_a_draft().await;
    let (page, close) = (
        browser.open(&path).await,
        browser.open(&format!("{path}/close")).await,
    );
    let mut update = vacancy_with("jobTitle", json!("Another"));
    update["version"] = json!(1);
    place
        .ats()
        .update(created["vacancyId"].as_str().unwrap(), &update)
        .await;

    for (page, act) in [(page, "publish"), (close, "close")] {
        let reply = browser.submit(&page, &format!("{path}/{act}"), &[]).await;
        assert_eq!(reply.status, 409);
        let told = text(&reply.text);
        assert!(told.contains("Updated by the ATS: job title"), "{told}");
    }
    assert!(text(&browser.open(&path).await).contains("version 2 Draft"));
}

#[tokio::test]
async fn a_vacancy_is_closed_after_somebody_has_said_so_twice() {
    let (_place, browser, path, _) = with_a_draft().await;
    let page = browser.open(&format!("{path}/close")).await;

    let closed = browser.follow(&page, &format!("{path}/close"), &[]).await;

    assert!(text(&closed).contains("The vacancy is closed."));
    assert!(!closed.contains("/amend\"") && !closed.contains("/publish\""));
}

#[tokio::test]
async fn a_vacancy_that_is_gone_is_told_in_words() {
    let (place, browser, path, _) = with_a_draft().await;
    let page = browser.open(&path).await;
    place.post("/reset", json!({})).await;

    let reply = browser.submit(&page, &format!("{path}/publish"), &[]).await;

    assert_eq!(reply.status, 404);
    assert!(reply.text.contains("This vacancy is not there any more"));
}

#[tokio::test]
async fn whoever_watches_the_sandbox_is_told_what_was_done_in_the_console() {
    let (place, browser, path, _) = with_a_draft().await;
    let page = browser.open(&path).await;
    let mut events = browser
        .request(reqwest::Method::GET, "/__admin/events")
        .send()
        .await
        .unwrap();

    browser.follow(&page, &format!("{path}/publish"), &[]).await;

    let mut seen = String::new();
    while !seen.contains("POST /nhs-jobs/vacancies/{id}/publish") {
        seen.push_str(&String::from_utf8_lossy(
            &events.chunk().await.unwrap().unwrap(),
        ));
    }
    drop(place);
}
