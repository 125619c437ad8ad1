//! Why an answer was what it was: what happened, why, by which rule, and what to do now.
//!
//! Everything here is worked out when somebody asks; an exchange keeps no explanation.

mod corrected;
mod example;
mod fault;
mod field;
mod oauth;
mod repair;
mod who;

use contract::operation::Operation;
use contract::problem::{FieldError, IDEMPOTENCY_KEY, Problem};
use contract::provenance::Source;
use contract::refusal::Refusal;
use contract::rule;
use contract::settings::Settings;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

pub(crate) use self::corrected::Corrected;
pub(crate) use self::fault::FaultTold;
pub(crate) use self::field::{FieldTold, RuleTold};
use self::oauth::TokenError;
pub(crate) use self::who::{Remedy, remedies};
use super::entry::Entry;
use super::operations::nearest_of;
use super::{curl, wiremock};

/// What an explanation rests on beside the exchange itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grounds<'a> {
    /// The switches of the sandbox, as they are now.
    pub(crate) settings: Settings,
    /// What its clock shows now: whoever sends again does so later.
    pub(crate) now: Timestamp,
    /// The version of the draft that was asked for, as it is now.
    pub(crate) version: Option<u64>,
    /// The path of the sandbox, before that of an operation.
    pub(crate) base: &'a str,
    /// The prefix of the pages about refusals.
    pub(crate) public_url: &'a str,
    /// The sandbox's part of the control interface.
    pub(crate) control_url: &'a str,
}

/// Why an answer was what it was.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Explanation {
    pub(crate) id: String,
    pub(crate) sequence: u64,
    pub(crate) operation: Option<&'static str>,
    pub(crate) sandbox_time: String,
    pub(crate) request: Value,
    /// `accepted`, `replayed`, `refused`, `unmatched`, `lost`, `brokenOff` or `underWay`.
    pub(crate) outcome: &'static str,
    /// All of it in one sentence.
    pub(crate) summary: String,
    pub(crate) answer: Value,
    pub(crate) what: String,
    pub(crate) why: String,
    /// Who does what now.
    pub(crate) remedies: Vec<Remedy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) provenance: Option<Value>,
    pub(crate) rules: Vec<RuleTold>,
    /// Every field that was refused.
    pub(crate) fields: Vec<FieldTold>,
    /// Every field that was accepted with a warning.
    pub(crate) warnings: Vec<FieldTold>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fault: Option<FaultTold>,
    /// The operations that a stray request was perhaps meant for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) nearest: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) corrected: Option<Corrected>,
    /// The request as a line for a shell; secrets stand as variables.
    pub(crate) curl: String,
    pub(crate) links: Value,
}

/// How an exchange ended in a word, as [`Explanation::outcome`] has it, and all of it in one
/// sentence.
pub(crate) fn told(entry: &Entry) -> (&'static str, String) {
    let case = Case::of(entry);
    (case.outcome(), case.summary())
}

// As a document, so that the pointer of a refused one leads into it.
fn idempotency_keys(entry: &Entry) -> Value {
    let sent = entry.arrival.headers.all("idempotency-key");
    let sent = sent.map(|key| String::from_utf8_lossy(key).into_owned());
    let sent = sent.collect::<Vec<_>>();
    match sent.is_empty() {
        true => Value::Null,
        false => json!({ "Idempotency-Key": sent.join(", ") }),
    }
}

/// Explains one exchange.
pub(crate) fn explain(entry: &Entry, grounds: Grounds<'_>) -> Explanation {
    let case = Case::of(entry);
    let sent = serde_json::from_slice::<Value>(&entry.arrival.body).ok();
    let keys = idempotency_keys(entry);
    let told = |error: &FieldError| match error.field == IDEMPOTENCY_KEY {
        true => FieldTold::of(error, Some(&keys)),
        false => FieldTold::of(error, sent.as_ref()),
    };
    let problem = case.problem.as_ref();
    let arrival = &entry.arrival;
    Explanation {
        id: entry.id().to_owned(),
        sequence: entry.sequence(),
        operation: arrival.operation.map(Operation::name),
        sandbox_time: arrival.sandbox_time.to_string(),
        request: json!({
            "method": arrival.method.as_str(),
            "url": wiremock::absolute_url(&arrival.headers, &arrival.target),
        }),
        outcome: case.outcome(),
        summary: case.summary(),
        answer: case.answer(),
        what: case.what(),
        why: case.why(),
        remedies: case.remedies(),
        provenance: case.provenance(),
        rules: case.rules(),
        fields: problem.map_or_else(Vec::new, |problem| {
            problem.errors.iter().map(told).collect()
        }),
        warnings: case.warnings().iter().map(told).collect(),
        fault: case.fault.map(FaultTold::of),
        nearest: case.nearest(grounds.base),
        corrected: corrected::of(entry, sent.as_ref(), problem, case.refusal, grounds),
        curl: curl::line(arrival, None),
        links: case.links(grounds),
    }
}

