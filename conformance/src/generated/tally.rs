//! What many cases came to: verdicts of each check, and what was found.

use std::collections::BTreeMap;

use super::bench::{ADAPTER, Tried};
use super::campaign::Result;
use super::case::Case;
use crate::verdict::{CheckResult, Verdict};

/// What a check found over a campaign.
#[derive(Debug, Clone)]
pub struct Found {
    /// The check, or [`ADAPTER`].
    pub check: String,
    /// The number of the simplest case that shows it; `None` where it was stored.
    pub number: Option<u64>,
    /// The case.
    pub case: Case,
    /// The case as it was tried.
    pub tried: Option<Tried>,
    /// In how many cases it was seen.
    pub seen: u64,
    /// Where it was seen, with how often, as pointers of the wire.
    pub places: BTreeMap<String, u64>,
}

/// What became of every check over a campaign, and what was found.
#[derive(Debug, Default)]
pub struct Tally {
    /// How many cases were tried.
    pub cases: u64,
    /// How often each check came to which verdict.
    pub verdicts: BTreeMap<String, BTreeMap<Verdict, u64>>,
    /// The first reason of each check that could not be judged, or where something broke.
    pub reasons: BTreeMap<String, String>,
    /// What was found, by check.
    pub found: BTreeMap<String, Found>,
    /// In how many cases the client never came to rest.
    pub restless: u64,
    /// What broke, and in which case.
    pub trouble: Vec<(u64, crate::evidence::Blame, String)>,
    /// How an adapter broke in cases in which it did not break again.
    pub lapses: Vec<(u64, String)>,
}

/// In how many cases a client may not come to rest: each of them takes as long as it may take over
/// one message.
const MOST_RESTLESS: u64 = 20;

impl Tally {
    /// Whether no further case is begun, since the client hardly ever comes to rest.
    #[must_use]
    pub fn is_given_up(&self) -> bool {
        self.restless >= MOST_RESTLESS
    }

    pub(super) fn take(&mut self, result: Result) {
        self.cases += 1;
        self.restless += u64::from(!result.rests());
        if let Some(message) = &result.lapse {
            self.lapses.push((result.number, message.clone()));
        }
        if let Some((blame, message)) = result.tried.broken() {
            if blame == crate::evidence::Blame::Adapter {
                self.find(ADAPTER, &result, std::iter::empty());
            }
            self.trouble.push((result.number, blame, message));
            return;
        }
        let silent = result.tried.evidence.exchanges.is_empty();
        for check in &result.tried.verdict.checks {
            let verdicts = self.verdicts.entry(check.id.clone()).or_default();
            // Who sends nothing earns no pass.
            let verdict = match check.verdict {
                Verdict::Pass if silent => Verdict::NotApplicable,
                verdict => verdict,
            };
            *verdicts.entry(verdict).or_default() += 1;
            match check.verdict {
                Verdict::Warn | Verdict::Fail => self.find(&check.id, &result, places(check)),
                Verdict::Inconclusive => {
                    let reason = check.reason.clone().unwrap_or_default();
                    self.reasons.entry(check.id.clone()).or_insert(reason);
                }
                _ => {}
            }
        }
    }

    fn find(&mut self, check: &str, result: &Result, places: impl Iterator<Item = String>) {
        let found = self.found.entry(check.to_owned()).or_insert_with(|| Found {
            check: check.to_owned(),
            number: Some(result.number),
            case: result.case.clone(),
            tried: Some(result.tried.clone()),
            seen: 0,
            places: BTreeMap::new(),
        });
        found.seen += 1;
        for place in places {
            *found.places.entry(place).or_default() += 1;
        }
        if result.case.intricacy() < found.case.intricacy() {
            (found.number, found.case) = (Some(result.number), result.case.clone());
            found.tried = Some(result.tried.clone());
        }
    }
}

/// The pointers that the findings of a check are about, without indexes.
fn places(check: &CheckResult) -> impl Iterator<Item = String> + use<'_> {
    let pointers = check
        .findings
        .iter()
        .filter_map(|finding| finding.place.pointer.as_deref());
    pointers.map(|pointer| {
        let parts = pointer
            .split('/')
            .filter(|part| !part.bytes().all(|byte| byte.is_ascii_digit()));
        parts.fold(String::new(), |told, part| format!("{told}/{part}"))
    })
}
