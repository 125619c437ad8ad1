//! An accepted vacancy is told as a draft that a person still has to publish.

use std::sync::LazyLock;

use regex::Regex;

use crate::evidence::{Action, Report};
use crate::judge::answer::Answer;
use crate::judge::view::View;
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

/// Says that it is a draft, or that publishing is still to come.
static SAYS_SO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\bdrafts?\b|\bpublish\b|\bto be published\b|\b(not|isn't|until) (yet )?(been )?published\b|\bunpublished\b")
        .expect("the expression is fixed")
});

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let accepted: Vec<(&str, &Report)> = view
        .each_act()
        .filter_map(|(act, _)| accepted(view, act))
        .collect();
    if accepted.is_empty() {
        return Judgement::not_applicable("no vacancy was accepted");
    }
    let findings = accepted
        .into_iter()
        .filter_map(|(name, report)| of(name, report));
    Judgement::by_findings(level, findings.collect())
}

/// A post that the service accepted and that the client reports as such.
fn accepted<'a>(view: &View<'a>, act: usize) -> Option<(&'a str, &'a Report)> {
    let this = &view.acts[act];
    let report = this
        .report()
        .filter(|report| report.outcome.is_acceptance())?;
    let sends = view.sends_before_report(act);
    let draft = sends
        .iter()
        .any(|seen| matches!(seen.answer(), Answer::Success(body) if body["status"] == "DRAFT"));
    (this.act.action == Action::PostVacancy && draft).then_some((this.name(), report))
}

fn of(name: &str, report: &Report) -> Option<Finding> {
    let state = report.state.as_deref().map(str::to_lowercase);
    let told = report
        .told_user
        .iter()
        .any(|told| SAYS_SO.is_match(&told.text));
    if told || state.as_deref() == Some("draft") {
        return None;
    }
    let texts: Vec<&str> = report
        .told_user
        .iter()
        .map(|told| told.text.as_str())
        .collect();
    let actual = if texts.is_empty() {
        "nothing was told".to_owned()
    } else {
        texts.join("; ")
    };
    let sentence = format!(
        "`{name}` was accepted as a draft, but the user is not told that it still has to be published in NHS Jobs."
    );
    Some(finding(
        Place::told(name),
        "the state `draft`, or words that say so",
        actual,
        sentence,
    ))
}
