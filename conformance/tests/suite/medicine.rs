//! The simulator under its own medicine: generated stories are played on its domain directly, by an
//! ATS that makes no mistake, and the laws of the two books hold at every step.

use conformance::evidence::Action;
use conformance::generated::{Generator, meant};
use conformance::scenario::Scenario;
use conformance::scenario::step::{Act, Do, Person};
use contract::codes::VacancyStatus;
use contract::vacancy::{self, Vacancy};
use contract::{limits, transfer};
use jiff::Timestamp;
use serde_json::{Value, json};
use simulator::esr::{LoadRequest, TransferError};
use simulator::nhs_jobs::UpdateError;
use simulator::sandbox::clock::{self, Clock};
use simulator::sandbox::quota::Quota;
use simulator::sandbox::seed::Seed;
use simulator::sandbox::state::{self, State};
use simulator::sandbox::world::{World, transfer_rules, vacancy_rules};
use std::collections::BTreeMap;

const STORIES: u64 = 3_000;
const MOST: usize = 1_000;

/// A story as it unfolds: the world, and what its people know of it.
struct Play {
    world: World,
    at: Timestamp,
    jobs: BTreeMap<String, Vacancy>,
    records: BTreeMap<String, String>,
    told: String,
}

impl Play {
    fn begin(scenario: &Scenario, told: &str) -> Self {
        let at = scenario.given.now;
        let clock = Clock::frozen(at);
        let mut play = Self {
            world: World::empty(scenario.given.settings, Seed(7), clock),
            at,
            jobs: BTreeMap::new(),
            records: BTreeMap::new(),
            told: told.to_owned(),
        };
        for applicant in &scenario.given.applicants {
            play.load(&applicant.name, &applicant.facts);
        }
        play
    }

    fn go_on(&mut self, step: &Do) {
        match step {
            Do::Act(act) => self.act(act),
            Do::Advance { duration } => {
                let forward = clock::duration(duration).expect("a duration");
                self.at = self.at.checked_add(forward).expect("an instant");
            }
            Do::Person(person) => self.person(person),
            Do::Settle { .. } | Do::Fault { .. } | Do::ClearFaults | Do::Attest { .. } => {}
        }
    }

    fn act(&mut self, act: &Act) {
        let Some(body) = meant(act) else { return };
        match act.action {
            Action::PostVacancy => self.post(&act.name, &body),
            Action::UpdateVacancy => self.update(&act.name, body),
            Action::TransferEmploymentChecks => self.transfer(&body),
        }
    }

    /// What the contract takes becomes a draft at version 1, and is found again as it was sent.
    fn post(&mut self, name: &str, body: &Value) {
        let rules = vacancy_rules(self.world.settings, self.at);
        let Ok(read) = vacancy::read_create(body, &rules) else {
            return;
        };
        let made = self
            .world
            .nhs_jobs
            .create(read.value.clone(), read.warnings, MOST, self.at)
            .expect("there is room");

        assert_eq!(
            (made.version, made.status),
            (1, VacancyStatus::Draft),
            "{}",
            self.told
        );
        assert_eq!(*made.draft, read.value, "{}", self.told);
        let others = self
            .jobs
            .values()
            .all(|other| other.vacancy_id != made.vacancy_id && other.reference != made.reference);
        assert!(
            others,
            "an id or a reference was given twice: {}",
            self.told
        );
        self.jobs.insert(name.to_owned(), made);
    }

    /// A draft takes the version it has and counts one on; anything else is refused and changes
    /// nothing.
    fn update(&mut self, name: &str, mut body: Value) {
        let Some(before) = self.jobs.get(name).cloned() else {
            return;
        };
        body["version"] = before.version.into();
        let rules = vacancy_rules(self.world.settings, self.at);
        let Ok(read) = vacancy::read_update(&body, &rules) else {
            return;
        };
        let held = self.held(&before.vacancy_id);
        let stale = self.world.nhs_jobs.update(
            &before.vacancy_id,
            vacancy::Update {
                version: held.version + 1,
                ..read.value.clone()
            },
            Vec::new(),
            self.at,
        );
        assert!(
            stale.is_err(),
            "a version that was never told was taken: {}",
            self.told
        );
        match self
            .world
            .nhs_jobs
            .update(&before.vacancy_id, read.value, read.warnings, self.at)
        {
            Ok(after) => {
                assert_eq!(held.status, VacancyStatus::Draft, "{}", self.told);
                assert_eq!(after.version, held.version + 1, "{}", self.told);
                self.jobs.insert(name.to_owned(), after);
            }
            Err(UpdateError::Unknown { .. }) => panic!("a vacancy is gone: {}", self.told),
            Err(_) => {
                let known = held.status == VacancyStatus::Draft && held.version == before.version;
                assert!(!known, "a good update was refused: {}", self.told);
                assert_eq!(self.held(&before.vacancy_id), held, "{}", self.told);
            }
        }
    }

    fn held(&self, id: &str) -> Vacancy {
        self.world
            .nhs_jobs
            .get(id)
            .expect("it was made")
            .answer(self.at)
    }

