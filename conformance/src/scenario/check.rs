//! What must have happened, for which requirement.

mod expect;
mod read;

use contract::operation::Operation;
use regex::Regex;

pub(crate) use expect::OUTCOMES;
pub(crate) use read::{Names, read};

use super::matcher::Matcher;
use crate::evidence::{Action, Outcome, Severity};
use crate::verdict::Verdict;

/// One check of a scenario.
#[derive(Debug, Clone)]
pub struct Check {
    /// Unique in its scenario.
    pub id: String,
    /// The requirement it shows.
    pub requirement: String,
    /// What must have been observed for the check to mean anything; else it is inconclusive.
    pub given: Vec<Fact>,
    /// What must have been observed for the check to be about anything; else it is not applicable.
    pub when: Vec<Fact>,
    /// Any of these will do; the best grade that holds counts.
    pub any_of: Vec<Alternative>,
}

impl Check {
    /// Whether any of its expectations is about what the client or a person said.
    #[must_use]
    pub fn rests_on_a_report(&self) -> bool {
        let mut all = self.any_of.iter().flat_map(|one| &one.all);
        all.any(|one| !matches!(one, Expectation::Wire(_)))
    }

    /// Everything that it looks for on the wire, also what must be given for it.
    pub fn on_the_wire(&self) -> impl Iterator<Item = &Wire> {
        let facts = self.given.iter().chain(&self.when);
        let given = facts.filter_map(|fact| match fact {
            Fact::Seen(expectation) => Some(expectation.as_ref()),
            Fact::PersonDid(_) | Fact::FaultFired(_) => None,
        });
        let all = self.any_of.iter().flat_map(|one| &one.all).chain(given);
        all.filter_map(|one| match one {
            Expectation::Wire(wire) => Some(wire),
            _ => None,
        })
    }
}

/// One way to satisfy a check.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// All of these must hold.
    pub all: Vec<Expectation>,
    /// What the check comes to when they do: pass or warn.
    pub grade: Verdict,
}

/// Something that must be seen.
#[derive(Debug, Clone)]
pub enum Expectation {
    /// On the wire.
    Wire(Wire),
    /// In what the client reported.
    Outcome(OutcomeIs),
    /// In what the user was told.
    ToldUser(ToldUser),
    /// By a person who was asked.
    Attested(String),
}

/// Something that was observed, or was not.
#[derive(Debug, Clone)]
pub enum Fact {
    /// An expectation, read as an observation.
    Seen(Box<Expectation>),
    /// A person's step could be done: its label.
    PersonDid(String),
    /// A fault of this type fired.
    FaultFired(String),
}

/// Which of the acts is meant: by name, and by action or label where a name acts more than once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Which {
    /// The symbolic name.
    pub name: String,
    /// Only acts of this kind.
    pub action: Option<Action>,
    /// Only the act with this label.
    pub step: Option<String>,
}

/// Exchanges of one operation: which are meant, how many there must be, and what each must hold.
#[derive(Debug, Clone)]
pub struct Wire {
    /// The operation.
    pub operation: Operation,
    /// Only those that belong to acts of this name.
    pub name: Option<String>,
    /// Only those while this labelled step ran, or (for an act) on its behalf.
    pub step: Option<String>,
    /// Only those after this labelled step.
    pub after: Option<String>,
    /// Only those that were answered so.
    pub answered: Answered,
    /// How many there must be.
    pub count: Count,
    /// What the request's body must hold, by JSON Pointer.
    pub body: Vec<(String, Matcher)>,
    /// What the request's headers must hold, by name in lower case.
    pub headers: Vec<(String, Matcher)>,
    /// What the answer's body must hold, by JSON Pointer.
    pub response: Vec<(String, Matcher)>,
}

/// How an exchange was answered; only what is given counts.
#[derive(Debug, Clone, Default)]
pub struct Answered {
    /// The status.
    pub status: Option<Matcher>,
    /// The code of the refusal.
    pub code: Option<Matcher>,
    /// Whether it changed the sandbox's state.
    pub committed: Option<bool>,
    /// Whether the answer reached the client.
    pub delivered: Option<bool>,
}

/// How many there must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// At least so many.
    pub least: u64,
    /// At most so many, where there is a limit.
    pub most: Option<u64>,
}

impl Count {
    /// At least one: what is meant when nothing is said.
    pub const SOME: Self = Self {
        least: 1,
        most: None,
    };

    /// Whether a number is within.
    #[must_use]
    pub fn holds(self, number: u64) -> bool {
        self.least <= number && self.most.is_none_or(|most| number <= most)
    }

    /// Whether nothing at all would satisfy it.
    #[must_use]
    pub fn holds_of_nothing(self) -> bool {
        self.least == 0
    }
}

/// What the client must report.
#[derive(Debug, Clone)]
pub struct OutcomeIs {
    /// On which act.
    pub which: Which,
    /// One of these outcomes; any when empty.
    pub is: Vec<Outcome>,
    /// The state.
    pub state: Option<Matcher>,
    /// The reference.
    pub reference: Option<Matcher>,
    /// The number of sends.
    pub attempts: Option<Matcher>,
}

/// What the user must be told.
#[derive(Debug, Clone)]
pub struct ToldUser {
    /// On which act.
    pub which: Which,
    /// One of these; any when empty.
    pub severity: Vec<Severity>,
    /// About this field, in the ATS's words or as the wire's pointer.
    pub field: Option<String>,
    /// In words in which this finds something.
    pub matches: Option<Regex>,
    /// How many messages.
    pub count: Count,
}
