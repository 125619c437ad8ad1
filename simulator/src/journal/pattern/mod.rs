//! WireMock's request patterns, as far as a journal of JSON and forms needs them.
//!
//! A member that is not understood is refused by name: a pattern that silently matched less or
//! more would make a test say something else than its author meant. Nothing is matched before the
//! whole pattern is read.

mod json;
mod json_path;
mod part;
mod read;
mod refused;
mod regular;
mod subject;
mod template;
mod value;
mod work;

use serde_json::Value;

pub(crate) use self::part::Miss;
use self::part::Part;
pub(crate) use self::refused::NoPattern;
pub(crate) use self::subject::{Given, Subject};
pub(crate) use self::value::ValuePattern;
pub(crate) use self::work::{MOST, Work};
use super::Journal;
use super::entry::Entry;

/// The parts of a pattern that holds no secret.
pub(super) fn parts_of(pattern: &Value) -> Result<Vec<Part>, NoPattern> {
    read::parts(pattern)
}

/// Which requests are wanted.
#[derive(Debug)]
pub(crate) struct RequestPattern {
    // As it was written, but for its secrets.
    written: Value,
    parts: Vec<Part>,
}

impl RequestPattern {
    /// Reads a pattern; `{}` wants every request.
    ///
    /// Secrets in it are masked as `journal` masks them, so that a test may ask for the key that it
    /// really sends.
    ///
    /// # Errors
    ///
    /// [`NoPattern`] names the place of what is not understood, and what would be.
    pub(crate) fn read(pattern: &Value, journal: &Journal) -> Result<Self, NoPattern> {
        let (written, parts) = read::request(pattern, journal)?;
        Ok(Self { written, parts })
    }

    /// A pattern of parts that are known to be good.
    pub(super) const fn of(written: Value, parts: Vec<Part>) -> Self {
        Self { written, parts }
    }

    /// The pattern as it was written, without a secret.
    pub(crate) const fn written(&self) -> &Value {
        &self.written
    }

    /// Whether a request is wanted.
    pub(crate) fn matches(&self, entry: &Entry, work: &Work) -> bool {
        let subject = Subject::of(entry);
        self.parts.iter().all(|part| part.matches(&subject, work))
    }

    /// How far a request is from being wanted, and in what.
    pub(crate) fn miss(&self, subject: &Subject<'_>, work: &Work) -> Miss {
        Miss::of(&self.parts, subject, work)
    }
}
