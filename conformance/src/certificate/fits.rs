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
    let connection = &evidence.connection;
    if evidence.not_run.is_none() && connection.wrong_on_purpose != scenario.given.credentials {
        return Some("other credentials were wrong than the scenario asks for".to_owned());
    }
    let mut records = evidence.timeline.iter();
    records.find_map(|record| misfit_of_step(scenario, record, &connection.vpd))
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
        (Do::Attest { id, .. }, Done::Attest { id: asked, .. }) => id == asked,
        _ => false,
    }
}
