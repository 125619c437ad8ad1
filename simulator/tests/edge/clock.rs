//! The sandbox clock, moved from the control interface.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{NOW, Place};

async fn put(place: &Place, movement: Value) -> Value {
    place.control(Method::PUT, "/clock", Some(movement)).await.json()
}

#[tokio::test]
async fn a_frozen_clock_stands_until_it_is_moved() {
    let place = Place::new().await;
    assert_eq!(place.get("/clock").await, json!({ "now": NOW, "clock": "frozen" }));

    let advanced = put(&place, json!({ "action": "advance", "duration": "P1DT1H" })).await;
    let set = put(&place, json!({ "action": "set", "instant": "2027-01-01T00:00:00Z" })).await;

    assert_eq!(advanced["now"], "2026-11-03T10:00:00Z");
    assert_eq!(set, json!({ "now": "2027-01-01T00:00:00Z", "clock": "frozen" }));
}

#[tokio::test]
async fn a_running_clock_goes_on_from_where_it_is_put() {
    let place = Place::new().await;

    let run = put(&place, json!({ "action": "run" })).await;
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    let later = put(&place, json!({ "action": "freeze" })).await;

    assert_eq!((&run["clock"], &later["clock"]), (&json!("running"), &json!("frozen")));
    assert!(later["now"].as_str().unwrap() > NOW);
}

#[tokio::test]
async fn a_movement_that_cannot_be_is_refused_and_moves_nothing() {
    let place = Place::new().await;
    let movements = [
        json!({ "action": "advance" }),
        json!({ "action": "advance", "duration": "P1M" }),
        json!({ "action": "advance", "duration": "-PT1S" }),
        json!({ "action": "set" }),
        json!({ "action": "set", "instant": "9999-01-01T00:00:00Z" }),
        json!({ "action": "jump" }),
        json!({ "action": "run", "duration": "PT1S" }),
    ];

    let mut told = Vec::new();
    for movement in movements {
        told.push(put(&place, movement).await["detail"].as_str().unwrap().to_owned());
    }

    insta::assert_snapshot!(told.join("\n"), @"");
    assert_eq!(place.get("/clock").await["now"], NOW);
}
