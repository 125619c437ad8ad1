//! The six things a runner asks of an adapter.

use clients::Begin;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// One question on its way to an adapter.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Unique within one connection to an adapter; the reply repeats it.
    pub id: u64,
    /// What is asked.
    pub call: Call,
}

impl Request {
    /// The line that is sent, with its line feed.
    #[must_use]
    pub fn line(&self) -> Vec<u8> {
        let message = json!({"id": self.id, "op": self.call.op(), "params": self.call.params()});
        let mut line = message.to_string().into_bytes();
        line.push(b'\n');
        line
    }
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Call {
    /// Who are you, and what can you do?
    Hello(HelloParams),
    /// Start an isolated attempt.
    Begin(Box<Begin>),
    /// Make the client act as if a person had asked for it.
    Act(ActParams),
    /// Wait until the client has no work left.
    Settle(SettleParams),
    /// The attempt is over.
    End(AttemptParams),
    /// The run is over.
    Bye,
}

/// The parameters of `hello`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelloParams {
    /// The versions that the runner speaks.
    pub protocol: Vec<String>,
    /// To be given back, as a sign that somebody is listening.
    pub nonce: String,
}

/// The parameters of `act`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActParams {
    /// The attempt's opaque id.
    pub attempt: String,
    /// The protocol's word for the action. Text, since a probe asks for one that does not exist.
    pub action: String,
    /// The symbolic name of the vacancy or applicant.
    pub name: String,
    /// What the ATS holds, in its own words.
    pub input: Value,
    /// Milliseconds within which the report must be given.
    pub deadline_ms: u64,
}

/// The parameters of `settle`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettleParams {
    /// The attempt's opaque id.
    pub attempt: String,
    /// Milliseconds of patience.
    pub quiet_ms: u64,
}

/// The parameters of `end`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptParams {
    /// The attempt's opaque id.
    pub attempt: String,
}

impl Call {
    /// The protocol's word.
    #[must_use]
    pub fn op(&self) -> &'static str {
        match self {
            Self::Hello(_) => "hello",
            Self::Begin(_) => "begin",
            Self::Act(_) => "act",
            Self::Settle(_) => "settle",
            Self::End(_) => "end",
            Self::Bye => "bye",
        }
    }

    /// The attempt that the question belongs to, where it belongs to one.
    #[must_use]
    pub fn attempt(&self) -> Option<&str> {
        match self {
            Self::Begin(begin) => Some(&begin.attempt),
            Self::Act(params) => Some(&params.attempt),
            Self::Settle(params) => Some(&params.attempt),
            Self::End(params) => Some(&params.attempt),
            Self::Hello(_) | Self::Bye => None,
        }
    }

    /// The parameters as they travel; an empty object where there are none.
    #[must_use]
    pub fn params(&self) -> Value {
        match self {
            Self::Hello(params) => json!(params),
            Self::Begin(params) => json!(params),
            Self::Act(params) => json!(params),
            Self::Settle(params) => json!(params),
            Self::End(params) => json!(params),
            Self::Bye => json!({}),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_one_line_with_id_op_and_params() {
        let call = Call::Settle(SettleParams {
            attempt: "a1".to_owned(),
            quiet_ms: 500,
        });

        let line = Request { id: 4, call }.line();

        insta::assert_snapshot!(String::from_utf8(line).unwrap().trim_end(), @r#"{"id":4,"op":"settle","params":{"attempt":"a1","quiet_ms":500}}"#);
    }

    #[test]
    fn a_question_without_parameters_still_has_params() {
        let line = Request {
            id: 9,
            call: Call::Bye,
        }
        .line();

        insta::assert_snapshot!(String::from_utf8(line).unwrap().trim_end(), @r#"{"id":9,"op":"bye","params":{}}"#);
    }
}
