//! One exchange, as it was on the wire but for its secrets.

use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use contract::operation::Operation;
use contract::refusal::Refusal;
use http::{Method, StatusCode, Version};
use jiff::Timestamp;

use super::headers::Headers;
use super::masks::{Mask, Masking};
use crate::sandbox::seed::Child;
use crate::server::Delivery;

/// How long an id is.
const ID_BYTES: usize = 36;

/// A request as it arrived.
#[derive(Debug)]
pub(crate) struct Arrival {
    /// The method, as sent.
    pub(crate) method: Method,
    /// Path and query, as sent.
    pub(crate) target: String,
    /// The protocol version.
    pub(crate) version: Version,
    /// The headers, names in lower case.
    pub(crate) headers: Headers,
    /// The body, as far as it was kept.
    pub(crate) body: Bytes,
    /// How long the body was in all, in bytes.
    pub(crate) body_length: u64,
    /// Who sent it.
    pub(crate) peer: SocketAddr,
    /// The operation it asks for, where it asks for one.
    pub(crate) operation: Option<Operation>,
    /// What the sandbox's clock showed.
    pub(crate) sandbox_time: Timestamp,
    /// When it arrived: microseconds since the sandbox was created.
    pub(crate) arrived_micros: u64,
}

impl Arrival {
    pub(super) fn mask(&mut self, masking: &mut Masking<'_>) {
        self.target = masking.text("url", std::mem::take(&mut self.target));
        self.headers = masking.headers(std::mem::take(&mut self.headers));
        self.body = match self.operation {
            Some(Operation::IssueToken) => masking.form("requestBody", &self.body),
            _ => masking.received("requestBody", &self.body),
        };
    }
}

/// What was answered, or would have been, had the connection lived.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// `None` where there was no answer at all.
    pub(crate) status: Option<StatusCode>,
    /// The headers of the answer.
    pub(crate) headers: Headers,
    /// The body of the answer.
    pub(crate) body: Bytes,
    /// The fault that decided the exchange, or else the first that befell it.
    pub(crate) fault: Option<&'static str>,
    /// Every fault that befell it.
    pub(crate) faults: Vec<&'static str>,
    /// The magic value that asked for the case.
    pub(crate) magic: Option<&'static str>,
    /// Whether the sandbox's state was changed by this exchange.
    pub(crate) committed: bool,
    /// The refusal that was answered.
    pub(crate) refusal: Option<Refusal>,
    /// The rules behind the answer, each once.
    pub(crate) rules: Vec<String>,
    /// Whether it was answered from an idempotency record.
    pub(crate) replayed: bool,
    /// How long a fault made it wait, in milliseconds.
    pub(crate) added_delay_ms: u64,
    /// What was masked in it; filled in by the journal.
    pub(crate) masks: Vec<Mask>,
}

impl Outcome {
    /// No answer, by this fault.
    pub(crate) fn none(fault: Option<&'static str>) -> Self {
        Self {
            status: None,
            headers: Headers::default(),
            body: Bytes::new(),
            fault,
            faults: Vec::new(),
            magic: None,
            committed: false,
            refusal: None,
            rules: Vec::new(),
            replayed: false,
            added_delay_ms: 0,
            masks: Vec::new(),
        }
    }

    pub(super) fn mask(&mut self, masking: &mut Masking<'_>) {
        self.headers = masking.headers(std::mem::take(&mut self.headers));
        self.body = masking.sent("responseBody", std::mem::take(&mut self.body));
    }

    // What it takes in memory beside the entry itself.
    pub(super) fn bytes(&self) -> usize {
        let rules = self
            .rules
            .iter()
            .map(|rule| size_of::<String>() + rule.len());
        let masks = self.masks.iter().map(Mask::bytes);
        self.headers.packed().len() + self.body.len() + rules.chain(masks).sum::<usize>()
    }
}

/// One exchange of a sandbox.
#[derive(Debug)]
pub(crate) struct Entry {
    sequence: u64,
    // What its id follows from. The id itself is spelt when it is first asked for, which is not
    // while the ring is locked.
    seed: Child,
    id: OnceLock<String>,
    /// The request.
    pub(crate) arrival: Arrival,
    masks: Vec<Mask>,
    outcome: OnceLock<Outcome>,
    delivery: Arc<Delivery>,
}

impl Entry {
    pub(super) const fn new(
        sequence: u64,
        seed: Child,
        arrival: Arrival,
        masks: Vec<Mask>,
        delivery: Arc<Delivery>,
    ) -> Self {
        Self {
            sequence,
            seed,
            id: OnceLock::new(),
            arrival,
            masks,
            outcome: OnceLock::new(),
            delivery,
        }
    }

    /// Its place in the order of arrival, from 1.
    pub(crate) const fn sequence(&self) -> u64 {
        self.sequence
    }

    /// Its id: the `X-Request-Id` of the answer.
    pub(crate) fn id(&self) -> &str {
        self.id
            .get_or_init(|| self.seed.number(self.sequence).uuid())
    }

    /// What was answered; `None` while it is being answered.
    pub(crate) fn outcome(&self) -> Option<&Outcome> {
        self.outcome.get()
    }

    /// What became of the answer at the socket.
    pub(crate) const fn delivery(&self) -> &Arc<Delivery> {
        &self.delivery
    }

    /// Every mask, of the request and of the answer.
    pub(crate) fn masks(&self) -> Vec<Mask> {
        let answered = self.outcome().map(|outcome| outcome.masks.as_slice());
        [&self.masks, answered.unwrap_or_default()].concat()
    }

    // Whether it was told just now: an exchange is answered once, and whoever comes second has
    // nothing to add.
    pub(super) fn settle(&self, outcome: Outcome) -> bool {
        self.outcome.set(outcome).is_ok()
    }

    // What it takes in memory, so that a journal full of small exchanges is bounded as well.
    pub(super) fn bytes(&self) -> usize {
        let arrival = &self.arrival;
        let asked = arrival.target.len() + arrival.headers.packed().len() + arrival.body.len();
        let masks: usize = self.masks.iter().map(Mask::bytes).sum();
        let own = size_of::<Self>() + size_of::<Delivery>() + ID_BYTES;
        own + asked + masks + self.outcome().map_or(0, Outcome::bytes)
    }
}
