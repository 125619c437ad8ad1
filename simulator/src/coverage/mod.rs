//! Coverage: what a sandbox's client has met, and what it has not met yet.
//!
//! It is no part of the sandbox's state: a reset leaves it, so that a suite which resets between
//! its tests can be asked at its end.

mod possible;
mod told;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use contract::operation::Operation;
use contract::refusal::Refusal;
use http::StatusCode;

pub(crate) use told::CoverageTold;

/// How many different cases of one operation are kept: more than a client can meet without a
/// control interface that invents a status for each.
const MOST: usize = 1_000;

/// What the client of one sandbox has met.
#[derive(Debug, Default)]
pub(crate) struct Coverage {
    // One lock for all, held for a look-up.
    met: Mutex<Book>,
}

type Book = BTreeMap<Operation, BTreeMap<Met, u64>>;

/// One case, as a client meets it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Met {
    status: Option<u16>,
    code: Option<&'static str>,
    faults: Vec<&'static str>,
    magic: Option<&'static str>,
}

impl Met {
    /// An answer, or none; its refusal; the faults that befell it; the magic value that asked.
    pub(crate) fn new(
        status: Option<StatusCode>,
        refusal: Option<Refusal>,
        faults: &[&'static str],
        magic: Option<&'static str>,
    ) -> Self {
        Self {
            status: status.map(|status| status.as_u16()),
            code: refusal.filter(|_| status.is_some()).map(Refusal::code),
            faults: faults.to_vec(),
            magic,
        }
    }
}

impl Coverage {
    /// The client has met this at `operation`.
    pub(crate) fn met(&self, operation: Operation, met: Met) {
        let mut book = self.book();
        let cases = book.entry(operation).or_default();
        if let Some(count) = cases.get_mut(&met) {
            *count += 1;
        } else if cases.len() < MOST {
            cases.insert(met, 1);
        }
    }

    /// What has been met, and what has not.
    pub(crate) fn told(&self) -> CoverageTold {
        CoverageTold::of(&self.book())
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.met.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
