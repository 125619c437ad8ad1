//! Records that seem to be one person's, side by side, and choosing one of them.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::{Head, Part, head, not_there, told};
use crate::console::at::{At, Id};
use crate::console::fields::{Asked, Fields};
use crate::console::frame::Frame;
use crate::console::page::{Answered, page};
use crate::console::parts::{Pager, Tag};
use crate::console::trouble::Trouble;
use crate::console::words;
use crate::esr::{Applicant, Book, KeepError};
use crate::public::candidates::words::day;
use crate::sandbox::page::{Page, Paging};

/// Groups on one page.
const GROUPS: usize = 10;

#[derive(Template)]
#[template(path = "console/esr/duplicates.html")]
struct Shown {
    frame: Frame,
    head: Head,
    found: String,
    groups: Page<Group>,
    pager: Pager,
    beside: Vec<String>,
}

struct Group {
    name: String,
    born: String,
    cards: Vec<Card>,
    /// The group as it was shown, so that nobody closes a record that was not on the page.
    numbers: String,
}

struct Card {
    number: String,
    scope: Tag,
    may_be_kept: bool,
    rows: Vec<(&'static str, String)>,
}

/// `GET …/esr/duplicates`.
pub(super) async fn get(at: At, asked: Asked) -> Response {
    let (frame, head) = head(&at, Part::Duplicates);
    let world = at.site.world().clone();
    let paging = Paging::new(asked.page(), GROUPS);
    let twins = world.esr.twins(world.settings.matching, paging);
    let beside = world.esr.duplicates().iter().rev().take(20).map(|note| {
        let reference = &note.ats_reference;
        let when = words::moment(note.at);
        match note.transfer_id {
            Some(_) => format!("{when}: transfer {reference} was done, and another record of the same person stood beside."),
            None => format!("{when}: transfer {reference} was refused, because several records match."),
        }
    });
    page(&Shown {
        frame,
        found: words::count(twins.total, "person has", "people have"),
        pager: Pager::of(&twins, at.path("/esr/duplicates")),
        groups: twins.map(|group| self::group(&world.esr, &group)),
        beside: beside.collect(),
        head,
    })
}

fn group(book: &Book, records: &[std::sync::Arc<Applicant>]) -> Group {
    let first = records.first();
    let numbers = records
        .iter()
        .map(|record| record.applicant_number.to_string());
    Group {
        name: first
            .map(|one| format!("{} {}", one.first_name, one.last_name))
            .unwrap_or_default(),
        born: first.map(|one| day(one.date_of_birth)).unwrap_or_default(),
        numbers: numbers.collect::<Vec<_>>().join(" "),
        cards: records.iter().map(|record| card(book, record)).collect(),
    }
}

fn card(book: &Book, record: &Applicant) -> Card {
    let registration = record
        .professional_registration
        .as_ref()
        .map(told::registration);
    let records = told::records(book, record);
    let there = records
        .iter()
        .filter(|row| row.state.text != "Missing")
        .count();
    let names = format!("{} {}", record.first_name, record.last_name);
    Card {
        number: record.applicant_number.to_string(),
        scope: told::scope(record),
        may_be_kept: record.may_be_kept(),
        rows: vec![
            ("Written as", names),
            ("Put into ESR by", told::source(record.source).to_owned()),
            ("Position id", record.position_id.clone()),
            ("Loaded", words::moment(record.loaded_at)),
            (
                "Registration",
                registration.unwrap_or_else(|| "None held".to_owned()),
            ),
            ("Records", format!("{there} of {}", records.len())),
        ],
    }
}

/// `POST …/esr/applicants/{id}/keep`: HR chooses one, which closes the others.
pub(super) async fn keep(at: At, Id(id): Id, fields: Fields) -> Answered {
    let mut world = at.site.world();
    let (matching, now) = (world.settings.matching, world.now());
    let shown = fields.get("numbers");
    let stands = shown.split_whitespace().all(|number| {
        world
            .esr
            .applicant(number)
            .is_some_and(|record| record.open)
    });
    let way = at.path("/esr/duplicates");
    if !stands || shown.is_empty() {
        let title = "These records have changed since you opened the page";
        let text = "Somebody closed or removed one of them, so nothing was done. Look at them as they are now, and decide again.";
        return Err(Trouble::new(StatusCode::CONFLICT, title, text)
            .way("See the duplicates as they are now", way));
    }
    let kept = world.esr.keep(&id, matching, now);
    drop(world);
    let kept = kept.map_err(|error| match error {
        KeepError::Unknown(_) => not_there(&at),
        error => {
            let text = format!("{}.", words::sentence(&error.to_string()));
            Trouble::new(StatusCode::CONFLICT, "This record cannot be chosen", text)
                .way("Go back to the duplicates", way)
        }
    })?;
    at.note("person", "POST /esr/applicants/{id}/keep", Some(&id));
    let closed = words::count(kept.closed.len(), "other record is", "other records are");
    Ok(at.go(
        "/esr/duplicates",
        format!("Record {id} is kept; {closed} closed."),
    ))
}
