//! ESR as HR sees it: loading, near misses, duplicates, the six records, activation.

use serde_json::json;

use crate::browser::{Browser, Sent, text};
use crate::support::{Place, applicant, transfer};

const ESR: &str = "/sandboxes/default/esr";
const AOIFE: Sent<'static> = &[
    ("firstName", "Aoife"),
    ("lastName", "O'Brien"),
    ("dateOfBirth-day", "29"),
    ("dateOfBirth-month", "2"),
    ("dateOfBirth-year", "1996"),
];

async fn load(browser: &Browser, typed: Sent<'_>) -> String {
    let path = format!("{ESR}/load");
    let page = browser.open(&path).await;
    let reply = browser.submit(&page, &path, typed).await;
    assert_eq!(reply.status, 200, "{}", text(&reply.text));
    reply.text
}

/// The path of the applicant that a confirmation names.
fn named(confirmation: &str) -> String {
    let start = confirmation.find("/esr/applicants/").unwrap();
    let end = start + confirmation[start..].find('"').unwrap();
    format!("/sandboxes/default{}", &confirmation[start..end])
}

#[tokio::test]
async fn a_load_is_confirmed_as_the_feed_would_be() {
    let place = Place::new().await;
    let browser = Browser::at(&place);

    let first = text(&load(&browser, AOIFE).await);
    assert!(
        first.contains("1 applicant: 0 failed, 0 with a message"),
        "{first}"
    );
    assert!(first.contains("SUCCESS None"), "{first}");
    let again = text(&load(&browser, AOIFE).await);
    assert!(
        again.contains("Another open record has the same names"),
        "{again}"
    );
    let nobody = text(&load(&browser, &[("lastName", "X")]).await);
    assert!(
        nobody.contains("FAIL ERROR: firstName is mandatory"),
        "{nobody}"
    );
}

#[tokio::test]
async fn a_day_that_is_none_is_told_at_its_field() {
    let place = Place::new().await;
    let browser = Browser::at(&place);
    let path = format!("{ESR}/load");
    let page = browser.open(&path).await;
    let mut typed = AOIFE.to_vec();
    typed[2].1 = "31";

    let reply = browser.submit(&page, &path, &typed).await;

    assert_eq!(reply.status, 422);
    assert!(
        reply.text.contains("href=\"#f-dateOfBirth\""),
        "{}",
        text(&reply.text)
    );
    assert!(reply.text.contains("value=\"31\""));
}

#[tokio::test]
async fn a_rotation_is_loaded_at_once_and_the_next_one_brings_others() {
    let place = Place::new().await;
    let browser = Browser::at(&place);
    let (form, path) = (format!("{ESR}/load"), format!("{ESR}/load/rotation"));
    let mut names = std::collections::BTreeSet::new();

    for _ in 0..2 {
        let page = browser.open(&form).await;
        let typed = [("size", "30"), ("from", "HICOM")];
        let told = text(&browser.submit(&page, &path, &typed).await.text);
        assert!(told.contains("30 applicants: 0 failed"), "{told}");
    }

    for one in place.get("/esr/applicants").await["applicants"]
        .as_array()
        .unwrap()
    {
        assert_eq!(one["source"], "HICOM");
        names.insert(format!(
            "{}{}{}",
            one["firstName"], one["lastName"], one["dateOfBirth"]
        ));
    }
    assert!(names.len() > 40, "{}", names.len());
}

#[tokio::test]
async fn the_six_records_say_what_was_transferred_superseded_and_missing() {
    let place = Place::new().await;
    let browser = Browser::at(&place);
    let mut typed = AOIFE.to_vec();
    typed.extend([("register", "GMC"), ("number", "7654321")]);
    let path = named(&load(&browser, &typed).await);
    let before = text(&browser.open(&path).await);
    assert!(
        before.contains("Professional registration Held before GMC 7654321"),
        "{before}"
    );

    let token = place.ats().bearer().await;
    assert_eq!(place.ats().transfer(&token, &transfer()).await.status, 201);

    let after = text(&browser.open(&path).await);
    assert!(
        after.contains("Professional registration Superseded ESR held GMC 7654321"),
        "{after}"
    );
    assert!(after.contains("EU status Transferred settled"), "{after}");
    assert!(after.contains("DBS check Missing Not sent"), "{after}");
    assert!(
        after.contains("Employment checks transferred by the ATS"),
        "{after}"
    );
}

#[tokio::test]
async fn a_near_miss_shows_the_letters_that_differ_and_leads_to_correcting_the_person() {
    let place = Place::new().await;
    let browser = Browser::at(&place);
    let mut typed = AOIFE.to_vec();
    typed[1].1 = "OBrien";
    let path = named(&load(&browser, &typed).await);
    let token = place.ats().bearer().await;
    assert_eq!(
        place.ats().transfer(&token, &transfer()).await.refusal(),
        "404 NO_MATCH"
    );

    let page = browser.open(&format!("{ESR}/near-misses")).await;
    assert!(page.contains("O<mark>&#39;</mark>Brien"), "{page}");
    assert!(text(&page).contains("Only the apostrophe differs in the last name."));
    let link = page
        .split("class=\"button second\" href=\"")
        .nth(1)
        .unwrap();
    let link = link.split('"').next().unwrap().replace("&#38;", "&");
    let form = browser.open(&link).await;
    assert!(form.contains("value=\"O&#39;Brien\""), "{form}");
    let done = browser.follow(&form, &format!("{path}/correct"), &[]).await;

    assert!(
        text(&done).contains("Corrected by a person in HR"),
        "{}",
        text(&done)
    );
    assert_eq!(place.ats().transfer(&token, &transfer()).await.status, 201);
}

