//! What a step changes for those after it, and whether it still makes sense without some before it.

use super::{Job, State, Step};

/// Whether a step makes sense after others were taken out.
pub(super) fn possible(state: &State, step: &Step) -> bool {
    let known = |name: &String| state.jobs.iter().any(|job| job.name == *name);
    match step {
        Step::Update { name, .. } | Step::OfVacancy { name, .. } => known(name),
        Step::Restore(credential) => state.pulled.as_ref() == Some(credential),
        Step::Clear => state.faults > 0,
        Step::Fault(fault) => !fault.waits || state.waits == 0,
        Step::OfRecord { nth, .. } => {
            let held = state
                .doctors
                .first()
                .map_or(0, |doctor| doctor.records.len());
            *nth < held
        }
        Step::Post { .. }
        | Step::Transfer { .. }
        | Step::Advance(_)
        | Step::Load { .. }
        | Step::Credential(_)
        | Step::Activation(_) => true,
    }
}

/// What the next step depends on after this one.
pub(super) fn after(mut state: State, step: &Step) -> State {
    match step {
        Step::Post { name, .. } => {
            if !state.jobs.iter().any(|job| job.name == *name) {
                state.jobs.push(Job {
                    name: name.clone(),
                    published: false,
                });
            }
            state.armed = None;
        }
        Step::Transfer { doctor, .. } => {
            state.asked.insert(*doctor);
            state.armed = None;
        }
        Step::Update { .. } => state.armed = None,
        Step::Fault(fault) => {
            state.faults += 1;
            state.waits += usize::from(fault.waits);
            state.armed = fault.armed["match"]["operation"]
                .as_str()
                .and_then(|name| name.parse().ok());
        }
        Step::Clear => state.armed = None,
        Step::OfVacancy { name, does, .. } => {
            state.persons += 1;
            let job = state.jobs.iter_mut().find(|job| job.name == *name);
            if let (Some(job), "publish") = (job, *does) {
                job.published = true;
            }
        }
        Step::Credential(pull) => {
            state.persons += 1;
            state.pulled = pull["credential"].as_str().map(str::to_owned);
        }
        Step::Restore(_) => state.pulled = None,
        Step::Load { .. } => state.loaded += 1,
        Step::OfRecord { .. } | Step::Activation(_) => state.persons += 1,
        Step::Advance(_) => {}
    }
    state
}
