//! `…/lessons`: every lesson, with how far this sandbox has come.

use askama::Template;
use axum::response::Response;
use contract::operation::Service;

use super::super::at::At;
use super::super::frame::{Frame, Tab};
use super::super::page;
use super::super::parts::Tag;
use super::lesson::Lesson;
use super::{Standing, all, standings};

#[derive(Template)]
#[template(path = "console/lessons/list.html")]
struct List {
    frame: Frame,
    path: String,
    nhs_jobs: Vec<Row>,
    esr: Vec<Row>,
    finished: usize,
    total: usize,
}

/// One lesson in the list.
struct Row {
    lesson: &'static Lesson,
    tag: Tag,
}

/// How far a lesson has come, in a word or two.
pub(super) fn tag(lesson: &Lesson, standing: &Standing) -> Tag {
    match (standing.done(), lesson.steps.len()) {
        (0, _) => Tag::new("Not started", "grey"),
        (done, steps) if done == steps => Tag::new("Finished", "green"),
        (done, steps) => Tag::new(format!("{done} of {steps} steps"), "blue"),
    }
}

/// The page.
pub(super) async fn get(at: At) -> Response {
    let progress = standings(std::sync::Arc::clone(&at.site)).await;
    let rows = |service| {
        let lessons = all().iter().filter(|lesson| lesson.service == service);
        let row = |lesson: &&'static Lesson| Row {
            lesson,
            tag: tag(lesson, &progress.of(lesson)),
        };
        lessons.map(row).collect::<Vec<_>>()
    };
    let finished = all()
        .iter()
        .filter(|lesson| progress.of(lesson).done() == lesson.steps.len());
    page::page(&List {
        frame: at.frame(Tab::Lessons),
        path: at.path(""),
        nhs_jobs: rows(Service::NhsJobs),
        esr: rows(Service::Esr),
        finished: finished.count(),
        total: all().len(),
    })
}
