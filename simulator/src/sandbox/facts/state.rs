//! The laws of saved sandboxes.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::esr::LoadRequest;
use crate::sandbox::quota::Quota;
use crate::sandbox::sample::{options, sandboxes};
use crate::sandbox::state::{State, read};
use crate::sandbox::world::World;

/// A demo world with two vacancies in it.
fn world() -> World {
    let options = options(json!({ "seed": 7, "now": "2026-11-02T09:00:00Z", "clock": "frozen" }));
    let sandbox = sandboxes().create(&options).unwrap();
    let mut world = sandbox.world().clone();
    go_on(&mut world);
    go_on(&mut world);
    world
}

/// What clients and people go on to do.
fn go_on(world: &mut World) {
    let at = world.now();
    let example = include_str!("../../description/public/examples/vacancy.json");
    let draft = serde_json::from_str(example).unwrap();
    let quota = Quota::default();
    let created = world
        .nhs_jobs
        .create(draft, Vec::new(), quota.vacancies, at)
        .unwrap();
    // Refused where the clock is past the closing date.
    let _ = world.nhs_jobs.publish(&created.vacancy_id, at);
    let vpd = world.employer.vpd.clone();
    let sent = json!({ "firstName": "Test", "lastName": "Later", "dateOfBirth": "1990-01-01" });
    for request in LoadRequest::read(&sent).unwrap() {
        world.esr.load(request, &vpd, quota.applicants, at);
    }
}

/// Every leaf of a document, as a JSON pointer.
fn leaves(value: &Value, place: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (name, value) in members {
                leaves(value, format!("{place}/{name}"), found);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (index, value) in items.iter().enumerate() {
                leaves(value, format!("{place}/{index}"), found);
            }
        }
        _ => found.push(place),
    }
}

fn other() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
        "[0-9]{1,20}".prop_map(Value::from),
        "-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}(T00:00:00Z)?".prop_map(Value::from),
        Just(json!([])),
        Just(json!({})),
    ]
}

#[test]
fn what_is_saved_is_read_back_as_it_was() {
    let world = world();
    let saved = serde_json::to_value(State::of(world.clone())).unwrap();

    assert_eq!(read(&saved, Quota::default()), Ok(world));
}

proptest! {
    /// Whatever somebody has written into a document, it is refused by a place, or goes on.
    #[test]
    fn a_document_is_refused_by_its_place_or_goes_on(
        which in any::<prop::sample::Index>(),
        other in other(),
    ) {
        let mut saved = serde_json::to_value(State::of(world())).unwrap();
        let mut places = Vec::new();
        leaves(&saved, String::new(), &mut places);
        let place = &places[which.index(places.len())];
        *saved.pointer_mut(place).unwrap() = other;

        match read(&saved, Quota::default()) {
            Ok(mut world) => go_on(&mut world),
            Err(mistakes) => {
                prop_assert!(!mistakes.is_empty());
                for mistake in mistakes {
                    prop_assert!(mistake.field.starts_with('/'), "{mistake:?}");
                    prop_assert!(mistake.message.starts_with(&mistake.field), "{mistake:?}");
                }
            }
        }
    }
}
