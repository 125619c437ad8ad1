//! Answering the protocol with one of our own clients, over every carrier.
//!
//! With a misbehaviour it is also what the drivers are tested with: an adapter that breaks the
//! protocol on purpose.

mod ask;
mod lapse;
mod lines;
mod listen;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

use super::Host;

pub use ask::ask_for_work;
pub use lapse::{Lapse, Misbehaviour};
pub use lines::serve;
pub use listen::listen;

/// One of our own clients as an adapter, with its lapse where it has one.
#[derive(Clone)]
pub struct Subject {
    host: Arc<Host>,
    lapse: Option<Lapse>,
    acts: Arc<AtomicU32>,
}

impl Subject {
    /// A client that breaks the protocol in this way, or in none.
    #[must_use]
    pub fn new(host: Host, lapse: Option<Lapse>) -> Self {
        Self {
            host: Arc::new(host),
            lapse,
            acts: Arc::default(),
        }
    }

    /// What it sends in answer to a request, in order: one reply, unless it misbehaves. Each ends
    /// in a line feed.
    async fn answers(&self, request: &Value) -> Vec<Vec<u8>> {
        let id = &request["id"];
        let op = request["op"].as_str().unwrap_or_default();
        let act = match op {
            "act" => self.acts.fetch_add(1, Ordering::Relaxed) + 1,
            _ => 0,
        };
        let lapse = self.lapse.as_ref().filter(|lapse| lapse.is_due(op, act));
        let mut sent = Vec::new();
        if let Some(lapse) = lapse {
            sent.extend(lapse.before(request).await);
        }
        if lapse.is_some_and(Lapse::is_instead) {
            return sent;
        }
        let arm = self.host.answer(op, request["params"].clone()).await;
        sent.push(arm.line(id));
        if lapse.is_some_and(Lapse::repeats) {
            sent.extend(sent.last().cloned());
        }
        sent
    }
}
