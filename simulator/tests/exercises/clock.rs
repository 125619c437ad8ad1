//! The clock on the page.

use crate::place;
use crate::support::NOW;
use crate::visitor::{Page, Visitor};

async fn moved(trainer: &Visitor, to: &str) -> Page {
    let form = trainer
        .page("/make-it-happen")
        .await
        .form("/make-it-happen/clock");
    trainer.press(&form, ("move", to)).await
}

#[tokio::test]
async fn it_is_moved_to_where_things_end() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let shown = async || {
        place.get("/clock").await["now"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(shown().await, NOW);

    moved(&trainer, "token").await;
    assert_eq!(shown().await, "2026-11-02T10:01:00Z");
    moved(&trainer, "day").await;
    assert_eq!(shown().await, "2026-11-03T10:01:00Z");
    moved(&trainer, "april").await;
    assert_eq!(shown().await, "2027-04-01T08:00:00Z");
    let page = moved(&trainer, "run").await;
    assert!(page.says("and runs"), "{}", page.text());
    let page = moved(&trainer, "stop").await;
    assert!(page.says("and stands still"), "{}", page.text());
}

#[tokio::test]
async fn past_the_next_closing_date_a_published_vacancy_is_closed() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let open = |all: &serde_json::Value| {
        let all = all["vacancies"].as_array().unwrap();
        all.iter()
            .filter(|one| one["status"] == "PUBLISHED")
            .count()
    };
    let before = open(&place.get("/nhs-jobs/vacancies").await);

    for _ in 0..3 {
        moved(&trainer, "closing").await;
    }

    assert!(open(&place.get("/nhs-jobs/vacancies").await) < before);
}

#[tokio::test]
async fn a_day_can_be_typed_and_what_is_none_moves_nothing() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let mut form = trainer
        .page("/make-it-happen")
        .await
        .form("/make-it-happen/clock");
    form.put("day", "2026-12-18");
    trainer.press(&form, ("", "")).await;
    assert_eq!(place.get("/clock").await["now"], "2026-12-18T09:00:00Z");

    form.put("day", "18/12/2026");
    let page = trainer.press(&form, ("", "")).await;

    assert!(page.says("The clock was not moved"), "{}", page.text());
    assert_eq!(place.get("/clock").await["now"], "2026-12-18T09:00:00Z");
}
