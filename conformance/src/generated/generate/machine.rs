//! Sequences of steps: a state machine of what a right client could believe and what the services
//! hold, as far as the next step depends on it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use contract::operation::Operation;
use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, Strategy};
use proptest::sample::select;
use proptest::strategy::Union;
use proptest_state_machine::strategy::Sequential;
use serde_json::{Map, Value, json};

use super::doctor::{Doctor, doctor};
use super::edit::{Shared, any, patch};
use super::{applicant, service, vacancy};
use crate::evidence::Action;
use crate::generated::case::Case;

/// What a tree of proptest tells: the beginning, the steps, and a counter that nobody needs here.
pub(crate) type Told = (State, Vec<Step>, Option<Arc<AtomicUsize>>);

/// What the next step depends on.
#[derive(Debug, Clone)]
pub(crate) struct State {
    given: Map<String, Value>,
    /// Whom the ATS holds; the services hold them as `given` says.
    doctors: Vec<Doctor>,
    jobs: Vec<Job>,
    /// The doctors whose transfer was asked for.
    asked: BTreeSet<usize>,
    loaded: usize,
    /// Operations that a fault waits for.
    armed: Option<Operation>,
    faults: usize,
    waits: usize,
    persons: usize,
    pulled: Option<String>,
    /// How many edits an act may have.
    edits: usize,
    focus: Focus,
    can: Can,
}

/// A vacancy that was posted, by its name.
#[derive(Debug, Clone)]
struct Job {
    name: String,
    published: bool,
}

/// What a story is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    Vacancies,
    Doctors,
    Both,
}

/// What the adapter can do.
#[derive(Debug, Clone, Copy)]
struct Can {
    post: bool,
    update: bool,
    transfer: bool,
}

/// One step.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Post {
        name: String,
        with: Value,
    },
    Update {
        name: String,
        with: Value,
    },
    Transfer {
        doctor: usize,
        with: Value,
    },
    Advance(&'static str),
    Fault(service::Fault),
    Clear,
    OfVacancy {
        name: String,
        does: &'static str,
        with: Option<Value>,
    },
    Load {
        doctor: usize,
        with: Value,
    },
    OfRecord {
        nth: usize,
        does: &'static str,
    },
    Credential(Value),
    Restore(String),
    Activation(&'static str),
}

/// Short stories rich in data, and longer ones rich in events.
pub(super) fn strategy(actions: &BTreeSet<Action>) -> BoxedStrategy<Told> {
    let can = Can {
        post: actions.contains(&Action::PostVacancy),
        update: actions.contains(&Action::UpdateVacancy) && actions.contains(&Action::PostVacancy),
        transfer: actions.contains(&Action::TransferEmploymentChecks),
    };
    let mut kinds = Vec::new();
    if can.post {
        kinds.push((30, sequence(Focus::Vacancies, can, 1, 1, 6)));
        kinds.push((24, sequence(Focus::Vacancies, can, 2, 7, 2)));
    }
    if can.transfer {
        kinds.push((24, sequence(Focus::Doctors, can, 1, 1, 5)));
        kinds.push((18, sequence(Focus::Doctors, can, 2, 6, 2)));
    }
    if can.post && can.transfer {
        kinds.push((4, sequence(Focus::Both, can, 4, 9, 2)));
    }
    if kinds.is_empty() {
        let nothing = beginning(Focus::Both, can, 0).prop_map(|state| (state, Vec::new(), None));
        return nothing.boxed();
    }
    Union::new_weighted(kinds).boxed()
}

fn sequence(
    focus: Focus,
    can: Can,
    least: usize,
    most: usize,
    edits: usize,
) -> BoxedStrategy<Told> {
    Sequential::new(
        (least..=most).into(),
        move || beginning(focus, can, edits),
        possible,
        next_steps,
        after,
    )
    .boxed()
}

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

/// The world before the first step: mostly plain.
fn beginning(focus: Focus, can: Can, edits: usize) -> BoxedStrategy<State> {
    let colleagues = if edits > 4 { 0..=0 } else { 0..=1 };
    let doctors = if focus == Focus::Vacancies {
        Just(Vec::new()).boxed()
    } else {
        (doctor(), vec(doctor(), colleagues))
            .prop_map(|(first, mut others)| {
                others.insert(0, first);
                others
            })
            .boxed()
    };
    (settings(focus), doctors)
        .prop_map(move |(given, doctors)| State {
            given,
            doctors,
            jobs: Vec::new(),
            asked: BTreeSet::new(),
            loaded: 0,
            armed: None,
            faults: 0,
            waits: 0,
            persons: 0,
            pulled: None,
            edits,
            focus,
            can,
        })
        .boxed()
}

fn settings(focus: Focus) -> Shared<Map<String, Value>> {
    let nhs_jobs = [
        json!({ "limits": "jobtrain" }),
        json!({ "errors": "first" }),
        json!({ "band_check": "reject" }),
        json!({ "band_check": "off" }),
        json!({ "duration": "fixed_term_only" }),
    ];
    let nhs_jobs = select(nhs_jobs.to_vec())
        .prop_map(|switch| json!({ "nhs_jobs": switch }))
        .sboxed();
    let esr = select(vec![
        json!({ "esr": { "matching": "normalised" } }),
        json!({ "esr": { "activation": "pending" } }),
        json!({ "esr": { "activation": "none" } }),
    ]);
    let moments = select(vec![
        "2026-03-31T22:30:00Z",
        "2026-10-25T00:30:00Z",
        "2026-11-02T23:59:00Z",
    ]);
    let wrong = select(match focus {
        Focus::Vacancies => vec!["api_key", "account_id", "organisation_id"],
        Focus::Doctors => vec!["client_id", "client_secret", "vpd"],
        Focus::Both => vec!["api_key", "client_secret"],
    });
    let wrong = wrong
        .prop_map(|member| json!({ "credentials": { member: "unknown" } }))
        .sboxed();
    let moments = moments.prop_map(|now| json!({ "now": now })).sboxed();
    let switches = match focus {
        Focus::Vacancies => nhs_jobs,
        _ => esr.sboxed(),
    };
    any(vec![
        (30, Just(json!({})).sboxed()),
        (4, switches),
        (1, moments),
        (1, wrong),
    ])
    .prop_map(|given| given.as_object().cloned().unwrap_or_default())
    .sboxed()
}

/// The steps that make sense now, by weight.
fn next_steps(state: &State) -> BoxedStrategy<Step> {
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

    fn edited(&self, edit: Shared<super::edit::Edit>) -> BoxedStrategy<Value> {
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

/// Whether a step makes sense after others were taken out.
fn possible(state: &State, step: &Step) -> bool {
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
fn after(mut state: State, step: &Step) -> State {
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
