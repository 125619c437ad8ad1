//! `GET …/requests/{id}/explain`: why this was the answer.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use contract::operation::Operation;

use super::super::path::{Id, OfSandbox};
use super::super::refused::ControlRefused;
use crate::app::{App, Site};
use crate::journal::Entry;
use crate::journal::explain::{Explanation, Grounds};

/// The explanation of one exchange.
pub(in crate::control) async fn explain(
    State(app): State<Arc<App>>,
    OfSandbox(site): OfSandbox,
    Id(id): Id,
) -> Result<Json<Explanation>, ControlRefused> {
    let entry = site.journal.find(&id).ok_or_else(|| {
        ControlRefused::not_found(
            "the journal has no exchange with this id: it is the `X-Request-Id` of an answer, and \
             the oldest are dropped when the journal is full",
        )
    })?;
    Ok(Json(explanation(&app, &site, &entry)))
}

/// Explains an exchange of a sandbox, as the sandbox stands now.
pub(crate) fn explanation(app: &App, site: &Site, entry: &Entry) -> Explanation {
    let (settings, now, version) = {
        let world = site.world();
        let asked = draft_of(entry).and_then(|id| Some(world.nhs_jobs.get(&id)?.version()));
        (world.settings, world.now(), asked)
    };
    let grounds = Grounds {
        settings,
        now,
        version,
        base: &site.base_path(),
        public_url: &app.public_url,
        control_url: &site.control_url,
    };
    crate::journal::explain::explain(entry, grounds)
}

// The id at the end of an update's path.
fn draft_of(entry: &Entry) -> Option<String> {
    (entry.arrival.operation == Some(Operation::UpdateVacancy)).then_some(())?;
    let path = entry.arrival.target.split('?').next()?;
    let id = percent_encoding::percent_decode_str(path.rsplit('/').next()?);
    Some(id.decode_utf8().ok()?.into_owned())
}
