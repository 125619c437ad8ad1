//! How one run differs from another: check by check, by verdict.

use std::collections::BTreeMap;

use super::record::RunRecord;
use crate::verdict::Verdict;

/// A check whose verdict is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The scenario.
    pub scenario: String,
    /// The check.
    pub check: String,
    /// What it came to in the old run; `None` where it was not there.
    pub old: Option<Verdict>,
    /// What it came to in the new run; `None` where it is not there.
    pub new: Option<Verdict>,
    /// Why, in the new run.
    pub reason: Option<String>,
}

impl Change {
    /// Whether it got worse. A check that is gone is: nobody looks any more.
    #[must_use]
    pub fn is_worse(&self) -> bool {
        match (self.old, self.new) {
            (Some(old), Some(new)) => new > old,
            (None, Some(new)) => new > Verdict::Pass,
            (_, None) => true,
        }
    }
}

type Verdicts<'a> = BTreeMap<(&'a str, &'a str), (Verdict, Option<&'a String>)>;

/// Every check whose verdict differs, in the order of scenario and check.
#[must_use]
pub fn differences(old: &RunRecord, new: &RunRecord) -> Vec<Change> {
    let (old, new) = (verdicts(old), verdicts(new));
    let mut places: Vec<_> = old.keys().chain(new.keys()).copied().collect();
    places.sort_unstable();
    places.dedup();
    let changes = places.into_iter().map(|place| Change {
        scenario: place.0.to_owned(),
        check: place.1.to_owned(),
        old: old.get(&place).map(|(verdict, _)| *verdict),
        new: new.get(&place).map(|(verdict, _)| *verdict),
        reason: new.get(&place).and_then(|(_, reason)| reason.cloned()),
    });
    changes.filter(|change| change.old != change.new).collect()
}

fn verdicts(run: &RunRecord) -> Verdicts<'_> {
    let checks = run.scenarios.iter().flat_map(|scenario| {
        let checks = scenario.checks.iter();
        checks.map(move |check| {
            let verdict = (check.verdict, check.reason.as_ref());
            ((scenario.id.as_str(), check.id.as_str()), verdict)
        })
    });
    checks.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_run_does_not_differ_from_itself() {
        assert!(differences(&sample::run(), &sample::run()).is_empty());
    }

    #[test]
    fn what_changed_what_came_and_what_went_are_told() {
        let (old, mut new) = (sample::run(), sample::run());
        new.scenarios[1].checks[0].verdict = Verdict::Fail;
        new.scenarios[0].checks[0].verdict = Verdict::Pass;
        new.scenarios[0].checks.remove(1);

        let changes = differences(&old, &new);

        let told: Vec<(&str, bool)> = changes
            .iter()
            .map(|change| (change.check.as_str(), change.is_worse()))
            .collect();
        assert_eq!(told, [("known", true), ("values", false), ("values", true)]);
    }
}
