//! 401 and 403 are told as something for support, not for the recruiter.
//!
//! Vendors word it as they like: any mention of support or of the connection will do. What will not
//! is a message that sends the reader away without either, to their own entries or to tomorrow.

use std::sync::LazyLock;

use contract::operation::Operation;
use regex::Regex;

use crate::evidence::{Outcome, Report, Severity, Told};
use crate::judge::answer::Answer;
use crate::judge::expected;
use crate::judge::field;
use crate::judge::view::{Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

/// Names support, or what is wrong with the connection. Welsh is spoken in the NHS, too.
static FOR_SUPPORT: LazyLock<Regex> = LazyLock::new(|| {
    let people = r"support|service ?desk|help ?desk|helpline|administrator|\badmins?\b|\bI\.?T\.? (team|department|staff)|technical|supplier|provider|integration";
    let connection = r"configur|set(ting)?s?.?up|settings|connect|credential|account|organisation|employer|activat|enabled?\b|permi(ssion|tted)|authori|authenti|\bkeys?\b|_key\b|token|secret|licen[cs]e|\bclient\b|(sign|log)(ged|ging)?.?in\b|logon|access|denied|forbidden|\b40[13]\b";
    let welsh = r"cymorth|cysyllt|gweinydd|cyfrif";
    Regex::new(&format!("(?i){people}|{connection}|{welsh}")).expect("the expression is fixed")
});

/// Words without which there is hardly an English sentence: where there are none, the message is in
/// a language that cannot be judged here.
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(the|an?|is|was|were|are|not|no|your?|please|this|it|again|went|error|failed|later|try)\b")
        .expect("the expression is fixed")
});

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let refused: Vec<(usize, &Seen<'_>)> = view
        .each_act()
        .filter_map(|(act, _)| Some((act, refused(view, act)?)))
        .collect();
    if refused.is_empty() {
        return Judgement::not_applicable("no credentials were refused for good");
    }
    let findings = refused
        .into_iter()
        .filter_map(|(act, seen)| of(view, act, seen));
    Judgement::by_findings(level, findings.collect())
}

/// The 401 or 403 with which an act ended, also on the token call.
fn refused<'a, 'e>(view: &'a View<'e>, act: usize) -> Option<&'a Seen<'e>> {
    let reported = view.acts[act].step.mark.after;
    let ends = |seen: &&Seen<'_>| {
        let counts = seen.writes() || seen.is(Operation::IssueToken);
        counts && seen.sequence() <= reported
    };
    let last = view.of(act).filter(ends).last()?;
    matches!(last.answer(), Answer::Config { .. }).then_some(last)
}

fn of(view: &View<'_>, act: usize, seen: &Seen<'_>) -> Option<Finding> {
    let this = &view.acts[act];
    let report = this.report()?;
    let (name, answer) = (this.name(), seen.answer().told());
    let (expected, actual, why) = if report.outcome != Outcome::ConfigError {
        let told = format!("was reported as `{}`", report.outcome.word());
        (
            "outcome config_error",
            report.outcome.word().to_owned(),
            told,
        )
    } else if errors(report).next().is_none() {
        (
            "an error told to the user",
            "none".to_owned(),
            "was not told to the user as an error".to_owned(),
        )
    } else if errors(report).all(|told| blames_a_field(view, act, told)) {
        let told = "was told as a field that the recruiter should correct".to_owned();
        (
            "something for support",
            "a field of the form".to_owned(),
            told,
        )
    } else if errors(report).all(|told| says_nothing_of_it(&told.text)) {
        let texts: Vec<&str> = errors(report).map(|told| told.text.as_str()).collect();
        (
            "a message that names support or the connection",
            texts.join("; "),
            "was told without a word of support or the connection".to_owned(),
        )
    } else {
        return None;
    };
    let sentence = format!(
        "{} was answered {answer}, which only support can resolve, but for `{name}` it {why}.",
        seen.told()
    );
    let place = Place {
        exchange: Some(seen.sequence()),
        ..Place::told(name)
    };
    Some(finding(place, expected, actual, sentence))
}

fn errors(report: &Report) -> impl Iterator<Item = &Told> {
    report
        .told_user
        .iter()
        .filter(|told| told.severity == Severity::Error)
}

fn says_nothing_of_it(text: &str) -> bool {
    ENGLISH.is_match(text) && !FOR_SUPPORT.is_match(text)
}

/// Whether the message points at something that the ATS's form holds.
fn blames_a_field(view: &View<'_>, act: usize, told: &Told) -> bool {
    let held = expected::of(view.acts[act].act).body;
    let members = held
        .as_object()
        .map(|members| members.keys().cloned().collect::<Vec<_>>());
    let about = |name: &String| field::is_inside(told, name);
    told.field.is_some() && members.unwrap_or_default().iter().any(about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn support_or_the_connection_may_be_named_in_many_words() {
        for text in [
            "Please contact your administrator.",
            "NHS Jobs refused our API key.",
            "We could not sign in to ESR. Nothing is wrong with what you entered.",
            "401 from NHS Jobs",
            "ESR: SUPPLIER_NOT_ENABLED",
            "Cysylltwch â'r tîm cymorth.",
            "Zugang verweigert",
        ] {
            assert!(!says_nothing_of_it(text), "{text}");
        }
    }

    #[test]
    fn the_reader_s_entries_and_tomorrow_are_neither() {
        for text in [
            "Something went wrong. Please try again tomorrow.",
            "Your entries were refused. Please review them.",
            "ESR is not available.",
        ] {
            assert!(says_nothing_of_it(text), "{text}");
        }
    }
}
