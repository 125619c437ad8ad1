//! A normalised transcript of one attempt: what was asked, sent, answered, told and judged.
//!
//! Nothing in it differs from run to run or from machine to machine: minted values have names,
//! headers are few, members are sorted, times are the sandbox clock's.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value};

use super::names::Names;
use crate::evidence::{
    ActAnswer, ActRecord, Body, Done, Evidence, Exchange, Mark, Report, StepRecord,
};
use crate::verdict::AttemptVerdict;

/// Request headers worth recording; the others belong to a client's HTTP library.
const REQUEST_HEADERS: [&str; 6] = [
    "authorization",
    "content-type",
    "idempotency-key",
    "prefer",
    "x-account-id",
    "x-api-key",
];

/// Response headers worth recording.
const RESPONSE_HEADERS: [&str; 3] = ["content-type", "location", "retry-after"];

/// Bodies of so many members are shown whole.
const WHOLE: usize = 8;

/// The transcript of an attempt.
#[must_use]
pub fn transcript(evidence: &Evidence, verdict: &AttemptVerdict) -> String {
    let mut page = Page {
        names: Names::of(evidence),
        evidence,
        text: String::new(),
        shown: Map::new(),
    };
    for step in &evidence.timeline {
        page.step(step);
    }
    if let Some(mark) = evidence.end {
        page.end(mark);
    }
    page.elsewhere();
    page.verdicts(verdict);
    page.text
}

struct Page<'a> {
    names: Names,
    evidence: &'a Evidence,
    text: String,
    /// The members of large bodies, as they were shown last.
    shown: Map<String, Value>,
}

impl<'a> Page<'a> {
    fn step(&mut self, step: &StepRecord) {
        let at = step.at;
        match &step.done {
            Done::Act(act) => {
                self.heading(&format!("{} {} at {at}", act.action.word(), act.name));
                self.exchanges(step.mark);
                self.answer(act);
            }
            Done::Settle { idle } => {
                self.heading(&format!("settle at {at}"));
                self.exchanges(step.mark);
                self.line(if *idle { "idle" } else { "not idle" });
            }
            other => {
                self.heading(&self.names.rename(&describe(other)));
                self.exchanges(step.mark);
            }
        }
    }

    fn end(&mut self, mark: Mark) {
        if self.within(mark).next().is_some() {
            self.heading("end");
            self.exchanges(mark);
        }
    }

    /// Exchanges that no step accounts for.
    fn elsewhere(&mut self) {
        let marks: Vec<Mark> = self
            .evidence
            .timeline
            .iter()
            .map(|step| step.mark)
            .chain(self.evidence.end)
            .collect();
        let stray: Vec<&Exchange> = self
            .evidence
            .exchanges
            .iter()
            .filter(|exchange| {
                !marks
                    .iter()
                    .any(|mark| mark.holds(exchange.simulator.sequence))
            })
            .collect();
        if !stray.is_empty() {
            self.heading("between the steps");
            stray
                .into_iter()
                .for_each(|exchange| self.exchange(exchange));
        }
    }

    fn verdicts(&mut self, verdict: &AttemptVerdict) {
        self.heading("verdicts");
        for check in &verdict.checks {
            self.line(&format!(
                "{:<14} {} {}",
                check.verdict.word(),
                check.requirement,
                check.id
            ));
        }
    }

    fn exchanges(&mut self, mark: Mark) {
        for exchange in self.within(mark) {
            self.exchange(exchange);
        }
    }

    fn within(&self, mark: Mark) -> impl Iterator<Item = &'a Exchange> + use<'a> {
        let all = self.evidence.exchanges.iter();
        all.filter(move |exchange| mark.holds(exchange.simulator.sequence))
    }

    fn exchange(&mut self, exchange: &Exchange) {
        let request = &exchange.request;
        self.line(&format!(
            "→ {} {}",
            request.method,
            self.names.rename(&request.url)
        ));
        self.headers(&request.headers, &REQUEST_HEADERS);
        self.body(&request.body);
        self.line(&format!("← {}", outcome(exchange)));
        if let Some(response) = &exchange.response {
            self.headers(&response.headers, &RESPONSE_HEADERS);
            self.body(&response.body);
        }
    }

