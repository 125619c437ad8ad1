//! The sandbox clock, moved from the control interface.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{NOW, Place};

async fn put(place: &Place, movement: Value) -> Value {
    place
        .control(Method::PUT, "/clock", Some(movement))
        .await
        .json()
}

#[tokio::test]
async fn a_frozen_clock_stands_until_it_is_moved() {
    let place = Place::new().await;
    assert_eq!(
        place.get("/clock").await,
        json!({ "now": NOW, "clock": "frozen" })
    );

    let advanced = put(&place, json!({ "action": "advance", "duration": "P1DT1H" })).await;
    let set = put(
        &place,
        json!({ "action": "set", "instant": "2027-01-01T00:00:00Z" }),
    )
    .await;

    assert_eq!(advanced["now"], "2026-11-03T10:00:00Z");
    assert_eq!(
        set,
        json!({ "now": "2027-01-01T00:00:00Z", "clock": "frozen" })
    );
}

#[tokio::test]
async fn a_running_clock_goes_on_from_where_it_is_put() {
    let place = Place::new().await;

    let run = put(&place, json!({ "action": "run" })).await;
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    let later = put(&place, json!({ "action": "freeze" })).await;

    assert_eq!(
        (&run["clock"], &later["clock"]),
        (&json!("running"), &json!("frozen"))
    );
    let instant = |now: &str| now.parse::<jiff::Timestamp>().unwrap();
    assert!(instant(later["now"].as_str().unwrap()) > instant(NOW));
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
        json!({ "action": "set", "instant": "2026-12-25" }),
        json!({ "zone": "Europe/London" }),
    ];

    let mut told = Vec::new();
    for movement in movements {
        told.push(
            put(&place, movement).await["detail"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }

    insta::assert_snapshot!(told.join("\n"), @"
    `duration` is required to advance the clock, such as PT1H
    `duration`: `P1M` is no duration; write ISO 8601 with weeks, days (24 hours), hours, minutes or seconds, such as PT1H or P1D
    an advance cannot go back by -PT1S; use `set` with the earlier instant
    `instant` is required to set the clock, such as 2026-11-02T09:00:00Z
    `instant` must be an instant from 1970 to 2999 with its offset, such as 2026-11-02T09:00:00Z
    `action` must be one of freeze, advance, set, run
    `duration` does not go with this `action`; leave it out
    `instant` must be an instant from 1970 to 2999 with its offset, such as 2026-11-02T09:00:00Z
    `action` must be one of freeze, advance, set, run; there is no member `zone` here; check its spelling, or leave it out
    ");
    assert_eq!(place.get("/clock").await["now"], NOW);
}
