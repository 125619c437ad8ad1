//! One row of the table of magic values.

use contract::operation::Operation;
use contract::reading::Json;
use contract::refusal::Refusal;
use serde_json::{Map, Value};

use super::fields::Fields;
use crate::problem::Refused;
use crate::public::visit::Visit;

/// A value and what it does.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// What the reference is or begins with.
    pub(super) value: &'static str,
    /// Where it does so.
    pub(super) operations: &'static [Operation],
    /// What it does.
    pub(super) case: Case,
    /// Whether it does so again.
    pub(super) recurs: Recurs,
    /// What happens.
    pub(super) happens: &'static str,
    /// What the user should see.
    pub(super) shown: &'static str,
    /// What to do.
    pub(super) remedy: &'static str,
}

/// What a magic value does.
#[derive(Debug, Clone)]
pub(super) enum Case {
    /// Fields are refused.
    Fields(Fields),
    /// The whole request is refused.
    Refusal {
        /// By this.
        refusal: Refusal,
        /// As the service itself would; nothing where it cannot be so.
        refuse: fn(&Visit<'_>, &Json<'_>) -> Option<Refused>,
    },
    /// A fault befalls the exchange.
    Fault {
        /// Its type.
        kind: &'static str,
        /// Its attributes, as JSON.
        attributes: &'static str,
    },
}

/// Whether a case happens again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Recurs {
    /// Each time.
    Always,
    /// The first time that an operation comes with a reference: a retry survives it.
    OncePerReference,
}

/// A row by which these fields are refused.
pub(super) const fn fields(
    value: &'static str,
    operations: &'static [Operation],
    spoil: fn(&mut Map<String, Value>),
    at: &'static [&'static str],
    [happens, shown, remedy]: [&'static str; 3],
) -> Row {
    Row {
        value,
        operations,
        case: Case::Fields(Fields { spoil, at }),
        recurs: Recurs::Always,
        happens,
        shown,
        remedy,
    }
}

/// A row by which the whole request is refused.
pub(super) const fn refusal(
    value: &'static str,
    operations: &'static [Operation],
    refusal: Refusal,
    refuse: fn(&Visit<'_>, &Json<'_>) -> Option<Refused>,
    [happens, shown, remedy]: [&'static str; 3],
) -> Row {
    Row {
        value,
        operations,
        case: Case::Refusal { refusal, refuse },
        recurs: Recurs::Always,
        happens,
        shown,
        remedy,
    }
}
