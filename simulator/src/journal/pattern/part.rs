//! One thing that a pattern asks of a request, and how a request misses it.

use serde::Serialize;
use serde_json::{Value, json};

use super::subject::{Given, Subject};
use super::template::Template;
use super::value::ValuePattern;
use super::work::Work;
use crate::journal::wiremock::{absolute_url, cookies, form, host_and_port, query};

/// How much of a value is told in a difference, in characters.
const TOLD: usize = 200;

/// One thing that is asked of a request.
#[derive(Debug)]
pub(crate) struct Part {
    /// Its name, such as `method`, `header X-Api-Key` or `body`.
    pub(super) field: String,
    /// What is asked, as it was written.
    pub(super) expected: String,
    /// Where the value stands.
    pub(super) place: Place,
    /// What the value must be like.
    pub(super) wanted: ValuePattern,
    /// How much it counts when requests are compared by how near they are: WireMock's weights.
    pub(super) weight: f64,
}

/// Where in a request a value stands.
#[derive(Debug)]
pub(crate) enum Place {
    Method,
    Target,
    Path,
    Header(String),
    Query(String),
    Cookie(String),
    Form(String),
    Segment(Template, String),
    Host,
    Port,
    Scheme,
    ClientIp,
    Body,
}

/// One way in which a request is not what was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Difference {
    /// What is different: a part of the request, or a JSON Pointer into its body.
    pub(crate) field: String,
    /// What was asked for.
    pub(crate) expected: String,
    /// What is there; `null` where nothing is.
    pub(crate) actual: Option<String>,
}

/// How far a request is from what was asked for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Miss {
    /// 0 where it is what was asked for, 1 where nothing about it is.
    pub(crate) distance: f64,
    /// In what it differs.
    pub(crate) differences: Vec<Difference>,
}

impl Part {
    pub(super) fn matches(&self, subject: &Subject<'_>, work: &Work) -> bool {
        let is = |values: &[&Given<'_>]| self.wanted.any(values, work);
        work.goes_on() && self.place.with(subject, is)
    }

    fn differences(&self, subject: &Subject<'_>, work: &Work) -> Vec<Difference> {
        self.place.with(subject, |values| {
            let within = self.wanted.within(values, work);
            if !within.is_empty() {
                return within;
            }
            let all = values.iter().map(|value| shortened(&value.text));
            let actual = all.collect::<Vec<_>>().join(", ");
            vec![Difference {
                field: self.field.clone(),
                expected: self.expected.clone(),
                actual: (!values.is_empty()).then_some(actual),
            }]
        })
    }
}

impl Place {
    // Hands over every value that stands here.
    fn with<T>(&self, subject: &Subject<'_>, look: impl FnOnce(&[&Given<'_>]) -> T) -> T {
        if let Self::Body = self {
            return look(&[&subject.body]);
        }
        let values = self.values(subject).into_iter().map(Given::new);
        let values = values.collect::<Vec<_>>();
        look(&values.iter().collect::<Vec<_>>())
    }

    fn values(&self, subject: &Subject<'_>) -> Vec<String> {
        let headers = &*subject.headers;
        match self {
            Self::Method => vec![subject.method.to_string()],
            Self::Target => vec![subject.target.to_string()],
            Self::Path => vec![subject.path().to_owned()],
            Self::Header(name) => headers
                .all(name)
                .map(|value| String::from_utf8_lossy(value).into_owned())
                .collect(),
            Self::Query(name) => named(query(&subject.target), name),
            Self::Cookie(name) => cookies(headers).remove(name).into_iter().collect(),
            Self::Form(name) => named(form(headers, subject.body.text.as_bytes()), name),
            Self::Segment(template, name) => {
                let found = template.parameters(subject.path()).unwrap_or_default();
                let found = found.into_iter().filter(|(known, _)| known == name);
                found.flat_map(|(_, value)| value).collect()
            }
            Self::Host => vec![host_and_port(headers).0],
            Self::Port => vec![host_and_port(headers).1.to_string()],
            Self::Scheme => {
                let url = absolute_url(headers, &subject.target);
                url.split("://")
                    .next()
                    .map(str::to_owned)
                    .into_iter()
                    .collect()
            }
            Self::ClientIp => vec![subject.client_ip.clone()],
            Self::Body => vec![subject.body.text.to_string()],
        }
    }
}

fn named(pairs: Vec<(String, String)>, name: &str) -> Vec<String> {
    let found = pairs.into_iter().filter(|(known, _)| known == name);
    found.map(|(_, value)| value).collect()
}

impl Miss {
    pub(super) fn of(parts: &[Part], subject: &Subject<'_>, work: &Work) -> Self {
        let mut miss = Self {
            distance: 0.0,
            differences: Vec::new(),
        };
        let whole: f64 = parts.iter().map(|part| part.weight).sum();
        for part in parts.iter().take_while(|_| work.goes_on()) {
            let distance = part
                .place
                .with(subject, |values| part.wanted.distance(values, work));
            if distance > 0.0 {
                miss.distance += distance * part.weight / whole;
                miss.differences.extend(part.differences(subject, work));
            }
        }
        miss
    }

    /// As WireMock tells the result of a match. Its Java library reads no `diffDescriptions`, so the
    /// differences stand where it reads what extensions say.
    pub(crate) fn wiremock(&self) -> Value {
        let event =
            |one: &Difference| json!({ "type": "DIFFERENCE", "timeOffsetNanos": 0, "data": one });
        json!({
            "subEvents": self.differences.iter().map(event).collect::<Vec<_>>(),
            "diffDescriptions": [],
            "distance": self.distance,
        })
    }
}

/// A value as far as it is told.
pub(super) fn shortened(value: &str) -> String {
    if value.chars().nth(TOLD).is_none() {
        return value.to_owned();
    }
    let start = value.chars().take(TOLD).collect::<String>();
    format!("{start}… ({} characters)", value.chars().count())
}
