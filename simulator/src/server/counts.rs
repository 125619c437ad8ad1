//! What is counted of a listener's connections.

use std::sync::atomic::{AtomicU64, Ordering};

/// The connections of one listener.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    accepted: Count,
    over: Count,
    failed: Count,
    malformed: Count,
    slow: Count,
    insecure: Count,
}

/// A number that only grows. Nobody waits for it.
#[derive(Debug, Default)]
pub(crate) struct Count(AtomicU64);

impl Count {
    /// One more.
    pub(crate) fn up(&self) {
        self.add(1);
    }

    /// Several more.
    pub(crate) fn add(&self, more: u64) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    /// How many so far.
    pub(crate) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Counts {
    /// A connection that is served until the guard goes.
    pub(super) fn open(self: &std::sync::Arc<Self>) -> Open {
        self.accepted.up();
        Open(std::sync::Arc::clone(self))
    }

    /// The operating system gave no connection.
    pub(super) fn failed(&self) {
        self.failed.up();
    }

    /// A connection spoke no TLS that could be understood, or took too long about it.
    pub(super) fn insecure(&self) {
        self.insecure.up();
    }

    /// A connection ended by an error of hyper's.
    pub(super) fn ended(&self, error: &hyper::Error) {
        if error.is_parse() {
            self.malformed.up();
        } else if is_late(error) {
            self.slow.up();
        }
    }

    /// How many connections are open.
    pub(crate) fn now_open(&self) -> u64 {
        self.accepted.get().saturating_sub(self.over.get())
    }

    /// How many connections there have been.
    pub(crate) fn total(&self) -> u64 {
        self.accepted.get()
    }

    /// How many were refused, each with why.
    pub(crate) fn refused(&self) -> [(&'static str, u64); 4] {
        [
            ("not_accepted", self.failed.get()),
            ("malformed_http", self.malformed.get()),
            ("slow_head", self.slow.get()),
            ("tls", self.insecure.get()),
        ]
    }
}

// Only the watch over a request's head ends a read so.
fn is_late(error: &hyper::Error) -> bool {
    let source = std::error::Error::source(error);
    source
        .and_then(|source| source.downcast_ref::<std::io::Error>())
        .is_some_and(|error| error.kind() == std::io::ErrorKind::TimedOut)
}

/// One open connection.
#[derive(Debug)]
pub(super) struct Open(std::sync::Arc<Counts>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.over.up();
    }
}
