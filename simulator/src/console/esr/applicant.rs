//! One applicant: who it is, the six records, and what has happened to the record.

use askama::Template;

use super::told::RecordRow;
use super::{Head, Part, head, not_there, told};
use crate::console::at::{At, Id};
use crate::console::frame::Frame;
use crate::console::page::{Answered, page};
use crate::console::parts::Tag;
use crate::console::words;
use crate::public::candidates::words::day;

#[derive(Template)]
#[template(path = "console/esr/applicant.html")]
struct Shown {
    frame: Frame,
    head: Head,
    name: String,
    number: String,
    scope: Tag,
    open: bool,
    rows: Vec<(&'static str, String)>,
    records: Vec<RecordRow>,
    transfer: Option<String>,
    events: Vec<(&'static str, String, String)>,
}

/// `GET …/esr/applicants/{id}`.
pub(super) async fn get(at: At, Id(id): Id) -> Answered {
    let book = at.site.world().esr.clone();
    let applicant = book.applicant(&id).ok_or_else(|| not_there(&at))?;
    let (frame, head) = head(&at, Part::Applicants);
    let name = format!("{} {}", applicant.first_name, applicant.last_name);
    let previous = applicant.previous_last_name.clone();
    let rows = [
        ("First name", Some(applicant.first_name.clone())),
        ("Last name", Some(applicant.last_name.clone())),
        ("Previous last name", previous),
        ("Date of birth", Some(day(applicant.date_of_birth))),
        ("Employer (VPD)", Some(applicant.vpd.clone())),
        (
            "Put into ESR by",
            Some(told::source(applicant.source).to_owned()),
        ),
        ("Position id", Some(applicant.position_id.clone())),
        ("Position number", applicant.position_number.clone()),
        ("Expected to start", applicant.projected_hire_date.map(day)),
        ("Person type", Some(applicant.person_type.ats().to_owned())),
    ];
    let events = book.history(applicant).into_iter().rev();
    let event = |event: crate::esr::Event| {
        (
            told::act(event.act),
            words::moment(event.at),
            event.at.to_string(),
        )
    };
    Ok(page(&Shown {
        frame: frame.below_tab().titled(&*name),
        head,
        number: applicant.applicant_number.to_string(),
        scope: told::scope(applicant),
        open: applicant.open,
        rows: rows
            .into_iter()
            .filter_map(|(label, text)| Some((label, text?)))
            .collect(),
        records: told::records(&book, applicant),
        transfer: applicant.transfer_id.clone(),
        events: events.map(event).collect(),
        name,
    }))
}

#[derive(Template)]
#[template(path = "console/esr/close.html")]
struct Close {
    frame: Frame,
    path: String,
    name: String,
}

/// `GET …/esr/applicants/{id}/close`: are you sure?
pub(super) async fn may_close(at: At, Id(id): Id) -> Answered {
    let book = at.site.world().esr.clone();
    let applicant = book.applicant(&id).ok_or_else(|| not_there(&at))?;
    let (frame, _) = head(&at, Part::Applicants);
    Ok(page(&Close {
        frame: frame.below_tab().titled("Close this record?"),
        path: at.path(&format!("/esr/applicants/{}", applicant.applicant_number)),
        name: format!("{} {}", applicant.first_name, applicant.last_name),
    }))
}

/// `POST …/esr/applicants/{id}/close`: HR closes a historic record.
pub(super) async fn close(at: At, Id(id): Id) -> Answered {
    let now = at.site.now();
    let closed = at.site.world().esr.close(&id, now);
    closed.map_err(|_| not_there(&at))?;
    at.note("person", "POST /esr/applicants/{id}/close", Some(&id));
    let said = "The record is closed. It matches no transfer any more.";
    Ok(at.go(&format!("/esr/applicants/{id}"), said))
}
