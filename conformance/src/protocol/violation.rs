//! The ways in which what an adapter sends can break the protocol.

use std::fmt;

/// How a reply travels: it decides the words of a complaint, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carried {
    /// A line on the adapter's stdout.
    Line,
    /// The body of an HTTP message.
    Body,
}

/// Something from an adapter that breaks the protocol.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// More bytes than a reply may have.
    #[error("the adapter {0} of more than 4 MiB")]
    TooLong(Carried),
    /// Bytes that are no text.
    #[error("the adapter {0} that is not UTF-8")]
    NotUtf8(Carried),
    /// Text that is no JSON.
    #[error("the adapter {by} that is not JSON ({why}): `{text}`{}", hint(.by))]
    NotJson {
        /// How it travelled.
        by: Carried,
        /// Where reading stopped.
        why: String,
        /// Its beginning.
        text: String,
    },
    /// JSON that is no reply.
    #[error("the adapter {by} that is no reply ({why}): `{text}`")]
    NotAReply {
        /// How it travelled.
        by: Carried,
        /// What it lacks.
        why: &'static str,
        /// Its beginning.
        text: String,
    },
    /// A reply to nothing.
    #[error("the adapter answered a request that was never sent (id {id})")]
    UnknownId {
        /// The id it gave.
        id: u64,
    },
    /// A reply to something else than was asked in the same HTTP exchange.
    #[error("the adapter answered `{op}` (id {asked}) with the id {given}; a reply repeats the id")]
    OtherId {
        /// What had been asked.
        op: &'static str,
        /// The id of the request.
        asked: u64,
        /// The id of the reply.
        given: u64,
    },
    /// A second reply.
    #[error("the adapter answered the same `{op}` twice (id {id})")]
    AnsweredTwice {
        /// The id it gave again.
        id: u64,
        /// What had been asked.
        op: &'static str,
    },
    /// An HTTP answer that carries no reply.
    #[error(
        "the adapter answered `{op}` with the status {status}{}; a reply has the status 200, \
         whatever the client saw", saying(.text)
    )]
    Status {
        /// What had been asked.
        op: &'static str,
        /// The status.
        status: u16,
        /// The beginning of the body.
        text: String,
    },
}

impl fmt::Display for Carried {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Line => "wrote a line",
            Self::Body => "sent a body",
        })
    }
}

fn hint(by: &Carried) -> &'static str {
    match by {
        Carried::Line => "; its stdout is for replies only, anything else belongs on stderr",
        Carried::Body => "; the body is the reply object alone",
    }
}

fn saying(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!(" and `{text}`")
    }
}
