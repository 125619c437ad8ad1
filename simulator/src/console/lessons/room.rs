//! `/progress`: every sandbox by every lesson, at a glance.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use contract::operation::Service;

use super::super::assets;
use super::super::at::Visitor;
use super::super::fields::Asked;
use super::super::frame::{self, Frame};
use super::super::page;
use super::super::parts::Pager;
use super::{all, standings};
use crate::app::{App, Site};
use crate::sandbox::page::Paging;

/// How many sandboxes are on a page.
const ROWS: usize = 40;

#[derive(Template)]
#[template(path = "console/lessons/room.html")]
struct Room {
    frame: Frame,
    heads: Vec<Head>,
    rows: Vec<Row>,
    pager: Pager,
    large: bool,
    script: String,
}

/// One lesson, above its column.
struct Head {
    number: usize,
    title: &'static str,
    service: &'static str,
}

/// One sandbox.
struct Row {
    name: String,
    path: String,
    finished: usize,
    cells: Vec<Cell>,
}

/// One lesson in one sandbox.
struct Cell {
    href: String,
    done: usize,
    steps: usize,
}

impl Cell {
    fn words(&self) -> String {
        match self.done {
            0 => "not started".to_owned(),
            done if done == self.steps => "finished".to_owned(),
            done => format!("{done} of {} steps", self.steps),
        }
    }

    fn sign(&self) -> String {
        match self.done {
            0 => "–".to_owned(),
            done if done == self.steps => "✓".to_owned(),
            done => format!("{done}/{}", self.steps),
        }
    }

    fn colour(&self) -> &'static str {
        match self.done {
            0 => "",
            done if done == self.steps => "done",
            _ => "begun",
        }
    }
}

/// The page.
pub(super) async fn get(State(app): State<Arc<App>>, visitor: Visitor, asked: Asked) -> Response {
    let sites = app.sites();
    let picked = Paging::new(asked.page(), ROWS).pick(sites.len(), sites.into_iter());
    let large = asked.get("view") == "presenter";
    let pager = Pager::of(
        &picked,
        if large {
            "/progress?view=presenter"
        } else {
            "/progress"
        },
    );
    let mut rows = Vec::new();
    for site in picked.items {
        rows.push(row(site).await);
    }
    let frame = visitor.frame().titled("How every sandbox gets on");
    page::page(&Room {
        frame,
        heads: heads(),
        rows,
        pager,
        large,
        script: assets::path("lesson.js"),
    })
}

async fn row(site: Arc<Site>) -> Row {
    let (name, path) = (frame::name(&site), frame::path(&site));
    let progress = standings(site).await;
    let cells: Vec<Cell> = all()
        .iter()
        .map(|lesson| Cell {
            href: format!("{path}/lessons/{}", lesson.id),
            done: progress.of(lesson).done(),
            steps: lesson.steps.len(),
        })
        .collect();
    Row {
        name,
        path,
        finished: cells.iter().filter(|cell| cell.done == cell.steps).count(),
        cells,
    }
}

fn heads() -> Vec<Head> {
    let head = |(index, lesson): (usize, &&'static super::Lesson)| Head {
        number: index + 1,
        title: lesson.title,
        service: match lesson.service {
            Service::Esr => "ESR",
            Service::NhsJobs | Service::CandidateSite => "NHS Jobs",
        },
    };
    all().iter().enumerate().map(head).collect()
}
