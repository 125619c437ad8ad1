//! What is told of a run while it goes on.

use super::outcome::Outcome;
use crate::report::events::Event;

/// Hears what happens, while it happens.
pub type Listener<'a> = &'a mut (dyn FnMut(&Event) + Send);

/// Follows a run: every event, and what it has come to so far.
pub trait Follower: Send {
    /// Something happened.
    fn hear(&mut self, event: &Event);

    /// The run has come to this so far; called after each probe and each attempt.
    fn note(&mut self, _outcome: &Outcome) {}
}

/// A listener follows a run by its events alone.
pub(super) struct ByEvents<'a>(pub(super) Listener<'a>);

impl Follower for ByEvents<'_> {
    fn hear(&mut self, event: &Event) {
        (self.0)(event);
    }
}