fn provenance(refusal: Refusal) -> Value {
    let page = refusal.page();
    json!({
        "word": page.provenance.word(),
        "meaning": page.provenance.meaning(),
        "source": source(page.source),
    })
}

fn source(source: Source) -> Value {
    json!({ "name": source.name, "url": source.url })
}

/// One exchange as it is looked at here.
struct Case<'e> {
    entry: &'e Entry,
    status: Option<u16>,
    refusal: Option<Refusal>,
    problem: Option<Problem>,
    token_error: Option<TokenError>,
    fault: Option<&'static str>,
    committed: bool,
    replayed: bool,
    delivered: bool,
}

impl<'e> Case<'e> {
    fn of(entry: &'e Entry) -> Self {
        let outcome = entry.outcome();
        let body = outcome.map_or(&[][..], |outcome| &outcome.body);
        Self {
            entry,
            status: outcome
                .and_then(|outcome| outcome.status)
                .map(|status| status.as_u16()),
            refusal: outcome.and_then(|outcome| outcome.refusal),
            problem: serde_json::from_slice(body).ok(),
            token_error: (entry.arrival.operation == Some(Operation::IssueToken))
                .then(|| TokenError::of(body))
                .flatten(),
            fault: outcome.and_then(|outcome| outcome.fault),
            committed: outcome.is_some_and(|outcome| outcome.committed),
            replayed: outcome.is_some_and(|outcome| outcome.replayed),
            delivered: entry.delivery().delivered(),
        }
    }

    fn token_error(&self) -> Option<&str> {
        self.token_error.as_ref().map(|token| token.error.as_str())
    }

    fn provenance(&self) -> Option<Value> {
        match (self.refusal, &self.token_error) {
            (Some(refusal), _) => Some(provenance(refusal)),
            (None, Some(_)) => TokenError::provenance(),
            (None, None) => None,
        }
    }

