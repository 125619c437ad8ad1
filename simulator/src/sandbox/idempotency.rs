//! Idempotency keys: the same key and body get the first answer again, for a day of the sandbox
//! clock.
//!
//! Only an answer that was given is recorded, so a refusal does not use a key up. Provenance
//! `simulator`: whether the real services know such keys is not public.

use std::sync::Arc;

use contract::limits::IDEMPOTENCY_HOURS;
use imbl::OrdMap;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::secret::{self, SecretHash};
use super::state::{Misplaced, NUMBER_MOST};

/// How many answers are kept in one sandbox; beyond it the oldest goes first, even within its day,
/// so that no client can fill the memory of a shared simulator.
const MOST_RECORDS: usize = 10_000;

/// How many bytes of answers are kept in one sandbox.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// What a request asks for, whatever its spelling: operation, path and canonical body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of a request. `target` is its operation and path; two bodies are the same
    /// when they differ only in the order of members, in white space, or in the spelling of a
    /// number.
    pub fn of(target: &str, body: &Value) -> Self {
        let mut text = String::with_capacity(256);
        canonical(body, &mut text);
        let mut hash = Sha256::new();
        hash.update((target.len() as u64).to_le_bytes());
        hash.update(target.as_bytes());
        hash.update(text.as_bytes());
        Self(hash.finalize().into())
    }
}

/// What a presented key means for a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recall {
    /// The key is new, or its day is over: judge the request.
    Fresh,
    /// The same was asked before: give this answer again.
    Again(Arc<str>),
    /// The key was used for something else.
    Reused,
}

/// One answer that was given, in whatever form the edge handed it over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    fingerprint: Fingerprint,
    answer: Arc<str>,
    at: Timestamp,
    number: u64,
}

/// The keys of one sandbox, those of each operation apart: a key names one intention of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Document", into = "Document")]
pub struct Records {
    by_key: OrdMap<Arc<str>, Record>,
    // By number, so that the oldest can be forgotten.
    order: OrdMap<u64, Arc<str>>,
    bytes: usize,
    next: u64,
}

impl Records {
    /// What a presented key means.
    pub fn recall(
        &self,
        operation: &str,
        key: &str,
        request: Fingerprint,
        at: Timestamp,
    ) -> Recall {
        match self.by_key.get(scoped(operation, key).as_str()) {
            Some(record) if expired(record, at) => Recall::Fresh,
            Some(record) if record.fingerprint != request => Recall::Reused,
            Some(record) => Recall::Again(Arc::clone(&record.answer)),
            None => Recall::Fresh,
        }
    }

    /// Remembers the answer that was given to a fresh key.
    pub fn remember(
        &mut self,
        operation: &str,
        key: &str,
        fingerprint: Fingerprint,
        answer: &str,
        at: Timestamp,
    ) {
        let record = Record {
            fingerprint,
            answer: answer.into(),
            at,
            number: self.next,
        };
        self.insert(scoped(operation, key).into(), record);
        self.forget_old(at);
    }

    /// Every answer that is kept, by its place among the saved records.
    pub fn answers(&self) -> impl Iterator<Item = &str> {
        let keys = self.order.values();
        keys.filter_map(|key| Some(&*self.by_key.get(key)?.answer))
    }

    /// How many answers are kept.
    pub fn len(&self) -> usize {
        self.by_key.len()
    }

    /// Whether no answer is kept.
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    fn insert(&mut self, key: Arc<str>, record: Record) {
        self.remove(&key);
        self.next = self.next.max(record.number + 1);
        self.bytes += record.answer.len();
        self.order.insert(record.number, Arc::clone(&key));
        self.by_key.insert(key, record);
    }

    fn remove(&mut self, key: &str) {
        if let Some(record) = self.by_key.remove(key) {
            self.order.remove(&record.number);
            self.bytes -= record.answer.len();
        }
    }

    /// Drops from the oldest on what has expired or is too much. The newest record always stays.
    fn forget_old(&mut self, at: Timestamp) {
        while self.by_key.len() > 1 {
            let Some((_, oldest)) = self.order.get_min().cloned() else {
                return;
            };
            let full = self.by_key.len() > MOST_RECORDS || self.bytes > MOST_BYTES;
            let over = self
                .by_key
                .get(&oldest)
                .is_none_or(|record| expired(record, at));
            if !full && !over {
                return;
            }
            self.remove(&oldest);
        }
    }
}

// A saved sandbox holds its keys: one that a client made of a secret is kept as its hash.
fn scoped(operation: &str, key: &str) -> String {
    if secret::scan(key.as_bytes()).is_empty() {
        return format!("{operation} {key}");
    }
    let hash = SecretHash::of(key);
    let hash = hash.bytes().iter().map(|byte| format!("{byte:02x}"));
    format!("{operation} sha256:{}", hash.collect::<String>())
}

/// A record is good until, and no longer at, the end of its day.
fn expired(record: &Record, at: Timestamp) -> bool {
    at.duration_since(record.at) >= SignedDuration::from_hours(IDEMPOTENCY_HOURS)
}

/// Writes a value so that equal values are equal texts: members sorted, numbers spelt one way.
fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort_unstable();
            out.push('{');
            for name in names {
                canonical_text(name, out);
                out.push(':');
                canonical(&members[name], out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        Value::String(text) => canonical_text(text, out),
        Value::Number(number) => canonical_number(number, out),
        Value::Bool(_) | Value::Null => out.push_str(&value.to_string()),
    }
}

