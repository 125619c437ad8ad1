//! How a classroom gets on, and how every classroom does: pages for whoever stands in front.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::super::at::Visitor;
use super::super::classroom::{self, Room};
use super::super::fields::Asked;
use super::super::frame::Frame;
use super::super::page::{self, Answered};
use super::super::parts::Pager;
use super::super::{assets, words};
use super::glance::{self, Glance, Row};
use crate::app::App;
use crate::sandbox::page::{Page, Paging};

/// How many sandboxes are on the page of every classroom.
const ROWS: usize = 60;

#[derive(Template)]
#[template(path = "console/lessons/glance.html")]
struct Shown {
    frame: Frame,
    heading: String,
    count: String,
    glance: Glance,
    pager: Pager,
    large: bool,
    /// The page in its usual size.
    path: String,
    /// The page of the classroom; empty where the page is of all.
    room: String,
    script: String,
}

impl Shown {
    fn new(frame: Frame, rows: Page<Row>, path: String, asked: &Asked) -> Self {
        let large = asked.get("view") == "presenter";
        let view = if large { "?view=presenter" } else { "" };
        Self {
            heading: "How every classroom gets on".to_owned(),
            frame,
            count: words::count(rows.total, "sandbox", "sandboxes"),
            pager: Pager::of(&rows, format!("{path}{view}")),
            glance: Glance::of(rows.items),
            large,
            path,
            room: String::new(),
            script: assets::path("lesson.js"),
        }
    }
}

/// `GET /progress`: every sandbox, by classroom.
pub(super) async fn every(State(app): State<Arc<App>>, visitor: Visitor, asked: Asked) -> Response {
    let mut sites = app.sites();
    classroom::in_order(&mut sites);
    // Who is in no classroom comes last.
    sites.sort_by_key(|site| classroom::of(site).is_none());
    let picked = Paging::new(asked.page(), ROWS).pick(sites.len(), sites.into_iter());
    let rows = Page {
        items: glance::rows(picked.items).await,
        page: picked.page,
        limit: picked.limit,
        total: picked.total,
    };
    let frame = visitor.frame().titled("How every classroom gets on");
    page::page(&Shown::new(frame, rows, "/progress".to_owned(), &asked))
}

/// `GET /classrooms/{room}/progress`: one classroom, a row for each place.
pub(super) async fn one(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Room(name): Room,
    asked: Asked,
) -> Answered {
    let rows = glance::rows(classroom::places(&app, &name)?).await;
    let finished_by = glance::finished_by(&rows);
    let rows = Paging::new(asked.page(), ROWS).pick(rows.len(), rows.into_iter());
    let room = classroom::path(&name);
    let heading = format!("How {name} gets on");
    let frame = visitor.frame().under(&*name, &*room).titled(&*heading);
    let mut shown = Shown::new(frame, rows, format!("{room}/progress"), &asked);
    shown.glance.finished_by = finished_by;
    Ok(page::page(&Shown {
        heading,
        room,
        ..shown
    }))
}
