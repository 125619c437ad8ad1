//! What befalls one exchange, all faults taken together.

use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use super::status::Status;
use crate::answer::Answer;
use crate::sandbox::registry::Sandbox;
use crate::server::{Course, Ending, LONGEST, Pace};

/// What happens before the request is judged.
pub(crate) type Before = fn(&Sandbox<()>, &HeaderMap);

/// What becomes of the answer's body before it leaves.
pub(crate) type Edit = fn(&mut Answer);

/// The misbehaviour of one exchange: hooks, in the order in which they are reached.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// Before the request is judged.
    pub(crate) before: Vec<Before>,
    /// What happens instead of the work.
    pub(crate) instead: Option<Instead>,
    /// The request is judged twice; the second answer is given.
    pub(crate) twice: bool,
    /// What is done to the answer.
    pub(crate) edits: Vec<Edit>,
    /// How long the answer is held back, after the sandbox has done its work; at most a minute.
    pub(crate) wait: Duration,
    /// How fast the answer's body goes.
    pub(crate) pace: Option<Pace>,
    /// How the answer ends.
    pub(crate) end: Option<End>,
    /// What in the request itself asked for any of this.
    pub(crate) asked: Option<Asked>,
    names: Vec<&'static str>,
    decisive: Option<&'static str>,
}

/// What in a request asked for a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The magic value.
    pub(crate) value: &'static str,
    /// The preference that named it, where it was no reference.
    pub(crate) preference: Option<String>,
}

/// What happens instead of the work.
#[derive(Debug, Clone)]
pub(crate) enum Instead {
    /// A refusal is answered.
    Status(Status),
    /// The connection ends without an answer.
    End(Ending),
    /// These bytes are sent, and then the connection is closed.
    Bytes(Bytes),
}

/// How an answer ends, when not by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// It never leaves; the connection is closed.
    Lost,
    /// It is cut after so many bytes of its body; always before the last.
    After(u64),
}

impl Plan {
    /// The fault to name in the journal: the one that decides the exchange, or else the first.
    pub(crate) fn name(&self) -> Option<&'static str> {
        self.decisive.or(self.names.first().copied())
    }

    /// Every fault that befalls the exchange, in order of arming.
    pub(crate) fn names(&self) -> &[&'static str] {
        &self.names
    }

    /// The way that the answer with this body takes at the socket.
    pub(crate) fn course(&self, body: &Bytes) -> Course {
        let length = body.len() as u64;
        let cut = match self.end {
            // A body of no byte cannot be cut.
            Some(End::After(bytes)) if length > 0 => Some((bytes.min(length - 1), Ending::Finish)),
            _ => None,
        };
        Course::new(self.pace.map(|pace| pace.steps(length)), cut)
    }

    /// Does something before the request is judged.
    pub(super) fn first(&mut self, before: Before, name: &'static str) -> bool {
        self.before.push(before);
        self.note(name);
        true
    }

    /// Does something else instead of the work, unless that is decided already.
    pub(super) fn replace(&mut self, instead: Instead, name: &'static str) -> bool {
        let room = !self.is_decided();
        if room {
            self.instead = Some(instead);
            self.decide(name);
        }
        room
    }

    /// Delivers the request twice.
    pub(super) fn repeat(&mut self, name: &'static str) -> bool {
        let room = !self.twice;
        if room {
            self.twice = true;
            self.note(name);
        }
        room
    }

    /// Changes the answer.
    pub(super) fn edit(&mut self, edit: Edit, name: &'static str) -> bool {
        self.edits.push(edit);
        self.note(name);
        true
    }

    /// Holds the answer back longer.
    pub(super) fn hold_back(&mut self, wait: Duration, name: &'static str) -> bool {
        self.wait = self.wait.saturating_add(wait).min(LONGEST);
        self.note(name);
        true
    }

    /// Slows the answer's body down, unless it is slowed down already.
    pub(super) fn slow(&mut self, pace: Pace, name: &'static str) -> bool {
        let room = self.pace.is_none();
        if room {
            self.pace = Some(pace);
            self.note(name);
        }
        room
    }

    /// Does the work and ends its answer so, unless that is decided already.
    pub(super) fn end(&mut self, end: End, name: &'static str) -> bool {
        let room = !self.is_decided();
        if room {
            self.end = Some(end);
            self.decide(name);
        }
        room
    }

    const fn is_decided(&self) -> bool {
        self.instead.is_some() || self.end.is_some()
    }

    fn decide(&mut self, name: &'static str) {
        self.decisive = Some(name);
        self.note(name);
    }

    fn note(&mut self, name: &'static str) {
        if !self.names.contains(&name) {
            self.names.push(name);
        }
    }
}
