//! What stands in a certificate's way: why it may not be handed out, and is not verified.
//!
//! Some of it is given and follows from nothing. That must at least be such as a run leaves it: a
//! part that can be one, known failures that a list could hold, actions that fit what was seen.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use super::fits;
use super::issue::read;
use super::record::{Certificate, Certified};
use crate::probe::{self, ProbeVerdict};
use crate::report::known;
use crate::report::record::{KnownRecord, KnownState};
use crate::run::{Shard, missing};
use crate::verdict::Verdict;

/// Why this certificate may not be handed out, and would be believed by nobody who verifies it.
#[must_use]
pub fn objections(certificate: &Certificate) -> Vec<String> {
    let attempts = || certificate.attempts.iter();
    let nothing = (certificate.totals.checks.pass == 0).then(|| "not one check passed".to_owned());
    dishonest(certificate)
        .chain(nothing)
        .chain(no_part(certificate))
        .chain(unordered(certificate))
        .chain(on_no_list(certificate))
        .chain(attempts().filter_map(|attempt| misfit(certificate, attempt)))
        .chain(attempts().flat_map(|attempt| not_held(certificate, attempt)))
        .chain(healed(certificate))
        .collect()
}

/// The probes that were not passed. A client with an action to ask for has passed them all.
fn dishonest(certificate: &Certificate) -> impl Iterator<Item = String> {
    let passed = |id: &&str| {
        let mut probes = certificate.probes.iter();
        probes.any(|probe| probe.id == **id && probe.verdict == ProbeVerdict::Passed)
    };
    let missed = probe::ALL.into_iter().filter(move |id| !passed(id));
    let missed = missed.map(|id| format!("the honesty probe `{id}` was not passed"));
    let others = certificate.probes.len() > probe::ALL.len();
    missed.chain(others.then(|| "there are more honesty probes than are made".to_owned()))
}

/// That it cannot be the part of a run that it says it is.
fn no_part(certificate: &Certificate) -> Option<String> {
    let told = certificate.shard.as_ref()?;
    let part = told.parse::<Shard>().ok();
    let part = part.filter(|part| part.to_string() == *told);
    let (ran, set) = (certificate.attempts.len(), certificate.coverage.set.len());
    let fits = part.is_some_and(|part| ran <= set.div_ceil(part.of()));
    (!fits)
        .then(|| format!("`{told}` is no part of a run that could hold {ran} of {set} scenarios"))
}

/// That actions are declared in an order, or more often, than adapters' greetings are read.
fn unordered(certificate: &Certificate) -> Option<String> {
    let in_order = certificate
        .adapter
        .actions
        .is_sorted_by(|one, next| one < next);
    (!in_order).then(|| "the declared actions do not stand once each and in order".to_owned())
}

/// The known failures that no list could have let through on the day of the run.
fn on_no_list(certificate: &Certificate) -> impl Iterator<Item = String> {
    let mut seen = BTreeSet::new();
    let set = certificate.coverage.set.iter();
    let set: BTreeSet<&str> = set.map(|one| one.id.as_str()).collect();
    let day = certificate.ran.to_zoned(TimeZone::UTC).date();
    certificate.known.iter().filter_map(move |known| {
        let twice = !seen.insert((&known.scenario, &known.check));
        let why = match known {
            _ if twice => "it is known twice",
            _ if !set.contains(known.scenario.as_str()) => "there is no such scenario in the set",
            _ if known.expires < day => "it had expired when the run began",
            _ if says_nothing(known) => "nothing says why, or how its reason begins",
            _ => return None,
        };
        let (scenario, check) = (&known.scenario, &known.check);
        Some(format!("a known failure, `{scenario}#{check}`: {why}"))
    })
}

fn says_nothing(known: &KnownRecord) -> bool {
    known.reason.trim().is_empty() || known.message.trim().is_empty()
}

/// The checks of an attempt that keep a certificate from being issued.
fn not_held<'a>(
    certificate: &'a Certificate,
    attempt: &'a Certified,
) -> impl Iterator<Item = String> + 'a {
    let bad = attempt
        .checks
        .iter()
        .filter(|check| check.verdict > Verdict::Warn);
    let held = bad.filter(|check| {
        let (known, id) = (&certificate.known, &attempt.id);
        known::held(known, id, &check.id, check.verdict) > Verdict::Warn
    });
    held.map(|check| {
        let (id, word) = (&attempt.id, check.verdict.word());
        let reason = check.reason.as_deref().unwrap_or("no reason is known");
        format!("{id}#{} {word}: {reason}", check.id)
    })
}

/// What passes and was known to fail.
fn healed(certificate: &Certificate) -> impl Iterator<Item = String> {
    let healed = certificate.known.iter();
    let healed = healed.filter(|known| known.state == KnownState::Healed);
    healed.map(|known| {
        let (scenario, check) = (&known.scenario, &known.check);
        format!("{scenario}#{check}: {}", known::HEALED)
    })
}

/// What of an attempt cannot be so, whatever its checks came to.
fn misfit(certificate: &Certificate, attempt: &Certified) -> Option<String> {
    let id = &attempt.id;
    let scenario = read(id, &attempt.scenario.text).ok()?;
    let want = missing(&scenario, &certificate.adapter.actions);
    let why = fits::misfit(&scenario, &attempt.evidence);
    let why = why.or_else(|| unexplained(want, attempt.evidence.not_run.as_ref()));
    why.map(|why| format!("{id}: {}", misfits(&why)))
}

/// Whether it ran or not, where the declared actions ask for the other.
fn unexplained(want: Option<String>, not_run: Option<&String>) -> Option<String> {
    match (want, not_run) {
        (want, not_run) if want.as_ref() == not_run => None,
        (_, Some(not_run)) => Some(format!(
            "it did not run ({not_run}), which the declared actions do not explain"
        )),
        (want, None) => want.map(|want| format!("it ran, although {want}")),
    }
}

/// That evidence is of something else than the scenario asks.
pub(super) fn misfits(why: &str) -> String {
    format!("its evidence does not fit the scenario: {why}")
}
