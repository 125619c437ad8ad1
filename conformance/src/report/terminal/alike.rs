//! Checks that could not be judged for one and the same reason: told one by one they would hide what
//! was found.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::Detail;
use super::style::{self, BOLD};
use crate::report::record::ScenarioRecord;
use crate::report::words;
use crate::verdict::Verdict;

/// So many checks with one reason are told together.
const MANY: usize = 4;

/// Those of a scenario, by their reason, where they are many.
pub(super) fn of(scenario: &ScenarioRecord, detail: Detail) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut alike: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for check in &scenario.checks {
        if check.verdict == Verdict::Inconclusive && check.findings.is_empty() {
            let ids = alike.entry(words::reason(check)).or_default();
            ids.insert(&check.id);
        }
    }
    alike.retain(|_, ids| ids.len() >= MANY && detail < Detail::Verbose);
    alike
}

pub(super) fn write(text: &mut String, alike: &BTreeMap<&str, BTreeSet<&str>>) {
    let colour = style::verdict(Verdict::Inconclusive);
    let word = style::word(Verdict::Inconclusive);
    for (reason, ids) in alike {
        let _ = writeln!(
            text,
            "\n  {colour}{word}{colour:#} {BOLD}{}{BOLD:#}\n    {reason}",
            words::count(ids.len(), "check")
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn told(inconclusive: usize, detail: Detail) -> String {
        let mut scenario = sample::run().scenarios[0].clone();
        let one = scenario.checks[3].clone();
        for number in 1..inconclusive {
            let mut other = one.clone();
            other.id.push_str(&number.to_string());
            scenario.checks.push(other);
        }
        let mut text = String::new();
        write(&mut text, &of(&scenario, detail));
        anstream::adapter::strip_str(&text).to_string()
    }

    #[test]
    fn many_checks_with_one_reason_are_told_together() {
        let told = told(MANY, Detail::Usual);

        assert_eq!(told, "\n  inconclusive 4 checks\n    nothing was seen\n");
    }

    #[test]
    fn a_few_are_told_one_by_one_and_so_are_all_where_everything_is_asked_for() {
        assert_eq!(told(MANY - 1, Detail::Usual), "");
        assert_eq!(told(MANY, Detail::Verbose), "");
    }
}
