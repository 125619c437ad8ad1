//! Loading applicants as TIS or Hicom do, one or a whole rotation, and the confirmation of it.

use askama::Template;
use axum::response::Response;
use contract::codes::{ApplicantSource, LoadStatus};
use http::StatusCode;
use serde_json::{Map, Value, json};

use super::{Head, Part, head, told};
use crate::console::at::At;
use crate::console::fields::Fields;
use crate::console::frame::Frame;
use crate::console::page::{self, Answered};
use crate::console::parts::{Choice, Day, Field, Input, Problems, Tag};
use crate::console::words;
use crate::esr::{Confirmation, LoadRequest};
use crate::sandbox::fixtures::rotation;

/// The most applicants of one rotation.
const ROTATION: usize = 2_000;
/// How many confirmations of a rotation are shown.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "console/esr/load.html")]
struct Shown {
    frame: Frame,
    head: Head,
    problems: Problems,
    fields: Vec<Field>,
    size: Field,
}

/// `GET …/esr/load`.
pub(super) async fn get(at: At) -> Response {
    let fields = Fields::decoded("source=TIS");
    page::page(&shown(&at, &fields, Problems::default()))
}

/// `POST …/esr/load`: one applicant.
pub(super) async fn post(at: At, fields: Fields) -> Answered {
    let requests = match LoadRequest::read(&body(&fields)) {
        Ok(requests) => requests,
        Err(errors) => {
            let errors: Vec<_> = errors
                .into_iter()
                .map(|mut error| {
                    error.message = words::sentence(&error.message);
                    error
                })
                .collect();
            let shown = shown(&at, &fields, Problems::of(&errors, name_of));
            return Ok(page::page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown));
        }
    };
    let confirmations = load(&at, requests);
    Ok(confirmed(&at, confirmations))
}

/// `POST …/esr/load/rotation`: so many doctors as TIS or Hicom send them for a changeover.
pub(super) async fn rotation(at: At, fields: Fields) -> Answered {
    let size = fields.trimmed("size").parse().ok();
    let Some(size) = size.filter(|size| (1..=ROTATION).contains(size)) else {
        let mut problems = Problems::default();
        let text = format!("Enter how many applicants, a whole number from 1 to {ROTATION}");
        problems.at("size", text);
        let shown = shown(&at, &fields, problems);
        return Ok(page::page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown));
    };
    let hicom = fields.get("from") == ApplicantSource::Hicom.wire();
    let source = if hicom {
        ApplicantSource::Hicom
    } else {
        ApplicantSource::Tis
    };
    let (seed, count, now) = {
        let world = at.site.world();
        (world.seed, world.esr.applicant_count(), world.now())
    };
    // Other doctors than those of the last rotation.
    let seed = seed.child(&format!("rotation after {count}"));
    let requests =
        rotation::requests(&seed, size, now).map(|request| LoadRequest { source, ..request });
    let confirmations = load(&at, requests.collect());
    Ok(confirmed(&at, confirmations))
}

fn load(at: &At, requests: Vec<LoadRequest>) -> Vec<Confirmation> {
    let most = at.site.sandbox.quota().applicants;
    let confirmations = {
        let mut world = at.site.world();
        let (now, vpd) = (world.now(), world.employer.vpd.clone());
        let load = |request| world.esr.load(request, &vpd, most, now);
        requests.into_iter().map(load).collect()
    };
    at.note("feed", "POST /esr/applicants", None);
    confirmations
}

#[derive(Template)]
#[template(path = "console/esr/loaded.html")]
struct Loaded {
    frame: Frame,
    head: Head,
    all: String,
    failed: usize,
    warned: usize,
    rows: Vec<Row>,
    left_out: usize,
}

struct Row {
    status: Tag,
    kind: &'static str,
    text: String,
    number: Option<String>,
    vpd: String,
    position: String,
}

/// The confirmation, as the feed would get it as a file: what needs looking at first.
fn confirmed(at: &At, mut confirmations: Vec<Confirmation>) -> Response {
    let (frame, head) = head(at, Part::Load);
    let is_failed = |one: &Confirmation| one.load_status_code == LoadStatus::Fail;
    confirmations.sort_by_key(|one| (!is_failed(one), one.message_type.is_none()));
    let failed = confirmations.iter().filter(|one| is_failed(one)).count();
    let told = confirmations
        .iter()
        .filter(|one| one.message_type.is_some())
        .count();
    page::page(&Loaded {
        frame: frame.titled("Confirmation of the load"),
        head,
        all: words::count(confirmations.len(), "applicant", "applicants"),
        failed,
        warned: told - failed,
        left_out: confirmations.len().saturating_sub(SHOWN),
        rows: confirmations.iter().take(SHOWN).map(row).collect(),
    })
}

