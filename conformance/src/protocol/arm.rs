//! The three arms of a reply.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What an adapter answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Arm {
    /// It was done; what the client saw is in here.
    Ok(Value),
    /// The adapter does not know this op or action.
    Unsupported {
        /// In the adapter's words.
        reason: String,
    },
    /// The adapter itself broke. What the *client* saw is never told this way.
    AdapterError {
        /// In the adapter's words.
        message: String,
    },
}

impl Arm {
    /// The line that an adapter writes to answer with this arm, with its line feed.
    #[must_use]
    pub fn line(&self, id: &Value) -> Vec<u8> {
        let message = match self {
            Self::Ok(value) => json!({"id": id, "ok": value}),
            Self::Unsupported { reason } => json!({"id": id, "unsupported": {"reason": reason}}),
            Self::AdapterError { message } => {
                json!({"id": id, "adapter_error": {"message": message}})
            }
        };
        let mut line = message.to_string().into_bytes();
        line.push(b'\n');
        line
    }
}

/// The `ok` of a reply does not have the shape that its op asks for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the adapter's `ok` to `{op}` is not as the protocol says: {why}")]
pub struct Unreadable {
    /// The op that was answered.
    pub op: &'static str,
    /// What is wrong with it.
    pub why: String,
}

impl Unreadable {
    /// Reads the `ok` of an op.
    ///
    /// # Errors
    ///
    /// When a member is missing, or has a type or word that the protocol does not know.
    pub fn or<T: DeserializeOwned>(op: &'static str, ok: Value) -> Result<T, Self> {
        serde_json::from_value(ok).map_err(|error| Self {
            op,
            why: error.to_string(),
        })
    }
}
