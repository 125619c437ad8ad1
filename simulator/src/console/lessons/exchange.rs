//! One exchange as lessons look at it: what was asked, how it was answered, and what ties it to
//! another one.

use contract::operation::Operation;
use contract::problem::Problem;
use contract::refusal::Refusal;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::journal::Entry;

/// The faults that take the answer away, or spoil it, after the work was done.
const LOSING: [&str; 4] = [
    "commit_then_drop",
    "commit_then_hang",
    "truncate",
    "malformed_json",
];

/// What lessons need of an exchange.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Exchange {
    /// Its id in the journal.
    pub(crate) id: String,
    /// Its operation, where it has one.
    pub(crate) operation: Option<Operation>,
    /// What was answered; `None` where no answer was.
    pub(crate) status: Option<u16>,
    /// The refusal, where it was one.
    pub(crate) refusal: Option<Refusal>,
    /// Pointer and code of every refused field.
    pub(crate) fields: Vec<(String, String)>,
    /// How many of the six records were taken, where it was a transfer.
    pub(crate) records: usize,
    /// The records that were taken with a warning.
    pub(crate) warned: Vec<String>,
    /// Whether the sandbox was changed.
    pub(crate) committed: bool,
    /// Whether it was answered from an idempotency record.
    pub(crate) replayed: bool,
    /// Whether a fault took the answer away after the work.
    pub(crate) answer_lost: bool,
    /// What ties it to others.
    pub(crate) ties: Ties,
}

/// What ties one exchange to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ties {
    /// The ATS's own reference in the body.
    pub(crate) reference: Option<String>,
    /// The `Idempotency-Key`.
    pub(crate) key: Option<String>,
    /// The vacancy that was created or asked for.
    pub(crate) vacancy: Option<String>,
    /// The reference of the advert that was created or looked at.
    pub(crate) advert: Option<String>,
    /// The person of a transfer.
    pub(crate) person: Option<String>,
}

impl Ties {
    /// These ties, and those of an earlier exchange where this one has none.
    pub(super) fn after(&self, earlier: &Self) -> Self {
        let or = |own: &Option<String>, other: &Option<String>| own.clone().or(other.clone());
        Self {
            reference: or(&self.reference, &earlier.reference),
            key: or(&self.key, &earlier.key),
            vacancy: or(&self.vacancy, &earlier.vacancy),
            advert: or(&self.advert, &earlier.advert),
            person: or(&self.person, &earlier.person),
        }
    }
}

impl From<&Entry> for Exchange {
    fn from(entry: &Entry) -> Self {
        let mut exchange = Self {
            id: entry.id().to_owned(),
            operation: entry.arrival.operation,
            ..Self::default()
        };
        let Some(operation) = exchange.operation else {
            return exchange;
        };
        let sent = match operation.writes() {
            true => serde_json::from_slice(&entry.arrival.body).unwrap_or_default(),
            false => Value::Null,
        };
        exchange.ties = ties(operation, entry, &sent);
        if let Some(outcome) = entry.outcome() {
            exchange.status = outcome.status.map(|status| status.as_u16());
            exchange.refusal = outcome.refusal;
            exchange.committed = outcome.committed;
            exchange.replayed = outcome.replayed;
            let lost = |fault: &&str| LOSING.contains(fault);
            exchange.answer_lost = outcome.committed && outcome.faults.iter().any(lost);
            exchange.read_answer(operation, &outcome.body);
        }
        exchange
    }
}

impl Exchange {
    fn read_answer(&mut self, operation: Operation, body: &[u8]) {
        if self.refusal.is_some() {
            let problem = serde_json::from_slice::<Problem>(body);
            let errors = problem.map(|problem| problem.errors).unwrap_or_default();
            let told = errors.into_iter().map(|error| (error.field, error.code));
            self.fields = told.collect();
            return;
        }
        if !operation.writes() {
            return;
        }
        let answer: Value = serde_json::from_slice(body).unwrap_or_default();
        let text = |name: &str| answer[name].as_str().map(str::to_owned);
        match operation {
            Operation::CreateVacancy => {
                self.ties.vacancy = text("vacancyId");
                self.ties.advert = text("reference");
            }
            Operation::TransferEmploymentChecks => self.read_records(&answer),
            _ => (),
        }
    }

    fn read_records(&mut self, answer: &Value) {
        let records = answer["records"].as_array().map_or(&[][..], Vec::as_slice);
        self.records = records.len();
        let warned = records
            .iter()
            .filter(|record| record["messageType"] == "WARNING");
        let names = warned.filter_map(|record| record["record"].as_str());
        self.warned = names.map(str::to_owned).collect();
    }
}

fn ties(operation: Operation, entry: &Entry, sent: &Value) -> Ties {
    let path = entry.arrival.target.split('?').next().unwrap_or_default();
    let last = || {
        let segment = percent_decode_str(path.rsplit('/').next()?);
        Some(segment.decode_utf8_lossy().into_owned())
    };
    let member = |name: &str| sent[name].as_str().map(str::to_owned);
    Ties {
        reference: member("jobReference").or_else(|| member("atsReference")),
        key: entry.arrival.headers.text("idempotency-key"),
        vacancy: match operation {
            Operation::UpdateVacancy | Operation::GetVacancy => last(),
            _ => None,
        },
        advert: match operation {
            Operation::ViewAdvert => last(),
            _ => None,
        },
        person: sent["person"].as_object().map(|person| {
            let part = |name: &str| person.get(name).and_then(Value::as_str).unwrap_or_default();
            let parts = [part("firstName"), part("lastName"), part("dateOfBirth")];
            parts.map(|part| part.trim().to_lowercase()).join(" ")
        }),
    }
}
