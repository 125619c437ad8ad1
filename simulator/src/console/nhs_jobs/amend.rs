//! Amending a vacancy in the account: whatever may be, and why the rest may not.

use askama::Template;
use contract::codes::VacancyStatus;
use http::StatusCode;

use super::form::{self, Values};
use super::{told, vacancy};
use crate::console::at::{At, Id};
use crate::console::fields::Fields;
use crate::console::frame::{Frame, Tab};
use crate::console::page::{self, Answered};
use crate::console::parts::{Field, Problems};
use crate::console::words;
use crate::nhs_jobs::{AmendError, Record, is_fixed_by_publishing};
use crate::sandbox::world::{World, vacancy_rules};

#[derive(Template)]
#[template(path = "console/nhs_jobs/amend.html")]
struct Amend {
    frame: Frame,
    path: String,
    title: String,
    version: u64,
    status: &'static str,
    was: String,
    problems: Problems,
    /// What happened while somebody was typing, and what both sides have typed into.
    meanwhile: Vec<String>,
    both: Vec<(String, String)>,
    sections: Vec<(&'static str, Vec<Field>)>,
    /// What may not be amended any more.
    fixed: Vec<(&'static str, String)>,
}

/// `GET …/nhs-jobs/{id}/amend`.
pub(super) async fn get(at: At, Id(id): Id) -> Answered {
    let world = at.site.world().clone();
    let record = world.nhs_jobs.named(&id);
    let record = record.ok_or_else(|| vacancy::not_there(&at))?;
    let values = Values::of(record.draft());
    let form = form(&at, &world, record, &values, Problems::default());
    Ok(page::page(&form))
}

/// `POST …/nhs-jobs/{id}/amend`.
pub(super) async fn post(at: At, Id(id): Id, fields: Fields) -> Answered {
    let typed = Values::typed(&fields);
    let mut world = at.site.world();
    let now = world.now();
    let record = world.nhs_jobs.named(&id).cloned();
    let record = record.ok_or_else(|| vacancy::not_there(&at))?;
    let held = Values::of(record.draft());
    if !form::is_current(&record, now, &fields) {
        let was = Values::typed(&Fields::decoded(&fields.get("was")));
        let form = stale(&at, &world, &record, typed.merged(&was, &held), &fields);
        return Ok(page::page_with(StatusCode::CONFLICT, &form));
    }
    let members = typed.members(&held);
    let below = format!("/nhs-jobs/{}", record.id());
    if members.is_empty() {
        return Ok(at.go(
            &below,
            "Nothing was changed: the form said what the vacancy says.",
        ));
    }
    let rules = vacancy_rules(world.settings, now);
    let amended = world.nhs_jobs.amend(&id, &members, &rules, now);
    match amended {
        Ok(_) => {
            drop(world);
            at.note("person", "POST /nhs-jobs/vacancies/{id}/amend", Some(&id));
            let names = members
                .keys()
                .map(|name| told::member(name))
                .collect::<Vec<_>>();
            Ok(at.go(&below, format!("Amended: {}.", names.join(", "))))
        }
        Err(error) => {
            let problems = problems(error);
            let form = form(&at, &world, &record, &typed, problems);
            Ok(page::page_with(StatusCode::UNPROCESSABLE_ENTITY, &form))
        }
    }
}

fn problems(error: AmendError) -> Problems {
    let told = words::sentence(&error.to_string());
    let fields = error.fields();
    if fields.is_empty() {
        let mut problems = Problems::default();
        problems.whole(told);
        return problems;
    }
    let fields: Vec<_> = fields
        .into_iter()
        .map(|mut field| {
            field.message = words::sentence(&field.message);
            field
        })
        .collect();
    Problems::of(&fields, form::name_of)
}

fn form(at: &At, world: &World, record: &Record, values: &Values, problems: Problems) -> Amend {
    let status = record.status(world.now());
    let held = Values::of(record.draft());
    let published = status != VacancyStatus::Draft;
    let may = |member: &str| !published || !is_fixed_by_publishing(member);
    let path = at.path(&format!("/nhs-jobs/{}", record.id()));
    let title = record.draft().job_title.clone();
    let fixed = form::told(record.draft())
        .into_iter()
        .flat_map(|section| section.rows);
    Amend {
        frame: at
            .frame(Tab::NhsJobs)
            .below_tab()
            .under(&*title, &*path)
            .titled("Amend the vacancy")
            .refused(!problems.is_empty()),
        version: record.version(),
        status: status.ats(),
        was: held.encoded(),
        sections: values.sections(&problems, world.settings.limits, may),
        fixed: fixed
            .filter(|(label, _)| !may(form::member_of(label)))
            .collect(),
        meanwhile: Vec::new(),
        both: Vec::new(),
        problems,
        title,
        path,
    }
}

fn stale(
    at: &At,
    world: &World,
    record: &Record,
    (merged, both): (Values, Vec<(String, String)>),
    fields: &Fields,
) -> Amend {
    let form = form(at, world, record, &merged, Problems::default());
    Amend {
        frame: form.frame.clone().refused(true),
        meanwhile: told::since(record, form::seen(fields)),
        both,
        ..form
    }
}
