//! The evidence, sorted and attributed: which exchanges belong to which act.

use std::cell::OnceCell;

use contract::operation::Operation;
use serde_json::Value;

use super::answer::{Answer, answer};
use super::contamination;
use super::expected::{self, Expected};
use super::route::{self, Route};
use crate::evidence::{
    ActAnswer, ActRecord, Action, Done, Evidence, Exchange, Outcome, Report, StepRecord,
};
use crate::scenario::{Given, Scenario};

/// Everything a check may look at.
pub(crate) struct View<'a> {
    pub(crate) evidence: &'a Evidence,
    pub(crate) given: &'a Given,
    pub(crate) scenario: &'a Scenario,
    /// Oldest first; without those that only look after what a person's task did not make.
    pub(crate) exchanges: Vec<Seen<'a>>,
    pub(crate) acts: Vec<ActSeen<'a>>,
}

/// An exchange, its operation, and the act on whose behalf it was.
pub(crate) struct Seen<'a> {
    pub(crate) exchange: &'a Exchange,
    pub(crate) route: Option<Route>,
    /// Index into [`View::acts`].
    pub(crate) act: Option<usize>,
    /// The request's body as JSON.
    pub(crate) body: Option<Value>,
    answered: OnceCell<Answer>,
}

/// An act and its place in the timeline.
pub(crate) struct ActSeen<'a> {
    pub(crate) step: &'a StepRecord,
    pub(crate) act: &'a ActRecord,
    pub(crate) label: Option<&'a str>,
    meant: OnceCell<Expected>,
    valid: OnceCell<bool>,
}

impl Seen<'_> {
    pub(crate) fn sequence(&self) -> u64 {
        self.exchange.simulator.sequence
    }

    pub(crate) fn operation(&self) -> Option<Operation> {
        self.route.as_ref().map(|route| route.operation)
    }

    pub(crate) fn is(&self, operation: Operation) -> bool {
        self.operation() == Some(operation)
    }

    /// Whether it could change what a service holds.
    pub(crate) fn writes(&self) -> bool {
        self.operation().is_some_and(Operation::writes)
    }

    pub(crate) fn answer(&self) -> Answer {
        let read = || answer(self.exchange);
        self.answered.get_or_init(read).clone()
    }

    /// Whether the service refused it by its head and did not read the body that was announced, as it
    /// may where the client asks whether to go on, or pauses: what was sent is not known.
    pub(crate) fn body_was_not_read(&self) -> bool {
        let request = &self.exchange.request;
        let length = request
            .header("content-length")
            .and_then(|length| length.parse::<usize>().ok());
        let text = request.body.text().unwrap_or_default();
        let announced = length.map_or_else(
            || request.header("transfer-encoding").is_some(),
            |length| length > text.len(),
        );
        let status = self.exchange.response.as_ref().map(|answer| answer.status);
        let by_head = matches!(status, Some(401 | 403 | 404 | 405 | 413 | 415));
        let asks = request.header("expect").is_some();
        self.body.is_none() && announced && (by_head || asks)
    }

    /// `POST createVacancy (exchange 3)`, for sentences.
    pub(crate) fn told(&self) -> String {
        let name = self
            .operation()
            .map_or("a request that the contract does not know", Operation::name);
        format!("{name} (exchange {})", self.sequence())
    }
}

impl<'a> ActSeen<'a> {
    pub(crate) fn name(&self) -> &'a str {
        &self.act.name
    }

    pub(crate) fn report(&self) -> Option<&'a Report> {
        match &self.act.answer {
            ActAnswer::Report(report) => Some(report),
            ActAnswer::Unsupported { .. } | ActAnswer::None => None,
        }
    }

    /// What its input means on the wire.
    pub(crate) fn expected(&self) -> &Expected {
        self.meant.get_or_init(|| expected::of(self.act))
    }

    /// What a check found out about its input once, for the others that ask.
    pub(crate) fn valid(&self, judge: impl FnOnce() -> bool) -> bool {
        *self.valid.get_or_init(judge)
    }

    pub(crate) fn outcome(&self) -> Option<Outcome> {
        self.report().map(|report| report.outcome)
    }

    /// The operation that does what was asked.
    pub(crate) fn operation(&self) -> Operation {
        match self.act.action {
            Action::PostVacancy => Operation::CreateVacancy,
            Action::UpdateVacancy => Operation::UpdateVacancy,
            Action::TransferEmploymentChecks => Operation::TransferEmploymentChecks,
        }
    }

    /// The reference by which the wire tells whose request it is.
    pub(crate) fn sentinel(&self) -> Option<&'a str> {
        let input = &self.act.input;
        let found = match self.act.action {
            Action::TransferEmploymentChecks => input.pointer("/applicant/ats_reference"),
            _ => input.pointer("/vacancy/job_reference"),
        };
        found.and_then(Value::as_str)
    }
}