fn canonical_text(text: &str, out: &mut String) {
    out.push_str(&Value::from(text).to_string());
}

/// `37`, `37.0` and `3.7e1` are one number. Beyond 2^53 a float no longer says which whole number
/// it means, so only then does the spelling count.
fn canonical_number(number: &serde_json::Number, out: &mut String) {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let whole = number
        .as_f64()
        .filter(|float| float.fract() == 0.0 && float.abs() < EXACT);
    match whole {
        Some(float) if number.is_f64() => out.push_str(&format!("{float:.0}").replace("-0", "0")),
        _ => out.push_str(&number.to_string()),
    }
}

/// The records as they are saved: a list, oldest first.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Document(Vec<(Arc<str>, Record)>);

impl From<Records> for Document {
    fn from(records: Records) -> Self {
        let record = |key: &Arc<str>| records.by_key.get(key).cloned();
        let saved = |key: &Arc<str>| Some((Arc::clone(key), record(key)?));
        Self(records.order.values().filter_map(saved).collect())
    }
}

impl TryFrom<Document> for Records {
    type Error = Misplaced;

    fn try_from(document: Document) -> Result<Self, Misplaced> {
        let mut records = Self::default();
        for (index, (key, record)) in document.0.into_iter().enumerate() {
            let mistake = |text: &str| Misplaced::at(format!("/{index}"), text);
            if record.number >= NUMBER_MOST {
                return Err(mistake("its `number` is too large to count on from"));
            }
            if records.by_key.contains_key(&key) || records.order.contains_key(&record.number) {
                return Err(mistake("its key or its `number` stands twice"));
            }
            records.insert(key, record);
            if records.len() > MOST_RECORDS || records.bytes > MOST_BYTES {
                return Err(mistake("there are more answers than a sandbox keeps"));
            }
        }
        Ok(records)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::constant(1_800_000_000, 0) + SignedDuration::from_hours(hour)
    }

    fn print(body: &Value) -> Fingerprint {
        Fingerprint::of("createVacancy /organisations/O/vacancies", body)
    }

    fn with_one_answer() -> Records {
        let mut records = Records::default();
        records.remember(
            "createVacancy",
            "k",
            print(&json!({"a": 1, "b": 2})),
            "first",
            at(0),
        );
        records
    }

    #[test]
    fn the_same_key_and_body_get_the_first_answer_again() {
        let recalled = with_one_answer().recall(
            "createVacancy",
            "k",
            print(&json!({"b": 2.0, "a": 1})),
            at(23),
        );

        assert_eq!(recalled, Recall::Again("first".into()));
    }

    #[test]
    fn the_same_key_with_another_body_or_target_is_refused() {
        let records = with_one_answer();
        let other_target = Fingerprint::of("updateVacancy /elsewhere", &json!({"a": 1, "b": 2}));

        assert_eq!(
            records.recall("createVacancy", "k", print(&json!({"a": 2})), at(0)),
            Recall::Reused
        );
        assert_eq!(
            records.recall("createVacancy", "k", other_target, at(0)),
            Recall::Reused
        );
    }

    #[test]
    fn a_key_of_another_operation_is_another_key() {
        let body = print(&json!({"a": 1, "b": 2}));

        assert_eq!(
            with_one_answer().recall("transferEmploymentChecks", "k", body, at(0)),
            Recall::Fresh
        );
    }

    #[test]
    fn a_key_is_fresh_again_after_a_day() {
        let body = print(&json!({"a": 2}));

        assert_eq!(
            with_one_answer().recall("createVacancy", "k", body, at(24)),
            Recall::Fresh
        );
    }

    #[test]
    fn expired_answers_are_dropped_when_the_next_one_is_remembered() {
        let mut records = with_one_answer();
        records.remember(
            "createVacancy",
            "later",
            print(&json!({})),
            "second",
            at(25),
        );

        assert_eq!(records.len(), 1);
        assert_eq!(records.bytes, "second".len());
    }

    #[test]
    fn the_oldest_answers_go_when_there_are_too_many_or_too_long_ones() {
        let mut records = Records::default();
        let long = "x".repeat(MOST_BYTES / 4);
        for number in 0..6 {
            records.remember(
                "transferEmploymentChecks",
                &number.to_string(),
                print(&json!(number)),
                &long,
                at(0),
            );
        }

        assert_eq!(records.len(), 4);
        assert_eq!(
            records.recall("transferEmploymentChecks", "0", print(&json!(0)), at(0)),
            Recall::Fresh
        );
    }

    #[test]
    fn records_come_back_from_their_saved_form() {
        let mut records = with_one_answer();
        records.remember(
            "transferEmploymentChecks",
            "k2",
            print(&json!([])),
            "second",
            at(1),
        );

        let saved = serde_json::to_string(&records).unwrap();

        assert_eq!(serde_json::from_str::<Records>(&saved).unwrap(), records);
    }

    #[test]
    fn numbers_are_the_same_however_they_are_spelt() {
        let spelt = |text: &str| print(&serde_json::from_str(text).unwrap());

        assert_eq!(spelt("[37]"), spelt("[3.7e1]"));
        assert_eq!(spelt("[0]"), spelt("[-0.0]"));
        assert_ne!(spelt("[37]"), spelt("[37.5]"));
        assert_ne!(spelt("[-10]"), spelt("[-1]"));
        assert_ne!(spelt("[\"37\"]"), spelt("[37]"));
    }
}
