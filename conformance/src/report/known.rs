//! Failures that are known: a list of checks that a run is not held to, each with a reason and a
//! last day. What heals must leave the list, so that the next failure is seen.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::record::{KnownRecord, KnownState};
use crate::scenario::Diagnostics;
use crate::scenario::diagnostic::{Notes, did_you_mean};
use crate::scenario::fields::{self, Fields};
use crate::scenario::node::{self, Node};
use crate::verdict::{CheckResult, Verdict};

/// What is said of a failure that heals.
pub const HEALED: &str = "it was known to fail and passes now: take it off the list of known \
                          failures, so that it is held to again";

/// Whether nothing but comments is left: whoever struck the last entry out knows of no failure.
fn is_blank(source: &str) -> bool {
    let mut lines = source.lines().map(str::trim);
    lines.all(|line| line.is_empty() || line.starts_with('#'))
}

/// The checks that there are, by scenario.
pub type Declared = BTreeMap<String, Vec<String>>;

/// One entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFailure {
    /// The scenario.
    pub scenario: String,
    /// The check.
    pub check: String,
    /// Why it is let through.
    pub reason: String,
    /// How the reason of its verdict begins: another failure of the same check is not known.
    pub message: String,
    /// The last day on which it is let through.
    pub expires: Date,
}

/// Reads a list. `file` is the name it is told by.
///
/// # Errors
///
/// Every mistake at its place: what is missing or unknown, a check that there is not, an entry
/// that stands twice or has expired.
pub fn read(
    file: &str,
    source: &str,
    today: Date,
    declared: &Declared,
) -> Result<Vec<KnownFailure>, Diagnostics> {
    let notes = Notes::new(file, source);
    let mut list: Vec<KnownFailure> = Vec::new();
    if is_blank(source) {
        return Ok(list);
    }
    if let Some(root) = node::parse(source, &notes) {
        for node in fields::items(&root) {
            let Some(entry) = entry(node, &notes, today, declared) else {
                continue;
            };
            if record_of(&list, &entry) {
                notes.refuse(
                    &node.span,
                    "this check stands here twice",
                    "keep one of them",
                );
            }
            list.push(entry);
        }
    }
    let mistakes = notes.finish();
    if mistakes.is_empty() {
        Ok(list)
    } else {
        Err(Diagnostics::new(mistakes))
    }
}

fn record_of(list: &[KnownFailure], entry: &KnownFailure) -> bool {
    list.iter()
        .any(|known| (&known.scenario, &known.check) == (&entry.scenario, &entry.check))
}

fn entry(node: &Node, notes: &Notes, today: Date, declared: &Declared) -> Option<KnownFailure> {
    let members = Fields::of(node, notes)?;
    let check = members
        .need("check")
        .and_then(|node| check(node, notes, declared));
    let (reason, message) = (said(&members, "reason"), said(&members, "message"));
    let expires = members
        .need("expires")
        .and_then(|node| expires(node, notes, today));
    members.refuse_unknown();
    let (scenario, check) = check?;
    Some(KnownFailure {
        scenario,
        check,
        reason: reason?,
        message: message?,
        expires: expires?,
    })
}

/// Text that says something: an empty message would let every failure through.
fn said(members: &Fields<'_>, name: &'static str) -> Option<String> {
    let node = members.need(name)?;
    let said = fields::text(node, members.notes)?;
    if said.trim().is_empty() {
        let remedy = "say why in `reason`; copy the beginning of the verdict's reason to `message`";
        members
            .notes
            .refuse(&node.span, format!("`{name}` says nothing"), remedy);
        return None;
    }
    Some(said)
}

