//! Classrooms: several sandboxes from one world, one for each place in the room.
//!
//! A classroom is nothing of its own: sandboxes called `Ward 3, place 1`, `Ward 3, place 2` are the
//! classroom `Ward 3`. So it survives being saved and loaded, and can be made by the control
//! interface as well.

mod new;
mod room;
mod saved;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRequestParts, Path};
use axum::routing::get;
use http::StatusCode;
use http::request::Parts;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

pub(super) use self::saved::download;
use super::trouble::Trouble;
use crate::app::{App, Site};
use crate::sandbox::registry::CreateError;

/// How many places a classroom may have.
const MOST: usize = 200;
/// What stands between the name of a classroom and the number of a place in it.
const PLACE: &str = ", place ";

/// The pages of classrooms.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/classrooms/new", get(new::get).post(new::post))
        .route("/classrooms/load", get(saved::form).post(saved::post))
        .route("/classrooms/{room}", get(room::get))
        .route("/classrooms/{room}/save", get(saved::get))
        .route(
            "/classrooms/{room}/reset",
            get(room::may_reset).post(room::reset),
        )
        .route(
            "/classrooms/{room}/delete",
            get(room::may_delete).post(room::delete),
        )
}

/// The classroom that a path names.
pub(super) struct Room(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Room {
    type Rejection = Trouble;

    async fn from_request_parts(head: &mut Parts, state: &S) -> Result<Self, Trouble> {
        let named = Path::from_request_parts(head, state).await;
        let Path(name) = named.map_err(|_| Trouble::no_page())?;
        Ok(Self(name))
    }
}

/// The sandboxes of a classroom, by their numbers.
pub(super) fn places(app: &App, room: &str) -> Result<Vec<Arc<Site>>, Trouble> {
    let number = |site: &Arc<Site>| {
        let (named, number) = seat(site.sandbox.name()?)?;
        (named == room).then_some(number)
    };
    let sites = app.sites().into_iter();
    let mut places: Vec<_> = sites
        .filter_map(|site| Some((number(&site)?, site)))
        .collect();
    places.sort_by_key(|(number, _)| *number);
    if places.is_empty() {
        return Err(Trouble::gone("This classroom is not there any more"));
    }
    Ok(places.into_iter().map(|(_, site)| site).collect())
}

fn place_name(room: &str, number: usize) -> String {
    format!("{room}{PLACE}{number}")
}

fn full(error: CreateError) -> Trouble {
    match error {
        CreateError::Full { .. } => Trouble::new(
            StatusCode::TOO_MANY_REQUESTS,
            "There is no room for so many sandboxes",
            format!("{error}. Nothing was made."),
        ),
        error => Trouble::internal(error),
    }
}

/// The classroom and the number that the name of a sandbox says.
pub(super) fn seat(name: &str) -> Option<(&str, u32)> {
    let (room, number) = name.rsplit_once(PLACE)?;
    let plain = number.bytes().all(|byte| byte.is_ascii_digit()) && !room.is_empty();
    number
        .parse()
        .ok()
        .filter(|_| plain)
        .map(|number| (room, number))
}

/// The classroom that a sandbox is in.
pub(super) fn of(site: &Site) -> Option<&str> {
    seat(site.sandbox.name()?).map(|(room, _)| room)
}

/// Puts sandboxes as people count them: the default one, those of classrooms by name and number,
/// then all others by name.
pub(super) fn in_order(sites: &mut [Arc<Site>]) {
    fn rank(site: &Site) -> (u8, &str, u32) {
        let name = site.sandbox.name().unwrap_or_default();
        match seat(name) {
            _ if site.sandbox.id().is_default() => (0, "", 0),
            Some((room, number)) => (1, room, number),
            None => (2, name, 0),
        }
    }
    sites.sort_by(|one, other| rank(one).cmp(&rank(other)));
}

/// Every classroom by its name, and how many sandboxes are in it.
pub(super) fn all(sites: &[Arc<Site>]) -> BTreeMap<String, usize> {
    let mut rooms = BTreeMap::new();
    for room in sites.iter().filter_map(|site| of(site)) {
        *rooms.entry(room.to_owned()).or_default() += 1;
    }
    rooms
}

/// Where the page of a classroom is.
pub(super) fn path(room: &str) -> String {
    format!(
        "/classrooms/{}",
        utf8_percent_encode(room, NON_ALPHANUMERIC)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_sandbox_says_which_place_of_which_room_it_is() {
        assert_eq!(seat("Ward 3, place 12"), Some(("Ward 3", 12)));
        assert_eq!(seat("A, place 1, place 2"), Some(("A, place 1", 2)));
        for other in [
            "Ward 3",
            ", place 1",
            "Ward, place one",
            "Ward, place +1",
            "W, place ",
        ] {
            assert_eq!(seat(other), None, "{other}");
        }
    }
}