impl<'a> View<'a> {
    pub(crate) fn new(scenario: &'a Scenario, evidence: &'a Evidence) -> Self {
        let label = |step: &StepRecord| {
            scenario
                .steps
                .get(step.step)
                .and_then(|step| step.id.as_deref())
        };
        let acts = evidence.acts().map(|(step, act)| ActSeen {
            step,
            act,
            label: label(step),
            meant: OnceCell::new(),
            valid: OnceCell::new(),
        });
        let mut view = Self {
            evidence,
            given: &scenario.given,
            scenario,
            exchanges: Vec::new(),
            acts: acts.collect(),
        };
        let mut exchanges: Vec<&Exchange> = evidence.exchanges.iter().collect();
        exchanges.sort_by_key(|exchange| exchange.simulator.sequence);
        for exchange in contamination::without_lookups(evidence, &view.acts, exchanges) {
            let seen = view.attribute(exchange);
            view.exchanges.push(seen);
        }
        view
    }

    /// As what it repeats, by the reference in the body, by the id in the path, else by what was
    /// asked for at the time.
    fn attribute(&self, exchange: &'a Exchange) -> Seen<'a> {
        let route = route::of(&exchange.request, &self.evidence.connection);
        let body = exchange.request.body.json();
        let operation = route.as_ref().map(|route| route.operation);
        let act = self
            .by_repetition(exchange, operation, body.as_ref())
            .or_else(|| self.by_shared_reference(exchange, route.as_ref(), body.as_ref()))
            .or_else(|| self.by_reference(exchange, operation, body.as_ref()))
            .or_else(|| self.by_id(exchange, route.as_ref()))
            .or_else(|| self.by_time(exchange, operation));
        Seen {
            exchange,
            route,
            act,
            body,
            answered: OnceCell::new(),
        }
    }

    /// The same bytes under the same key again belong to the act that they were made for, also when
    /// the user asks for something else by then: a client may retry in the background. Where the same
    /// was asked for once more, it is the latest such act which sends.
    fn by_repetition(
        &self,
        exchange: &Exchange,
        operation: Option<Operation>,
        body: Option<&Value>,
    ) -> Option<usize> {
        let (operation, body) = (operation?, body?);
        let key = idempotency_key(exchange);
        let first = self.exchanges.iter().find(|seen| {
            seen.writes()
                && seen.is(operation)
                && seen.body.as_ref() == Some(body)
                && idempotency_key(seen.exchange) == key
        })?;
        let of = first.act?;
        let then = &self.acts[of];
        let asked_once_more = self.acts.iter().rposition(|now| {
            now.step.mark.before < exchange.simulator.sequence
                && now.act.action == then.act.action
                && now.act.input == then.act.input
        });
        asked_once_more.or(Some(of))
    }

    /// The act during which something happened.
    fn active(&self, sequence: u64) -> Option<usize> {
        self.acts
            .iter()
            .position(|act| act.step.mark.holds(sequence))
    }

    fn by_reference(
        &self,
        exchange: &Exchange,
        operation: Option<Operation>,
        body: Option<&Value>,
    ) -> Option<usize> {
        let member = match operation? {
            Operation::CreateVacancy | Operation::UpdateVacancy => "jobReference",
            Operation::TransferEmploymentChecks => "atsReference",
            _ => return None,
        };
        let reference = body?.get(member)?.as_str()?;
        let meant = |act: &ActSeen<'_>| act.sentinel() == Some(reference);
        self.latest(exchange, operation, meant)
    }

    /// Where several names have one reference and none of them is asked for just now, as when a client
    /// sends again later by itself, the vacancy's id tells which of them is meant.
    fn by_shared_reference(
        &self,
        exchange: &Exchange,
        route: Option<&Route>,
        body: Option<&Value>,
    ) -> Option<usize> {
        let reference = body?.get("jobReference")?.as_str()?;
        let sequence = exchange.simulator.sequence;
        let asked = |act: &ActSeen<'_>| {
            act.step.mark.holds(sequence)
                && act.sentinel() == Some(reference)
                && Some(act.operation()) == route.map(|route| route.operation)
        };
        if self.acts.iter().any(asked) {
            return None;
        }
        let act = self.by_id(exchange, route)?;
        let (own, other): (Vec<_>, Vec<_>) = self
            .acts
            .iter()
            .filter(|act| act.sentinel() == Some(reference))
            .map(ActSeen::name)
            .partition(|name| *name == self.acts[act].name());
        (!own.is_empty() && !other.is_empty()).then_some(act)
    }

