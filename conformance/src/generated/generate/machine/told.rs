//! A sequence told as a case: each step as scenarios write it.

use serde_json::{Map, Value, json};

use super::{State, Step, Told};
use crate::evidence::Action;
use crate::generated::case::Case;
use crate::generated::generate::doctor::Doctor;

/// The case that a sequence tells.
pub(crate) fn case((state, steps, _): &Told) -> Case {
    let mut given = state.given.clone();
    let mut records = Vec::new();
    for (nth, doctor) in state.doctors.iter().enumerate() {
        for record in 0..doctor.records.len() {
            let mut told = doctor.record(record);
            if record > 0 || nth > 0 {
                told.insert("as".to_owned(), record_name(nth, record).into());
            }
            records.push(Value::Object(told));
        }
    }
    let plain = records.len() == 1 && records[0].as_object().is_some_and(Map::is_empty);
    if !state.doctors.is_empty() && !plain {
        given.entry("esr").or_insert_with(|| json!({}))["applicants"] = Value::Array(records);
    }
    let mut steps: Vec<Value> = steps
        .iter()
        .map(|step| told(step, &state.doctors))
        .collect();
    let acts = |step: &Value| step.get("act").is_some();
    if !steps.last().is_some_and(acts) {
        steps.push(last_act(state, &steps));
    }
    Case { given, steps }
}

/// What somebody asks for last, so that whatever happened before it can matter.
fn last_act(state: &State, steps: &[Value]) -> Value {
    let plain = Value::Object(Map::new());
    let posted = steps
        .iter()
        .rev()
        .find(|step| step["act"] == Action::PostVacancy.word());
    match posted.and_then(|step| step["name"].as_str()) {
        Some(name) if state.can.update => act(
            Action::UpdateVacancy,
            name,
            &json!({ "area_of_work": "Emergency" }),
        ),
        _ if state.doctors.is_empty() && state.can.post => act(Action::PostVacancy, "job1", &plain),
        _ => {
            let person = state
                .doctors
                .first()
                .map(Doctor::person)
                .unwrap_or_default();
            act(
                Action::TransferEmploymentChecks,
                "dr1",
                &Value::Object(person),
            )
        }
    }
}

fn record_name(doctor: usize, record: usize) -> String {
    match (doctor, record) {
        (0, 0) => "doctor".to_owned(),
        (0, record) => format!("doctor-{}", record + 1),
        (doctor, 0) => format!("colleague-{doctor}"),
        (doctor, record) => format!("colleague-{doctor}-{}", record + 1),
    }
}

fn told(step: &Step, doctors: &[Doctor]) -> Value {
    match step {
        Step::Post { name, with } => act(Action::PostVacancy, name, with),
        Step::Update { name, with } => act(Action::UpdateVacancy, name, with),
        Step::Transfer { doctor, with } => {
            let mut whole = Value::Object(doctors[*doctor].person());
            merge(&mut whole, with);
            act(
                Action::TransferEmploymentChecks,
                &format!("dr{}", doctor + 1),
                &whole,
            )
        }
        Step::Advance(duration) => json!({ "advance": duration }),
        Step::Fault(fault) => json!({ "fault": fault.armed }),
        Step::Clear => json!({ "fault": "none" }),
        Step::OfVacancy { name, does, with } => {
            let mut told = json!({ "person": does, "name": name });
            if let Some(with) = with {
                told["with"] = with.clone();
            }
            told
        }
        Step::Load { doctor, with } => {
            let mut record = Value::Object(doctors[*doctor].record(usize::MAX));
            merge(&mut record, with);
            json!({ "person": "load_applicant", "as": format!("loaded-{}", doctor + 1), "with": record })
        }
        Step::OfRecord { nth, does } => json!({ "person": does, "of": record_name(0, *nth) }),
        Step::Credential(pull) => pull.clone(),
        Step::Restore(credential) => {
            json!({ "person": "restore_credential", "credential": credential })
        }
        Step::Activation(to) => json!({ "person": "set_activation", "to": to }),
    }
}

fn act(action: Action, name: &str, with: &Value) -> Value {
    let mut told = json!({ "act": action.word(), "name": name });
    if with.as_object().is_some_and(|with| !with.is_empty()) {
        told["with"] = with.clone();
    }
    told
}

fn merge(onto: &mut Value, patch: &Value) {
    let Value::Object(members) = patch else {
        *onto = patch.clone();
        return;
    };
    for (name, value) in members {
        if value.is_object() && onto.get(name).is_some_and(Value::is_object) {
            merge(&mut onto[name], value);
        } else {
            onto[name] = value.clone();
        }
    }
}
