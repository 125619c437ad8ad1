//! `…/make-it-happen`: every case, what is armed, credentials, the clock and the magic values.

use askama::Template;
use axum::response::Response;

use super::super::at::At;
use super::super::frame::{Frame, Tab};
use super::super::page;
use super::super::words;
use super::catalogue::{self, GROUPS};
use super::clock::{self, Movement};
use super::levers::{self, Credential};
use super::remedies;
use crate::public::magic::{ArmedCase, MagicValue, RecursTold};

#[derive(Template)]
#[template(path = "console/make_it_happen/page.html")]
struct Page {
    frame: Frame,
    path: String,
    armed: Vec<Armed>,
    groups: Vec<Group>,
    credentials: Vec<Credential>,
    vpd: String,
    activation: Vec<(&'static str, &'static str, bool)>,
    now: String,
    frozen: bool,
    movements: Vec<Movement>,
    magic: bool,
    values: Vec<Value>,
}

/// One thing that is armed.
struct Armed {
    title: String,
    about: String,
    field: &'static str,
    id: String,
}

struct Group {
    title: &'static str,
    about: &'static str,
    cases: Vec<Case>,
}

struct Case {
    word: &'static str,
    title: &'static str,
    happens: &'static str,
    shown: &'static str,
    remedies: Vec<(&'static str, String)>,
    by: &'static str,
    value: String,
    armed: bool,
}

/// A magic value.
struct Value {
    value: &'static str,
    service: &'static str,
    happens: &'static str,
    prefer: String,
    once: bool,
}

/// The page.
pub(super) async fn get(at: At) -> Response {
    let (vpd, activation) = levers::activation(&at);
    let armed_rows: Vec<usize> = at.site.armed.list().iter().map(ArmedCase::row).collect();
    let (magic, frozen) = {
        let world = at.site.world();
        (world.settings.magic, world.clock.is_frozen())
    };
    page::page(&Page {
        frame: at.frame(Tab::MakeItHappen),
        path: at.path(""),
        armed: armed(&at),
        groups: GROUPS
            .iter()
            .map(|group| shown(group, &armed_rows))
            .collect(),
        credentials: levers::all(&at),
        vpd,
        activation,
        now: words::moment(at.site.now()),
        frozen,
        movements: clock::movements(&at),
        magic,
        values: crate::public::magic::listed().map(Value::of).collect(),
    })
}

fn shown(group: &catalogue::Group, armed: &[usize]) -> Group {
    let case = |case: &catalogue::Case| {
        let listed = case.listed();
        let by_reference = !listed.members.is_empty();
        let header = || listed.prefer.clone().unwrap_or_default();
        Case {
            word: case.word,
            title: case.title,
            happens: listed.happens,
            shown: listed.shown,
            remedies: remedies::of(&listed),
            by: if by_reference {
                "the reference"
            } else {
                "the header"
            },
            value: if by_reference {
                listed.value.to_owned()
            } else {
                header()
            },
            armed: armed.contains(&case.row()),
        }
    };
    Group {
        title: group.title,
        about: group.about,
        cases: group.cases.iter().map(case).collect(),
    }
}

// Cases, and the faults that somebody has armed over the control interface.
fn armed(at: &At) -> Vec<Armed> {
    let cases = at.site.armed.list().into_iter().map(|one| {
        let title = catalogue::of_row(one.row()).map_or("A case", |case| case.title);
        let about = match (one.is_for_next(), one.met()) {
            (true, _) => "for the next request".to_owned(),
            (false, 0) => "for every request; none yet".to_owned(),
            (false, met) => format!("for every request; {met} so far"),
        };
        Armed {
            title: title.to_owned(),
            about,
            field: "case",
            id: one.id().to_string(),
        }
    });
    let faults = at
        .site
        .faults
        .list()
        .into_iter()
        .filter(|fault| !fault.is_spent())
        .map(|fault| Armed {
            title: format!("Fault {}", fault.kind()),
            about: "armed over the control interface".to_owned(),
            field: "fault",
            id: fault.id().to_owned(),
        });
    cases.chain(faults).collect()
}

impl Value {
    fn of(listed: MagicValue) -> Self {
        Self {
            value: listed.value,
            service: levers::of(listed.service),
            happens: listed.happens,
            prefer: listed.prefer.unwrap_or_default(),
            once: listed.recurs == RecursTold::OncePerReference,
        }
    }
}
