//! Verifying a certificate: making it again of what it was made of, and comparing.
//!
//! Digests show what was altered after they were made. Judging again shows what the evidence does
//! not bear out, also where somebody made the digests anew. What another version of requirements,
//! contract or scenarios would have to judge is never called verified.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::issue::{self, Given, NotJudged, Story};
use super::library::{self, Library};
use super::objections::objections;
use super::of_run::known;
use super::read::Document;
use super::record::{Certificate, Certified, MadeBy};
use super::{compare, digest, versions};
use crate::verdict::CheckResult;

/// What came of verifying a certificate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// What was altered after its digest was made.
    pub altered: Vec<String>,
    /// The checks that come to something else.
    pub differing: Vec<Differs>,
    /// What else is not as it follows from the evidence.
    pub untrue: Vec<String>,
    /// What this program judges by, and the certificate was not made by.
    pub foreign: Vec<String>,
    /// How many checks come to the same.
    pub agreeing: usize,
    /// How many digests of evidence agree.
    pub intact: usize,
}

/// A check that comes to something else when its evidence is judged again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differs {
    /// The attempt.
    pub attempt: String,
    /// The check.
    pub check: String,
    /// What the certificate says.
    pub recorded: String,
    /// What the evidence comes to.
    pub recomputed: String,
}

/// What a verification comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    /// Everything follows from the evidence.
    Yes,
    /// Something was altered or does not follow.
    No,
    /// What this program could judge agrees, but it is not what the certificate was made by.
    OtherVersion,
}

impl Verification {
    /// What it comes to.
    #[must_use]
    pub fn verified(&self) -> Verified {
        if !(self.altered.is_empty() && self.differing.is_empty() && self.untrue.is_empty()) {
            Verified::No
        } else if self.foreign.is_empty() {
            Verified::Yes
        } else {
            Verified::OtherVersion
        }
    }
}

/// Verifies a certificate. `library` is the set of scenarios it is held against, `shipped` the one
/// in this program.
///
/// # Errors
///
/// When one of its scenarios cannot be read by this program.
pub fn verify(
    document: &Document,
    library: &Library,
    shipped: &Library,
) -> Result<Verification, NotJudged> {
    let recorded = &document.certificate;
    let again = issue::certificate(given(recorded), stories(recorded))?;
    let own = versions::own(library, shipped);
    let mut found = Verification {
        foreign: versions::differences(&recorded.made_by, &own),
        ..Verification::default()
    };
    found.digests(document);
    found.set(recorded, library, shipped);
    // Words and rules of another version are not this one's to judge.
    let kin = found.foreign.is_empty();
    found.attempts(recorded, &again, kin);
    found.objections(&again);
    found.rest(&document.value, &again, kin);
    Ok(found)
}

/// What of a certificate is not derived.
fn given(certificate: &Certificate) -> Given {
    Given {
        subject: certificate.subject.clone(),
        adapter: certificate.adapter.clone(),
        ran: certificate.ran,
        elapsed_ms: certificate.elapsed_ms,
        seed: certificate.seed,
        shard: certificate.shard.clone(),
        place: certificate.simulator.place,
        made_by: certificate.made_by.clone(),
        probes: certificate.probes.clone(),
        known: certificate.known.iter().map(known).collect(),
        set: certificate.coverage.set.clone(),
    }
}

fn stories(certificate: &Certificate) -> Vec<Story> {
    let story = |attempt: &Certified| Story {
        id: attempt.id.clone(),
        source: attempt.scenario.text.clone(),
        evidence: attempt.evidence.clone(),
    };
    certificate.attempts.iter().map(story).collect()
}

impl Verification {
    /// Whether anything was altered after its digest was made.
    fn digests(&mut self, document: &Document) {
        let recorded = &document.certificate;
        for (at, attempt) in recorded.attempts.iter().enumerate() {
            let evidence = &document.value["attempts"][at]["evidence"];
            if digest::of_value(evidence) == attempt.evidence_sha256 {
                self.intact += 1;
            } else {
                let id = &attempt.id;
                self.altered.push(format!("the evidence of `{id}`"));
            }
            if digest::of_bytes(attempt.scenario.text.as_bytes()) != attempt.scenario.sha256 {
                let id = &attempt.id;
                self.altered.push(format!("the scenario `{id}`"));
            }
        }
        if digest::of_document(&document.value) != recorded.sha256 {
            self.altered.push("the certificate as a whole".to_owned());
        }
    }

    /// Whether the scenarios are those they are said to be, and those of this program.
    fn set(&mut self, recorded: &Certificate, library: &Library, shipped: &Library) {
        let set = &recorded.coverage.set;
        let made_by = &recorded.made_by;
        if library::counted(set) != made_by.scenarios {
            let why = "`coverage.set` is not the set of scenarios that `madeBy` names";
            self.untrue.push(why.to_owned());
        }
        self.shipped(made_by, shipped);
        if !sorted(set.iter().map(|one| &one.id))
            || !sorted(recorded.attempts.iter().map(|one| &one.id))
        {
            let why = "scenarios and attempts do not stand in the order of their ids";
            self.untrue.push(why.to_owned());
        }
        let set = set.iter().map(|one| (one.id.as_str(), one.sha256.as_str()));
        let set: BTreeMap<&str, &str> = set.collect();
        for attempt in &recorded.attempts {
            self.scenario(attempt, set.get(attempt.id.as_str()).copied(), library);
        }
    }