#[tokio::test]
async fn a_correction_over_another_persons_correction_is_told_and_what_was_typed_stays() {
    let place = Place::new().await;
    let browser = Browser::at(&place);
    let path = named(&load(&browser, AOIFE).await);
    let correct = format!("{path}/correct");
    let page = browser.open(&correct).await;
    let number = path.rsplit('/').next().unwrap();
    place
        .post(
            &format!("/esr/persons/{number}"),
            json!({ "firstName": "Eva" }),
        )
        .await;

    let reply = browser
        .submit(&page, &correct, &[("lastName", "Mine")])
        .await;

    assert_eq!(reply.status, 409);
    let told = text(&reply.text);
    assert!(told.contains("ESR now holds: Eva O'Brien"), "{told}");
    assert!(reply.text.contains("value=\"Mine\""));
}

#[tokio::test]
async fn keeping_one_of_two_records_closes_the_other_and_lets_the_transfer_through() {
    let place = Place::new().await;
    let browser = Browser::at(&place);
    let first = named(&load(&browser, AOIFE).await);
    load(&browser, AOIFE).await;
    let token = place.ats().bearer().await;
    assert_eq!(
        place.ats().transfer(&token, &transfer()).await.refusal(),
        "409 SEVERAL_MATCHES"
    );

    let (page, keep) = (
        browser.open(&format!("{ESR}/duplicates")).await,
        format!("{first}/keep"),
    );
    assert_eq!(page.matches("Keep this one").count(), 2);
    let kept = text(&browser.follow(&page, &keep, &[]).await);
    assert!(kept.contains("1 other record is closed"), "{kept}");
    assert!(kept.contains("No duplicates."), "{kept}");
    assert_eq!(place.ats().transfer(&token, &transfer()).await.status, 201);

    // Somebody else still has the page open.
    let late = browser.submit(&page, &keep, &[]).await;
    assert_eq!(late.status, 409);
    assert!(text(&late.text).contains("These records have changed since you opened the page"));
}

#[tokio::test]
async fn an_employers_activation_is_changed_and_decides_at_the_door() {
    let place = Place::new().await;
    let browser = Browser::at(&place);
    load(&browser, AOIFE).await;
    let path = format!("{ESR}/employers");
    let page = browser.open(&path).await;
    let vpd = &place.sandbox.esr.vpd;

    let told = browser
        .follow(&page, &path, &[("vpd", vpd), ("activation", "none")])
        .await;

    assert!(text(&told).contains("Not activated"), "{}", text(&told));
    let token = place.ats().bearer().await;
    let refused = place.ats().transfer(&token, &transfer()).await;
    assert_eq!(refused.refusal(), "403 EMPLOYER_NOT_ACTIVATED");
    let wrong = browser
        .submit(&page, &path, &[("vpd", "x1"), ("activation", "none")])
        .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("href=\"#f-vpd\""));
}

#[tokio::test]
async fn a_closed_record_is_history_and_matches_no_more() {
    let place = Place::new().await;
    let browser = Browser::at(&place);
    let path = named(&load(&browser, AOIFE).await);
    let page = browser.open(&format!("{path}/close")).await;

    let closed = text(&browser.follow(&page, &format!("{path}/close"), &[]).await);

    assert!(closed.contains("Closed by a person in HR"), "{closed}");
    let token = place.ats().bearer().await;
    let refused = place.ats().transfer(&token, &transfer()).await;
    assert_eq!(refused.refusal(), "422 APPLICANT_CLOSED");
    assert_eq!(applicant()["firstName"], "Aoife");
}

#[tokio::test]
async fn applicants_are_found_by_name_number_and_position() {
    let place = Place::with(|config| config.fixtures = Some("rotation:130".to_owned())).await;
    let browser = Browser::at(&place);
    let all = text(&browser.open(ESR).await);
    assert!(
        all.contains("130 applicants") && all.contains("Page 1 of 3"),
        "{all}"
    );
    let one = place.get("/esr/applicants").await["applicants"][100].clone();

    for member in ["applicantNumber", "positionId"] {
        let wanted = one[member].as_str().unwrap();
        let found = text(&browser.open(&format!("{ESR}?q={wanted}")).await);
        assert!(
            found.contains(one["applicantNumber"].as_str().unwrap()),
            "{found}"
        );
    }
    let none = text(&browser.open(&format!("{ESR}?q=nobody+at+all")).await);
    assert!(none.contains("No applicants here."), "{none}");
}
