//! The steps that make sense next, by weight.

use contract::operation::Operation;
use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, Strategy};
use proptest::sample::select;
use proptest::strategy::Union;
use serde_json::{Map, Value, json};

use super::{Focus, Job, State, Step};
use crate::generated::generate::edit::{Edit, Shared, any, patch};
use crate::generated::generate::{applicant, service, vacancy};

/// The steps that make sense now, by weight.
pub(super) fn next_steps(state: &State) -> BoxedStrategy<Step> {
    let mut steps: Vec<(u32, BoxedStrategy<Step>)> = Vec::new();
    if state.focus != Focus::Doctors {
        of_vacancies(state, &mut steps);
    }
    if state.focus != Focus::Vacancies {
        of_doctors(state, &mut steps);
    }
    if !state.is_short() {
        of_services(state, &mut steps);
    }
    Union::new_weighted(steps).boxed()
}

impl State {
    /// A story about data alone: one act.
    fn is_short(&self) -> bool {
        self.edits > 4
    }

    fn has_acted(&self) -> bool {
        !self.jobs.is_empty() || !self.asked.is_empty()
    }

    fn waits_for(&self, operation: Operation) -> u32 {
        if self.armed == Some(operation) { 4 } else { 1 }
    }

    fn edited(&self, edit: Shared<Edit>) -> BoxedStrategy<Value> {
        let least = usize::from(self.is_short());
        vec(edit, least..=self.edits)
            .prop_map(|edits| patch(&edits))
            .boxed()
    }
}

fn of_vacancies(state: &State, steps: &mut Vec<(u32, BoxedStrategy<Step>)>) {
    let weight = state.waits_for(Operation::CreateVacancy);
    if state.jobs.len() < 3 {
        let name = format!("job{}", state.jobs.len() + 1);
        // A copied job keeps its reference.
        let copied = !state.jobs.is_empty();
        let edit = if state.is_short() {
            vacancy::edit()
        } else {
            any(vec![(1, vacancy::edit()), (3, vacancy::harmless())])
        };
        let post = (state.edited(edit), select(vec![false, copied, false])).prop_map(
            move |(mut with, copied)| {
                if copied {
                    with["job_reference"] = "277-26-0141".into();
                }
                Step::Post {
                    name: name.clone(),
                    with,
                }
            },
        );
        let fresh = if state.jobs.is_empty() { 12 } else { 3 };
        steps.push((fresh * weight, post.boxed()));
    }
    for job in &state.jobs {
        let name = job.name.clone();
        let again = any(vec![
            (3, Just(Value::Object(Map::new())).sboxed()),
            (1, one_edit()),
        ]);
        let posted = move |with| Step::Post {
            name: name.clone(),
            with,
        };
        steps.push((3 * weight, again.prop_map(posted).boxed()));
        of_job(state, job, steps);
    }
}

fn one_edit() -> Shared<Value> {
    vacancy::harmless().prop_map(|edit| patch(&[edit])).sboxed()
}

fn of_job(state: &State, job: &Job, steps: &mut Vec<(u32, BoxedStrategy<Step>)>) {
    let own = |name: &str| name.to_owned();
    if state.can.update {
        let weight = state.waits_for(Operation::UpdateVacancy);
        let name = own(&job.name);
        let edits = any(vec![(1, vacancy::edit()), (5, vacancy::harmless())]);
        let update = vec(edits, 1..=2).prop_map(move |edits| Step::Update {
            name: name.clone(),
            with: patch(&edits),
        });
        steps.push((9 * weight, update.boxed()));
    }
    if state.persons < 2 {
        let name = own(&job.name);
        let does = if job.published { "close" } else { "publish" };
        let person = Just(Step::OfVacancy {
            name: name.clone(),
            does,
            with: None,
        });
        steps.push((3, person.boxed()));
        let changes = select(vec![
            json!({ "jobDescription": "A colleague wrote this." }),
            json!({ "closingDate": "2027-01-15" }),
        ]);
        let amend = changes.prop_map(move |with| Step::OfVacancy {
            name: name.clone(),
            does: "amend",
            with: Some(with),
        });
        steps.push((3, amend.boxed()));
    }
}

fn of_doctors(state: &State, steps: &mut Vec<(u32, BoxedStrategy<Step>)>) {
    let weight = state.waits_for(Operation::TransferEmploymentChecks)
        * state.waits_for(Operation::IssueToken);
    for doctor in 0..state.doctors.len() {
        let asked = state.asked.contains(&doctor);
        let changes = if asked {
            Just(Value::Object(Map::new())).boxed()
        } else {
            state.edited(applicant::edit())
        };
        let transfer = changes.prop_map(move |with| Step::Transfer { doctor, with });
        steps.push((if asked { 5 } else { 8 } * weight.min(4), transfer.boxed()));
        if !state.is_short() && state.loaded == 0 && state.asked.contains(&doctor) {
            let load = Just(Step::Load {
                doctor,
                with: json!({}),
            });
            let likely = if state.doctors[doctor].records.is_empty() {
                12
            } else {
                1
            };
            steps.push((likely, load.boxed()));
        }
    }
    let records = state
        .doctors
        .first()
        .map_or(0, |doctor| doctor.records.len());
    if !state.is_short() && records > 0 && state.persons < 2 {
        let does = if records > 1 {
            "keep_record"
        } else {
            "close_record"
        };
        let weight = if records > 1 { 5 } else { 1 };
        steps.push((weight, Just(Step::OfRecord { nth: 0, does }).boxed()));
    }
}

const VACANCY_OPERATIONS: &[Operation] = &[
    Operation::CreateVacancy,
    Operation::CreateVacancy,
    Operation::CreateVacancy,
    Operation::UpdateVacancy,
    Operation::UpdateVacancy,
    Operation::GetVacancy,
    Operation::ListVacancies,
];
const ESR_OPERATIONS: &[Operation] = &[
    Operation::TransferEmploymentChecks,
    Operation::TransferEmploymentChecks,
    Operation::TransferEmploymentChecks,
    Operation::IssueToken,
    Operation::GetTransfer,
];

fn of_services(state: &State, steps: &mut Vec<(u32, BoxedStrategy<Step>)>) {
    let operations: Vec<Operation> = match state.focus {
        Focus::Vacancies => VACANCY_OPERATIONS.to_vec(),
        Focus::Doctors => ESR_OPERATIONS.to_vec(),
        Focus::Both => [VACANCY_OPERATIONS, ESR_OPERATIONS].concat(),
    };
    if state.faults < 2 {
        let weight = if state.armed.is_some() { 1 } else { 8 };
        steps.push((
            weight,
            service::fault(&operations).prop_map(Step::Fault).boxed(),
        ));
    }
    if state.faults > 0 && state.has_acted() {
        steps.push((2, Just(Step::Clear).boxed()));
    }
    steps.push((
        if state.has_acted() { 3 } else { 1 },
        service::advance().prop_map(Step::Advance).boxed(),
    ));
    if state.persons < 2 {
        let lever = service::lever(
            state.focus != Focus::Doctors,
            state.focus != Focus::Vacancies,
        );
        steps.push((2, lever.prop_map(Step::Credential).boxed()));
    }
    if let Some(credential) = &state.pulled {
        steps.push((4, Just(Step::Restore(credential.clone())).boxed()));
    }
    if state.focus != Focus::Vacancies && state.persons < 2 {
        let to = select(vec!["none", "activated", "pending"]);
        steps.push((1, to.prop_map(Step::Activation).boxed()));
    }
}
