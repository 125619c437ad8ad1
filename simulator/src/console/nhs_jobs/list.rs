//! The vacancies of the account: by status, by title or reference, page by page.

use askama::Template;
use axum::response::Response;
use contract::codes::VacancyStatus;
use form_urlencoded::Serializer;

use super::told;
use crate::console::at::At;
use crate::console::fields::Asked;
use crate::console::frame::{Frame, Tab};
use crate::console::page::page;
use crate::console::parts::{Pager, Tag};
use crate::console::words;
use crate::nhs_jobs::{Listing, Record};
use crate::public::candidates::words::day;
use crate::sandbox::page::{Page, Paging};

/// Vacancies on one page.
const ROWS: usize = 50;

#[derive(Template)]
#[template(path = "console/nhs_jobs/list.html")]
struct List {
    frame: Frame,
    path: String,
    text: String,
    status: String,
    filters: Vec<Filter>,
    found: String,
    rows: Page<Row>,
    pager: Pager,
}

/// One of the links above the list.
struct Filter {
    text: String,
    href: String,
    current: bool,
}

struct Row {
    id: String,
    title: String,
    reference: String,
    job_reference: String,
    status: Tag,
    closing: String,
    last: String,
}

/// `GET …/nhs-jobs`.
pub(super) async fn get(at: At, asked: Asked) -> Response {
    let (text, status) = (asked.get("q"), asked.get("status"));
    let wanted = Listing {
        status: VacancyStatus::from_ats(&status).ok(),
        text: text.clone(),
    };
    let world = at.site.world().clone();
    let now = world.now();
    let listed = world
        .nhs_jobs
        .listed(&wanted, Paging::new(asked.page(), ROWS), now);
    let path = at.path("/nhs-jobs");
    let address = |status: Option<VacancyStatus>| address(&path, status, &text);
    let every = listed.drafts + listed.published + listed.closed;
    let filter = |name: &str, count, status| Filter {
        text: format!("{name} ({})", words::grouped(count)),
        href: address(status),
        current: status == wanted.status,
    };
    let filters = vec![
        filter("All", every, None),
        filter("Drafts", listed.drafts, Some(VacancyStatus::Draft)),
        filter(
            "Published",
            listed.published,
            Some(VacancyStatus::Published),
        ),
        filter("Closed", listed.closed, Some(VacancyStatus::Closed)),
    ];
    page(&List {
        frame: at.frame(Tab::NhsJobs),
        found: words::count(listed.page.total, "vacancy", "vacancies"),
        pager: Pager::of(&listed.page, address(wanted.status)),
        rows: listed.page.map(|record| row(&record, now)),
        filters,
        status,
        text,
        path,
    })
}

fn address(path: &str, status: Option<VacancyStatus>, text: &str) -> String {
    let mut query = Serializer::new(String::new());
    if let Some(status) = status {
        query.append_pair("status", status.ats());
    }
    if !text.is_empty() {
        query.append_pair("q", text);
    }
    match query.finish() {
        query if query.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

fn row(record: &Record, now: jiff::Timestamp) -> Row {
    let draft = record.draft();
    let last = record.history().changes().last();
    Row {
        id: record.id().to_string(),
        title: draft.job_title.clone(),
        reference: record.reference().to_owned(),
        job_reference: draft.job_reference.clone(),
        status: told::status(record.status(now)),
        closing: day(draft.closing_date),
        last: last.map(told::change).unwrap_or_default(),
    }
}