fn row(one: &Confirmation) -> Row {
    let status = match one.load_status_code {
        LoadStatus::Success => Tag::new("SUCCESS", "green"),
        LoadStatus::Fail => Tag::new("FAIL", "red"),
    };
    Row {
        status,
        kind: one.message_type.map_or("", |kind| kind.wire()),
        text: one.message_text.clone().unwrap_or_default(),
        number: one.applicant_number.map(|number| number.to_string()),
        vpd: one.vpd.clone(),
        position: one.position_id.clone().unwrap_or_default(),
    }
}

/// One applicant in the words of the control interface.
fn body(fields: &Fields) -> Value {
    let mut body = Map::new();
    let texts = [
        "source",
        "vpd",
        "firstName",
        "lastName",
        "positionId",
        "personType",
    ];
    for name in texts {
        let text = fields.get(name);
        if !text.is_empty() {
            body.insert(name.to_owned(), text.into());
        }
    }
    let born = Day::typed(fields, "dateOfBirth");
    if !born.is_empty() {
        body.insert("dateOfBirth".to_owned(), born.wire().into());
    }
    let (register, number) = (fields.get("register"), fields.trimmed("number"));
    if !register.is_empty() || !number.is_empty() {
        let held = json!({ "body": register, "number": number });
        body.insert("professionalRegistration".to_owned(), held);
    }
    Value::Object(body)
}

fn name_of(pointer: &str) -> Option<String> {
    Some(match pointer {
        "/professionalRegistration/body" => "register".to_owned(),
        "/professionalRegistration/number" => "number".to_owned(),
        other => other.trim_start_matches('/').to_owned(),
    })
}

fn shown(at: &At, typed: &Fields, problems: Problems) -> Shown {
    let (frame, head) = head(at, Part::Load);
    let text = |name: &str| typed.get(name);
    let choice = |source: &ApplicantSource| Choice::new(source.wire(), told::source(*source));
    let sources = ApplicantSource::ALL.iter().map(choice).collect();
    let registers = [("", "None"), ("GMC", "GMC"), ("GDC", "GDC")];
    let registers = registers.map(|(value, text)| Choice::new(value, text));
    let types = [("APPLICANT", "Applicant"), ("EMPLOYEE", "Employee")];
    let types = types.map(|(value, text)| Choice::new(value, text));
    let born = Input::Day(Day::typed(typed, "dateOfBirth"));
    let person = match text("personType") {
        none if none.is_empty() => "APPLICANT".to_owned(),
        typed => typed,
    };
    let fields = vec![
        Field::of("source", "Who sends it", Input::Radios(sources))
            .hint("Only what TIS or Hicom sent is in scope of the transfer.")
            .value(text("source")),
        Field::line("firstName", "First name").value(text("firstName")),
        Field::line("lastName", "Last name").value(text("lastName")),
        Field::of("dateOfBirth", "Date of birth", born).hint("For example, 29 2 1996"),
        Field::line("positionId", "Position id (optional)")
            .hint(
                "Up to 15 digits. A load for the same position replaces the applicant held there.",
            )
            .width(20)
            .value(text("positionId")),
        Field::line("vpd", "Employer (VPD, optional)")
            .hint("This sandbox's own where it is left empty.")
            .width(10)
            .value(text("vpd")),
        Field::of(
            "register",
            "Registration already held",
            Input::Select(registers.into()),
        )
        .hint("One that ESR holds supersedes the one a transfer brings.")
        .value(text("register")),
        Field::line("number", "Registration number")
            .width(10)
            .value(text("number"))
            .shown_when("register=GMC GDC"),
        Field::of("personType", "Person type", Input::Radios(types.into())).value(person),
    ];
    let size = match text("size") {
        none if none.is_empty() => "20".to_owned(),
        typed => typed,
    };
    Shown {
        frame: frame.refused(!problems.is_empty()),
        head,
        fields: fields
            .into_iter()
            .map(|field| field.wrong(&problems))
            .collect(),
        size: Field::number("size", "How many")
            .hint(format!(
                "Up to {ROTATION}. Some doctors have two posts, so two records."
            ))
            .value(size)
            .wrong(&problems),
        problems,
    }
}