    /// A transfer is done at most once, and a refusal leaves ESR as it was but for its notes.
    fn transfer(&mut self, body: &Value) {
        let rules = transfer_rules(self.world.settings, self.at);
        let Ok(read) = transfer::read(body, &rules) else {
            return;
        };
        let (vpd, matching) = (
            self.world.employer.vpd.clone(),
            self.world.settings.matching,
        );
        let esr = &mut self.world.esr;
        let done = esr.transfer(&vpd, read.value.clone(), matching, self.at);
        let again = esr.transfer(&vpd, read.value, matching, self.at);
        match (done, again) {
            (Ok(result), Err(TransferError::AlreadyTransferred)) => {
                let records = body["checks"].as_object().map_or(0, serde_json::Map::len);
                assert_eq!(result.records.len(), records, "{}", self.told);
                assert!(result.records.iter().all(|record| {
                    record
                        .message_text
                        .as_ref()
                        .is_none_or(|text| text.chars().count() <= limits::MESSAGE_TEXT)
                }));
            }
            (Err(first), Err(second)) => {
                assert_eq!(first, second, "a refusal changed ESR: {}", self.told);
            }
            (first, second) => panic!("{first:?}, then {second:?}: {}", self.told),
        }
    }

    fn person(&mut self, person: &Person) {
        match person {
            Person::Publish { name } => {
                self.of_vacancy(name, |world, id, at| world.nhs_jobs.publish(id, at).ok());
            }
            Person::Close { name } => {
                self.of_vacancy(name, |world, id, at| world.nhs_jobs.close(id, at).ok());
            }
            Person::Amend { name, with } => {
                let members = with.as_object().cloned().unwrap_or_default();
                let rules = vacancy_rules(self.world.settings, self.at);
                self.of_vacancy(name, |world, id, at| {
                    world.nhs_jobs.amend(id, &members, &rules, at).ok()
                });
            }
            Person::Load(applicant) => self.load(&applicant.name, &applicant.facts),
            Person::CloseRecord { of } => {
                if let Some(number) = self.records.get(of) {
                    assert!(
                        !self
                            .world
                            .esr
                            .close(number, self.at)
                            .expect("it was loaded")
                            .open
                    );
                }
            }
            Person::KeepRecord { of } => {
                if let Some(number) = self.records.get(of) {
                    let matching = self.world.settings.matching;
                    let _ = self.world.esr.keep(number, matching, self.at);
                }
            }
            Person::CorrectRecord { .. }
            | Person::Credential { .. }
            | Person::Activation { .. } => {}
        }
    }

    /// A status only goes on: draft, published, closed.
    fn of_vacancy(
        &mut self,
        name: &str,
        does: impl FnOnce(&mut World, &str, Timestamp) -> Option<Vacancy>,
    ) {
        let Some(before) = self.jobs.get(name).map(|job| self.held(&job.vacancy_id)) else {
            return;
        };
        let rank = |status| match status {
            VacancyStatus::Draft => 0,
            VacancyStatus::Published => 1,
            VacancyStatus::Closed => 2,
        };
        match does(&mut self.world, &before.vacancy_id, self.at) {
            Some(after) => assert!(rank(after.status) >= rank(before.status), "{}", self.told),
            None => assert_eq!(self.held(&before.vacancy_id), before, "{}", self.told),
        }
    }

    fn load(&mut self, name: &str, facts: &Value) {
        let Ok(requests) = LoadRequest::read(facts) else {
            return;
        };
        let vpd = self.world.employer.vpd.clone();
        for request in requests {
            let confirmation = self.world.esr.load(request, &vpd, MOST, self.at);
            if let Some(number) = json!(confirmation)["applicantNumber"].as_str() {
                self.records.insert(name.to_owned(), number.to_owned());
            }
        }
    }

    /// What is saved and read back is the same world, to the last member.
    fn survives_being_saved(&self) {
        let saved = json!(State::of(self.world.clone()));
        let quota = Quota {
            sandboxes: 1,
            vacancies: MOST,
            applicants: MOST,
        };
        match state::read(&saved, quota) {
            Ok(read) => assert_eq!(json!(State::of(read)), saved, "{}", self.told),
            Err(mistakes) => panic!("a saved world cannot be read: {mistakes:?}: {}", self.told),
        }
    }
}

#[test]
fn the_laws_of_both_books_hold_in_every_generated_story() {
    let generator = Generator::new(23, &Action::ALL);
    let mut done = 0;

    for number in 0..STORIES {
        let case = generator.case(number);
        let scenario = case
            .scenario("generated/medicine")
            .expect("generated cases are scenarios");
        let told = serde_json::to_string(&(&case.given, &case.steps)).expect("a case is JSON");
        let mut play = Play::begin(&scenario, &told);
        let apart = play.world.clone();
        let before = json!(State::of(apart.clone()));
        for step in &scenario.steps {
            play.go_on(&step.what);
        }
        play.survives_being_saved();
        // A copy made before shares nothing with what became of it.
        assert_eq!(json!(State::of(apart)), before, "{told}");
        done += play.jobs.len();
    }

    assert!(
        done > 1_000,
        "only {done} vacancies were made: the stories are too poor"
    );
}