    /// A vacancy's id in the path, minted for an act of some name.
    fn by_id(&self, exchange: &Exchange, route: Option<&Route>) -> Option<usize> {
        let route = route?;
        if !matches!(
            route.operation,
            Operation::UpdateVacancy | Operation::GetVacancy
        ) {
            return None;
        }
        let id = route.parameters.get(1)?;
        let minted = self.exchanges.iter().find(|seen| {
            seen.is(Operation::CreateVacancy) && minted_id(seen.exchange).as_deref() == Some(id)
        })?;
        let name = self.acts.get(minted.act?)?.name();
        self.latest(exchange, Some(route.operation), |act| act.name() == name)
    }

    fn by_time(&self, exchange: &Exchange, operation: Option<Operation>) -> Option<usize> {
        let sequence = exchange.simulator.sequence;
        self.active(sequence)
            .or_else(|| self.latest(exchange, operation, |_| true))
    }

    /// The act that is meant and under way, else the latest that had begun, those that ask for this
    /// operation first.
    fn latest(
        &self,
        exchange: &Exchange,
        operation: Option<Operation>,
        meant: impl Fn(&ActSeen<'a>) -> bool,
    ) -> Option<usize> {
        let begun =
            |act: &ActSeen<'a>| act.step.mark.before < exchange.simulator.sequence && meant(act);
        let asked = |act: &ActSeen<'a>| begun(act) && Some(act.operation()) == operation;
        let active = self.active(exchange.simulator.sequence);
        if let Some(active) = active.filter(|active| meant(&self.acts[*active])) {
            return Some(active);
        }
        self.acts
            .iter()
            .rposition(asked)
            .or_else(|| self.acts.iter().rposition(begun))
    }

    /// The requests that did what this act asked for, oldest first.
    pub(crate) fn sends(&self, act: usize) -> Vec<&Seen<'a>> {
        let operation = self.acts[act].operation();
        self.of(act).filter(|seen| seen.is(operation)).collect()
    }

    /// Those of them that came before the client's report.
    pub(crate) fn sends_before_report(&self, act: usize) -> Vec<&Seen<'a>> {
        let reported = self.acts[act].step.mark.after;
        let mut sends = self.sends(act);
        sends.retain(|seen| seen.sequence() <= reported);
        sends
    }

    /// Every exchange on behalf of this act.
    pub(crate) fn of(&self, act: usize) -> impl Iterator<Item = &Seen<'a>> {
        self.exchanges
            .iter()
            .filter(move |seen| seen.act == Some(act))
    }

    /// The acts with their indexes.
    pub(crate) fn each_act(&self) -> impl Iterator<Item = (usize, &ActSeen<'a>)> {
        self.acts.iter().enumerate()
    }

    /// Whether the input of an act breaks no rule of the contract, judged on this day.
    pub(crate) fn is_valid_input(&self, act: usize, exchange: &Exchange) -> bool {
        let expected = self.acts[act].expected();
        expected.unknown.is_empty()
            && super::contract_rules::violations(
                self.acts[act].operation(),
                &expected.body,
                self.given,
                exchange.simulator.sandbox_time,
                super::contract_rules::Version::Ignored,
            )
            .is_empty()
    }

    /// Whether the client said that it was idle at some point from this sequence on.
    pub(crate) fn idle_after(&self, sequence: u64) -> bool {
        let idle = |step: &StepRecord| {
            matches!(step.done, Done::Settle { idle: true }) && step.mark.before >= sequence
        };
        self.evidence.timeline.iter().any(idle)
    }
}

fn idempotency_key(exchange: &Exchange) -> Option<&Vec<String>> {
    exchange.request.headers.get("idempotency-key")
}

/// The id that a `createVacancy` minted, whether or not the answer arrived: by the body, else (where
/// a fault spoilt the body) by the address.
pub(crate) fn minted_id(exchange: &Exchange) -> Option<String> {
    let response = exchange.response.as_ref()?;
    let body = response.body.json();
    let told = body
        .as_ref()
        .and_then(|body| body.get("vacancyId")?.as_str());
    let address = || {
        let created = exchange.simulator.committed || exchange.simulator.replayed;
        let location = response.header("location").filter(|_| created)?;
        location.rsplit('/').next().filter(|id| !id.is_empty())
    };
    told.or_else(address).map(str::to_owned)
}
