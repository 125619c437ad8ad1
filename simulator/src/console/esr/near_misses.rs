//! Whom refused transfers may have meant: what was sent and what ESR holds, letter by letter.

use askama::Template;
use axum::response::Response;
use contract::transfer::Person;
use form_urlencoded::Serializer;

use super::letters::{self, Part as Letters};
use super::{Head, Part, head, told};
use crate::console::at::At;
use crate::console::fields::Asked;
use crate::console::frame::Frame;
use crate::console::page::page;
use crate::console::parts::{Pager, Tag};
use crate::console::words;
use crate::esr::{Applicant, Book, Candidate, Difference, DifferenceKind, Field, NearMiss};
use crate::public::candidates::words::day;
use crate::sandbox::page::{Page, Paging};

/// Near misses on one page.
const NOTES: usize = 10;

#[derive(Template)]
#[template(path = "console/esr/near_misses.html")]
struct Shown {
    frame: Frame,
    head: Head,
    notes: Page<Note>,
    pager: Pager,
    forgotten: u64,
}

struct Note {
    reference: String,
    when: String,
    sent: String,
    vpd: String,
    candidates: Vec<Near>,
}

struct Near {
    number: String,
    name: String,
    source: &'static str,
    scope: Tag,
    told: Vec<String>,
    pairs: Vec<Pair>,
    correct: Option<String>,
}

/// One field, as it was sent and as it is held.
struct Pair {
    label: &'static str,
    sent: Vec<Letters>,
    held: Vec<Letters>,
}

/// `GET …/esr/near-misses`: the latest first.
pub(super) async fn get(at: At, asked: Asked) -> Response {
    let (frame, head) = head(&at, Part::NearMisses);
    let book = at.site.world().esr.clone();
    let log = book.near_misses();
    let picked = Paging::new(asked.page(), NOTES).pick(log.len(), log.iter().rev());
    let path = at.path("/esr");
    page(&Shown {
        frame,
        head,
        forgotten: log.forgotten(),
        pager: Pager::of(&picked, format!("{path}/near-misses")),
        notes: picked.map(|note| self::note(&book, note, &path)),
    })
}

fn note(book: &Book, note: &NearMiss, path: &str) -> Note {
    let sent = &note.sent;
    let near = |candidate| near(book, sent, candidate, path);
    Note {
        reference: note.ats_reference.clone(),
        when: words::moment(note.at),
        sent: format!(
            "{} {}, born {}",
            sent.first_name,
            sent.last_name,
            day(sent.date_of_birth)
        ),
        vpd: note.vpd.clone(),
        candidates: note.candidates.iter().filter_map(near).collect(),
    }
}

/// A candidate as the book holds it now.
fn near(book: &Book, sent: &Person, candidate: &Candidate, path: &str) -> Option<Near> {
    let number = candidate.applicant_number.to_string();
    let held = book.applicant(&number)?;
    let told = candidate
        .differences
        .iter()
        .map(difference)
        .collect::<Vec<_>>();
    let alike = held.person() == *sent;
    Some(Near {
        name: format!("{} {}", held.first_name, held.last_name),
        source: told::source(held.source),
        scope: told::scope(held),
        told: match told.is_empty() {
            true => vec![
                "Name and date of birth match; the record is out of scope of the transfer."
                    .to_owned(),
            ],
            false => told,
        },
        pairs: pairs(sent, held),
        correct: (!alike && held.open).then(|| correct(sent, &number, path)),
        number,
    })
}

fn pairs(sent: &Person, held: &Applicant) -> Vec<Pair> {
    let pair = |label, (sent, held)| Pair { label, sent, held };
    vec![
        pair(
            "First name",
            letters::compared(&sent.first_name, &held.first_name),
        ),
        pair(
            "Last name",
            letters::compared(&sent.last_name, &held.last_name),
        ),
        pair(
            "Date of birth",
            letters::days(sent.date_of_birth, held.date_of_birth),
        ),
    ]
}

/// To the form that corrects the person, filled in with what was sent.
fn correct(sent: &Person, number: &str, path: &str) -> String {
    let query = Serializer::new(String::new())
        .append_pair("firstName", &sent.first_name)
        .append_pair("lastName", &sent.last_name)
        .append_pair("dateOfBirth", &sent.date_of_birth.to_string())
        .finish();
    format!("{path}/applicants/{number}/correct?{query}")
}

fn difference(difference: &Difference) -> String {
    let field = match difference.field {
        Field::FirstName => "first name",
        Field::LastName => "last name",
        Field::Names => "names",
        Field::DateOfBirth => "date of birth",
        Field::Vpd => return "It is at another employer (VPD).".to_owned(),
    };
    match (difference.field, difference.kind) {
        (Field::Names, DifferenceKind::Swapped) => {
            "First and last name are the other way round.".to_owned()
        }
        (_, DifferenceKind::Swapped) => "Day and month are the other way round.".to_owned(),
        (_, DifferenceKind::Marks) => {
            format!("Only a mark over or under a letter differs in the {field}.")
        }
        (_, DifferenceKind::Hyphen) => format!("Only the hyphen differs in the {field}."),
        (_, DifferenceKind::Apostrophe) => format!("Only the apostrophe differs in the {field}."),
        (_, DifferenceKind::Spaces) => format!("Only a space differs in the {field}."),
        (_, DifferenceKind::Shortened) => format!("One {field} is the beginning of the other."),
        (_, DifferenceKind::Part) => format!("One {field} is a part of the other."),
        (_, DifferenceKind::Misspelt) => {
            format!("The {field} differs by a slip of one or two characters.")
        }
        (_, DifferenceKind::Other) => format!("The {field} is another one."),
    }
}
