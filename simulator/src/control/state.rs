//! `…/state`: a sandbox as one document, to be loaded here or elsewhere.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use contract::problem::FieldError;
use serde_json::Value;

use super::aside::aside;
use super::body::Document;
use super::path::OfSandbox;
use super::refused::ControlRefused;
use super::sandboxes::Told;
use crate::app::App;
use crate::public::is_answer;
use crate::sandbox::state;
use crate::sandbox::world::World;

/// `GET …/state`: the sandbox without id, secrets and base URLs.
pub(super) async fn get(OfSandbox(site): OfSandbox) -> Response {
    let world = site.world().clone();
    aside(&site, || Json(state::State::of(world)).into_response()).await
}

/// `PUT …/state`: another sandbox's state behind this one's id, secrets and base URLs.
///
/// Told is how the sandbox is reached from now on: organisation, account, client id and VPD are
/// those of the document.
pub(super) async fn put(
    State(app): State<Arc<App>>,
    OfSandbox(site): OfSandbox,
    Document(saved): Document<Value>,
) -> Result<Json<Told>, ControlRefused> {
    let judging = Arc::clone(&app);
    let world = aside(&site, move || world(&judging, &saved)).await;
    site.sandbox.load(world.map_err(ControlRefused::members)?);
    Ok(Json(Told::of(&app, &site)))
}

/// The saved state that a sandbox is created with. Mistakes are told as they stand below `/state`.
///
/// # Errors
///
/// The document's mistakes, or that `from`, `fixtures` or `seed` was given beside it.
pub(super) fn read(app: &App, beside: &Value, saved: &Value) -> Result<World, ControlRefused> {
    for other in ["from", "fixtures", "seed"] {
        if beside.get(other).is_some_and(|given| !given.is_null()) {
            let text = format!("a saved sandbox brings its own; leave out `{other}` or `state`");
            return Err(ControlRefused::invalid(text));
        }
    }
    world(app, saved).map_err(|mut mistakes| {
        for mistake in &mut mistakes {
            mistake.field.insert_str(0, "/state");
        }
        ControlRefused::members(mistakes)
    })
}

/// The world of a saved sandbox, if every part of it can be used here.
///
/// # Errors
///
/// The document's mistakes.
pub(crate) fn world(app: &App, saved: &Value) -> Result<World, Vec<FieldError>> {
    let world = state::read(saved, app.quota())?;
    let unreadable = world
        .idempotency
        .answers()
        .position(|answer| !is_answer(answer));
    match unreadable {
        Some(index) => Err(vec![state::mistake(
            &format!("/world/idempotency/{index}"),
            "its `answer` could not be given again; leave the record out",
        )]),
        None => Ok(world),
    }
}
