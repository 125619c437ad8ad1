//! What is counted while the simulator runs, and how Prometheus reads it.
//!
//! An exchange costs a few additions to numbers that are there from the start: no lock, no label
//! that has to be made, nothing that grows.

mod latency;
mod page;

use contract::operation::Operation;
use contract::refusal::Refusal;

use self::latency::Latency;
pub(crate) use self::page::{MEDIA, page};
use crate::faults;
use crate::server::Count;

/// Statuses that an answer can have; the row's first place is for exchanges without an answer.
const STATUSES: std::ops::Range<u16> = 100..600;
const PLACES: usize = (STATUSES.end - STATUSES.start) as usize + 1;

/// The numbers of one simulator.
#[derive(Debug)]
pub(crate) struct Metrics {
    // A row for each operation, and a last one for what asked for none.
    exchanges: Box<[Count]>,
    refusals: Box<[Count]>,
    faults: Box<[Count]>,
    latency: Latency,
    expired: Count,
}

/// One exchange as it is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted<'a> {
    /// What was asked for, where it was an operation.
    pub(crate) operation: Option<Operation>,
    /// The status of the answer; `None` where the connection ended without one.
    pub(crate) status: Option<u16>,
    /// The refusal that was answered.
    pub(crate) refusal: Option<Refusal>,
    /// The faults that befell it, by type.
    pub(crate) faults: &'a [&'static str],
    /// How long it took, without what a fault added.
    pub(crate) micros: u64,
}

impl Default for Metrics {
    fn default() -> Self {
        let counts = |many| (0..many).map(|_| Count::default()).collect();
        Self {
            exchanges: counts((Operation::ALL.len() + 1) * PLACES),
            refusals: counts(Refusal::ALL.len()),
            faults: counts(faults::KINDS.len()),
            latency: Latency::default(),
            expired: Count::default(),
        }
    }
}

impl Metrics {
    /// Counts an exchange.
    pub(crate) fn count(&self, counted: Counted<'_>) {
        self.exchanges[row(counted.operation) * PLACES + place(counted.status)].up();
        self.latency.observe(counted.micros);
        if let Some(refusal) = counted.refusal {
            let known = Refusal::ALL.iter().position(|known| *known == refusal);
            if let Some(at) = known {
                self.refusals[at].up();
            }
        }
        for fault in counted.faults {
            let known = faults::KINDS.iter().position(|kind| kind.name == *fault);
            if let Some(at) = known {
                self.faults[at].up();
            }
        }
    }

    /// Counts sandboxes that went because nobody used them.
    pub(crate) fn expired(&self, many: usize) {
        self.expired.add(many as u64);
    }
}

fn row(operation: Option<Operation>) -> usize {
    let known = operation.and_then(|asked| Operation::ALL.iter().position(|known| *known == asked));
    known.unwrap_or(Operation::ALL.len())
}

fn place(status: Option<u16>) -> usize {
    let known = status.filter(|status| STATUSES.contains(status));
    known.map_or(0, |status| usize::from(status - STATUSES.start) + 1)
}
