//! What NHS Jobs accepts with warnings is told as such.

use serde_json::Value;

use crate::evidence::{Action, Outcome, Severity};
use crate::judge::answer::Answer;
use crate::judge::view::View;
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

pub(in crate::judge) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let warned: Vec<(usize, u64, String)> = view
        .each_act()
        .filter_map(|(act, _)| warned(view, act))
        .collect();
    if warned.is_empty() {
        return Judgement::not_applicable("no vacancy was accepted with warnings");
    }
    let findings = warned
        .iter()
        .filter_map(|(act, sequence, text)| of(view, *act, *sequence, text));
    Judgement::by_findings(level, findings.collect())
}

fn warned(view: &View<'_>, act: usize) -> Option<(usize, u64, String)> {
    let this = &view.acts[act];
    this.report()?;
    let vacancy = this.act.action != Action::TransferEmploymentChecks;
    let last = view.sends_before_report(act).pop().filter(|_| vacancy)?;
    let Answer::Success(body) = last.answer() else {
        return None;
    };
    let first = body.get("warnings")?.as_array()?.first()?;
    let text = first
        .get("message")
        .and_then(Value::as_str)
        .unwrap_or("a warning");
    Some((act, last.sequence(), text.to_owned()))
}

fn of(view: &View<'_>, act: usize, sequence: u64, text: &str) -> Option<Finding> {
    let report = view.acts[act].report()?;
    let told = report
        .told_user
        .iter()
        .any(|told| told.severity == Severity::Warning);
    let actual = match (report.outcome == Outcome::AcceptedWithWarnings, told) {
        (true, true) => return None,
        (false, _) => report.outcome.word(),
        (true, false) => "no warning told",
    };
    let name = view.acts[act].name();
    let sentence = format!(
        "NHS Jobs accepted `{name}` with the warning \"{text}\", but the client reported: {actual}."
    );
    let place = Place {
        exchange: Some(sequence),
        ..Place::told(name)
    };
    Some(finding(
        place,
        "accepted_with_warnings, and the warning",
        actual,
        sentence,
    ))
}
