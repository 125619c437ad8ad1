//! `…/try/checks`: the checks form of an ATS. A token is fetched first, as any ATS does.

use askama::Template;
use axum::response::Response;
use contract::transfer::Person;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::super::at::At;
use super::super::fields::{self, Fields};
use super::super::frame::{Frame, Tab};
use super::super::page;
use super::super::parts::Problems;
use super::checks_form::{SECTIONS, SEND};
use super::mischief::CHECKS as MISTAKES;
use super::result::Sent;
use super::shown::{self, Shown};
use super::told::{By, Told};
use super::typed::Typed;
use super::vacancy::segment;
use super::wire::{Asked, Came, send};
use super::wish::Wish;
use super::{question, samples, told};
use crate::esr::Applicant;
use crate::sandbox::london;
use crate::sandbox::page::Paging;

/// How many applicants can be chosen from.
const CHOOSABLE: usize = 100;

#[derive(Template)]
#[template(path = "console/try/checks.html")]
struct Page {
    frame: Frame,
    path: String,
    sent: Option<Sent>,
    problems: Problems,
    sections: Vec<Shown>,
    wish: Wish,
    transfer: String,
    applicant: String,
    choosable: Vec<(String, String)>,
    mistakes: Vec<(String, &'static str)>,
}

/// Everything that a form brings along.
struct Form {
    at: At,
    typed: Typed,
    wish: Wish,
    applicant: String,
    /// The transfer that was made, by its id.
    transfer: String,
}

/// The form, filled with the checks of somebody who waits for them.
pub(super) async fn get(at: At, wanted: fields::Asked) -> Response {
    let waiting = waiting(&at);
    let chosen = at
        .site
        .world()
        .esr
        .applicant(&wanted.get("applicant"))
        .cloned();
    let chosen = chosen.or_else(|| waiting.first().cloned());
    let today = london::date(at.site.now());
    let person = chosen.as_ref().map(Applicant::person);
    let form = Form {
        typed: samples::checks(&reference(&at), person.as_ref(), today),
        wish: Wish::default(),
        applicant: chosen
            .map(|one| one.applicant_number.to_string())
            .unwrap_or_default(),
        transfer: String::new(),
        at,
    };
    form.shown(None, Problems::default(), StatusCode::OK)
}

/// A button of the form.
pub(super) async fn post(at: At, fields: Fields) -> Response {
    let hidden = |name: &str| fields.trimmed(name);
    let mut form = Form {
        typed: Typed::from(&fields),
        wish: Wish::of(&fields),
        applicant: hidden("applicant"),
        transfer: hidden("transferId"),
        at,
    };
    match hidden("act").as_str() {
        "result" => form.result().await,
        act => {
            if let Some(mistake) = shown::asked(MISTAKES, act) {
                (mistake.make)(&mut form.typed);
            }
            form.send().await
        }
    }
}

// A reference that no earlier request of this sandbox had.
fn reference(at: &At) -> String {
    let next = at.site.journal.ring().last_sequence() + 1;
    format!("T-{next:04}")
}

/// Applicants who wait for checks.
fn waiting(at: &At) -> Vec<Applicant> {
    let world = at.site.world();
    let page = world
        .esr
        .awaiting(&world.employer.vpd, Paging::new(1, CHOOSABLE));
    page.items.iter().map(|one| Applicant::clone(one)).collect()
}

fn choosable(at: &At) -> Vec<(String, String)> {
    let told = |one: Applicant| {
        let Person {
            first_name,
            last_name,
            date_of_birth,
        } = one.person();
        let text = format!(
            "{last_name}, {first_name}, born {date_of_birth} ({})",
            one.source.wire()
        );
        (one.applicant_number.to_string(), text)
    };
    waiting(at).into_iter().map(told).collect()
}

impl Form {
    fn body(&self) -> Value {
        let mut body = question::body(SECTIONS, &self.typed);
        if body.get("checks").is_none() {
            body["checks"] = json!({});
        }
        if self.typed.ticks(SEND, "IDENTITY") {
            body["identity"] = json!({ "passportSeen": true });
        }
        if self.typed.ticks(SEND, "OCCUPATIONAL_HEALTH") {
            body["checks"]["occupationalHealth"] = json!({ "cleared": true });
        }
        body
    }

    fn checks(&self) -> String {
        let esr = self.at.app.connection(&self.at.site).esr;
        format!(
            "{}/dit/v1/employers/{}/employment-checks",
            esr.base_url, esr.vpd
        )
    }

