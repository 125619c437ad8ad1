//! Whoever stands in front of a classroom sees at a glance how far everybody is.

use serde_json::json;

use crate::place;
use crate::stories::Player;
use crate::support::{Place, vacancy_with};
use crate::visitor::Visitor;

const ROOM: &str = "/classrooms/Ward%203";

/// Two classrooms, made by the control interface and in no order.
async fn classrooms() -> Place {
    let place = place().await;
    for name in ["Ward 3, place 10", "Ward 3, place 2", "Lab, place 1"] {
        let sandbox = place.create(json!({ "name": name })).await;
        let ats = place.ats_of(&sandbox);
        if name == "Ward 3, place 2" {
            ats.create(&vacancy_with("salary", json!(null))).await;
        }
        if name == "Ward 3, place 10" {
            let mut refused = vacancy_with("salary", json!(null));
            refused["jobReference"] = json!("JOB-1");
            ats.create(&refused).await;
            let corrected = vacancy_with("jobReference", json!("JOB-1"));
            assert_eq!(ats.create(&corrected).await.status, 201);
        }
    }
    place
}

#[tokio::test]
async fn a_classroom_is_seen_at_a_glance_by_its_places() {
    let place = classrooms().await;

    let page = Visitor::of(&place).open(&format!("{ROOM}/progress")).await;

    assert!(page.says("How Ward 3 gets on"), "{}", page.text());
    assert!(
        page.says("Place 2 0 of 25 1/2 1 of 2 steps"),
        "{}",
        page.text()
    );
    assert!(page.says("Place 10 1 of 25 ✓ finished"), "{}", page.text());
    assert!(page.says("Finished by 1 0 0"), "{}", page.text());
    assert!(page.html.find("Place 2<") < page.html.find("Place 10<"));
    assert!(!page.says("Lab") && !page.says("The default sandbox"));
}

#[tokio::test]
async fn every_sandbox_stands_with_its_classroom() {
    let place = classrooms().await;
    Player::of(&place).play("salary-rejected").await;

    let page = Visitor::of(&place).open("/progress").await;

    let text = page.text();
    let at = |words: &str| {
        text.find(words)
            .unwrap_or_else(|| panic!("{words}: {text}"))
    };
    let order = [
        "Lab Place 1 0 of 25",
        "Ward 3 Place 2 0 of 25",
        "Place 10 1 of 25",
        "In no classroom The default sandbox 1 of 25",
    ];
    assert!(order.map(at).is_sorted(), "{text}");
}

#[tokio::test]
async fn the_glance_is_one_link_away_from_home_and_from_the_classroom() {
    let place = classrooms().await;
    let visitor = Visitor::of(&place);
    let link = format!("href=\"{ROOM}/progress\"");

    for path in ["/", ROOM, "/progress"] {
        assert!(visitor.open(path).await.html.contains(&link), "{path}");
    }
}

#[tokio::test]
async fn a_classroom_that_is_gone_is_told_in_words() {
    let place = classrooms().await;

    let page = Visitor::of(&place)
        .open("/classrooms/Ward%209/progress")
        .await;

    assert_eq!(page.status, 404);
    assert!(page.says("This classroom is not there any more"));
}