fn check(node: &Node, notes: &Notes, declared: &Declared) -> Option<(String, String)> {
    let id = fields::text(node, notes)?;
    let Some((scenario, check)) = id.split_once('#') else {
        let title = format!("`{id}` does not name a check of a scenario");
        notes.refuse(&node.span, title, "write `scenario#check`, as reports do");
        return None;
    };
    let Some(checks) = declared.get(scenario) else {
        let remedy = nearest(scenario, declared.keys().map(String::as_str));
        notes.refuse(
            &node.span,
            format!("there is no scenario `{scenario}`"),
            remedy,
        );
        return None;
    };
    if !checks.iter().any(|known| known == check) {
        let title = format!("the scenario `{scenario}` has no check `{check}`");
        let remedy = did_you_mean(check, checks.iter().map(String::as_str));
        notes.refuse(&node.span, title, remedy);
        return None;
    }
    Some((scenario.to_owned(), check.to_owned()))
}

/// A near scenario; a list of all of them would be long.
fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let near = known.min_by_key(|name| strsim::damerau_levenshtein(word, name));
    match near {
        Some(near) if strsim::damerau_levenshtein(word, near) <= 1 + near.len() / 4 => {
            format!("did you mean `{near}`? If it is gone, take the entry away")
        }
        _ => "take the entry away; `conformance list` shows what there is".to_owned(),
    }
}

fn expires(node: &Node, notes: &Notes, today: Date) -> Option<Date> {
    let text = fields::text(node, notes)?;
    let Ok(date) = text.parse::<Date>() else {
        let title = format!("`{text}` is not a date");
        notes.refuse(&node.span, title, "write it as \"2027-01-31\"");
        return None;
    };
    if date < today {
        let remedy = "repair the client and take the entry away, or agree a later date";
        notes.refuse(&node.span, format!("this expired on {date}"), remedy);
        return None;
    }
    Some(date)
}

/// The schema of such a list, JSON Schema 2020-12, for editors.
#[must_use]
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Known failures of a client under conformance",
        "description": "Checks that a run is not held to. What heals, fails in another way or has expired is told.",
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["check", "reason", "message", "expires"],
            "properties": {
                "check": { "type": "string", "pattern": "^[^#]+#[^#]+$", "description": "scenario#check, as reports write it." },
                "reason": { "type": "string", "pattern": "\\S", "description": "Why it is let through." },
                "message": {
                    "type": "string", "pattern": "\\S",
                    "description": "How the verdict's reason begins: another failure of the same check is not known." },
                "expires": { "type": "string", "format": "date", "description": "The last day on which it is let through." },
            },
        },
    })
}

/// Holds a list against what the checks came to, each found by its scenario and its id.
#[must_use]
pub fn hold<'a>(
    list: &[KnownFailure],
    find: impl Fn(&str, &str) -> Option<&'a CheckResult>,
) -> Vec<KnownRecord> {
    let held = list.iter().map(|known| KnownRecord {
        scenario: known.scenario.clone(),
        check: known.check.clone(),
        reason: known.reason.clone(),
        message: known.message.clone(),
        expires: known.expires,
        state: find(&known.scenario, &known.check)
            .map_or(KnownState::NotSeen, |check| became(known, check)),
    });
    held.collect()
}

/// What a run is held to for a check. What healed is as bad as a failure: a list that lets through
/// what passes would hide the next failure.
#[must_use]
pub fn held(known: &[KnownRecord], scenario: &str, check: &str, verdict: Verdict) -> Verdict {
    match state(known, scenario, check) {
        Some(KnownState::Fails) => Verdict::Pass,
        Some(KnownState::Healed) => Verdict::Fail,
        _ => verdict,
    }
}

/// An error is nobody's known failure: nothing is said of the client.
fn became(known: &KnownFailure, check: &CheckResult) -> KnownState {
    let reason = check.reason.as_deref().unwrap_or_default();
    match check.verdict {
        Verdict::NotApplicable => KnownState::NotSeen,
        Verdict::Pass => KnownState::Healed,
        Verdict::Warn | Verdict::Inconclusive | Verdict::Fail
            if reason.starts_with(&known.message) =>
        {
            KnownState::Fails
        }
        Verdict::Warn | Verdict::Inconclusive | Verdict::Fail | Verdict::Error => {
            KnownState::Changed
        }
    }
}

