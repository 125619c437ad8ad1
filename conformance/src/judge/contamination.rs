//! Whether somebody else used the ATS while a person was at a task.
//!
//! An adapter has its attempt's sandbox to itself. A real ATS has one connection for everybody who
//! works with it, so each task has a reference of its own to tell its traffic by: what names another
//! reference, or a vacancy or transfer that nobody made in this task, is somebody else's.

use contract::operation::Operation;
use serde_json::Value;

use super::route::{self, Route};
use super::view::{ActSeen, View, minted_id};
use crate::evidence::{Connection, Evidence, Exchange};

/// Why nothing can be concluded from what a person did, where somebody else used the ATS as well.
pub(super) fn found(view: &View<'_>) -> Option<String> {
    view.evidence.observed.as_ref()?;
    let references = view.acts.iter().filter_map(ActSeen::sentinel);
    let exchanges = view.exchanges.iter().map(|seen| seen.exchange);
    let own = Own::of(references, exchanges.clone());
    let connection = &view.evidence.connection;
    let stranger = |exchange| own.stranger(exchange, connection);
    exchanges.filter_map(stranger).next().map(|what| {
        format!("contaminated: {what}, so somebody or something else used the ATS meanwhile")
    })
}

/// What is left of the traffic where what only looks after something else is set aside.
pub(super) fn without_lookups<'a>(
    evidence: &Evidence,
    acts: &[ActSeen<'_>],
    mut exchanges: Vec<&'a Exchange>,
) -> Vec<&'a Exchange> {
    if evidence.observed.is_some() {
        let references = acts.iter().filter_map(ActSeen::sentinel);
        let own = Own::of(references, exchanges.iter().copied());
        exchanges.retain(|exchange| !own.looks_elsewhere(exchange, &evidence.connection));
    }
    exchanges
}

/// What the traffic of a task names.
pub(crate) struct Own {
    references: Vec<String>,
    ids: Vec<String>,
}

impl Own {
    /// The references that were given for the task, and whatever was minted meanwhile.
    pub(crate) fn of<'a>(
        references: impl Iterator<Item = &'a str>,
        exchanges: impl Iterator<Item = &'a Exchange>,
    ) -> Self {
        Self {
            references: references.map(essence).collect(),
            ids: exchanges.filter_map(minted).collect(),
        }
    }

    /// What an exchange names that is none of the task's: a sentence fragment.
    pub(crate) fn stranger(&self, exchange: &Exchange, connection: &Connection) -> Option<String> {
        let route = route::of(&exchange.request, connection)?;
        let told = || {
            let (name, sequence) = (route.operation.name(), exchange.simulator.sequence);
            format!("{name} (exchange {sequence})")
        };
        match reference(exchange, route.operation) {
            Some(reference) => (!self.is_own(&reference)).then(|| {
                format!(
                    "{} names the reference `{reference}`, which is none of this task's",
                    told()
                )
            }),
            None => id(&route)
                .filter(|id| !self.ids.iter().any(|own| own == id))
                .map(|id| format!("{} is about `{id}`, which this task did not make", told())),
        }
    }

    /// Whether an exchange only reads what is none of the task's.
    pub(crate) fn looks_elsewhere(&self, exchange: &Exchange, connection: &Connection) -> bool {
        let route = route::of(&exchange.request, connection);
        let reads = route.is_some_and(|route| !route.operation.writes());
        reads && self.stranger(exchange, connection).is_some()
    }

    /// A reference that arrives changed, cut or without its zeros is the client's flaw, not somebody
    /// else's.
    fn is_own(&self, reference: &str) -> bool {
        let sent = essence(reference);
        let akin = |own: &String| own.starts_with(&sent) || sent.starts_with(own.as_str());
        sent.is_empty() || self.references.iter().any(akin)
    }
}

/// The letters and digits that remain of a reference however it was written.
fn essence(reference: &str) -> String {
    let plain = reference.chars().filter(|c| c.is_alphanumeric());
    let lower: String = plain.flat_map(char::to_lowercase).collect();
    lower.trim_start_matches('0').to_owned()
}

/// The reference that a request names, in its body or in its query.
fn reference(exchange: &Exchange, operation: Operation) -> Option<String> {
    let request = &exchange.request;
    let member = match operation {
        Operation::CreateVacancy | Operation::UpdateVacancy => "jobReference",
        Operation::TransferEmploymentChecks => "atsReference",
        Operation::ListVacancies => return asked_for(&request.url),
        _ => return None,
    };
    let body = request.body.json()?;
    body.get(member)?.as_str().map(str::to_owned)
}

fn asked_for(url: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs
        .find(|(name, _)| name == "jobReference")
        .map(|(_, value)| value.into_owned())
}

/// The vacancy or transfer that a path names.
fn id(route: &Route) -> Option<&str> {
    let named = matches!(
        route.operation,
        Operation::UpdateVacancy | Operation::GetVacancy | Operation::GetTransfer
    );
    route
        .parameters
        .get(1)
        .filter(|_| named)
        .map(String::as_str)
}

fn minted(exchange: &Exchange) -> Option<String> {
    let transfer = || {
        let body = exchange.response.as_ref()?.body.json()?;
        body.get("transferId")
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    minted_id(exchange).or_else(transfer)
}
