//! Correcting a person: a name or a date of birth, so that the next transfer finds them.

use askama::Template;
use contract::problem::FieldError;
use http::StatusCode;
use serde_json::{Map, Value, json};

use super::{Part, head, not_there};
use crate::console::at::{At, Id};
use crate::console::fields::{Asked, Fields};
use crate::console::frame::Frame;
use crate::console::page::{self, Answered};
use crate::console::parts::{Day, Field, Input, Problems};
use crate::esr::{Applicant, Correction};
use crate::public::candidates::words::day;
use crate::sandbox::london;

/// A person as three inputs hold them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Typed {
    first_name: String,
    last_name: String,
    born: Day,
}

impl Typed {
    fn held(applicant: &Applicant) -> Self {
        Self {
            first_name: applicant.first_name.clone(),
            last_name: applicant.last_name.clone(),
            born: Day::of(applicant.date_of_birth),
        }
    }

    fn of(fields: &Fields) -> Self {
        Self {
            first_name: fields.get("firstName"),
            last_name: fields.get("lastName"),
            born: Day::typed(fields, "dateOfBirth"),
        }
    }

    /// What a near miss suggests, over what ESR holds.
    fn suggested(held: Self, asked: &Asked) -> Self {
        let text = |name, held: String| match asked.get(name) {
            text if text.is_empty() => held,
            text => text,
        };
        Self {
            first_name: text("firstName", held.first_name),
            last_name: text("lastName", held.last_name),
            born: asked.get("dateOfBirth").parse().map_or(held.born, Day::of),
        }
    }

    fn body(&self) -> Value {
        json!({
            "firstName": self.first_name,
            "lastName": self.last_name,
            "dateOfBirth": self.born.wire(),
        })
    }
}

#[derive(Template)]
#[template(path = "console/esr/correct.html")]
struct Shown {
    frame: Frame,
    path: String,
    was: String,
    held: String,
    /// Somebody else has corrected the person meanwhile.
    meanwhile: bool,
    suggested: bool,
    problems: Problems,
    fields: [Field; 3],
}

/// `GET …/esr/applicants/{id}/correct`.
pub(super) async fn get(at: At, Id(id): Id, asked: Asked) -> Answered {
    let book = at.site.world().esr.clone();
    let applicant = book.applicant(&id).ok_or_else(|| not_there(&at))?;
    let held = Typed::held(applicant);
    let typed = Typed::suggested(held.clone(), &asked);
    let mut form = form(&at, applicant, &typed, Problems::default());
    form.suggested = typed != held;
    Ok(page::page(&form))
}

/// `POST …/esr/applicants/{id}/correct`.
pub(super) async fn post(at: At, Id(id): Id, fields: Fields) -> Answered {
    let typed = Typed::of(&fields);
    let mut world = at.site.world();
    let now = world.now();
    let applicant = world.esr.applicant(&id).cloned();
    let applicant = applicant.ok_or_else(|| not_there(&at))?;
    if fields.get("was") != was(&applicant) {
        let mut form = form(&at, &applicant, &typed, Problems::default());
        form.meanwhile = true;
        form.frame = form.frame.refused(true);
        return Ok(page::page_with(StatusCode::CONFLICT, &form));
    }
    let correction = match Correction::read(&changed(&typed, &applicant), london::date(now)) {
        Ok(correction) => correction,
        Err(errors) => {
            let form = form(&at, &applicant, &typed, problems(errors));
            return Ok(page::page_with(StatusCode::UNPROCESSABLE_ENTITY, &form));
        }
    };
    let corrected = world.esr.correct(&id, correction, now);
    drop(world);
    corrected.map_err(|_| not_there(&at))?;
    at.note("person", "POST /esr/persons/{id}", Some(&id));
    let said = "The person is corrected. Ask the ATS to send the transfer again: a refused one is not used up.";
    Ok(at.go(&format!("/esr/applicants/{id}"), said))
}

/// Only what was typed over, so that a name with spaces around it is not touched by the way.
fn changed(typed: &Typed, applicant: &Applicant) -> Value {
    let held = Typed::held(applicant).body();
    let mut body = typed.body();
    let members = body.as_object_mut().map(std::mem::take).unwrap_or_default();
    let differing = members
        .into_iter()
        .filter(|(name, value)| held[name] != *value);
    Value::Object(differing.collect::<Map<_, _>>())
}

fn problems(errors: Vec<FieldError>) -> Problems {
    let errors = errors.into_iter().map(|mut error| {
        error.message = match (error.field.as_str(), error.code.as_str()) {
            ("/firstName", "REQUIRED" | "TOO_SHORT") => "Enter a first name".to_owned(),
            ("/lastName", "REQUIRED" | "TOO_SHORT") => "Enter a last name".to_owned(),
            ("/dateOfBirth", "OUT_OF_RANGE") => "The date of birth must be in the past".to_owned(),
            ("/dateOfBirth", _) => {
                "The date of birth must be a real day, such as 29 2 1996".to_owned()
            }
            _ => crate::console::words::sentence(&error.message),
        };
        error
    });
    let name = |place: &str| Some(place.trim_start_matches('/').to_owned());
    Problems::of(&errors.collect::<Vec<_>>(), name)
}

/// What the form was made from, in one text.
fn was(applicant: &Applicant) -> String {
    Typed::held(applicant).body().to_string()
}

fn form(at: &At, applicant: &Applicant, typed: &Typed, problems: Problems) -> Shown {
    let (frame, _) = head(at, Part::Applicants);
    let path = at.path(&format!("/esr/applicants/{}", applicant.applicant_number));
    let name = format!("{} {}", applicant.first_name, applicant.last_name);
    let born = Input::Day(typed.born.clone());
    let fields = [
        Field::line("firstName", "First name").value(&*typed.first_name),
        Field::line("lastName", "Last name").value(&*typed.last_name),
        Field::of("dateOfBirth", "Date of birth", born).hint("For example, 29 2 1996"),
    ];
    Shown {
        frame: frame
            .below_tab()
            .under(&*name, &*path)
            .titled("Correct the person")
            .refused(!problems.is_empty()),
        was: was(applicant),
        held: format!("{name}, born {}", day(applicant.date_of_birth)),
        meanwhile: false,
        suggested: false,
        fields: fields.map(|field| field.wrong(&problems)),
        problems,
        path,
    }
}
