//! One vacancy: its fields, the advert that candidates would see, its history; and publishing and
//! closing it.

use askama::Template;
use contract::codes::VacancyStatus;
use http::StatusCode;

use super::{form, told};
use crate::console::at::{At, Id};
use crate::console::fields::Fields;
use crate::console::frame::{Frame, Tab};
use crate::console::page::{Answered, page};
use crate::console::parts::Tag;
use crate::console::trouble::Trouble;
use crate::console::words::{self, count};
use crate::nhs_jobs::{PersonError, Record};
use crate::public::candidates::view::Advert;
use crate::sandbox::world::World;

/// What all pages of one vacancy show.
struct Head {
    path: String,
    title: String,
    reference: String,
    version: u64,
    status: Tag,
    state: VacancyStatus,
    part: &'static str,
}

/// One vacancy of a sandbox, as both stand now.
struct Found {
    world: World,
    record: Record,
    frame: Frame,
    head: Head,
}

impl Found {
    fn of(at: &At, id: &str, part: &'static str) -> Result<Self, Trouble> {
        let world = at.site.world().clone();
        let record = world.nhs_jobs.named(id).cloned();
        let record = record.ok_or_else(|| not_there(at))?;
        let state = record.status(world.now());
        let title = record.draft().job_title.clone();
        Ok(Self {
            head: Head {
                path: at.path(&format!("/nhs-jobs/{}", record.id())),
                title: title.clone(),
                reference: record.reference().to_owned(),
                version: record.version(),
                status: told::status(state),
                state,
                part,
            },
            frame: at.frame(Tab::NhsJobs).below_tab().titled(title),
            record,
            world,
        })
    }
}

pub(super) fn not_there(at: &At) -> Trouble {
    let way = at.path("/nhs-jobs");
    Trouble::gone("This vacancy is not there any more").way("Go to the vacancies", way)
}

#[derive(Template)]
#[template(path = "console/nhs_jobs/fields.html")]
struct FieldsPage {
    frame: Frame,
    head: Head,
    warnings: Vec<String>,
    sections: Vec<form::Section>,
}

/// `GET …/nhs-jobs/{id}`: its fields, and what may be done.
pub(super) async fn fields(at: At, Id(id): Id) -> Answered {
    let found = Found::of(&at, &id, "fields")?;
    let answer = found.record.answer(found.world.now());
    Ok(page(&FieldsPage {
        frame: found.frame,
        head: found.head,
        warnings: answer
            .warnings
            .into_iter()
            .map(|warning| warning.message)
            .collect(),
        sections: form::told(found.record.draft()),
    }))
}

#[derive(Template)]
#[template(path = "console/nhs_jobs/advert.html")]
struct AdvertPage {
    frame: Frame,
    head: Head,
    advert: String,
    address: String,
}

/// `GET …/nhs-jobs/{id}/advert`: as candidates would see it.
pub(super) async fn advert(at: At, Id(id): Id) -> Answered {
    let found = Found::of(&at, &id, "advert")?;
    let base = at.app.connection(&at.site).base_url;
    let advert = Advert::of(
        &found.record,
        &found.world.employer,
        &base,
        found.world.now(),
    );
    let advert = advert
        .as_advert()
        .render()
        .expect("every value of the template can be written");
    Ok(page(&AdvertPage {
        frame: found.frame,
        address: format!("{base}/candidate/jobadvert/{}", found.head.reference),
        head: found.head,
        advert,
    }))
}

#[derive(Template)]
#[template(path = "console/nhs_jobs/history.html")]
struct HistoryPage {
    frame: Frame,
    head: Head,
    changes: Vec<Change>,
    forgotten: usize,
}

struct Change {
    what: String,
    fields: String,
    when: String,
    instant: String,
    version: u64,
}

/// `GET …/nhs-jobs/{id}/history`: who changed it, what and when; the latest first.
pub(super) async fn history(at: At, Id(id): Id) -> Answered {
    let found = Found::of(&at, &id, "history")?;
    let history = found.record.history();
    let change = |change: &crate::nhs_jobs::Change| Change {
        what: told::change(change),
        fields: told::fields(change),
        when: words::moment(change.at),
        instant: change.at.to_string(),
        version: change.version,
    };
    Ok(page(&HistoryPage {
        frame: found.frame,
        head: found.head,
        changes: history.changes().iter().rev().map(change).collect(),
        forgotten: usize::try_from(history.forgotten()).unwrap_or(usize::MAX),
    }))
}

/// `POST …/nhs-jobs/{id}/publish`.
pub(super) async fn publish(at: At, Id(id): Id, fields: Fields) -> Answered {
    act(&at, &id, &fields, |world, id| {
        let now = world.now();
        world.nhs_jobs.publish(id, now).map(drop)
    })?;
    at.note("person", "POST /nhs-jobs/vacancies/{id}/publish", Some(&id));
    let said = "The vacancy is published. From now on the ATS may not change it.";
    Ok(at.go(&format!("/nhs-jobs/{id}"), said))
}

#[derive(Template)]
#[template(path = "console/nhs_jobs/close.html")]
struct ClosePage {
    frame: Frame,
    head: Head,
}

/// `GET …/nhs-jobs/{id}/close`: are you sure?
pub(super) async fn may_close(at: At, Id(id): Id) -> Answered {
    let found = Found::of(&at, &id, "close")?;
    Ok(page(&ClosePage {
        frame: found.frame,
        head: found.head,
    }))
}

/// `POST …/nhs-jobs/{id}/close`.
pub(super) async fn close(at: At, Id(id): Id, fields: Fields) -> Answered {
    act(&at, &id, &fields, |world, id| {
        let now = world.now();
        world.nhs_jobs.close(id, now).map(drop)
    })?;
    at.note("person", "POST /nhs-jobs/vacancies/{id}/close", Some(&id));
    Ok(at.go(&format!("/nhs-jobs/{id}"), "The vacancy is closed."))
}

/// Lets a person act on the vacancy that they saw, and on no other version of it.
fn act(
    at: &At,
    id: &str,
    fields: &Fields,
    act: impl FnOnce(&mut World, &str) -> Result<(), PersonError>,
) -> Result<(), Trouble> {
    let mut world = at.site.world();
    let now = world.now();
    let record = world.nhs_jobs.named(id).ok_or_else(|| not_there(at))?;
    let path = at.path(&format!("/nhs-jobs/{}", record.id()));
    if !form::is_current(record, now, fields) {
        return Err(stale(record, fields).way("See the vacancy as it is now", path));
    }
    act(&mut world, id).map_err(|error| {
        let title = "NHS Jobs does not do this";
        let text = format!("{}.", words::sentence(&error.to_string()));
        Trouble::new(StatusCode::CONFLICT, title, text).way("Go back to the vacancy", path)
    })
}

fn stale(record: &Record, fields: &Fields) -> Trouble {
    let seen = form::seen(fields);
    let since = told::since(record, seen).join("; ");
    let text = format!(
        "Somebody changed it after you opened the page, so nothing was done. What happened: {since}. \
         Look at it as it is now, and decide again."
    );
    let title = "This vacancy has changed since you opened the page";
    Trouble::new(StatusCode::CONFLICT, title, text)
}
