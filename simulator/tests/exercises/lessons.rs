//! Lessons know when their steps have happened, and only then.

use std::collections::BTreeMap;

use serde_json::json;

use crate::place;
use crate::stories::Player;
use crate::support::{Place, vacancy, vacancy_with};
use crate::visitor::Visitor;

/// Every lesson of the list and how far the sandbox has come in it.
async fn standings(visitor: &Visitor) -> BTreeMap<String, String> {
    let page = visitor.page("/lessons").await;
    let rows = page.html.split("/lessons/").skip(1).map(|row| {
        let id = row.split('"').next().unwrap().to_owned();
        let tag = row.split("<strong class=\"tag ").nth(1).unwrap();
        let said = tag.split(['>', '<']).nth(1).unwrap().to_owned();
        (id, said)
    });
    rows.collect()
}

fn finished(standings: &BTreeMap<String, String>) -> Vec<&str> {
    let done = standings.iter().filter(|(_, said)| *said == "Finished");
    done.map(|(id, _)| id.as_str()).collect()
}

#[tokio::test]
async fn every_lesson_is_finished_by_its_own_instructions_and_by_no_others() {
    let place = place().await;
    let lessons = standings(&Visitor::of(&place)).await;
    assert!(lessons.len() >= 16, "{lessons:?}");

    for lesson in lessons.keys() {
        place.post("/reset", json!({})).await;
        let player = Player::of(&place);
        player.play(lesson).await;

        let after = standings(&player.visitor).await;
        assert_eq!(finished(&after), [lesson], "{after:?}");
        let page = player.visitor.page(&format!("/lessons/{lesson}")).await;
        assert!(page.says("You have done every step"), "{}", page.text());
        assert!(page.says("See the exchange in which it happened"));
    }
}

#[tokio::test]
async fn half_a_lesson_is_not_a_whole_one() {
    let place = place().await;
    let visitor = Visitor::of(&place);
    let form = visitor.page("/try").await.form("/try");
    visitor.press(&form, ("act", "spoil-salary")).await;

    let standings = standings(&visitor).await;

    assert_eq!(standings["salary-rejected"], "1 of 2 steps");
    assert_eq!(finished(&standings), Vec::<&str>::new());
    let page = visitor.page("/lessons/salary-rejected").await;
    assert!(
        page.says("Correct it and post again Do this now"),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn another_vacancy_is_no_correction_of_the_one_that_was_refused() {
    let place = place().await;
    let visitor = Visitor::of(&place);
    let mut refused = vacancy_with("salary", json!(null));
    refused["jobReference"] = json!("JOB-1");
    place.ats().create(&refused).await;
    place.ats().create(&vacancy()).await;
    assert_eq!(standings(&visitor).await["salary-rejected"], "1 of 2 steps");

    let mut corrected = vacancy();
    corrected["jobReference"] = json!("JOB-1");
    place.ats().create(&corrected).await;

    assert_eq!(standings(&visitor).await["salary-rejected"], "Finished");
}

#[tokio::test]
async fn ordinary_work_finishes_nothing() {
    let place = place().await;
    for number in 0..12 {
        let mut one = vacancy();
        one["jobReference"] = json!(format!("JOB-{number}"));
        let made = place.ats().create(&one).await.json();
        place.ats().read(made["vacancyId"].as_str().unwrap()).await;
        place.ats().token().await;
    }

    let after = standings(&Visitor::of(&place)).await;

    assert_eq!(finished(&after), Vec::<&str>::new());
}

async fn magic(place: &Place, reference: &str) {
    let mut one = vacancy();
    one["jobReference"] = json!(reference);
    place.ats().create(&one).await;
    place.ats().create(&vacancy()).await;
}

#[tokio::test]
async fn an_ats_that_can_only_change_its_reference_can_do_a_lesson_too() {
    for (reference, lesson) in [
        ("SIM-400-SALARY", "salary-rejected"),
        ("SIM-400-TITLE", "too-many-characters"),
        ("SIM-400-DURATION", "contract-duration"),
        ("SIM-403", "organisation-or-account"),
        ("SIM-401-EXPIRED", "key-expired"),
        ("SIM-503", "busy-or-down"),
    ] {
        let place = place().await;

        magic(&place, reference).await;

        let after = standings(&Visitor::of(&place)).await;
        assert_eq!(finished(&after), [lesson], "{after:?}");
    }
}

#[tokio::test]
async fn progress_stays_when_the_journal_is_cleared_and_goes_with_a_reset() {
    let place = place().await;
    let player = Player::of(&place);
    player.play("salary-rejected").await;
    assert_eq!(
        finished(&standings(&player.visitor).await),
        ["salary-rejected"]
    );

    place
        .control(reqwest::Method::DELETE, "/requests", None)
        .await;
    assert_eq!(
        finished(&standings(&player.visitor).await),
        ["salary-rejected"]
    );
    place.post("/reset", json!({})).await;
    assert_eq!(
        finished(&standings(&player.visitor).await),
        Vec::<&str>::new()
    );
}

#[tokio::test]
async fn an_answer_is_judged_and_explained() {
    let place = place().await;
    let visitor = Visitor::of(&place);

    let right = visitor.page("/lessons/salary-rejected?answer=0").await;
    let wrong = visitor.page("/lessons/salary-rejected?answer=1").await;

    assert!(right.says("That is right."), "{}", right.text());
    assert!(wrong.says("Not quite."), "{}", wrong.text());
}

#[tokio::test]
async fn a_lesson_says_who_says_so() {
    let place = place().await;

    let page = Visitor::of(&place).page("/lessons/salary-rejected").await;

    assert!(page.says("Stated by a public source"), "{}", page.text());
    assert!(page.says("This simulator's own"), "{}", page.text());
    assert!(page.says("is not public"), "{}", page.text());
}

#[tokio::test]
async fn presenters_get_large_type() {
    let place = place().await;
    let visitor = Visitor::of(&place);

    for below in [
        "/lessons/no-match?view=presenter",
        "/traffic?view=presenter",
    ] {
        let page = visitor.page(below).await;
        assert!(page.html.contains("<body class=\"presenter\">"), "{below}");
    }
}
