//! Classrooms: made, saved, loaded, reset and deleted.

use reqwest::Method;
use reqwest::header::CONTENT_TYPE;

use crate::browser::{Browser, Sent, text};
use crate::support::Place;

const ROOM: &str = "/classrooms/Tuesday%20group";

async fn made(place: &Place, typed: Sent<'_>) -> (Browser, String) {
    let browser = Browser::at(place);
    let page = browser.open("/classrooms/new").await;
    let room = browser.follow(&page, "/classrooms/new", typed).await;
    (browser, room)
}

const TYPED: Sent<'static> = &[
    ("name", "Tuesday group"),
    ("places", "3"),
    ("world", "demo"),
];

#[tokio::test]
async fn every_place_has_a_card_with_credentials_of_its_own_and_the_same_world() {
    let place = Place::new().await;
    let (_, room) = made(&place, TYPED).await;

    let told = text(&room);
    assert!(told.contains("3 sandboxes are made."), "{told}");
    for number in 1..=3 {
        assert!(
            told.contains(&format!("Tuesday group, place {number}")),
            "{told}"
        );
    }
    let sandboxes = place.get("/sandboxes").await["sandboxes"].clone();
    let room: Vec<_> = sandboxes.as_array().unwrap().iter().skip(1).collect();
    let distinct = |member: fn(&serde_json::Value) -> String| {
        let all = room.iter().map(|one| member(one));
        all.collect::<std::collections::BTreeSet<_>>().len()
    };
    assert_eq!(distinct(|one| one["nhsJobs"]["apiKey"].to_string()), 3);
    assert_eq!(distinct(|one| one["esr"]["clientSecret"].to_string()), 3);
    assert_eq!(distinct(|one| one["seed"].to_string()), 1);
    for one in room {
        assert!(told.contains(one["nhsJobs"]["apiKey"].as_str().unwrap()));
    }
}

#[tokio::test]
async fn what_cannot_be_made_is_told_at_its_field_and_what_was_typed_stays() {
    let place = Place::new().await;
    let browser = Browser::at(&place);
    let page = browser.open("/classrooms/new").await;

    let typed = [("name", ""), ("places", "many"), ("world", "demo")];
    let reply = browser.submit(&page, "/classrooms/new", &typed).await;

    assert_eq!(reply.status, 422);
    assert!(reply.text.contains("<title>Error: "));
    assert!(reply.text.contains("<a href=\"#f-name\""), "{}", reply.text);
    assert!(reply.text.contains("<a href=\"#f-places\""));
    assert!(reply.text.contains("value=\"many\""));
}

#[tokio::test]
async fn a_room_that_does_not_fit_is_not_half_made() {
    let place = Place::with(|config| config.max_sandboxes = 3).await;
    let browser = Browser::at(&place);
    let page = browser.open("/classrooms/new").await;

    let reply = browser.submit(&page, "/classrooms/new", TYPED).await;

    assert_eq!(reply.status, 429);
    assert!(reply.text.contains("Nothing was made"), "{}", reply.text);
    assert_eq!(
        place.get("/sandboxes").await["sandboxes"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn a_saved_room_is_loaded_again_whole_after_it_was_deleted() {
    let place = Place::new().await;
    let (browser, _) = made(&place, TYPED).await;
    let second = place.get("/sandboxes").await["sandboxes"][2]["id"].clone();
    let second = second.as_str().unwrap();
    let load = format!("/sandboxes/{second}/esr/load");
    let page = browser.open(&load).await;
    let doctor = [
        ("firstName", "Aoife"),
        ("lastName", "Synth-Kelly"),
        ("dateOfBirth-day", "29"),
        ("dateOfBirth-month", "2"),
        ("dateOfBirth-year", "1996"),
    ];
    assert_eq!(browser.submit(&page, &load, &doctor).await.status, 200);
    let reply = browser.get(&format!("{ROOM}/save")).await;
    let saved = &reply.text;
    assert!(
        reply
            .header("content-disposition")
            .starts_with("attachment")
    );
    assert!(!saved.contains("simkey-"), "a saved room holds no secret");

    let page = browser.open(&format!("{ROOM}/delete")).await;
    browser.follow(&page, &format!("{ROOM}/delete"), &[]).await;
    assert_eq!(browser.get(ROOM).await.status, 404);
    let page = browser.open("/classrooms/load").await;
    let reply = upload(&browser, &page, saved).await;
    assert_eq!(reply.status, 303, "{}", reply.text);

    let room = browser.open(ROOM).await;
    assert!(text(&room).contains("32 applicants"), "{}", text(&room));
    assert!(room.contains("Tuesday group, place 3"));
}

#[tokio::test]
async fn loading_into_a_room_that_is_there_keeps_its_credentials() {
    let place = Place::new().await;
    let (browser, _) = made(&place, TYPED).await;
    let keys = |all: &serde_json::Value| {
        let all = all["sandboxes"].as_array().unwrap().iter();
        all.map(|one| one["nhsJobs"]["apiKey"].to_string())
            .collect::<Vec<_>>()
    };
    let before = keys(&place.get("/sandboxes").await);
    let saved = browser.get(&format!("{ROOM}/save")).await.text;

    let page = browser.open("/classrooms/load").await;
    assert_eq!(upload(&browser, &page, &saved).await.status, 303);

    assert_eq!(keys(&place.get("/sandboxes").await), before);
}

#[tokio::test]
async fn a_file_that_is_no_saved_room_loads_nothing_and_says_why() {
    let place = Place::new().await;
    let (browser, _) = made(&place, TYPED).await;
    let page = browser.open("/classrooms/load").await;
    let saved = browser.get(&format!("{ROOM}/save")).await.text;
    let broken = saved.replacen("\"version\":1,\"world\"", "\"version\":9,\"world\"", 1);

    for (file, why) in [
        ("", "Choose the file of a saved classroom"),
        ("{}", "This is not the file of a saved classroom"),
        (broken.as_str(), "Tuesday group, place 1: /version"),
    ] {
        let reply = upload(&browser, &page, file).await;
        assert_eq!(reply.status, 422, "{why}");
        assert!(reply.text.contains(why), "{why}: {}", text(&reply.text));
    }
}

#[tokio::test]
async fn a_room_is_reset_only_after_somebody_has_said_so_twice() {
    let place = Place::new().await;
    let (browser, _) = made(&place, TYPED).await;
    let reset = format!("{ROOM}/reset");

    let page = browser.open(&reset).await;
    assert!(text(&page).contains("Reset this classroom?"));
    let room = browser.follow(&page, &reset, &[]).await;

    assert!(
        text(&room).contains("3 sandboxes are reset."),
        "{}",
        text(&room)
    );
}

async fn upload(browser: &Browser, page: &str, file: &str) -> crate::support::Reply {
    const BOUNDARY: &str = "a-boundary-of-this-test";
    let fields = crate::browser::fields(page, "/classrooms/load");
    let token = &fields
        .iter()
        .find(|(name, _)| name == "form_token")
        .unwrap()
        .1;
    let part = |name: &str, value: &str| {
        format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
    };
    let body = format!(
        "{}{}--{BOUNDARY}--\r\n",
        part("form_token", token),
        part("file", file)
    );
    let media = format!("multipart/form-data; boundary={BOUNDARY}");
    let request = browser.request(Method::POST, "/classrooms/load");
    browser
        .send(request.header(CONTENT_TYPE, media).body(body))
        .await
}
