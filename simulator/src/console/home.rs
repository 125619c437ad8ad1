//! Home: what this is and is not, the classrooms, and the sandboxes with what happens in each.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::at::Visitor;
use super::classroom;
use super::fields::Asked;
use super::frame::{self, Frame};
use super::page::page;
use super::parts::Pager;
use super::{traffic, words};
use crate::app::{App, Site};
use crate::journal::Entry;
use crate::sandbox::page::{Page, Paging};

/// Sandboxes on one page.
const ROWS: usize = 25;

#[derive(Template)]
#[template(path = "console/home.html")]
struct Home {
    frame: Frame,
    total: String,
    rooms: Vec<Room>,
    rows: Page<Row>,
    pager: Pager,
}

struct Room {
    name: String,
    path: String,
    count: usize,
}

struct Row {
    name: String,
    path: String,
    vacancies: String,
    applicants: String,
    exchanges: String,
    last: String,
}

/// `GET /`.
pub(super) async fn get(State(app): State<Arc<App>>, visitor: Visitor, asked: Asked) -> Response {
    let mut sites = app.sites();
    classroom::in_order(&mut sites);
    let shown = Paging::new(asked.page(), ROWS).pick(sites.len(), sites.iter());
    let pager = Pager::of(&shown, "/");
    page(&Home {
        frame: visitor.frame().titled("All sandboxes"),
        total: words::count(sites.len(), "sandbox is", "sandboxes are"),
        rooms: rooms(&sites),
        rows: shown.map(|site| row(site)),
        pager,
    })
}

fn rooms(sites: &[Arc<Site>]) -> Vec<Room> {
    let room = |(name, count): (String, usize)| Room {
        path: classroom::path(&name),
        name,
        count,
    };
    classroom::all(sites).into_iter().map(room).collect()
}

fn row(site: &Site) -> Row {
    let (vacancies, applicants) = {
        let world = site.world();
        (world.nhs_jobs.len(), world.esr.applicant_count())
    };
    let (kept, last) = site.journal.ring().extent();
    Row {
        name: frame::name(site),
        path: frame::path(site),
        vacancies: words::grouped(vacancies),
        applicants: words::grouped(applicants),
        exchanges: words::grouped(kept),
        last: last.map_or_else(|| "None yet".to_owned(), |entry| told(&entry)),
    }
}

/// One exchange in a line: `Post a vacancy, answered 400, 2 November 2026 at 9:00am`.
pub(super) fn told(entry: &Entry) -> String {
    let asked = traffic::asked(entry.arrival.operation);
    let answered = match entry.outcome().map(|outcome| outcome.status) {
        Some(Some(status)) => format!("answered {}", status.as_u16()),
        Some(None) => "no answer".to_owned(),
        None => "under way".to_owned(),
    };
    let at = words::moment(entry.arrival.sandbox_time);
    format!("{asked}, {answered}, {at}")
}
