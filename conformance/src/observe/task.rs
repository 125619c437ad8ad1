//! One task, in plain words.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use serde_json::Value;

use super::copy::Copies;
use super::{calendar, field, form, references};
use crate::evidence::Action;
use crate::protocol::ActParams;
use crate::scenario::step::Do;
use crate::scenario::{Check, Scenario};

/// A task as the sitting hands it over.
pub(super) struct Task {
    /// The scenario, with references of this task.
    pub(super) scenario: Scenario,
    /// What was entered last under each name.
    entered: BTreeMap<String, Value>,
    /// The references that the ATS gave itself, by name.
    pub(super) own: BTreeMap<String, String>,
}

impl Task {
    /// Nothing has been entered yet.
    pub(super) fn of(scenario: Scenario) -> Self {
        Self {
            scenario,
            entered: BTreeMap::new(),
            own: BTreeMap::new(),
        }
    }

    /// The references by which its traffic is told.
    pub(super) fn references(&self) -> Vec<String> {
        let steps = self.scenario.steps.iter();
        let acts = steps.filter_map(|step| match &step.what {
            Do::Act(act) => references::of(act).map(str::to_owned),
            _ => None,
        });
        acts.collect()
    }

    /// Whether it is about the tokens of ESR: then those of earlier tasks must be over.
    pub(super) fn is_about_tokens(&self) -> bool {
        use contract::operation::Operation::IssueToken;
        let checks = self.scenario.checks.iter();
        let mut wires = checks.flat_map(Check::on_the_wire);
        let armed = |what: &Do| match what {
            Do::Fault { fault } => fault["match"]["operation"] == IssueToken.name(),
            _ => false,
        };
        let secrets = self.scenario.given.credentials.keys();
        wires.any(|wire| wire.operation == IssueToken)
            || self.scenario.steps.iter().any(|step| armed(&step.what))
            || secrets.into_iter().any(|name| name.starts_with("client_"))
    }

    /// What to do for an act, and notes what will have been entered by it.
    pub(super) fn announce(&mut self, action: Action, act: &ActParams, texts: &Path) -> String {
        let name = &act.name;
        let reference = field::held(&act.input, action, field::reference(action));
        let reference = reference.and_then(Value::as_str).unwrap_or(name);
        let copies = Copies::into(texts, reference);
        let before = self.entered.insert(name.clone(), act.input.clone());
        match before {
            None => {
                let form = form::whole(&act.input, action, &copies);
                let usual = form::against_usual(&act.input, action);
                let usual = usual.map(|told| format!("\n{told}")).unwrap_or_default();
                format!("{}\n\n{form}{usual}", first(action, name))
            }
            Some(before) => match form::changes(&before, &act.input, action, &copies) {
                Some(changes) => format!(
                    "Change these fields of {name}, leave the others, and {}:\n\n{changes}",
                    again(action)
                ),
                None => format!("Leave {name} as it is, and {}.", again(action)),
            },
        }
    }
}

fn first(action: Action, name: &str) -> String {
    match action {
        Action::PostVacancy => {
            format!("Enter this vacancy, called {name} here, and post it to NHS Jobs:")
        }
        Action::UpdateVacancy => {
            format!("Enter this vacancy, called {name} here, and send it to NHS Jobs as an update:")
        }
        Action::TransferEmploymentChecks => format!(
            "Enter this applicant, called {name} here, and send the employment checks to ESR:"
        ),
    }
}

fn again(action: Action) -> &'static str {
    match action {
        Action::PostVacancy => "post it to NHS Jobs (again)",
        Action::UpdateVacancy => "send the update to NHS Jobs",
        Action::TransferEmploymentChecks => "send the employment checks to ESR (again)",
    }
}

/// The day that the services take it to be.
pub(super) fn day(now: Timestamp) -> String {
    let day = calendar::day_in_london(now);
    day.strftime("%A %-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::read;

    fn scenario(steps: &str, check: &str) -> Scenario {
        let source = format!(
            "# Why.\ntitle: T\nsteps:\n{steps}\nchecks:\n  - {{ id: c, requirement: NJ-C-001, wire: {{ operation: {check} }} }}\n"
        );
        read("s", "s.yaml", &source).unwrap_or_else(|error| panic!("{error}"))
    }

    fn announced(steps: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let scenario = scenario(steps, "createVacancy");
        let mut task = Task::of(scenario.clone());
        let acts = scenario.steps.iter().filter_map(|step| match &step.what {
            Do::Act(act) => Some(act.clone()),
            _ => None,
        });
        let told = acts.map(|act| {
            let params = ActParams {
                attempt: "a".to_owned(),
                action: act.action.word().to_owned(),
                name: act.name.clone(),
                input: act.input.clone(),
                deadline_ms: 0,
            };
            task.announce(act.action, &params, folder.path())
        });
        told.collect()
    }

    #[test]
    fn the_first_time_all_is_told_then_only_what_changes() {
        let told = announced(
            "  - { act: post_vacancy, name: job1 }\n  - { act: update_vacancy, name: job1, with: { closing_date: \"2026-12-11\" } }\n  - { act: post_vacancy, name: job1 }",
        );

        assert!(told[0].starts_with("Enter this vacancy, called job1 here, and post it"));
        assert!(told[0].contains("Staff Nurse"));
        insta::assert_snapshot!(told[1], @"
        Change these fields of job1, leave the others, and send the update to NHS Jobs:

         40  Closing date                   2026-12-11
        ");
        insta::assert_snapshot!(told[2], @"Leave job1 as it is, and post it to NHS Jobs (again).");
    }

    #[test]
    fn a_task_about_tokens_is_known_by_its_checks() {
        let transfer = "  - { act: transfer_employment_checks, name: dr }";

        assert!(Task::of(scenario(transfer, "issueToken")).is_about_tokens());
        let plain = scenario(transfer, "transferEmploymentChecks");
        assert!(!Task::of(plain).is_about_tokens());
    }

    #[test]
    fn the_day_is_that_of_london() {
        let summer = "2026-07-01T23:30:00Z".parse().unwrap();

        assert_eq!(day(summer), "Thursday 2 July 2026");
    }
}
