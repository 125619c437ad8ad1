//! An update goes to the vacancy that was created for that job, and to no other.

use contract::operation::Operation;

use crate::judge::view::{Seen, View};
use crate::judge::words::{any_of, finding, short_text};
use crate::verdict::{Finding, Judgement, Level, Place};

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let updates: Vec<&Seen<'_>> = view
        .exchanges
        .iter()
        .filter(|seen| seen.is(Operation::UpdateVacancy))
        .collect();
    if updates.is_empty() {
        return Judgement::not_applicable("no update was sent");
    }
    Judgement::by_findings(
        level,
        updates
            .into_iter()
            .filter_map(|seen| of(view, seen))
            .collect(),
    )
}

fn of(view: &View<'_>, seen: &Seen<'_>) -> Option<Finding> {
    let name = view.acts.get(seen.act?)?.name();
    let target = seen.route.as_ref()?.parameters.get(1)?;
    let own = own(view, name, seen.sequence());
    if own.contains(target) {
        return None;
    }
    let expected = if own.is_empty() {
        "no vacancy: none was created".to_owned()
    } else {
        any_of(&own)
    };
    let sentence = format!(
        "{} updates {} on behalf of `{name}`, whose vacancy is {expected}.",
        seen.told(),
        short_text(target)
    );
    Some(finding(
        Place::exchange(seen.sequence()),
        expected,
        target.clone(),
        sentence,
    ))
}

/// The ids that the acts of this name created before.
fn own(view: &View<'_>, name: &str, before: u64) -> Vec<String> {
    let made = |seen: &&Seen<'_>| {
        seen.is(Operation::CreateVacancy)
            && seen.sequence() < before
            && seen.act.is_some_and(|act| view.acts[act].name() == name)
    };
    view.exchanges
        .iter()
        .filter(made)
        .filter_map(|seen| crate::judge::view::minted_id(seen.exchange))
        .collect()
}