    fn headers(&mut self, headers: &BTreeMap<String, Vec<String>>, shown: &[&str]) {
        for name in shown {
            for value in headers.get(*name).into_iter().flatten() {
                self.line(&format!("  {name}: {}", self.names.rename(value)));
            }
        }
    }

    fn body(&mut self, body: &Body) {
        let shown = match body.json() {
            Some(value) => self.news(&self.names.rename_json(&value)),
            None => self
                .names
                .rename(body.text().unwrap_or("(bytes that are not text)")),
        };
        shown
            .lines()
            .for_each(|line| self.line(&format!("  {line}")));
    }

    /// A body without the members that are as they were when they were shown last: a vacancy goes
    /// back and forth whole, and a reader wants to see what changed.
    fn news(&mut self, value: &Value) -> String {
        let Some(members) = value.as_object().filter(|members| members.len() > WHOLE) else {
            return pretty(value);
        };
        let all = members.len();
        let mut news = members.clone();
        news.retain(|name, value| self.shown.get(name) != Some(value));
        self.shown.extend(news.clone());
        let same = all - news.len();
        let rest = match same {
            0 => String::new(),
            1 => "\n1 member as before".to_owned(),
            same => format!("\n{same} members as before"),
        };
        format!("{}{rest}", pretty(&Value::Object(news)))
    }

    fn answer(&mut self, act: &ActRecord) {
        match &act.answer {
            ActAnswer::Report(report) => self.report(report),
            ActAnswer::Unsupported { reason } => self.line(&format!("unsupported: {reason}")),
            ActAnswer::None => self.line("no answer"),
        }
    }

    fn report(&mut self, report: &Report) {
        let mut told = format!("reported {}", report.outcome.word());
        let attempts = report.attempts.map(|attempts| attempts.to_string());
        let facts = [
            ("reference", &report.reference),
            ("state", &report.state),
            ("attempts", &attempts),
        ];
        for (name, value) in facts {
            if let Some(value) = value {
                let _ = write!(told, ", {name} {}", self.names.rename(value));
            }
        }
        self.line(&told);
        for told in &report.told_user {
            let field = told
                .field
                .as_ref()
                .map(|field| format!(" {field}:"))
                .unwrap_or_default();
            let severity = serde_json::json!(told.severity);
            let severity = severity.as_str().unwrap_or_default();
            self.line(&format!(
                "  {severity}:{field} {}",
                self.names.rename(&told.text)
            ));
        }
    }

    fn heading(&mut self, text: &str) {
        let gap = if self.text.is_empty() { "" } else { "\n" };
        let _ = writeln!(self.text, "{gap}## {text}");
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }
}

/// What was done by somebody other than the client.
fn describe(done: &Done) -> String {
    match done {
        Done::Advance { duration } => format!("the clock moves on by {duration}"),
        Done::Fault { fault } => format!("fault {}", sorted(fault)),
        Done::Person {
            does,
            not_done: None,
            ..
        } => format!("a person {does}"),
        Done::Person {
            does,
            not_done: Some(why),
            ..
        } => format!("a person {does}: not done, {why}"),
        Done::Attest { id, answer } => format!("attested {id}: {answer:?}"),
        Done::Act(_) | Done::Settle { .. } => String::new(),
    }
}

fn outcome(exchange: &Exchange) -> String {
    let status = exchange
        .response
        .as_ref()
        .map_or("no answer".to_owned(), |r| r.status.to_string());
    let facts = &exchange.simulator;
    let fault = facts.fault.as_ref().map(|fault| format!(", fault {fault}"));
    let lost = (!facts.delivered).then_some(", never delivered");
    let replayed = facts.replayed.then_some(", replayed");
    let more = [fault.as_deref(), lost, replayed].into_iter().flatten();
    more.fold(status, |line, more| line + more)
}

fn sorted(value: &Value) -> Value {
    Names::default().rename_json(value)
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