    /// Whether the scenarios are those that are shipped, as they are said to be or not.
    fn shipped(&mut self, made_by: &MadeBy, shipped: &Library) {
        match (made_by.shipped_scenarios, made_by.scenarios == shipped.counted()) {
            (false, true) => self.untrue.push(
                "its scenarios are those of this program, and it says that they are not".to_owned(),
            ),
            (true, false) => self.foreign.push(
                "it says that its scenarios are those the tool is shipped with; this program is shipped with others"
                    .to_owned(),
            ),
            _ => {}
        }
    }

    fn scenario(&mut self, attempt: &Certified, in_set: Option<&str>, library: &Library) {
        let id = &attempt.id;
        if in_set != Some(attempt.scenario.sha256.as_str()) {
            let why = format!("{id}: its scenario is not the one that `coverage.set` names");
            self.untrue.push(why);
        }
        let here = library.source(id);
        if here != Some(attempt.scenario.text.as_str()) {
            self.foreign.push(match here {
                None => format!("the scenario `{id}` is not among those here"),
                Some(_) => format!("the scenario `{id}` is another here"),
            });
        }
    }

    fn attempts(&mut self, recorded: &Certificate, again: &Certificate, kin: bool) {
        for (then, now) in recorded.attempts.iter().zip(&again.attempts) {
            let (recorded, recomputed) = (by_id(&then.checks), by_id(&now.checks));
            let names: BTreeSet<&str> = recorded.keys().chain(recomputed.keys()).copied().collect();
            for name in &names {
                let found = (recorded.get(name).copied(), recomputed.get(name).copied());
                self.check(&then.id, name, found, kin);
            }
            let (order, due) = (ids(&then.checks), ids(&now.checks));
            if recorded.keys().eq(recomputed.keys()) && !order.eq(due) {
                let id = &then.id;
                self.untrue
                    .push(format!("{id}: its checks stand in another order"));
            }
        }
    }

    fn check(
        &mut self,
        attempt: &str,
        check: &str,
        (then, now): (Option<&CheckResult>, Option<&CheckResult>),
        kin: bool,
    ) {
        if then == now {
            self.agreeing += 1;
            return;
        }
        let same_verdict = matches!((then, now), (Some(then), Some(now))
            if (then.verdict, then.level, &then.requirement) == (now.verdict, now.level, &now.requirement));
        if same_verdict && !kin {
            self.agreeing += 1;
            let why = format!("{attempt}#{check}: this version words its reason otherwise");
            self.foreign.push(why);
            return;
        }
        self.differing.push(Differs {
            attempt: attempt.to_owned(),
            check: check.to_owned(),
            recorded: told(then),
            recomputed: told(now),
        });
    }

    /// Why no certificate would be issued; what is a verdict's and differs has been told.
    fn objections(&mut self, again: &Certificate) {
        let differing = self.differing.iter();
        let differing: BTreeSet<String> = differing
            .map(|one| format!("{}#{}", one.attempt, one.check))
            .collect();
        let told = |objection: &String| {
            let subject = objection.split(' ').next();
            subject.is_some_and(|subject| differing.contains(subject))
        };
        let all = objections(again).into_iter();
        let new: Vec<String> = all.filter(|one| !told(one)).collect();
        self.untrue.extend(new);
    }

    /// Every other member that is derived.
    fn rest(&mut self, recorded: &Value, again: &Certificate, kin: bool) {
        let mut again = digest::value(again);
        let mut recorded = recorded.clone();
        for document in [&mut recorded, &mut again] {
            document["sha256"] = Value::Null;
            for attempt in document["attempts"].as_array_mut().into_iter().flatten() {
                for told in ["checks", "evidence", "scenario", "evidenceSha256"] {
                    attempt[told] = Value::Null;
                }
            }
        }
        for difference in compare::by_member(&recorded, &again) {
            if !kin && difference.is_worded() {
                self.foreign.push(difference.told());
            } else {
                self.untrue.push(difference.told());
            }
        }
    }
}

fn by_id(checks: &[CheckResult]) -> BTreeMap<&str, &CheckResult> {
    checks.iter().map(|one| (one.id.as_str(), one)).collect()
}

fn ids(checks: &[CheckResult]) -> impl Iterator<Item = &String> {
    checks.iter().map(|check| &check.id)
}

fn sorted<'a>(mut ids: impl Iterator<Item = &'a String>) -> bool {
    let Some(mut last) = ids.next() else {
        return true;
    };
    ids.all(|id| std::mem::replace(&mut last, id) < id)
}

/// A check's result in a few words.
fn told(check: Option<&CheckResult>) -> String {
    let Some(check) = check else {
        return "no such check".to_owned();
    };
    let (verdict, level) = (check.verdict.word(), &check.requirement);
    match &check.reason {
        Some(reason) => format!("{verdict} for {level}: {reason}"),
        None => format!("{verdict} for {level}"),
    }
}
