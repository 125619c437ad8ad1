//! One exchange in a list.

use contract::operation::Operation;
use serde::Serialize;
use serde_json::Value;

use super::super::parts::Tag;
use super::super::words;
use super::spoken;
use super::wire::visible;
use crate::journal::{Entry, explain};

/// How much of a reference is shown, in characters.
const SHOWN: usize = 60;

/// One exchange in a list; the same for the page and for those who watch.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    /// Its place in the order of arrival.
    pub(super) number: u64,
    /// Where it is explained.
    pub(super) href: String,
    /// When, on the sandbox's clock.
    pub(super) time: String,
    /// What was asked.
    pub(super) asked: &'static str,
    /// The ATS's reference, where the request has one.
    pub(super) reference: String,
    /// How it ended, in a word or two.
    pub(super) outcome: String,
    /// The colour of the word.
    pub(super) colour: &'static str,
    /// The same in a sentence.
    pub(super) summary: String,
}

impl Row {
    /// The row of an exchange, whose pages are below `path`.
    pub(super) fn of(entry: &Entry, path: &str) -> Self {
        let (outcome, summary) = explain::told(entry);
        let (outcome, colour) = tag(outcome, entry);
        Self {
            number: entry.sequence(),
            href: format!("{path}/traffic/{}", entry.id()),
            time: words::moment(entry.arrival.sandbox_time),
            asked: spoken::asked(entry.arrival.operation),
            reference: reference(entry),
            outcome,
            colour,
            summary: spoken::summary(entry.arrival.operation, &summary),
        }
    }

    /// How it ended.
    pub(super) fn tag(&self) -> Tag {
        Tag::new(self.outcome.clone(), self.colour)
    }
}

fn tag(outcome: &str, entry: &Entry) -> (String, &'static str) {
    let outcome_told = entry.outcome();
    let status = outcome_told.and_then(|outcome| outcome.status);
    let status = status.map(|status| status.as_u16()).unwrap_or_default();
    match outcome {
        "accepted" => (format!("Accepted {status}"), "green"),
        "replayed" => (format!("Answered again {status}"), "blue"),
        "refused" if status >= 500 => (format!("Failed {status}"), "red"),
        "refused" => (format!("Refused {status}"), "red"),
        "unmatched" => (format!("Not understood {status}"), "yellow"),
        "lost" => ("Answer lost".to_owned(), "purple"),
        "brokenOff" => ("Broken off".to_owned(), "purple"),
        _ => ("Under way".to_owned(), "grey"),
    }
}

fn reference(entry: &Entry) -> String {
    let writes = entry.arrival.operation.is_some_and(Operation::writes);
    if !writes {
        return String::new();
    }
    let sent: Value = serde_json::from_slice(&entry.arrival.body).unwrap_or_default();
    let member = sent["jobReference"]
        .as_str()
        .or(sent["atsReference"].as_str());
    let text: String = member.unwrap_or_default().chars().take(SHOWN).collect();
    visible(&text)
}
