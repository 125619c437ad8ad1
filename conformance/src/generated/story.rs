//! A case told as a story: step by step, with what the client did about it.

use std::fmt::Write as _;

use serde_json::Value;

use super::case::Case;
use super::notation;
use super::words::sentence;
use crate::evidence::{ActAnswer, Done, Exchange, StepRecord};
use crate::generated::Tried;

/// The story, a paragraph for each step: what is done, what was on the wire, what the client said.
#[must_use]
pub fn told(case: &Case, tried: Option<&Tried>) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    paragraphs.extend(given(case, tried));
    for ((nth, step), place) in case.steps.iter().enumerate().zip(case.places()) {
        let mut paragraph = format!("{}. {}", nth + 1, sentence(step));
        let record = tried.and_then(|tried| {
            tried
                .evidence
                .timeline
                .iter()
                .find(|record| record.step == place)
        });
        if let (Some(tried), Some(record)) = (tried, record) {
            paragraph.push_str(&happened(tried, record));
        }
        paragraphs.push(paragraph);
    }
    paragraphs
}

/// What is not plain before the first step; which employer it is is told by its codes.
fn given(case: &Case, tried: Option<&Tried>) -> Option<String> {
    let mut said = case.given.clone();
    let seed = said.remove("seed");
    let employer = seed.map(|seed| {
        let Some(tried) = tried else {
            return format!("the employer of the seed {seed}");
        };
        let known = &tried.evidence.connection;
        format!(
            "an employer with the VPD {} and the organisation {}",
            known.vpd, known.organisation_id
        )
    });
    let rest = (!said.is_empty()).then(|| notation::line(&Value::Object(said)));
    let told: Vec<String> = employer.into_iter().chain(rest).collect();
    (!told.is_empty()).then(|| format!("given {}", told.join(", and ")))
}

fn happened(tried: &Tried, record: &StepRecord) -> String {
    let mut text = String::new();
    // What the client did by itself until it was idle belongs to the step as well.
    let waited = tried
        .evidence
        .timeline
        .iter()
        .find(|next| next.step == record.step + 1 && matches!(next.done, Done::Settle { .. }));
    let during = |exchange: &&Exchange| {
        let sequence = exchange.simulator.sequence;
        record.mark.holds(sequence) || waited.is_some_and(|waited| waited.mark.holds(sequence))
    };
    for exchange in tried.evidence.exchanges.iter().filter(during) {
        let _ = write!(text, "\n     {}", on_the_wire(exchange));
    }
    match &record.done {
        Done::Act(act) => match &act.answer {
            ActAnswer::Report(report) => {
                let _ = write!(text, "\n     the client reported {}", report.outcome.word());
                for told in report.told_user.iter().take(3) {
                    let field = told
                        .field
                        .as_ref()
                        .map(|field| format!(" ({field})"))
                        .unwrap_or_default();
                    let _ = write!(
                        text,
                        "\n       and told the user{field}: {}",
                        short(&told.text, 140)
                    );
                }
            }
            ActAnswer::Unsupported { reason } => {
                let _ = write!(text, "\n     the adapter does not support it: {reason}");
            }
            ActAnswer::None => text.push_str("\n     no answer came from the adapter"),
        },
        Done::Person {
            not_done: Some(why),
            ..
        } => {
            let _ = write!(text, "\n     which could not be done: {}", short(why, 140));
        }
        _ => {}
    }
    text
}

fn on_the_wire(exchange: &Exchange) -> String {
    let facts = &exchange.simulator;
    let request = &exchange.request;
    let name = facts
        .operation
        .clone()
        .unwrap_or_else(|| format!("{} {}", request.method, request.path()));
    let status = exchange.response.as_ref().map_or_else(
        || "no answer".to_owned(),
        |response| response.status.to_string(),
    );
    let code = facts
        .refusal
        .as_ref()
        .map(|code| format!(" {code}"))
        .unwrap_or_default();
    let fault = facts
        .fault
        .as_ref()
        .map(|fault| format!(" ({fault})"))
        .unwrap_or_default();
    let lost = if facts.delivered {
        ""
    } else {
        ", which never reached the client"
    };
    let done = if facts.committed { ", done" } else { "" };
    format!(
        "{name} (exchange {}) \u{2192} {status}{code}{fault}{done}{lost}",
        facts.sequence
    )
}

fn short(text: &str, most: usize) -> String {
    let mut short: String = text
        .chars()
        .take(most)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if text.chars().nth(most).is_some() {
        short.push('\u{2026}');
    }
    short
}
