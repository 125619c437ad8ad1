//! Sandboxes by lessons, at a glance: a row for each sandbox, a column for each lesson, and how many
//! have finished each.

use std::sync::Arc;

use contract::operation::Service;

use super::super::{classroom, frame};
use super::{Lesson, all, standings};
use crate::app::Site;

/// The table.
pub(super) struct Glance {
    /// The lessons of each service, from left to right.
    pub(super) services: Vec<Taught>,
    /// The sandboxes, those of one classroom together.
    pub(super) groups: Vec<Group>,
    /// How many have finished each lesson; empty where the page does not count.
    pub(super) finished_by: Vec<usize>,
}

/// The lessons of one service.
pub(super) struct Taught {
    /// What the service is called.
    pub(super) name: &'static str,
    /// Its lessons.
    pub(super) heads: Vec<Head>,
}

/// One lesson, above its column.
pub(super) struct Head {
    /// Counted from 1, through all services.
    pub(super) number: usize,
    /// What the lesson is called.
    pub(super) title: &'static str,
}

/// The sandboxes of one classroom, or those of none.
pub(super) struct Group {
    /// The classroom's name.
    pub(super) room: Option<String>,
    /// Where the classroom's page is; empty where there is none.
    pub(super) path: String,
    /// Its sandboxes.
    pub(super) rows: Vec<Row>,
}

/// One sandbox.
pub(super) struct Row {
    /// The classroom that it is in.
    room: Option<String>,
    /// `Place 3` in a classroom, else the sandbox's name.
    pub(super) name: String,
    /// Where its pages are.
    pub(super) path: String,
    /// A cell for each lesson.
    pub(super) cells: Vec<Cell>,
}

/// One lesson in one sandbox.
pub(super) struct Cell {
    /// Where the lesson's page is.
    pub(super) href: String,
    done: usize,
    steps: usize,
}

impl Glance {
    /// A table of these rows; those of one classroom stand together already.
    pub(super) fn of(rows: Vec<Row>) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for row in rows {
            match groups.last_mut() {
                Some(group) if group.room == row.room => group.rows.push(row),
                _ => groups.push(Group::beginning(row)),
            }
        }
        Self {
            services: vec![
                Taught::by("NHS Jobs", |service| service != Service::Esr),
                Taught::by("ESR", |service| service == Service::Esr),
            ],
            groups,
            finished_by: Vec::new(),
        }
    }

    /// How many columns the table has.
    pub(super) fn columns(&self) -> usize {
        all().len() + 2
    }

    /// Whether the classrooms have to be told apart.
    pub(super) fn names_rooms(&self) -> bool {
        self.finished_by.is_empty()
    }
}

/// A row for each sandbox.
pub(super) async fn rows(sites: Vec<Arc<Site>>) -> Vec<Row> {
    let mut rows = Vec::with_capacity(sites.len());
    for site in sites {
        rows.push(Row::of(site).await);
    }
    rows
}

/// How many of the sandboxes have finished each lesson.
pub(super) fn finished_by(rows: &[Row]) -> Vec<usize> {
    let by = |index: usize| {
        let cells = rows.iter().filter_map(|row| row.cells.get(index));
        cells.filter(|cell| cell.is_finished()).count()
    };
    (0..all().len()).map(by).collect()
}

impl Taught {
    fn by(name: &'static str, is: impl Fn(Service) -> bool) -> Self {
        let lessons = all().iter().enumerate();
        let lessons = lessons.filter(|(_, lesson)| is(lesson.service));
        let head = |(index, lesson): (usize, &&'static Lesson)| Head {
            number: index + 1,
            title: lesson.title,
        };
        Self {
            name,
            heads: lessons.map(head).collect(),
        }
    }
}

impl Group {
    fn beginning(row: Row) -> Self {
        Self {
            path: row.room.as_deref().map(classroom::path).unwrap_or_default(),
            room: row.room.clone(),
            rows: vec![row],
        }
    }
}

impl Row {
    async fn of(site: Arc<Site>) -> Self {
        let path = frame::path(&site);
        let seat = site.sandbox.name().and_then(classroom::seat);
        let (room, name) = match seat {
            Some((room, number)) => (Some(room.to_owned()), format!("Place {number}")),
            None => (None, frame::name(&site)),
        };
        let progress = standings(site).await;
        let cell = |lesson: &&'static Lesson| Cell {
            href: format!("{path}/lessons/{}", lesson.id),
            done: progress.of(lesson).done(),
            steps: lesson.steps.len(),
        };
        Self {
            room,
            name,
            cells: all().iter().map(cell).collect(),
            path,
        }
    }

    /// How many lessons are finished in it.
    pub(super) fn finished(&self) -> usize {
        self.cells.iter().filter(|cell| cell.is_finished()).count()
    }
}

impl Cell {
    fn is_finished(&self) -> bool {
        self.done == self.steps
    }

    /// How far it has come, for who hears the page.
    pub(super) fn words(&self) -> String {
        match self.done {
            0 => "not started".to_owned(),
            _ if self.is_finished() => "finished".to_owned(),
            done => format!("{done} of {} steps", self.steps),
        }
    }

    /// How far it has come, for who sees it.
    pub(super) fn sign(&self) -> String {
        match self.done {
            0 => "–".to_owned(),
            _ if self.is_finished() => "✓".to_owned(),
            done => format!("{done}/{}", self.steps),
        }
    }

    /// The class of its cell.
    pub(super) fn colour(&self) -> &'static str {
        match self.done {
            0 => "",
            _ if self.is_finished() => "done",
            _ => "begun",
        }
    }
}
