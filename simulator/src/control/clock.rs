//! `…/clock`: what a sandbox takes for the time.

use axum::Json;
use contract::problem::FieldError;
use contract::reading::{self, FieldCode, Notes, Object, document};
use contract::settings::Settings;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::body::Document;
use super::path::OfSandbox;
use super::refused::ControlRefused;
use crate::app::Site;
use crate::sandbox::CONTROL_RULE as RULE;
use crate::sandbox::clock::{self, Change, real_time};

/// What can be done with a clock.
const ACTIONS: [&str; 4] = ["freeze", "advance", "set", "run"];

/// `GET …/clock`.
pub(super) async fn get(OfSandbox(site): OfSandbox) -> Json<Value> {
    Json(told(&site))
}

/// `PUT …/clock`.
pub(super) async fn put(
    OfSandbox(site): OfSandbox,
    Document(sent): Document<Value>,
) -> Result<Json<Value>, ControlRefused> {
    let change = read(&sent).map_err(ControlRefused::members)?;
    site.world()
        .clock
        .change(change, real_time())
        .map_err(ControlRefused::invalid)?;
    Ok(Json(told(&site)))
}

fn told(site: &Site) -> Value {
    let world = site.world();
    let clock = if world.clock.is_frozen() {
        "frozen"
    } else {
        "running"
    };
    json!({ "now": world.now(), "clock": clock })
}

/// Reads a movement of the clock.
///
/// # Errors
/// Every member that is missing, unknown or no such value, with what would do.
fn read(sent: &Value) -> Result<Change, Vec<FieldError>> {
    let notes = Notes::new(Settings::default());
    let change = document(&reading::Json::from(sent), RULE, &notes).and_then(|sent| {
        let change = change(&sent);
        sent.refuse_unknown(RULE);
        change
    });
    notes.finish(change).map(|reading| reading.value)
}

fn change(sent: &Object<'_>) -> Option<Change> {
    let action = action(sent);
    let (instant, duration) = (instant(sent), duration(sent));
    let advances = action == Some("advance");
    for (name, given) in [("duration", !advances), ("instant", advances)] {
        if given && action.is_some() && sent.value(name).is_some() {
            let message = format!("`{name}` does not go with this `action`; leave it out");
            sent.refuse(name, FieldCode::NotExpected, RULE, message);
        }
    }
    match action? {
        "freeze" => Some(Change::Freeze { instant }),
        "run" => Some(Change::Run { instant }),
        "set" => match sent.value("instant") {
            Some(_) => instant.map(|instant| Change::Set { instant }),
            None => missing(
                sent,
                "instant",
                "to set the clock, such as 2026-11-02T09:00:00Z",
            ),
        },
        _ => match sent.value("duration") {
            Some(_) => duration.map(|duration| Change::Advance { duration }),
            None => missing(sent, "duration", "to advance the clock, such as PT1H"),
        },
    }
}

fn action(sent: &Object<'_>) -> Option<&'static str> {
    let given = sent.value("action");
    let known = ACTIONS
        .into_iter()
        .find(|word| given.and_then(reading::Json::as_str) == Some(word));
    if known.is_none() {
        let code = given.map_or(FieldCode::Required, |_| FieldCode::UnknownCode);
        let message = format!("`action` must be one of {}", ACTIONS.join(", "));
        sent.refuse("action", code, RULE, message);
    }
    known
}

fn instant(sent: &Object<'_>) -> Option<Timestamp> {
    let given = sent.value("instant")?;
    let read = given.as_str().and_then(|text| text.parse().ok());
    let read = read.and_then(|instant| clock::within(instant).ok());
    if read.is_none() {
        let message = "`instant` must be an instant from 1970 to 2999 with its offset, such as \
            2026-11-02T09:00:00Z";
        sent.refuse("instant", FieldCode::NotValid, RULE, message);
    }
    read
}

fn duration(sent: &Object<'_>) -> Option<SignedDuration> {
    let Some(text) = sent.value("duration")?.as_str() else {
        sent.wrong_type("duration", "text, such as PT1H", RULE);
        return None;
    };
    let refuse = |error: clock::ClockError| {
        let message = format!("`duration`: {error}");
        sent.refuse("duration", FieldCode::NotValid, RULE, message);
    };
    clock::duration(text).map_err(refuse).ok()
}

fn missing<T>(sent: &Object<'_>, name: &'static str, why: &str) -> Option<T> {
    let message = format!("`{name}` is required {why}");
    sent.refuse(name, FieldCode::Required, RULE, message);
    None
}