    fn outcome(&self) -> &'static str {
        let settled = self.entry.delivery().answered_micros().is_some();
        match (self.entry.outcome(), self.status) {
            (None, _) => "underWay",
            (Some(_), None) if self.fault.is_some() => "lost",
            (Some(_), None) => "brokenOff",
            _ if settled && !self.delivered => "lost",
            _ if self.entry.arrival.operation.is_none() && self.refusal.is_some() => "unmatched",
            _ if self.refusal.is_some() || self.status >= Some(400) => "refused",
            _ if self.replayed => "replayed",
            _ => "accepted",
        }
    }

    fn summary(&self) -> String {
        let asked = self
            .entry
            .arrival
            .operation
            .map_or("This request", Operation::name);
        let status = self
            .status
            .map(|status| status.to_string())
            .unwrap_or_default();
        match (self.outcome(), self.fault) {
            ("underWay", _) => format!("{asked} is still being answered."),
            ("brokenOff", _) => {
                format!("{asked} broke off before it had arrived whole, so nobody answered it.")
            }
            ("lost", Some(fault)) if self.committed => format!(
                "{asked} was done, and its answer was lost on purpose by the fault `{fault}`."
            ),
            ("lost", Some(fault)) => {
                format!("{asked} was not done: the fault `{fault}` cut the connection on purpose.")
            }
            ("lost", None) => format!("{asked} was answered {status}, and the client had left."),
            ("refused" | "unmatched", Some(fault)) => {
                format!("{asked} was answered {status} on purpose, by the fault `{fault}`.")
            }
            ("refused" | "unmatched", None) => {
                format!("{asked} was refused with {status}: {}.", self.title())
            }
            ("replayed", _) => format!(
                "{asked} was answered {status} once more: its idempotency key and body had been \
                 seen before, and nothing was done twice."
            ),
            _ => format!("{asked} was answered {status}."),
        }
    }

    fn title(&self) -> &str {
        match (self.refusal, &self.problem) {
            (Some(refusal), _) => refusal.title(),
            (None, Some(problem)) => &problem.title,
            (None, None) => match &self.token_error {
                Some(token) => &token.error,
                None => "see the answer itself",
            },
        }
    }

    fn answer(&self) -> Value {
        json!({
            "status": self.status,
            "code": self.refusal.map(Refusal::code).or(self.token_error()),
            "title": self.refusal.map(Refusal::title),
            "detail": self.problem.as_ref().map(|problem| &problem.detail),
            "committed": self.committed,
            "delivered": self.delivered,
            "replayed": self.replayed,
        })
    }

    fn what(&self) -> String {
        match (self.fault.map(FaultTold::of), self.refusal) {
            (Some(fault), _) => fault.what.to_owned(),
            (None, Some(refusal)) => refusal.page().what.to_owned(),
            (None, None) => match &self.token_error {
                Some(token) => token.what.clone(),
                None => self.summary(),
            },
        }
    }

    fn why(&self) -> String {
        if let Some(fault) = self.fault {
            return format!(
                "A fault of the kind `{fault}` was armed in this sandbox, or asked for by a magic \
                 value, and befell this exchange."
            );
        }
        if let Some(token) = &self.token_error {
            return token.why.to_owned();
        }
        match (self.outcome(), self.refusal) {
            (_, Some(refusal)) => refusal.page().why.to_owned(),
            ("replayed", _) => format!(
                "{} The same key with the same body is answered from the record.",
                rule::find(rule::NJ_IDEMPOTENCY).map_or("", |rule| rule.text)
            ),
            ("accepted", _) if self.warnings().is_empty() => {
                "The credentials were good and no rule was broken.".to_owned()
            }
            ("accepted", _) => "No rule was broken that refuses; the warnings say what was \
                accepted with a doubt."
                .to_owned(),
            ("brokenOff", _) => "The connection closed, or paused for too long, in the middle of \
                the body."
                .to_owned(),
            ("lost", _) => "The connection was gone before the answer reached it.".to_owned(),
            _ => "The answer itself says why.".to_owned(),
        }
    }

    fn remedies(&self) -> Vec<Remedy> {
        if let Some(fault) = self.fault {
            return remedies(FaultTold::of(fault).remedy);
        }
        if let Some(token) = &self.token_error {
            return remedies(token.remedy);
        }
        match (self.outcome(), self.refusal) {
            (_, Some(refusal)) => remedies(refusal.page().remedy),
            ("brokenOff" | "lost", _) => remedies(
                "Recruiter: wait, and do not enter it a second time by hand. Support: look whether it \
                 arrived. Developer: the outcome is not known to the client; repeat the same \
                 request with the same Idempotency-Key.",
            ),
            _ => Vec::new(),
        }
    }

    fn rules(&self) -> Vec<RuleTold> {
        let ids = self.entry.outcome().map(|outcome| outcome.rules.as_slice());
        let rules = ids
            .unwrap_or_default()
            .iter()
            .filter_map(|id| rule::find(id));
        rules.map(RuleTold::of).collect()
    }

    fn warnings(&self) -> Vec<FieldError> {
        let body = self
            .entry
            .outcome()
            .map_or(&[][..], |outcome| &outcome.body);
        let document = serde_json::from_slice::<Value>(body).unwrap_or_default();
        serde_json::from_value(document["warnings"].clone()).unwrap_or_default()
    }

    fn nearest(&self, base: &str) -> Vec<Value> {
        if self.entry.arrival.operation.is_some() {
            return Vec::new();
        }
        let near = nearest_of(self.entry, base, 3).into_iter().map(|near| {
            json!({
                "operation": near.operation.name(),
                "method": near.operation.method(),
                "path": near.path,
                "differences": near.miss.differences,
            })
        });
        near.collect()
    }

    fn links(&self, grounds: Grounds<'_>) -> Value {
        let page = |refusal: Refusal| format!("{}/problems/{}", grounds.public_url, refusal.code());
        json!({
            "exchange": format!("{}/requests/{}", grounds.control_url, self.entry.id()),
            "problem": self.refusal.map(page),
        })
    }
}
