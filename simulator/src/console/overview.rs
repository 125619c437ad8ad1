//! One sandbox at a glance: how to reach it, and what is in it.

use askama::Template;
use axum::response::Response;

use super::at::At;
use super::classroom;
use super::frame::{Frame, Tab};
use super::home;
use super::page::page;
use super::parts::Connection;
use super::words;

#[derive(Template)]
#[template(path = "console/overview.html")]
struct Overview {
    frame: Frame,
    path: String,
    employer: String,
    vacancies: String,
    applicants: String,
    exchanges: String,
    last: Option<String>,
    clock: String,
    frozen: bool,
    room: Option<(String, String)>,
    connection: Connection,
    is_default: bool,
}

/// `GET /sandboxes/{sandbox}`.
pub(super) async fn get(at: At) -> Response {
    let world = at.site.world().clone();
    let (kept, last) = at.site.journal.ring().extent();
    let room = classroom::of(&at.site);
    page(&Overview {
        frame: at.frame(Tab::Overview),
        path: at.path(""),
        vacancies: words::count(world.nhs_jobs.len(), "vacancy", "vacancies"),
        applicants: words::count(world.esr.applicant_count(), "applicant", "applicants"),
        exchanges: words::count(kept, "exchange", "exchanges"),
        last: last.map(|entry| home::told(&entry)),
        clock: words::moment(world.now()),
        frozen: world.clock.is_frozen(),
        employer: world.employer.name,
        room: room.map(|room| (room.to_owned(), classroom::path(room))),
        connection: Connection::new(at.app.connection(&at.site), ""),
        is_default: at.site.sandbox.id().is_default(),
    })
}