    // A new token, and the exchange that brought it.
    async fn token(&self) -> (Came, Option<String>) {
        let esr = self.at.app.connection(&self.at.site).esr;
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "client_credentials")
            .append_pair("client_id", &esr.client_id)
            .append_pair("client_secret", &esr.client_secret)
            .finish();
        let asked = Asked {
            method: Method::POST,
            url: esr.token_url,
            headers: Vec::new(),
            media: "application/x-www-form-urlencoded",
            body,
        };
        let came = send(&self.at.app, asked).await;
        let token = came.json().filter(|_| came.is_success());
        let token = token.and_then(|token| Some(token["access_token"].as_str()?.to_owned()));
        (came, token)
    }

    async fn send(mut self) -> Response {
        let (first, token) = self.token().await;
        let Some(token) = token else {
            return self.refused(&first, None);
        };
        let (url, body) = (self.checks(), self.body().to_string());
        self.wish = std::mem::take(&mut self.wish).sending(&format!("POST {url} {body}"));
        let mut headers = vec![("Authorization", format!("Bearer {token}"))];
        headers.extend(self.wish.header());
        let asked = Asked {
            method: Method::POST,
            url,
            headers,
            media: "application/json",
            body,
        };
        let came = send(&self.at.app, asked).await;
        let done = came.json().filter(|_| came.is_success());
        let transfer = done.as_ref().and_then(|done| done["transferId"].as_str());
        match transfer {
            Some(transfer) => {
                self.transfer = transfer.to_owned();
                self.taken(&came, &first, done.as_ref())
            }
            None => self.refused(&came, Some(&first)),
        }
    }

    // Reads the transfer back by its id.
    async fn result(self) -> Response {
        let (first, token) = self.token().await;
        let Some(token) = token else {
            return self.refused(&first, None);
        };
        let asked = Asked {
            method: Method::GET,
            url: format!("{}/{}", self.checks(), segment(&self.transfer)),
            headers: vec![("Authorization", format!("Bearer {token}"))],
            media: "",
            body: String::new(),
        };
        let came = send(&self.at.app, asked).await;
        match came.json().filter(|_| came.is_success()) {
            Some(done) => self.taken(&came, &first, Some(&done)),
            None => self.refused(&came, Some(&first)),
        }
    }

    fn taken(self, came: &Came, first: &Came, done: Option<&Value>) -> Response {
        let records = done.and_then(|done| done["records"].as_array());
        let lines: Vec<String> = records.into_iter().flatten().map(record).collect();
        let mut paragraphs = vec!["ESR has copied the checks onto the applicant's record."];
        paragraphs.extend(lines.iter().map(String::as_str));
        let told = Told::good("Checks transferred to ESR", &paragraphs);
        let sent = self.sent(came, told).after(&self.at.site, first);
        self.shown(Some(sent), Problems::default(), StatusCode::OK)
    }

    fn refused(self, came: &Came, first: Option<&Came>) -> Response {
        let errors = match came {
            Came::Answer { body, .. } => told::read(body).map(|problem| problem.errors),
            Came::Nothing { .. } => None,
        };
        let problems = shown::problems(SECTIONS, &errors.unwrap_or_default());
        let mut sent = self.sent(came, Told::of(By::Esr, came));
        if let Some(first) = first {
            sent = sent.after(&self.at.site, first);
        }
        self.shown(Some(sent), problems, StatusCode::UNPROCESSABLE_ENTITY)
    }

    fn sent(&self, came: &Came, told: Told) -> Sent {
        let (app, site) = (&self.at.app, &self.at.site);
        Sent::of(app, site, &self.at.path(""), came, &self.wish.key, told)
    }

    fn shown(self, sent: Option<Sent>, problems: Problems, status: StatusCode) -> Response {
        let limits = self.at.site.world().settings.limits;
        let frame = self
            .at
            .frame(Tab::TryIt)
            .titled("Transfer checks as an ATS");
        page::page_with(
            status,
            &Page {
                frame: frame.refused(!problems.is_empty()),
                path: self.at.path(""),
                sections: shown::sections(SECTIONS, &self.typed, &problems, limits),
                choosable: choosable(&self.at),
                mistakes: shown::mistakes(MISTAKES),
                sent,
                problems,
                wish: self.wish,
                transfer: self.transfer,
                applicant: self.applicant,
            },
        )
    }
}

// `PROFESSIONAL_REGISTRATION` and what ESR says of it, as a line.
fn record(record: &Value) -> String {
    let part = |name: &str| record[name].as_str().unwrap_or_default();
    let name = match part("record") {
        "DBS" => "DBS".to_owned(),
        "EU_STATUS" => "EU status".to_owned(),
        other => {
            let words = other.to_lowercase().replace('_', " ");
            let mut letters = words.chars();
            let first = letters.next().map(|c| c.to_uppercase().collect::<String>());
            first.unwrap_or_default() + letters.as_str()
        }
    };
    match part("messageText") {
        "" => format!("{name}: taken."),
        text => format!("{name}: {text}."),
    }
}
