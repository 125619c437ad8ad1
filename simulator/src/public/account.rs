//! What is told of an exchange when it is over: a line of the log, and the metrics.
//!
//! Neither names a secret, a person, a body or a query.

use contract::operation::Operation;
use contract::refusal::Refusal;
use http::StatusCode;

use crate::app::{App, Site};
use crate::journal::Entry;
use crate::metrics::Counted;

/// How one exchange ended.
#[derive(Debug)]
pub(super) struct Account<'a> {
    pub(super) operation: Option<Operation>,
    pub(super) status: Option<StatusCode>,
    pub(super) refusal: Option<Refusal>,
    pub(super) faults: &'a [&'static str],
}

impl Account<'_> {
    /// Counts the exchange, and logs it where somebody wants to read that.
    pub(super) fn tell(&self, app: &App, site: &Site, entry: &Entry) {
        let began = entry.arrival.arrived_micros;
        let micros = site.journal.elapsed_micros().saturating_sub(began);
        app.metrics.count(Counted {
            operation: self.operation,
            status: self.status.map(|status| status.as_u16()),
            refusal: self.refusal,
            faults: self.faults,
            micros,
        });
        tracing::info!(
            target: "simulator::requests",
            request = entry.id(),
            sandbox = site.sandbox.id().as_str(),
            operation = self.operation.map(Operation::name),
            status = self.status.map(|status| status.as_u16()),
            refusal = self.refusal.map(Refusal::code),
            fault = self.faults.first(),
            micros,
            "answered"
        );
    }
}