/// The entry about a check.
pub(super) fn record<'a>(
    known: &'a [KnownRecord],
    scenario: &str,
    check: &str,
) -> Option<&'a KnownRecord> {
    known
        .iter()
        .find(|known| known.scenario == scenario && known.check == check)
}

/// What became of the entry about a check.
pub(super) fn state(known: &[KnownRecord], scenario: &str, check: &str) -> Option<KnownState> {
    record(known, scenario, check).map(|known| known.state)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn declared() -> Declared {
        let checks = ["values", "known", "always/no-duplicate"];
        Declared::from([(
            "nhs-jobs/bad".to_owned(),
            checks.map(str::to_owned).to_vec(),
        )])
    }

    fn read_today(source: &str) -> Result<Vec<KnownFailure>, Diagnostics> {
        read(
            "known.yaml",
            source,
            "2026-11-02".parse().unwrap(),
            &declared(),
        )
    }

    #[test]
    fn a_list_of_which_only_comments_are_left_knows_of_nothing() {
        assert_eq!(read_today("# none is left\n\n").unwrap(), []);
        assert_eq!(read_today("").unwrap(), []);
    }

    #[test]
    fn mistakes_are_told_with_their_place_and_a_remedy() {
        let source = r#"- check: nhs-jobs/bda#values
  reason: agreed
  message: it
  expires: "2026-12-01"
- check: nhs-jobs/bad#vlaues
  reason: agreed
  message: ""
  expires: "2026-11-01"
"#;

        insta::assert_snapshot!(read_today(source).unwrap_err(), @r#"
    error: there is no scenario `nhs-jobs/bda`
     --> known.yaml:1:10
      |
    1 | - check: nhs-jobs/bda#values
      |          ^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `nhs-jobs/bad`? If it is gone, take the entry away

    error: the scenario `nhs-jobs/bad` has no check `vlaues`
     --> known.yaml:5:10
      |
    5 | - check: nhs-jobs/bad#vlaues
      |          ^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `values`?

    error: `message` says nothing
     --> known.yaml:7:12
      |
    7 |   message: ""
      |            ^^
      |
      = help: say why in `reason`; copy the beginning of the verdict's reason to `message`

    error: this expired on 2026-11-01
     --> known.yaml:8:12
      |
    8 |   expires: "2026-11-01"
      |            ^^^^^^^^^^^^
      |
      = help: repair the client and take the entry away, or agree a later date
    "#);
    }

    #[test]
    fn an_entry_counts_to_the_end_of_its_last_day() {
        let source = "- check: nhs-jobs/bad#known\n  reason: agreed\n  message: it\n  expires: \"2026-11-02\"\n";

        assert_eq!(read_today(source).unwrap().len(), 1);
    }

    #[test]
    fn what_became_of_an_entry_follows_from_verdict_and_message() {
        let run = sample::run();
        let became = |scenario: &str, check: &str, message: &str| {
            let known = KnownFailure {
                scenario: scenario.to_owned(),
                check: check.to_owned(),
                reason: "agreed".to_owned(),
                message: message.to_owned(),
                expires: "2026-12-01".parse().unwrap(),
            };
            let find = |id: &str, check: &str| {
                let scenario = run.scenarios.iter().find(|one| one.id == id)?;
                scenario.checks.iter().find(|one| one.id == check)
            };
            hold(&[known], find)[0].state
        };

        assert_eq!(became("nhs-jobs/bad", "known", "it is"), KnownState::Fails);
        assert_eq!(
            became("nhs-jobs/bad", "known", "other"),
            KnownState::Changed
        );
        assert_eq!(became("nhs-jobs/bad", "broke", "the"), KnownState::Changed);
        assert_eq!(became("nhs-jobs/good", "values", "it"), KnownState::Healed);
        assert_eq!(became("nhs-jobs/good", "other", "it"), KnownState::NotSeen);
        assert_eq!(became("gone", "other", "it"), KnownState::NotSeen);
    }
}
