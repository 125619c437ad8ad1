//! The applicants, by name, number or position, page by page.

use askama::Template;
use axum::response::Response;
use form_urlencoded::Serializer;

use super::{Head, Part, head, told};
use crate::console::at::At;
use crate::console::fields::Asked;
use crate::console::frame::Frame;
use crate::console::page::page;
use crate::console::parts::{Pager, Tag};
use crate::console::words;
use crate::esr::{Applicant, Book};
use crate::public::candidates::words::day;
use crate::sandbox::page::{Page, Paging};

/// Applicants on one page.
const ROWS: usize = 50;

#[derive(Template)]
#[template(path = "console/esr/list.html")]
struct List {
    frame: Frame,
    head: Head,
    text: String,
    found: String,
    rows: Page<Row>,
    pager: Pager,
}

struct Row {
    number: String,
    name: String,
    born: String,
    source: &'static str,
    position: String,
    scope: Tag,
    records: String,
}

/// `GET …/esr`.
pub(super) async fn get(at: At, asked: Asked) -> Response {
    let (frame, head) = head(&at, Part::Applicants);
    let text = asked.get("q");
    let book = at.site.world().esr.clone();
    let listed = book.listed(&text, Paging::new(asked.page(), ROWS));
    let path = at.path("/esr");
    let mut query = Serializer::new(String::new());
    let address = match text.as_str() {
        "" => path,
        text => format!("{path}?{}", query.append_pair("q", text).finish()),
    };
    page(&List {
        frame,
        head,
        found: words::count(listed.total, "applicant", "applicants"),
        pager: Pager::of(&listed, address),
        rows: listed.map(|applicant| row(&book, &applicant)),
        text,
    })
}

fn row(book: &Book, applicant: &Applicant) -> Row {
    Row {
        number: applicant.applicant_number.to_string(),
        name: format!("{} {}", applicant.first_name, applicant.last_name),
        born: day(applicant.date_of_birth),
        source: told::source(applicant.source),
        position: applicant.position_id.clone(),
        scope: told::scope(applicant),
        records: records(book, applicant),
    }
}

fn records(book: &Book, applicant: &Applicant) -> String {
    let rows = told::records(book, applicant);
    let there = rows
        .iter()
        .filter(|row| row.state.text != "Missing")
        .count();
    format!("{there} of {}", rows.len())
}
