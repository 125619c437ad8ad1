//! `…/try`: the vacancy form of an ATS.

use askama::Template;
use axum::response::Response;
use contract::connection::NhsJobsConnection;
use http::{Method, StatusCode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::super::at::At;
use super::super::fields::{self, Fields};
use super::super::frame::{Frame, Tab};
use super::super::page;
use super::super::parts::Problems;
use super::mischief::VACANCY as MISTAKES;
use super::result::Sent;
use super::shown::{self, Shown};
use super::told::{By, Told};
use super::typed::Typed;
use super::vacancy_form::SECTIONS;
use super::wire::{Asked, Came, send};
use super::wish::Wish;
use super::{question, samples, told};
use crate::sandbox::london;

/// How many vacancies can be chosen to be updated.
const CHOOSABLE: usize = 25;

/// The vacancy on NHS Jobs that the form is about.
#[derive(Debug, Clone, Default)]
struct Posted {
    id: String,
    version: String,
    reference: String,
}

#[derive(Template)]
#[template(path = "console/try/vacancy.html")]
struct Page {
    frame: Frame,
    path: String,
    sent: Option<Sent>,
    problems: Problems,
    sections: Vec<Shown>,
    posted: Posted,
    wish: Wish,
    mistakes: Vec<(String, &'static str)>,
    next_sample: u64,
    choosable: Vec<(String, String)>,
    differences: Vec<(&'static str, String, String)>,
    stale: bool,
}

impl Page {
    /// What the button says that sends the form.
    fn button(&self) -> &'static str {
        if self.posted.id.is_empty() {
            "Post the Job"
        } else {
            "Update"
        }
    }
}

/// Everything that a form brings along.
struct Form {
    at: At,
    typed: Typed,
    posted: Posted,
    wish: Wish,
    sample: u64,
}

/// The form, filled with a synthetic vacancy, or with one that was posted before.
pub(super) async fn get(at: At, wanted: fields::Asked) -> Response {
    let sample = wanted.get("sample").parse().unwrap_or_default();
    let mut form = Form {
        typed: sampled(&at, sample),
        posted: Posted::default(),
        wish: Wish::default(),
        sample,
        at,
    };
    form.open(&wanted.get("vacancy"));
    form.shown(None, Problems::default(), StatusCode::OK)
}

/// A button of the form.
pub(super) async fn post(at: At, fields: Fields) -> Response {
    let hidden = |name: &str| fields.trimmed(name);
    let mut form = Form {
        typed: Typed::from(&fields),
        posted: Posted {
            id: hidden("vacancyId"),
            version: hidden("version"),
            reference: hidden("reference"),
        },
        wish: Wish::of(&fields),
        sample: hidden("sample").parse().unwrap_or_default(),
        at,
    };
    match hidden("act").as_str() {
        "copy" => form.copy(),
        "current" => form.current().await,
        "advert" => form.advert().await,
        act => {
            if let Some(mistake) = shown::asked(MISTAKES, act) {
                (mistake.make)(&mut form.typed);
            }
            form.send().await
        }
    }
}

fn sampled(at: &At, number: u64) -> Typed {
    let today = london::date(at.site.now());
    let employer = at.site.world().employer.clone();
    let reference = reference(at);
    samples::vacancy(number, &reference, &employer, today)
}

// A reference that no earlier request of this sandbox had.
fn reference(at: &At) -> String {
    let next = at.site.journal.ring().last_sequence() + 1;
    format!("{}-JOB-{next:04}", at.site.world().employer.vpd)
}

impl Form {
    /// Fills the form with a vacancy of NHS Jobs, where there is one of this id.
    fn open(&mut self, id: &str) {
        let world = self.at.site.world();
        let Some(record) = world.nhs_jobs.get(id) else {
            return;
        };
        let held = json!(record.draft());
        self.posted = Posted {
            id: record.id().to_string(),
            version: record.version().to_string(),
            reference: record.reference().to_owned(),
        };
        drop(world);
        self.typed = question::typed(SECTIONS, &held);
    }

    fn body(&self) -> Value {
        let mut body = question::body(SECTIONS, &self.typed);
        if self.typed.ticks("documents", "yes") {
            let document = json!([{ "name": "person-specification.pdf" }]);
            body["supportingDocuments"] = document;
        }
        if !self.posted.id.is_empty() {
            let version = self.posted.version.parse::<u64>();
            body["version"] = version.map_or_else(|_| json!(self.posted.version), |v| json!(v));
        }
        body
    }

    fn vacancies(connection: &NhsJobsConnection) -> String {
        let (base, organisation) = (&connection.base_url, &connection.organisation_id);
        format!("{base}/organisations/{organisation}/vacancies")
    }

    fn ask(&self, method: Method, below: &str, body: String) -> Asked {
        let connection = self.at.app.connection(&self.at.site).nhs_jobs;
        let url = format!("{}{below}", Self::vacancies(&connection));
        let media = if body.is_empty() {
            ""
        } else {
            "application/json"
        };
        Asked {
            method,
            url,
            headers: vec![
                ("X-Api-Key", connection.api_key),
                ("X-Account-Id", connection.account_id),
            ],
            media,
            body,
        }
    }

    // Posts the vacancy, or updates the one that the form is about.
    async fn send(mut self) -> Response {
        let body = self.body().to_string();
        let mut asked = match self.posted.id.as_str() {
            "" => self.ask(Method::POST, "", body),
            id => self.ask(Method::PUT, &format!("/{}", segment(id)), body),
        };
        let whole = format!("{} {} {}", asked.method, asked.url, asked.body);
        self.wish = std::mem::take(&mut self.wish).sending(&whole);
        asked.headers.extend(self.wish.header());
        let came = send(&self.at.app, asked).await;
        let stored = came.json().filter(|_| came.is_success());
        match stored.as_ref().and_then(Posted::of) {
            Some(posted) => self.posted(posted, &came),
            None => self.refused(&came),
        }
    }

    fn posted(mut self, posted: Posted, came: &Came) -> Response {
        let first = self.posted.id.is_empty();
        self.posted = posted;
        let told = if first {
            Told::good(
                "Job Successfully Posted",
                &[
                    "NHS Jobs holds it as a draft. There is a further step: somebody must log into the \
                 NHS Jobs account, review the draft and publish it.",
                    "Until then candidates cannot find it.",
                ],
            )
        } else {
            Told::good(
                "Job Successfully Updated",
                &["The draft on NHS Jobs now says what this form says."],
            )
        };
        let sent = self.sent(came, told);
        self.shown(Some(sent), Problems::default(), StatusCode::OK)
    }

    fn refused(self, came: &Came) -> Response {
        let errors = match came {
            Came::Answer { body, .. } => told::read(body).map(|problem| problem.errors),
            Came::Nothing { .. } => None,
        };
        let problems = shown::problems(SECTIONS, &errors.unwrap_or_default());
        let sent = self.sent(came, Told::of(By::NhsJobs, came));
        self.shown(Some(sent), problems, StatusCode::UNPROCESSABLE_ENTITY)
    }

    fn sent(&self, came: &Came, told: Told) -> Sent {
        let (app, site) = (&self.at.app, &self.at.site);
        Sent::of(app, site, &self.at.path(""), came, &self.wish.key, told)
    }

    // The same job anew, with a reference of its own: NHS Jobs will hold two.
    fn copy(mut self) -> Response {
        self.posted = Posted::default();
        self.wish = Wish::default();
        self.typed.put("jobReference", reference(&self.at));
        self.shown(None, Problems::default(), StatusCode::OK)
    }

    // Reads the vacancy back, so that the user sees what is different before it is replaced.
    async fn current(mut self) -> Response {
        let below = format!("/{}", segment(&self.posted.id));
        let came = send(&self.at.app, self.ask(Method::GET, &below, String::new())).await;
        let Some(held) = came.json().filter(|_| came.is_success()) else {
            return self.refused(&came);
        };
        self.posted = Posted::of(&held).unwrap_or(self.posted);
        let differences = question::differences(SECTIONS, &self.body(), &held);
        let mut page = self.page(None, Problems::default());
        page.differences = differences;
        page::page(&page)
    }

    // Looks for the advert as a candidate would.
    async fn advert(self) -> Response {
        let base = self.at.app.connection(&self.at.site).base_url;
        let url = format!(
            "{base}/candidate/jobadvert/{}",
            segment(&self.posted.reference)
        );
        let asked = Asked {
            method: Method::GET,
            url,
            headers: Vec::new(),
            media: "",
            body: String::new(),
        };
        let came = send(&self.at.app, asked).await;
        let told = match &came {
            came if came.is_success() => Told::good(
                "Candidates can see the advert",
                &["It is published, and its link leads to the ATS to apply."],
            ),
            Came::Answer { status: 404, .. } => Told::good(
                "Candidates cannot see an advert",
                &[
                    "The vacancy is a draft: somebody must publish it in the NHS Jobs account first.",
                ],
            ),
            came => Told::of(By::NhsJobs, came),
        };
        let sent = self.sent(&came, told);
        self.shown(Some(sent), Problems::default(), StatusCode::OK)
    }

    fn shown(self, sent: Option<Sent>, problems: Problems, status: StatusCode) -> Response {
        page::page_with(status, &self.page(sent, problems))
    }

    fn page(self, sent: Option<Sent>, problems: Problems) -> Page {
        let limits = self.at.site.world().settings.limits;
        let frame = self.at.frame(Tab::TryIt).titled("Post a vacancy as an ATS");
        Page {
            frame: frame.refused(!problems.is_empty()),
            path: self.at.path(""),
            sections: shown::sections(SECTIONS, &self.typed, &problems, limits),
            stale: sent.as_ref().is_some_and(Sent::is_stale),
            sent,
            problems,
            mistakes: shown::mistakes(MISTAKES),
            next_sample: self.sample + 1,
            choosable: choosable(&self.at),
            differences: Vec::new(),
            posted: self.posted,
            wish: self.wish,
        }
    }
}

/// The newest vacancies, for one of them to be updated.
fn choosable(at: &At) -> Vec<(String, String)> {
    let now = at.site.now();
    let world = at.site.world();
    let newest = world.nhs_jobs.newest().take(CHOOSABLE);
    let told = newest.map(|record| {
        let status = record.status(now).ats();
        let title: String = record.draft().job_title.chars().take(70).collect();
        (
            record.id().to_string(),
            format!("{title}, {} ({status})", record.reference()),
        )
    });
    told.collect()
}

/// What does not stand for itself in a segment of a path.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_');

/// A text as one segment of a path.
pub(super) fn segment(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

impl Posted {
    // What an answer says of the vacancy.
    fn of(answer: &Value) -> Option<Self> {
        Some(Self {
            id: answer["vacancyId"].as_str()?.to_owned(),
            version: answer["version"].as_u64()?.to_string(),
            reference: answer["reference"].as_str()?.to_owned(),
        })
    }
}
