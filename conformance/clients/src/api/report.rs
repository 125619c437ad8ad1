//! What the ATS tells its user after an action: the belief that is held against the journal.

use serde::{Deserialize, Serialize};

/// The answer to `act`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// How the action ended, as far as the client knows.
    pub outcome: Outcome,
    /// What the service calls the result: a vacancy's reference or a transfer's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The state of the thing in the service, in lower case: `draft`, `published`, `closed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// What a person using the ATS would read, in order.
    #[serde(default)]
    pub told_user: Vec<Told>,
    /// How often this action was sent; calls for a token and reading back are not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts: Option<u32>,
}

impl Report {
    /// A report of an action that was sent so often.
    pub(crate) fn new(outcome: Outcome, sends: u32) -> Self {
        let attempts = Some(sends);
        Self {
            outcome,
            reference: None,
            state: None,
            told_user: Vec::new(),
            attempts,
        }
    }

    /// A report of an action that the client's own rules held back.
    pub(crate) fn not_sent(told_user: Vec<Told>) -> Self {
        Self {
            told_user,
            ..Self::new(Outcome::NotSent, 0)
        }
    }

    /// The same report, telling one thing more.
    pub(crate) fn and_told(mut self, told: Told) -> Self {
        self.told_user.push(told);
        self
    }
}

/// How an action ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The service took it.
    Accepted,
    /// The service took it and had something to say.
    AcceptedWithWarnings,
    /// The service refused it, and the user can act.
    Rejected,
    /// The client's own rules held it back.
    NotSent,
    /// 401 or 403: support must act, the user cannot.
    ConfigError,
    /// The client will try again by itself.
    RetryPending,
    /// Certainly not done.
    Failed,
    /// No answer came; it may have been done.
    Unknown,
}

/// One message to the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// How grave it is.
    pub severity: Severity,
    /// The field it is about: a dotted path in the ATS's words, without indexes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The words on the screen.
    pub text: String,
}

/// How grave a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It was not done, or something must be done about it.
    Error,
    /// It was done, and something deserves a look.
    Warning,
    /// Good to know.
    Info,
}

impl Told {
    /// An error about no field in particular.
    pub fn error(text: impl Into<String>) -> Self {
        Self::plain(Severity::Error, text)
    }

    /// A warning about no field in particular.
    pub fn warning(text: impl Into<String>) -> Self {
        Self::plain(Severity::Warning, text)
    }

    /// Something good to know about no field in particular.
    pub fn info(text: impl Into<String>) -> Self {
        Self::plain(Severity::Info, text)
    }

    /// The same message, said of a field.
    #[must_use]
    pub fn of(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    fn plain(severity: Severity, text: impl Into<String>) -> Self {
        Self {
            severity,
            field: None,
            text: text.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_leaves_out_what_it_does_not_know() {
        let report = Report {
            outcome: Outcome::NotSent,
            reference: None,
            state: None,
            told_user: vec![Told::error("Please fill the required fields").of("job_title")],
            attempts: Some(0),
        };

        insta::assert_json_snapshot!(report, @r#"
        {
          "outcome": "not_sent",
          "told_user": [
            {
              "severity": "error",
              "field": "job_title",
              "text": "Please fill the required fields"
            }
          ],
          "attempts": 0
        }
        "#);
    }
}
