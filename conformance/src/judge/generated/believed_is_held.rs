//! At the end NHS Jobs holds what the client last reported as accepted.

use contract::operation::Operation;
use serde_json::Value;

use super::standing::is_accepted;
use crate::evidence::{Action, Done};
use crate::judge::fidelity::same;
use crate::judge::view::{View, minted_id};
use crate::judge::words::{finding, short};
use crate::verdict::{Finding, Judgement, Level, Place};

pub(in crate::judge) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let Some(held) = view
        .evidence
        .held
        .as_ref()
        .and_then(|held| held.get("vacancies")?.as_array())
    else {
        return Judgement::not_applicable("what the service holds was not read at the end");
    };
    let believed: Vec<usize> = view
        .each_act()
        .map(|(act, _)| act)
        .filter(|act| is_last_word(view, *act))
        .collect();
    if believed.is_empty() {
        return Judgement::not_applicable("no vacancy is believed to stand as it was last given");
    }
    Judgement::by_findings(
        level,
        believed
            .into_iter()
            .filter_map(|act| of(view, act, held))
            .collect(),
    )
}

/// The last act under its name, accepted, and no person has changed the vacancy by hand.
fn is_last_word(view: &View<'_>, act: usize) -> bool {
    let this = &view.acts[act];
    let later = view.acts[act + 1..]
        .iter()
        .any(|other| other.name() == this.name());
    let amended = view.evidence.timeline.iter().any(
        |step| matches!(&step.done, Done::Person { does, answer: Some(_), .. } if does == "amend"),
    );
    this.act.action != Action::TransferEmploymentChecks
        && is_accepted(view, act)
        && !later
        && !amended
}

fn of(view: &View<'_>, act: usize, held: &[Value]) -> Option<Finding> {
    let this = &view.acts[act];
    let name = this.name();
    let own = view.exchanges.iter().filter(|seen| {
        seen.is(Operation::CreateVacancy)
            && seen.act.is_some_and(|act| view.acts[act].name() == name)
    });
    let ids: Vec<String> = own.filter_map(|seen| minted_id(seen.exchange)).collect();
    let there: Vec<&Value> = held
        .iter()
        .filter(|vacancy| ids.iter().any(|id| vacancy["vacancyId"] == *id))
        .collect();
    if there.is_empty() {
        let sentence = format!(
            "The client reported `{name}` as accepted, but NHS Jobs holds no such vacancy."
        );
        return Some(finding(
            Place::report(name),
            "the vacancy",
            "none",
            sentence,
        ));
    }
    let meant = &this.expected().body;
    let differs: Vec<String> = there
        .iter()
        .filter_map(|vacancy| first_difference(meant, vacancy, ""))
        .collect();
    // Where one of them stands as meant, it is the one that is believed in.
    let pointer = differs.first().filter(|_| differs.len() == there.len())?;
    let (wanted, found) = (meant.pointer(pointer), there[0].pointer(pointer));
    let told = |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), short);
    let (wanted, found) = (told(wanted), told(found));
    let sentence = format!(
        "The client reported `{name}` as accepted, but at the end NHS Jobs holds {found} at {pointer}, not {wanted}."
    );
    Some(finding(
        Place {
            pointer: Some(pointer.clone()),
            ..Place::report(name)
        },
        wanted,
        found,
        sentence,
    ))
}

/// The first place at which what was meant is not held; more may be held.
fn first_difference(meant: &Value, held: &Value, at: &str) -> Option<String> {
    match (meant, held) {
        (Value::Object(meant), Value::Object(held)) => meant.iter().find_map(|(name, meant)| {
            let at = format!("{at}/{name}");
            first_difference(meant, held.get(name).unwrap_or(&Value::Null), &at)
        }),
        (Value::Array(meant), Value::Array(held)) => {
            let missing = meant.len() != held.len() || meant.iter().any(|one| !held.contains(one));
            missing.then(|| at.to_owned())
        }
        _ => (!same(meant, held)).then(|| at.to_owned()),
    }
}
