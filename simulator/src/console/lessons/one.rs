//! `…/lessons/{id}`: one lesson.

use std::sync::Arc;

use askama::Template;
use contract::operation::Service;
use contract::provenance::Provenance;

use super::super::assets;
use super::super::at::{At, Id};
use super::super::fields::Asked;
use super::super::frame::{Frame, Tab};
use super::super::page::{self, Answered};
use super::super::parts::Tag;
use super::super::traffic;
use super::super::trouble::Trouble;
use super::lesson::{Choice, Lesson, Place, Step};
use super::{all, find, list, standings};

#[derive(Template)]
#[template(path = "console/lessons/one.html")]
struct One {
    frame: Frame,
    path: String,
    lesson: &'static Lesson,
    number: usize,
    tag: Tag,
    steps: Vec<Shown>,
    finished: bool,
    chosen: Option<usize>,
    said: Option<&'static Choice>,
    next: Option<&'static Lesson>,
    large: bool,
    stream: String,
    script: String,
}

/// One step, and whether it has happened.
struct Shown {
    step: &'static Step,
    /// The exchange that it happened in, where it has.
    href: Option<String>,
    now: bool,
}

impl Shown {
    fn tag(&self) -> Tag {
        match (&self.href, self.now) {
            (Some(_), _) => Tag::new("Done", "green"),
            (None, true) => Tag::new("Do this now", "blue"),
            (None, false) => Tag::new("Later", "grey"),
        }
    }
}

impl One {
    fn service(&self) -> &'static str {
        match self.lesson.service {
            Service::Esr => "ESR",
            Service::NhsJobs | Service::CandidateSite => "NHS Jobs",
        }
    }

    fn provenance(&self, provenance: &Provenance) -> Tag {
        traffic::tag(provenance.word())
    }

    fn is_chosen(&self, index: &usize) -> bool {
        self.chosen == Some(*index)
    }

    fn here(&self) -> String {
        format!("{}/lessons/{}", self.path, self.lesson.id)
    }
}

/// Where a step is done, and what the link to it says.
fn place(place: &Place) -> (&'static str, &'static str) {
    match *place {
        Place::Vacancy => ("/try", "Open the vacancy form"),
        Place::Checks => ("/try/checks", "Open the checks form"),
        Place::Cases => ("/make-it-happen", "Open ‘Make it happen’"),
        Place::Account => ("/nhs-jobs", "Open the NHS Jobs account"),
        Place::Esr => ("/esr", "Open ESR"),
    }
}

/// The page.
pub(super) async fn get(at: At, Id(id): Id, asked: Asked) -> Answered {
    let lesson =
        find(&id).ok_or_else(|| Trouble::no_page().way("See every lesson", at.path("/lessons")))?;
    let progress = standings(Arc::clone(&at.site)).await;
    let standing = progress.of(lesson);
    let path = at.path("");
    let steps = lesson.steps.iter().enumerate().map(|(index, step)| Shown {
        step,
        href: standing
            .steps()
            .get(index)
            .map(|id| format!("{path}/traffic/{id}")),
        now: index == standing.done(),
    });
    let index = all()
        .iter()
        .position(|one| one.id == lesson.id)
        .unwrap_or_default();
    let chosen = asked.get("answer").parse().ok();
    let life = at.site.journal.life();
    let seen = at.site.journal.ring().last_happening();
    Ok(page::page(&One {
        frame: at.frame(Tab::Lessons).below_tab().titled(lesson.title),
        steps: steps.collect(),
        stream: format!("{path}/traffic/stream?seen={life}-{seen}"),
        path,
        lesson,
        number: index + 1,
        tag: list::tag(lesson, &standing),
        finished: standing.done() == lesson.steps.len(),
        said: chosen.and_then(|chosen| lesson.question.choices.get(chosen)),
        chosen,
        next: all().get(index + 1).copied(),
        large: asked.get("view") == "presenter",
        script: assets::path("lesson.js"),
    }))
}
