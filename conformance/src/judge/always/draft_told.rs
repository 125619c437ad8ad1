//! An accepted vacancy is told as a draft that a person still has to publish.

use std::sync::LazyLock;

use regex::Regex;

use crate::evidence::{Action, Report};
use crate::judge::answer::Answer;
use crate::judge::view::View;
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

/// Says that it is a draft, or that publishing is still to come. "Published" alone says the contrary.
static SAYS_SO: LazyLock<Regex> = LazyLock::new(|| {
    let draft = r"\bdrafts?\b|\bunpublished\b|\bdrafft";
    let to_come = r"\bpublish(es)?\b|\b(before|await(s|ing)?|needs?|pending|ready for|for) (publishing|publication)\b";
    let not_yet = r"\b(not|isn't|until|before|yet|to) (yet )?(be |been |it is |it's )*(yet )?(published|live|advertised|visible)\b";
    Regex::new(&format!("(?i){draft}|{to_come}|{not_yet}")).expect("the expression is fixed")
});

/// Says that candidates can see it by now.
static CLAIMS_LIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(is|are|now|went|gone|been|was|successfully) (now |already )?(live|published|advertised|online)\b|\bpublished (on|to) nhs jobs\b")
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
    let live = report
        .told_user
        .iter()
        .any(|told| CLAIMS_LIVE.is_match(&told.text));
    if told || (state.as_deref() == Some("draft") && !live) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_say_it_is_a_draft_or_not_published_yet() {
        for text in [
            "NHS Jobs holds your vacancy as a draft.",
            "Candidates cannot see it until somebody publishes it there.",
            "Please sign in to NHS Jobs, review it and publish it.",
            "SENT. NOT YET PUBLISHED.",
            "It still has to be published.",
            "It is not live yet.",
            "The advert isn't visible to candidates.",
            "Waiting for publication: awaiting publication in NHS Jobs",
        ] {
            assert!(SAYS_SO.is_match(text), "{text}");
        }
    }

    #[test]
    fn words_that_sound_like_advertised_do_not() {
        for text in [
            "Your vacancy is now live on NHS Jobs.",
            "Published to NHS Jobs.",
            "Job successfully posted.",
            "Your vacancy has been published.",
            "It was published and is visible to candidates.",
        ] {
            assert!(!SAYS_SO.is_match(text), "{text}");
        }
    }

    #[test]
    fn what_the_user_reads_counts_more_than_a_state_beside_it() {
        for text in [
            "Your vacancy is now live on NHS Jobs.",
            "Published to NHS Jobs.",
            "Your vacancy has been published.",
        ] {
            assert!(CLAIMS_LIVE.is_match(text), "{text}");
        }
        for text in [
            "Sent to NHS Jobs.",
            "Not yet live.",
            "Anfonwyd eich swydd wag.",
        ] {
            assert!(!CLAIMS_LIVE.is_match(text), "{text}");
        }
    }
}
