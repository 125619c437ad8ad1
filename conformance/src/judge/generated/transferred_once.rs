//! What ESR has accepted is not sent again when the user asks once more.

use super::standing::{earlier, is_accepted};
use crate::evidence::Action;
use crate::judge::answer::Answer;
use crate::judge::view::View;
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
    let again = view.sends(act).into_iter().next()?;
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
