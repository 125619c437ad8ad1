//! A reference that the client reports on acceptance is one that the service minted for it.

use contract::operation::Operation;
use serde_json::Value;

use crate::evidence::Action;
use crate::judge::view::{Seen, View};
use crate::judge::words::{any_of, finding, short_text};
use crate::verdict::{Finding, Judgement, Level, Place};

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let claims: Vec<(usize, &str)> = view
        .each_act()
        .filter_map(|(act, _)| Some((act, claim(view, act)?)))
        .collect();
    if claims.is_empty() {
        return Judgement::not_applicable("no reference of something accepted was reported");
    }
    let findings = claims
        .into_iter()
        .filter_map(|(act, claim)| of(view, act, claim));
    Judgement::by_findings(level, findings.collect())
}

fn claim<'a>(view: &View<'a>, act: usize) -> Option<&'a str> {
    let report = view.acts[act]
        .report()
        .filter(|report| report.outcome.is_acceptance())?;
    report
        .reference
        .as_deref()
        .filter(|reference| !reference.is_empty())
}

fn of(view: &View<'_>, act: usize, claim: &str) -> Option<Finding> {
    let minted = minted(view, act);
    if minted.iter().any(|reference| reference == claim) {
        return None;
    }
    let name = view.acts[act].name();
    let expected = if minted.is_empty() {
        "none: nothing was minted".to_owned()
    } else {
        any_of(&minted)
    };
    let sentence = format!(
        "The client reported the reference {} for `{name}`; the service gave {expected}.",
        short_text(claim)
    );
    Some(finding(Place::report(name), expected, claim, sentence))
}

/// Everything the service minted for the acts of this name, as far as it reached the client.
fn minted(view: &View<'_>, act: usize) -> Vec<String> {
    let (this, reported) = (&view.acts[act], view.acts[act].step.mark.after);
    let of_name = |seen: &&Seen<'_>| {
        seen.sequence() <= reported
            && seen
                .act
                .is_some_and(|act| view.acts[act].name() == this.name())
    };
    let members: &[&str] = match this.act.action {
        Action::TransferEmploymentChecks => &["transferId", "applicantNumber"],
        Action::PostVacancy | Action::UpdateVacancy => &["reference", "vacancyId"],
    };
    let mut minted: Vec<String> = view
        .exchanges
        .iter()
        .filter(of_name)
        .flat_map(documents)
        .flat_map(|document| references(&document, members))
        .collect();
    minted.dedup();
    minted
}

fn documents(seen: &Seen<'_>) -> Vec<Value> {
    let delivered = seen.exchange.simulator.delivered;
    let Some(response) = seen.exchange.response.as_ref().filter(|_| delivered) else {
        return Vec::new();
    };
    let Some(body) = response.body.json().filter(|_| response.status < 300) else {
        return Vec::new();
    };
    match seen.operation() {
        Some(Operation::ListVacancies) => body["vacancies"].as_array().cloned().unwrap_or_default(),
        Some(Operation::ListApplicants) => {
            body["applicants"].as_array().cloned().unwrap_or_default()
        }
        _ => vec![body],
    }
}

fn references(document: &Value, members: &[&str]) -> Vec<String> {
    members
        .iter()
        .filter_map(|name| document.get(name)?.as_str().map(str::to_owned))
        .collect()
}
