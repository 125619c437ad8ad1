//! The fields of both services, each once: the ATS's word, the wire's, and what a person calls it.
//!
//! The mapping to the wire, the form's checks and the way back from a refused pointer to a place on
//! the form are all read from these rows, so no direction can be forgotten.

pub(crate) mod applicant;
pub(crate) mod code;
pub(crate) mod names;
pub(crate) mod vacancy;

use code::Codes;

/// One field of a form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    /// The dotted path in the ATS's words: `salary.minimum`.
    pub(crate) ats: &'static str,
    /// The JSON Pointer on the wire: `/salary/minimum`.
    pub(crate) wire: &'static str,
    /// What the form calls it.
    pub(crate) label: &'static str,
    /// What it holds.
    pub(crate) kind: Kind,
    /// Whether the form asks for it whatever else it holds.
    pub(crate) required: bool,
}

/// What a field holds, and so how it is written and checked.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// Text, sent as held; the length is counted as the contract counts.
    Text(Length),
    /// Digits that are text: leading zeros count.
    Digits,
    /// A number, sent as a number.
    Number,
    /// Yes or no.
    Flag,
    /// A day, `2026-12-18`.
    Day,
    /// A day that may be open: an explicit `null` is sent as such.
    OpenDay,
    /// One word of a list.
    Code(Codes),
    /// Several words of a list.
    CodeList(Codes),
    /// A list of items, one text on the wire.
    Items,
    /// Several records with the same fields; their paths start below the record.
    Records(&'static [Field]),
}

/// A least and a greatest number of characters; none is not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Length {
    pub(crate) least: usize,
    pub(crate) most: usize,
}

impl Length {
    /// Any length: where the service alone knows a limit, it is the one to say so.
    pub(crate) const ANY: Self = Self {
        least: 0,
        most: usize::MAX,
    };
}

impl Field {
    pub(crate) const fn new(
        ats: &'static str,
        wire: &'static str,
        label: &'static str,
        kind: Kind,
    ) -> Self {
        Self {
            ats,
            wire,
            label,
            kind,
            required: false,
        }
    }

    /// The same field, asked for whatever else the form holds.
    pub(crate) const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}
