//! Ways in which a person leaves a task before it is over.

use super::talk::Gone;

/// Why a task was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leave {
    /// It cannot be done, or not judged; with the person's reason.
    Out(String),
    /// It is to be begun again.
    Again,
    /// They stop for now.
    Stop,
    /// Nobody answers any more.
    Gone,
    /// The simulator does not answer any more; in its words.
    Simulator(String),
}

impl From<Gone> for Leave {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

impl From<crate::control::ControlError> for Leave {
    fn from(error: crate::control::ControlError) -> Self {
        Self::Simulator(error.to_string())
    }
}
