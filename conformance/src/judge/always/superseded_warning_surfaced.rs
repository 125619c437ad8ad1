//! The warning that a registration already held supersedes the one sent reaches the user.

use contract::operation::Operation;
use serde_json::Value;

use crate::evidence::{Outcome, Severity};
use crate::judge::answer::Answer;
use crate::judge::view::View;
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let warned: Vec<(usize, u64, String)> = view
        .each_act()
        .filter_map(|(act, _)| warned(view, act))
        .collect();
    if warned.is_empty() {
        return Judgement::not_applicable("no record of a transfer came with a warning");
    }
    let findings = warned
        .iter()
        .filter_map(|(act, sequence, text)| of(view, *act, *sequence, text));
    Judgement::by_findings(level, findings.collect())
}

/// The last accepted transfer of this act, if a record came with a warning.
fn warned(view: &View<'_>, act: usize) -> Option<(usize, u64, String)> {
    view.acts[act].report()?;
    let last = view
        .sends_before_report(act)
        .pop()
        .filter(|seen| seen.is(Operation::TransferEmploymentChecks))?;
    let Answer::Success(body) = last.answer() else {
        return None;
    };
    let record = body["records"]
        .as_array()?
        .iter()
        .find(|record| record["messageType"] == "WARNING")?;
    let text = record
        .get("messageText")
        .and_then(Value::as_str)
        .unwrap_or("a warning");
    Some((act, last.sequence(), text.to_owned()))
}

fn of(view: &View<'_>, act: usize, sequence: u64, text: &str) -> Option<Finding> {
    let this = &view.acts[act];
    let report = this.report()?;
    let told = report
        .told_user
        .iter()
        .any(|told| told.severity != Severity::Info);
    let reported = report.outcome == Outcome::AcceptedWithWarnings;
    let (expected, actual, why) = match (reported, told) {
        (true, true) => return None,
        (false, _) => (
            "accepted_with_warnings",
            report.outcome.word(),
            "the client did not report it",
        ),
        (true, false) => (
            "a warning told to the user",
            "none",
            "the user was not told",
        ),
    };
    let name = this.name();
    let sentence = format!("ESR warned on the transfer of `{name}`: \"{text}\", but {why}.");
    let place = Place {
        exchange: Some(sequence),
        ..Place::told(name)
    };
    Some(finding(place, expected, actual, sentence))
}
