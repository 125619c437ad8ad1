//! What the ATS remembers of a vacancy it posted.

use serde_json::Value;

use crate::http::answer::{Remark, Reply};

/// A vacancy as NHS Jobs last told it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Draft {
    /// NHS Jobs' own id, for the path.
    pub(super) vacancy_id: String,
    /// The reference that the ATS gave it; it may repeat.
    pub(crate) job_reference: Option<String>,
    /// NHS Jobs' reference, for people.
    pub(super) reference: String,
    /// The version that the next update carries.
    pub(super) version: u64,
    /// The status as NHS Jobs spells it.
    pub(super) status: String,
    /// What was accepted with a remark.
    pub(super) warnings: Vec<Remark>,
}

impl Draft {
    /// Reads a vacancy out of an answer; none when it lacks what an update would need.
    pub(super) fn read(reply: &Reply) -> Option<Self> {
        Some(Self {
            vacancy_id: reply.text("vacancyId")?.to_owned(),
            job_reference: reply.text("jobReference").map(str::to_owned),
            reference: reply.text("reference")?.to_owned(),
            version: reply.whole("version")?,
            status: reply.text("status").unwrap_or_default().to_owned(),
            warnings: reply.warnings(),
        })
    }

    /// Reads a vacancy out of a list.
    pub(super) fn of(vacancy: &Value) -> Option<Self> {
        Self::read(&Reply {
            body: Some(vacancy.clone()),
            ..Reply::default()
        })
    }

    /// The state as reported; none for a status that the contract does not know.
    pub(super) fn state(&self) -> Option<String> {
        let known = ["DRAFT", "PUBLISHED", "CLOSED"].contains(&self.status.as_str());
        known.then(|| self.status.to_lowercase())
    }

    /// Whether the interface may no longer change it.
    pub(super) fn is_locked(&self) -> bool {
        matches!(self.status.as_str(), "PUBLISHED" | "CLOSED")
    }
}

/// Whether a vacancy holds everything that was sent: numbers by value, line breaks alike.
pub(super) fn holds(vacancy: &Value, sent: &Value) -> bool {
    match (vacancy, sent) {
        (Value::Object(there), Value::Object(sent)) => sent.iter().all(|(name, value)| {
            there
                .get(name)
                .map_or(is_nothing(value), |there| holds(there, value))
        }),
        (Value::Number(there), Value::Number(sent)) => there.as_f64() == sent.as_f64(),
        (Value::String(there), Value::String(sent)) => lines(there) == lines(sent),
        _ => vacancy == sent,
    }
}

/// An empty value may be left out of the answer.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.values().all(is_nothing),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_answer_without_version_is_no_vacancy() {
        let body = json!({ "vacancyId": "V-1", "reference": "C9309-26-0001", "version": "1" });

        assert_eq!(Draft::of(&body), None);
    }

    #[test]
    fn a_status_nobody_knows_is_not_reported() {
        let body =
            json!({ "vacancyId": "V-1", "reference": "R", "version": 1, "status": "PARKED" });
        let draft = Draft::of(&body).expect("a vacancy");

        assert_eq!((draft.state(), draft.is_locked()), (None, false));
    }

    #[test]
    fn numbers_are_compared_by_value_and_texts_by_line() {
        let there = json!({ "salary": { "minimum": 32073 }, "text": "a\nb", "version": 1 });

        assert!(holds(
            &there,
            &json!({ "salary": { "minimum": 32073.0 }, "text": "a\r\nb", "patterns": [] })
        ));
        assert!(!holds(&there, &json!({ "salary": { "minimum": 32074 } })));
    }
}
