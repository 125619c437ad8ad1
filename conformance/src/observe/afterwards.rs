//! What is made of a task, or of a sitting, once it is over.

use super::field;
use super::task::Task;
use crate::evidence::{Blame, Done, Evidence, Trouble};
use crate::probe::{self, Probe};
use crate::scenario::Scenario;
use crate::verdict::{AttemptVerdict, Verdict};

/// What an adapter would be probed for says nothing of a person.
pub(super) fn not_probed() -> Vec<Probe> {
    vec![probe::left_out(
        "a person answers, so there is no adapter to probe; what they say they saw is an attestation",
    )]
}

pub(super) fn of_simulator(message: String) -> Trouble {
    Trouble {
        blame: Blame::Simulator,
        step: None,
        message,
    }
}

/// Whether the simulator did not do as asked: the next task would fare no better.
pub(super) fn is_gone(evidence: &Evidence) -> bool {
    let trouble = evidence.trouble.first();
    trouble.is_some_and(|trouble| trouble.blame == Blame::Simulator)
}

pub(super) fn nobody_there() -> Trouble {
    Trouble {
        blame: Blame::Runner,
        step: None,
        message: "nobody answers any more: the answers ended before the tasks did".to_owned(),
    }
}

/// What the ATS held is what it numbered itself, where it did.
pub(super) fn enter_own(task: &Task, evidence: &mut Evidence) {
    for step in &mut evidence.timeline {
        let Done::Act(act) = &mut step.done else {
            continue;
        };
        if let Some(own) = task.own.get(&act.name) {
            let (member, name) = (field::member(act.action), field::reference(act.action));
            act.input[member][name] = own.clone().into();
        }
    }
}

/// One line: what a task came to, and what was wrong.
pub(super) fn came_to(scenario: &Scenario, verdict: &AttemptVerdict) -> String {
    let word = verdict.verdict.word().to_uppercase();
    let worst = verdict.checks.iter();
    let mut worst = worst.filter(|check| check.verdict == verdict.verdict);
    let told = match (verdict.verdict > Verdict::Pass, worst.next()) {
        (true, Some(check)) => {
            let reason = check.reason.as_deref().unwrap_or("no reason is known");
            format!("{reason} ({})", check.id)
        }
        _ => scenario.title.clone(),
    };
    let more = match worst.count() {
        0 => String::new(),
        _ if verdict.verdict <= Verdict::Pass => String::new(),
        more => format!(" And {more} more, in the report."),
    };
    format!("{word}  {}: {told}{more}", scenario.id)
}
