//! What ESR has accepted is not sent again when the user asks once more.

use super::standing::{earlier, is_accepted};
use crate::evidence::Action;
use crate::judge::answer::Answer;
use crate::judge::view::{Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place, Verdict};

pub(in crate::judge) fn judge(view: &View<'_>, _level: Level) -> Judgement {
    let repeated: Vec<(usize, usize)> = view
        .each_act()
        .filter_map(|(act, _)| Some((accepted_before(view, act)?, act)))
        .collect();
    if repeated.is_empty() {
        return Judgement::not_applicable("no accepted transfer was asked for again");
    }
    let findings: Vec<Finding> = repeated
        .into_iter()
        .filter_map(|(first, act)| of(view, first, act))
        .collect();
    // ESR refuses the second, so an ATS without a memory of its own harms nobody as long as it tells.
    let mut judgement = Judgement::pass();
    if let Some(first) = findings.first() {
        judgement.worsen(Verdict::Warn, first.sentence.clone());
    }
    judgement.findings = findings;
    judgement
}

fn accepted_before(view: &View<'_>, act: usize) -> Option<usize> {
    let this = &view.acts[act];
    let same = |other: &usize| {
        let other = &view.acts[*other];
        other.act.action == Action::TransferEmploymentChecks && other.act.input == this.act.input
    };
    earlier(view, act).filter(same).find(|other| {
        let told = view
            .sends(*other)
            .iter()
            .any(|seen| matches!(seen.answer(), Answer::Success(_)));
        told && is_accepted(view, *other)
    })
}

fn of(view: &View<'_>, first: usize, act: usize) -> Option<Finding> {
    let firsts = view.sends(first);
    let again = view
        .sends(act)
        .into_iter()
        .find(|seen| !asks_for_the_first_answer(seen, &firsts))?;
    let name = view.acts[first].name();
    let sentence = format!(
        "{} sends the checks of `{name}` again, which ESR had accepted before.",
        again.told()
    );
    Some(finding(
        Place::exchange(again.sequence()),
        "nothing more on the wire",
        again.told(),
        sentence,
    ))
}

/// Under the same key ESR gives its first answer once more, and nothing is transferred; a failure, or a
/// token that ran out, may come before.
fn asks_for_the_first_answer(seen: &Seen<'_>, firsts: &[&Seen<'_>]) -> bool {
    let key = |seen: &Seen<'_>| {
        let key = seen.exchange.request.header("idempotency-key");
        key.map(str::to_owned)
    };
    let known = key(seen).is_some() && firsts.iter().any(|first| key(first) == key(seen));
    let refused = matches!(seen.answer(), Answer::Refused { .. });
    seen.exchange.simulator.replayed || (known && !refused)
}
