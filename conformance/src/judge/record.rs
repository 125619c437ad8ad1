//! Whether the record of an attempt is good enough to conclude anything from it.

use contract::text::counted;

use super::always::reply_valid;
use super::contamination;
use super::view::View;
use crate::evidence::{ActAnswer, Evidence, Trouble};
use crate::scenario::Scenario;
use crate::verdict::{Judgement, Verdict};

/// What the record as a whole allows the checks to come to.
pub(crate) enum Record {
    /// Every check comes to this, and nothing is judged.
    Only(Verdict, String),
    /// Every check is judged, and what is not a breach becomes at least this: nothing good may be
    /// concluded from what was not seen.
    AtLeast(Verdict, String),
    /// The record is whole.
    Whole,
}

impl Record {
    /// Bounds a check's judgement by what the record allows.
    pub(crate) fn bound(&self, judge: impl FnOnce() -> Judgement) -> Judgement {
        match self {
            Self::Only(verdict, reason) => Judgement::of(*verdict, reason.clone()),
            Self::AtLeast(verdict, reason) => {
                let mut judgement = judge();
                judgement.worsen(*verdict, reason.clone());
                judgement
            }
            Self::Whole => judge(),
        }
    }
}

/// Looks at the record as a whole, the gravest first.
pub(crate) fn state(scenario: &Scenario, view: &View<'_>) -> Record {
    let record = of_case(scenario, view);
    if matches!(record, Record::Whole) && view.exchanges.is_empty() {
        let reason = "nothing at all was seen on the wire, although the client was asked to act";
        return Record::AtLeast(Verdict::Inconclusive, reason.to_owned());
    }
    record
}

/// The same for a generated case, in which it may be right to send nothing at all: a check of its
/// own tells when it is not.
pub(crate) fn of_case(scenario: &Scenario, view: &View<'_>) -> Record {
    if let Some(why) = &view.evidence.not_run {
        return Record::Only(Verdict::NotApplicable, why.clone());
    }
    if let Some(why) = left_out(view) {
        return Record::Only(Verdict::Inconclusive, why);
    }
    if let Some(trouble) = view.evidence.trouble.first() {
        return Record::Only(Verdict::Error, told(trouble));
    }
    if let Some(why) = incomplete(scenario, view) {
        return Record::Only(Verdict::Error, why);
    }
    if let Some(finding) = reply_valid::findings(view).first() {
        return Record::Only(Verdict::Error, format!("simulator: {}", finding.sentence));
    }
    if let Some(why) = contamination::found(view) {
        return Record::Only(Verdict::Inconclusive, why);
    }
    let dropped = view.evidence.journal.dropped;
    if dropped > 0 {
        let reason = format!(
            "the journal let go of {}, so nothing follows from what is not in it",
            counted(dropped, "exchange", "exchanges")
        );
        return Record::AtLeast(Verdict::Inconclusive, reason);
    }
    Record::Whole
}

/// Why a person left the task out. It is not a pass: nobody saw what the client does.
fn left_out(view: &View<'_>) -> Option<String> {
    let why = view.evidence.observed.as_ref()?.left_out.as_ref()?;
    Some(format!("left out: {why}"))
}

fn told(trouble: &Trouble) -> String {
    format!("{}: {}", trouble.blame.word(), trouble.message)
}

/// Evidence that is missing without any trouble having been told is the runner's own fault.
fn incomplete(scenario: &Scenario, view: &View<'_>) -> Option<String> {
    let evidence = view.evidence;
    let steps = evidence.timeline.iter().map(|step| step.step);
    if evidence.scenario != scenario.id {
        return Some(format!(
            "runner: this is the evidence of `{}`",
            evidence.scenario
        ));
    }
    if !steps.eq(0..scenario.steps.len()) {
        let (done, of) = (evidence.timeline.len(), scenario.steps.len());
        let of = counted(of, "step", "steps");
        return Some(format!("runner: {done} of {of} on record"));
    }
    if evidence.end.is_none() {
        return Some("runner: the attempt was never ended".to_owned());
    }
    unanswered(view).or_else(|| holes(evidence))
}

fn unanswered(view: &View<'_>) -> Option<String> {
    view.acts.iter().find_map(|act| match &act.act.answer {
        ActAnswer::Report(_) => None,
        ActAnswer::Unsupported { reason } => Some(format!(
            "adapter: it declared `{}` and then said that it does not support it: {reason}",
            act.act.action.word()
        )),
        ActAnswer::None => Some(format!("adapter: no answer came on `{}`", act.name())),
    })
}

/// Sequences run from 1 without gaps; what the journal let go of is the oldest.
fn holes(evidence: &Evidence) -> Option<String> {
    let journal = evidence.journal;
    let exchanges = evidence.exchanges.iter();
    let mut held: Vec<u64> = exchanges.map(|one| one.simulator.sequence).collect();
    held.sort_unstable();
    let whole = (journal.dropped.saturating_add(1)..=journal.last_sequence).eq(held);
    (!whole).then(|| {
        let held = counted(evidence.exchanges.len(), "exchange", "exchanges");
        let last = journal.last_sequence;
        format!("runner: the record of the wire has holes: {held}, the last with sequence {last}")
    })
}
