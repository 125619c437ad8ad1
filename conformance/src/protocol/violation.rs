//! The ways in which a line from an adapter can break the protocol.

/// A line on an adapter's output that breaks the protocol.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// More bytes than a line may have.
    #[error("the adapter wrote a line of more than 4 MiB")]
    TooLong,
    /// Bytes that are no text.
    #[error("the adapter wrote a line that is not UTF-8")]
    NotUtf8,
    /// Text that is no JSON.
    #[error(
        "the adapter wrote a line that is not JSON ({why}): `{line}`; its stdout is for replies \
         only, anything else belongs on stderr"
    )]
    NotJson {
        /// Where reading stopped.
        why: String,
        /// The beginning of the line.
        line: String,
    },
    /// JSON that is no reply.
    #[error("the adapter wrote a line that is no reply ({why}): `{line}`")]
    NotAReply {
        /// What it lacks.
        why: &'static str,
        /// The beginning of the line.
        line: String,
    },
    /// A reply to nothing.
    #[error("the adapter answered a request that was never sent (id {id})")]
    UnknownId {
        /// The id it gave.
        id: u64,
    },
    /// A second reply.
    #[error("the adapter answered the same `{op}` twice (id {id})")]
    AnsweredTwice {
        /// The id it gave again.
        id: u64,
        /// What had been asked.
        op: &'static str,
    },
}
