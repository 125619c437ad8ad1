//! The book of what was asked and what was answered, over the life of one adapter.
//!
//! Replies may come in any order. What cannot be matched breaks the attempt it belongs to, and
//! where that cannot be told every attempt that is open.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use tokio::sync::oneshot;

use super::NoAnswer;
use crate::protocol::{Arm, Call, Reply, Request, Violation};

/// An answer, or why there is none.
pub(super) type Answered = Result<Arm, NoAnswer>;

/// The book of one life of an adapter: of a child process, or of a service until it breaks.
#[derive(Default)]
pub(super) struct Desk {
    asked: BTreeMap<u64, Asked>,
    /// Smaller or equal ones belong to an earlier life.
    before: u64,
    last_id: u64,
    open: BTreeSet<String>,
    spoiled: BTreeMap<String, NoAnswer>,
    loose: Vec<NoAnswer>,
    leaving: bool,
    fallen: Option<NoAnswer>,
}

struct Asked {
    op: &'static str,
    attempt: Option<String>,
    state: State,
}

enum State {
    Waiting(oneshot::Sender<Answered>),
    /// Nobody waits any more; one reply is still due and is passed over.
    Abandoned,
    Answered,
}

impl Desk {
    /// The book of a further life of the same adapter, where replies to the life before may still
    /// arrive: its ids go on from there, and what was asked before is nobody's business any more.
    pub(super) fn after(last_id: u64) -> Self {
        Self {
            before: last_id,
            last_id,
            ..Self::default()
        }
    }

    /// The id that was given out last.
    pub(super) fn last_id(&self) -> u64 {
        self.last_id
    }

    /// Whether the id belongs to an earlier life.
    pub(super) fn is_past(&self, id: u64) -> bool {
        id <= self.before
    }

    /// Notes a question.
    ///
    /// # Errors
    ///
    /// The reason when the adapter has ended or the attempt is broken.
    pub(super) fn ask(
        &mut self,
        call: Call,
    ) -> Result<(Request, oneshot::Receiver<Answered>), NoAnswer> {
        let attempt = call.attempt().map(str::to_owned);
        if let Some(why) = self.trouble_of(attempt.as_deref()) {
            return Err(why);
        }
        if let (Call::Begin(_), Some(attempt)) = (&call, &attempt) {
            self.open.insert(attempt.clone());
        }
        self.leaving |= matches!(call, Call::Bye);
        let (sender, receiver) = oneshot::channel();
        Ok((self.note(call, attempt, State::Waiting(sender)), receiver))
    }

    /// Ends an attempt that broke, without waiting for the answer.
    pub(super) fn abandon(&mut self, call: Call) -> Option<Request> {
        if self.fallen.is_some() {
            return None;
        }
        let attempt = call.attempt().map(str::to_owned);
        Some(self.note(call, attempt, State::Abandoned))
    }

    /// Takes in one reply, and tells what is wrong with it where something is.
    pub(super) fn take(&mut self, reply: Result<Reply, Violation>) -> Option<Violation> {
        match reply {
            Ok(reply) => self.take_reply(reply),
            Err(violation) => {
                self.spoil_all(&violation.clone().into());
                Some(violation)
            }
        }
    }

    /// Takes in what came instead of the answer to one question, where the carrier knows to which:
    /// nothing else is broken by it.
    pub(super) fn refuse(&mut self, id: u64, why: &NoAnswer) {
        let Some(asked) = self.asked.get_mut(&id) else {
            return;
        };
        let attempt = asked.attempt.clone();
        if let State::Waiting(sender) = std::mem::replace(&mut asked.state, State::Answered) {
            drop(sender.send(Err(why.clone())));
        }
        self.spoil(attempt, why);
    }

    /// The adapter has ended: nothing waits for it any more. The first reason stays.
    pub(super) fn fall(&mut self, why: NoAnswer) {
        if self.fallen.is_some() {
            return;
        }
        // After `bye` it is free to go as it likes.
        if !self.leaving {
            if self.open.is_empty() {
                self.loose.push(why.clone());
            }
            self.spoil_all_open(&why);
        }
        self.release(|_| true, &why);
        self.fallen = Some(why);
    }

    /// Why the adapter is no more, where it is so.
    pub(super) fn fallen(&self) -> Option<&NoAnswer> {
        self.fallen.as_ref()
    }

    /// Whether the attempt began in this life.
    pub(super) fn knows(&self, attempt: &str) -> bool {
        self.open.contains(attempt)
    }

    /// What had been asked first and is not answered.
    pub(super) fn waiting_for(&self) -> Option<&'static str> {
        let mut waiting = self
            .asked
            .values()
            .filter(|asked| matches!(asked.state, State::Waiting(_)));
        waiting.next().map(|asked| asked.op)
    }

    /// Closes an attempt and tells what broke in it.
    pub(super) fn conclude(&mut self, attempt: &str) -> Option<NoAnswer> {
        self.open.remove(attempt);
        self.spoiled.remove(attempt)
    }

    /// What broke while no attempt was open.
    pub(super) fn loose(&self) -> Vec<NoAnswer> {
        self.loose.clone()
    }

    fn note(&mut self, call: Call, attempt: Option<String>, state: State) -> Request {
        self.last_id += 1;
        self.asked.insert(
            self.last_id,
            Asked {
                op: call.op(),
                attempt,
                state,
            },
        );
        Request {
            id: self.last_id,
            call,
        }
    }

    fn trouble_of(&self, attempt: Option<&str>) -> Option<NoAnswer> {
        let spoiled = attempt.and_then(|attempt| self.spoiled.get(attempt));
        spoiled.or(self.fallen.as_ref()).cloned()
    }

    fn take_reply(&mut self, Reply { id, arm }: Reply) -> Option<Violation> {
        let Some(asked) = self.asked.get_mut(&id) else {
            let unknown = Violation::UnknownId { id };
            self.spoil_all(&unknown.clone().into());
            return Some(unknown);
        };
        match std::mem::replace(&mut asked.state, State::Answered) {
            // The receiver may have given up in this very moment; then nobody is interested.
            State::Waiting(sender) => drop(sender.send(Ok(arm))),
            State::Abandoned => {}
            State::Answered => {
                let twice = Violation::AnsweredTwice { id, op: asked.op };
                let attempt = asked.attempt.clone();
                self.spoil(attempt, &twice.clone().into());
                return Some(twice);
            }
        }
        None
    }

    fn spoil(&mut self, attempt: Option<String>, why: &NoAnswer) {
        match attempt.filter(|attempt| self.open.contains(attempt)) {
            Some(attempt) => {
                self.release(|asked| asked.attempt.as_ref() == Some(&attempt), why);
                self.spoiled.entry(attempt).or_insert_with(|| why.clone());
            }
            None => self.loose.push(why.clone()),
        }
    }

    fn spoil_all(&mut self, why: &NoAnswer) {
        if self.open.is_empty() {
            self.loose.push(why.clone());
        }
        self.spoil_all_open(why);
        self.release(|_| true, why);
    }

    fn spoil_all_open(&mut self, why: &NoAnswer) {
        for attempt in &self.open {
            self.spoiled
                .entry(attempt.clone())
                .or_insert_with(|| why.clone());
        }
    }

    fn release(&mut self, whom: impl Fn(&Asked) -> bool, why: &NoAnswer) {
        for asked in self.asked.values_mut().filter(|asked| whom(asked)) {
            match std::mem::replace(&mut asked.state, State::Answered) {
                State::Waiting(sender) => {
                    drop(sender.send(Err(why.clone())));
                    asked.state = State::Abandoned;
                }
                other => asked.state = other,
            }
        }
    }
}
