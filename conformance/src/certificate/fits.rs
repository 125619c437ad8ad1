//! Whether evidence is of the scenario that it is said to be of: the steps that were done are the
//! steps that the scenario asks for, with the same words.

use crate::attempt::input_of;
use crate::evidence::{Done, Evidence, StepRecord};
use crate::scenario::Scenario;
use crate::scenario::step::{Do, Step};

/// The first thing that is not as the scenario asks.
pub(super) fn misfit(scenario: &Scenario, evidence: &Evidence) -> Option<String> {
    if evidence.scenario != scenario.id {
        return Some(format!("it is the evidence of `{}`", evidence.scenario));
    }
    if evidence.observed.is_some() {
        let why = "a person acted and no adapter, in words that are not the scenario's alone";
        return Some(why.to_owned());
    }
    if evidence.not_run.is_some()
        && !(evidence.timeline.is_empty() && evidence.exchanges.is_empty())
    {
        return Some("it is said not to have run, and was seen to run".to_owned());
    }
    let connection = &evidence.connection;
    if evidence.not_run.is_none() && connection.wrong_on_purpose != scenario.given.credentials {
        return Some("other credentials were wrong than the scenario asks for".to_owned());
    }
    if !marks_follow(evidence) {
        return Some("its steps do not follow one another in the journal".to_owned());
    }
    let mut records = evidence.timeline.iter();
    records.find_map(|record| misfit_of_step(scenario, record, &connection.vpd))
}

/// Whether each step begins in the journal where the one before it had ended, or later.
fn marks_follow(evidence: &Evidence) -> bool {
    let steps = evidence.timeline.iter().map(|record| &record.mark);
    let marks = steps.chain(&evidence.end);
    let places = marks.flat_map(|mark| [mark.before, mark.after]);
    places.chain([evidence.journal.last_sequence]).is_sorted()
}

fn misfit_of_step(scenario: &Scenario, record: &StepRecord, vpd: &str) -> Option<String> {
    let step = scenario.steps.get(record.step);
    let fits = step.is_some_and(|step| fits(step, &record.done, vpd));
    let place = record.step.saturating_add(1);
    (!fits).then(|| format!("step {place} was done otherwise than the scenario asks"))
}

fn fits(step: &Step, done: &Done, vpd: &str) -> bool {
    match (&step.what, done) {
        (Do::Act(asked), Done::Act(act)) => {
            act.action == asked.action
                && act.name == asked.name
                && act.input == input_of(asked, vpd)
        }
        (Do::Settle { .. }, Done::Settle { .. }) => true,
        (Do::Advance { duration }, Done::Advance { duration: by }) => duration == by,
        (Do::Fault { fault }, Done::Fault { fault: armed }) => fault == armed,
        (Do::ClearFaults, Done::Fault { fault }) => fault == "none",
        (Do::Person(person), Done::Person { does, .. }) => person.word() == does,
        // Nobody is there to answer where an adapter acts.
        (Do::Attest { id, .. }, Done::Attest { id: asked, answer }) => {
            id == asked && answer.is_none()
        }
        _ => false,
    }
}
