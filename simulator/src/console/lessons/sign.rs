//! How a lesson knows that a step has happened: the sign of it in an exchange.

use contract::operation::Operation;
use contract::refusal::Refusal;

use super::exchange::{Exchange, Ties};

/// What an exchange shows when a step has happened.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sign {
    /// What was asked.
    pub(super) operation: Operation,
    /// How it was answered.
    pub(super) answer: Answered,
    /// What it shares with the step before.
    pub(super) same: Same,
}

/// How an exchange was answered.
#[derive(Debug, Clone, Copy)]
pub(super) enum Answered {
    /// With success, done now and not from a record.
    Accepted,
    /// With success, and all six records taken without a doubt.
    SixRecords,
    /// With success, and a warning about this record.
    Warned(&'static str),
    /// Once more, from an idempotency record.
    Replayed,
    /// With one of these refusals.
    Refused(&'static [Refusal]),
    /// Fields were refused: one below one of these pointers, with one of these codes.
    Fields {
        /// Pointers; a field is meant where it is one of them or lies below.
        at: &'static [&'static str],
        /// Codes, or what they begin with.
        codes: &'static [&'static str],
    },
    /// The work was done, and a fault took the answer away.
    Lost,
}

/// What an exchange shares with the one of the step before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Same {
    /// Nothing.
    Any,
    /// The ATS's reference; a magic one stands for any, since it would trigger its case again.
    Reference,
    /// The `Idempotency-Key`.
    Key,
    /// The vacancy.
    Vacancy,
    /// The advert.
    Advert,
    /// The person.
    Person,
}

impl Sign {
    /// Whether `exchange` is the sign, after a step that left these ties.
    pub(super) fn is(&self, exchange: &Exchange, before: &Ties) -> bool {
        exchange.operation == Some(self.operation)
            && self.answer.is(exchange)
            && self.same.holds(&exchange.ties, before)
    }
}

impl Answered {
    fn is(self, exchange: &Exchange) -> bool {
        let success = exchange.status.is_some_and(|status| status < 300)
            && !exchange.answer_lost
            && exchange.refusal.is_none();
        let accepted = success && !exchange.replayed;
        match self {
            Self::Accepted => accepted,
            Self::SixRecords => accepted && exchange.records == 6 && exchange.warned.is_empty(),
            Self::Warned(record) => accepted && exchange.warned.iter().any(|one| one == record),
            Self::Replayed => success && exchange.replayed,
            Self::Refused(kinds) => exchange
                .refusal
                .is_some_and(|refusal| kinds.contains(&refusal)),
            Self::Fields { at, codes } => exchange
                .fields
                .iter()
                .any(|(pointer, code)| lies_below(pointer, at) && begins(code, codes)),
            Self::Lost => exchange.answer_lost,
        }
    }
}

fn lies_below(pointer: &str, at: &[&str]) -> bool {
    at.iter().any(|place| {
        let rest = pointer.strip_prefix(place);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

fn begins(code: &str, codes: &[&str]) -> bool {
    codes.iter().any(|start| code.starts_with(start))
}

impl Same {
    fn holds(self, own: &Ties, before: &Ties) -> bool {
        let equal = |own: &Option<String>, before: &Option<String>| own.is_some() && own == before;
        match self {
            Self::Any => true,
            Self::Reference => {
                let magic = |reference: &String| reference.starts_with("SIM-");
                before.reference.as_ref().is_some_and(magic)
                    || equal(&own.reference, &before.reference)
            }
            Self::Key => equal(&own.key, &before.key),
            Self::Vacancy => equal(&own.vacancy, &before.vacancy),
            Self::Advert => equal(&own.advert, &before.advert),
            Self::Person => equal(&own.person, &before.person),
        }
    }
}
