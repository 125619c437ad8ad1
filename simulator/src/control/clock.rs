//! `…/clock`: what a sandbox takes for the time.

use axum::Json;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::body::Document;
use super::path::OfSandbox;
use super::refused::ControlRefused;
use crate::app::Site;
use crate::sandbox::clock::{self, Change, real_time};

/// A movement of the clock, as it is asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Movement {
    action: Action,
    instant: Option<Timestamp>,
    duration: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Action {
    Freeze,
    Advance,
    Set,
    Run,
}

/// `GET …/clock`.
pub(super) async fn get(OfSandbox(site): OfSandbox) -> Json<Value> {
    Json(told(&site))
}

/// `PUT …/clock`.
pub(super) async fn put(
    OfSandbox(site): OfSandbox,
    Document(movement): Document<Movement>,
) -> Result<Json<Value>, ControlRefused> {
    let change = movement.change()?;
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

impl Movement {
    fn change(self) -> Result<Change, ControlRefused> {
        let Self {
            action,
            instant,
            duration,
        } = self;
        if action != Action::Advance && duration.is_some() {
            return Err(ControlRefused::invalid("only `advance` takes a `duration`"));
        }
        match (action, instant) {
            (Action::Freeze, instant) => Ok(Change::Freeze { instant }),
            (Action::Run, instant) => Ok(Change::Run { instant }),
            (Action::Set, Some(instant)) => Ok(Change::Set { instant }),
            (Action::Set, None) => Err(ControlRefused::invalid("`set` needs an `instant`")),
            (Action::Advance, Some(_)) => Err(ControlRefused::invalid(
                "`advance` takes a `duration`; use `set` with `instant`",
            )),
            (Action::Advance, None) => {
                let missing =
                    || ControlRefused::invalid("`advance` needs a `duration`, such as PT1H");
                let duration = clock::duration(&duration.ok_or_else(missing)?);
                let duration = duration.map_err(ControlRefused::invalid)?;
                Ok(Change::Advance { duration })
            }
        }
    }
}
