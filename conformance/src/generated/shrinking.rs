//! Shrinking everything that a campaign found, side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tokio::task::JoinSet;

use super::bench::{ADAPTER, Bench, Tried};
use super::generate::Generator;
use super::property;
use super::reduce::{Reducer, Shrunk, is_small};
use super::tally::{Found, Tally};
use crate::verdict::CheckResult;

/// A finding with its smallest story.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The check that is breached, or [`ADAPTER`].
    pub check: String,
    /// Other checks that the same story breaches.
    pub also: Vec<String>,
    /// The check of another finding, whose breach this story shows as well: the same flaw, seen
    /// from another side, and not told a second time.
    pub same_as: Option<String>,
    /// What was found over the campaign.
    pub found: Found,
    /// The smallest story.
    pub shrunk: Shrunk,
    /// The story as it showed the finding last.
    pub tried: Option<Tried>,
}

impl Finding {
    /// The breach that it is about, as its story shows it.
    #[must_use]
    pub fn breach(&self) -> Option<&CheckResult> {
        let mut breaches = self.tried.as_ref()?.breaches();
        breaches.find(|breach| breach.id == self.check)
    }

    /// What was found, in a sentence.
    #[must_use]
    pub fn reason(&self) -> Option<String> {
        if self.check == ADAPTER {
            return self.tried.as_ref()?.broken().map(|(_, message)| message);
        }
        self.breach()?.reason.clone()
    }
}

/// Shrinks what was found, with at most `budget` cases for each finding. Checks that the smallest
/// story of another breaches too are told with it.
pub async fn shrink(
    benches: &[Arc<Bench>],
    generator: &Generator,
    tally: &Tally,
    budget: u32,
) -> Vec<Finding> {
    let mut waiting: Vec<Found> = in_order(tally);
    let mut findings: Vec<Finding> = Vec::new();
    while !waiting.is_empty() {
        let round = one_of_each_case(&mut waiting);
        let mut open = JoinSet::new();
        for (nth, found) in round.into_iter().enumerate() {
            let bench = Arc::clone(&benches[nth % benches.len()]);
            let (generator, label) = (generator.clone(), format!("shrink-{}", found.check));
            // proptest's trees stay on the thread that made them.
            let runtime = tokio::runtime::Handle::current();
            open.spawn_blocking(move || {
                runtime.block_on(smallest(bench, &generator, found, &label, budget))
            });
        }
        let mut round: Vec<Finding> = open.join_all().await;
        round.sort_by_key(|finding| rank(&finding.check));
        for finding in round {
            if findings.iter().any(|other| tells(other, &finding.check)) {
                continue;
            }
            let same = |other: &&Finding| other.same_as.is_none() && tells(&finding, &other.check);
            let same_as = findings.iter().find(same).map(|other| other.check.clone());
            findings.push(Finding { same_as, ..finding });
        }
        waiting.retain(|found| !findings.iter().any(|other| tells(other, &found.check)));
    }
    long_stories_aside(&mut findings);
    findings
}

/// A story that is still long although shorter versions of it breach what another, small one tells
/// is of the same flaw, seen late.
fn long_stories_aside(findings: &mut [Finding]) {
    let told = |finding: &&Finding| {
        let shrunk = &finding.shrunk;
        finding.same_as.is_none() && shrunk.steady && is_small(&shrunk.case)
    };
    let breached = |finding: &Finding| {
        let checks = std::iter::once(&finding.check).chain(&finding.also);
        let by = |check: &String| (check.clone(), finding.check.clone());
        checks.map(by).collect::<Vec<_>>()
    };
    let small = findings.iter().filter(told);
    let small: BTreeMap<String, String> = small.flat_map(breached).collect();
    let long =
        |finding: &&mut Finding| finding.same_as.is_none() && !is_small(&finding.shrunk.case);
    for finding in findings.iter_mut().filter(long) {
        let mut beside = finding.shrunk.beside.iter();
        finding.same_as = beside.find_map(|check| small.get(check).cloned());
    }
}

/// Whether the smallest story of a finding breaches this check too.
fn tells(finding: &Finding, check: &str) -> bool {
    finding
        .tried
        .as_ref()
        .is_some_and(|tried| tried.shows(check))
}

async fn smallest(
    bench: Arc<Bench>,
    generator: &Generator,
    found: Found,
    label: &str,
    budget: u32,
) -> Finding {
    let reducer = Reducer::new(bench, &found.check, label, budget);
    let generated = found.number.map(|number| (generator, number));
    let shrunk = reducer.shrink(found.case.clone(), generated).await;
    let as_found = || (shrunk.case == found.case).then(|| found.tried.clone());
    let tried = shrunk.tried.clone().or_else(|| as_found().flatten());
    let breaches = tried
        .iter()
        .flat_map(Tried::breaches)
        .map(|breach| breach.id.clone());
    let also = breaches.filter(|check| *check != found.check).collect();
    Finding {
        check: found.check.clone(),
        also,
        same_as: None,
        found,
        shrunk,
        tried,
    }
}

/// The simplest stories first, each with the check that says most about it.
fn in_order(tally: &Tally) -> Vec<Found> {
    let mut found: Vec<Found> = tally.found.values().cloned().collect();
    found.sort_by_key(|found| (found.check != ADAPTER, rank(&found.check)));
    found
}

/// What says most about a flaw comes first, and what only follows from another breach last.
fn rank(check: &str) -> usize {
    const FIRST: [&str; 2] = ["always/faithful-values", "always/no-duplicate"];
    const LAST: [&str; 3] = [
        "always/truthful-attempts",
        "generated/believed-is-held",
        "generated/user-told",
    ];
    let all = property::ALL.iter().flat_map(|property| property.checks);
    let place = all
        .into_iter()
        .position(|one| *one == check)
        .unwrap_or(usize::MAX / 2);
    match (FIRST.contains(&check), LAST.contains(&check)) {
        (true, _) => 0,
        (_, true) => usize::MAX,
        _ => place + 1,
    }
}

/// One finding for each case among those that wait; the others wait on.
fn one_of_each_case(waiting: &mut Vec<Found>) -> Vec<Found> {
    let mut cases = BTreeSet::new();
    let mut rest = Vec::new();
    let mut round = Vec::new();
    for found in waiting.drain(..) {
        if cases.insert(found.number) {
            round.push(found);
        } else {
            rest.push(found);
        }
    }
    *waiting = rest;
    round
}

/// The places of a finding beside those of its story, the most frequent first.
#[must_use]
pub fn elsewhere(found: &Found, tried: Option<&Tried>) -> Vec<(String, u64)> {
    let checks = tried
        .map(|tried| tried.verdict.checks.as_slice())
        .unwrap_or_default();
    let here: BTreeSet<&str> = checks
        .iter()
        .filter(|check| check.id == found.check)
        .flat_map(|check| &check.findings)
        .filter_map(|finding| finding.place.pointer.as_deref())
        .collect();
    let others: BTreeMap<&String, &u64> = found
        .places
        .iter()
        .filter(|(place, _)| !here.contains(place.as_str()))
        .collect();
    let mut others: Vec<(String, u64)> = others
        .into_iter()
        .map(|(place, seen)| (place.clone(), *seen))
        .collect();
    others.sort_by_key(|(_, seen)| std::cmp::Reverse(*seen));
    others
}
