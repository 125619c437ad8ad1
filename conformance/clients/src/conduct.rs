//! The habits of a client. A good ATS has [`good`] ones; a wayward client has one replaced.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::api::act::{Act, Action};
use crate::api::begin::Begin;
use crate::api::report::{Outcome, Report, Told};
use crate::form;
use crate::http::answer::Reply;
use crate::http::call::Call;
use crate::http::patience::{PATIENT, Patience};
use crate::intention::{Keys, one_key_each};
use crate::nhs_jobs::Draft;
use crate::writing::{FAITHFUL, Writing};

/// The drafts that were posted, by the name that the user knows them by.
pub(crate) type Drafts = BTreeMap<String, Draft>;

/// Everything a client does that it could also do otherwise.
#[derive(Clone, Copy)]
pub(crate) struct Conduct {
    /// What the form says before anything is sent; nothing when it may go.
    pub(crate) form: fn(Action, &Value) -> Vec<Told>,
    /// How what the ATS holds is written.
    pub(crate) writing: Writing,
    /// Which idempotency key goes with a send.
    pub(crate) keys: Keys,
    /// When and how often a call is sent again.
    pub(crate) patience: Patience,
    /// Last look at a call before it goes.
    pub(crate) dress: fn(Call, &Begin) -> Call,
    /// What to send instead after a refusal.
    pub(crate) insist: fn(&Reply, &Call) -> Option<Call>,
    /// Whether it reads back what may have been done although no answer said so.
    pub(crate) reads_back: bool,
    /// Whether it finds out what became of a post that nobody knows the end of before it posts again.
    pub(crate) asks_first: bool,
    /// Which of the drafts it posted is the vacancy to be posted under this name.
    pub(crate) already: fn(&Drafts, &str, &Value) -> Option<Draft>,
    /// Which of the drafts it posted an update under this name is for.
    pub(crate) which: fn(&Drafts, &str) -> Option<Draft>,
    /// Whether an applicant with this status is transferred.
    pub(crate) ready: fn(&str) -> bool,
    /// Whether a transfer with this report and this refusal, if any, is the one that ESR has.
    pub(crate) is_there: fn(&Report, Option<&str>) -> bool,
    /// Whether a token is used again while it is good; if not, each transfer asks for two.
    pub(crate) keeps_token: bool,
    /// Whether a token that ESR refused is replaced, once.
    pub(crate) renews_token: bool,
    /// Last look at what the user is told.
    pub(crate) tell: fn(&Act, Report) -> Report,
    /// What is reported without doing anything at all.
    pub(crate) instead: Option<fn(&Act) -> Report>,
    /// How it introduces itself.
    pub(crate) greeting: Greeting,
    /// Whether it goes on working after it said that it is idle.
    pub(crate) restless: bool,
}

/// How a client introduces itself.
#[derive(Clone, Copy)]
pub(crate) struct Greeting {
    /// The nonce that it gives back.
    pub(crate) nonce: fn(&str) -> String,
    /// Whether it takes an action on, by the protocol's word.
    pub(crate) supports: fn(&str) -> bool,
}

/// What a good ATS does.
pub(crate) fn good() -> Conduct {
    Conduct {
        form: checked,
        writing: FAITHFUL,
        keys: one_key_each,
        patience: PATIENT,
        dress: |call, _| call,
        insist: |_, _| None,
        reads_back: true,
        asks_first: true,
        already: |drafts, name, _| drafts.get(name).cloned(),
        which: |drafts, name| drafts.get(name).cloned(),
        ready: |status| status == "outcome_recruited",
        is_there,
        keeps_token: true,
        renews_token: true,
        tell: |_, report| report,
        instead: None,
        greeting: Greeting {
            nonce: str::to_owned,
            supports: |word| word.parse::<Action>().is_ok(),
        },
        restless: false,
    }
}

/// Whether ESR has the checks, by its answer to this transfer or to an earlier one.
fn is_there(report: &Report, refusal: Option<&str>) -> bool {
    let accepted = matches!(
        report.outcome,
        Outcome::Accepted | Outcome::AcceptedWithWarnings
    );
    accepted || refusal == Some("ALREADY_TRANSFERRED")
}

fn checked(action: Action, held: &Value) -> Vec<Told> {
    match action {
        Action::PostVacancy | Action::UpdateVacancy => form::vacancy(held),
        Action::TransferEmploymentChecks => form::applicant(held),
    }
}
