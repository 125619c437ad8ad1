//! Reading scenarios: what is kept, and how mistakes are told.

use serde_json::json;

use super::step::{Do, Person};
use super::{Scenario, read};
use crate::evidence::Action;

const WHOLE: &str = r#"# A fixed-term post without its duration is refused.
title: A non-permanent contract carries a duration
requires: [post_vacancy]
given: { nhs_jobs: { limits: jobtrain } }
steps:
  - act: post_vacancy
    name: job1
    with: { contract_type: fixed_term, contract_duration: { length: 6, unit: months } }
  - settle: {}
checks:
  - id: duration-sent
    requirement: NJ-C-014
    given: { wire: { operation: createVacancy, name: job1 } }
    wire: { operation: createVacancy, name: job1, count: 1, body: { /contractDuration/length: 6 } }
  - id: user-told-draft-only
    requirement: NJ-C-003
    given: { outcome: { name: job1, is: accepted } }
    any_of:
      - { outcome: { name: job1, state: draft }, grade: pass }
      - { told_user: { name: job1, matches: "(?i)draft" }, grade: warn }
"#;

fn good(source: &str) -> Scenario {
    read("area/story", "scenarios/area/story.yaml", source)
        .unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

fn told(source: &str) -> String {
    read("story", "story.yaml", source)
        .expect_err("it has mistakes")
        .to_string()
}

/// A scenario with these steps and checks.
fn with(steps: &str, checks: &str) -> String {
    format!(
        "# Why.\ntitle: T\nsteps:\n{steps}\nchecks:\n  {}\n",
        checks.trim_start()
    )
}

const POST: &str = "  - { act: post_vacancy, name: job1 }";

#[test]
fn the_design_s_example_is_read() {
    let scenario = good(WHOLE);

    assert_eq!(
        (scenario.id.as_str(), scenario.area()),
        ("area/story", "area")
    );
    assert_eq!(
        scenario.why,
        "A fixed-term post without its duration is refused."
    );
    assert_eq!(scenario.requires, [Action::PostVacancy]);
    assert_eq!(scenario.checks.len(), 2);
}

#[test]
fn a_change_is_merged_onto_a_complete_input() {
    let scenario = good(WHOLE);

    let Do::Act(act) = &scenario.steps[0].what else {
        panic!("the first step acts")
    };
    let vacancy = &act.input["vacancy"];
    assert_eq!(
        vacancy["contract_duration"],
        json!({ "length": 6, "unit": "months" })
    );
    assert_eq!(vacancy["job_title"], "Staff Nurse");
}

#[test]
fn each_name_has_a_reference_of_its_own_and_an_update_goes_on_from_the_post() {
    let steps = "  - { act: post_vacancy, name: a, with: { job_title: One } }\n  - { act: post_vacancy, name: b }\n  \
                 - { act: update_vacancy, name: a, with: { area_of_work: null } }";
    let scenario = good(&with(steps, "[]"));

    let inputs: Vec<_> = scenario
        .steps
        .iter()
        .filter_map(|step| match &step.what {
            Do::Act(act) => Some(&act.input["vacancy"]),
            _ => None,
        })
        .collect();
    assert_ne!(inputs[0]["job_reference"], inputs[1]["job_reference"]);
    assert_eq!(inputs[2]["job_reference"], inputs[0]["job_reference"]);
    assert_eq!(inputs[2]["job_title"], "One");
    assert_eq!(inputs[2].get("area_of_work"), None);
}

#[test]
fn a_generated_text_has_exactly_its_length() {
    let steps = "  - act: post_vacancy\n    name: a\n    with:\n      job_overview: { $text: { length: 1501, end: \"\\u200b\" } }";
    let scenario = good(&with(steps, "[]"));

    let Do::Act(act) = &scenario.steps[0].what else {
        panic!("the first step acts")
    };
    let text = act.input["vacancy"]["job_overview"].as_str().unwrap();
    assert_eq!(text.chars().count(), 1501);
    assert!(text.ends_with('\u{200b}'));
}

#[test]
fn repeated_steps_are_unrolled() {
    let steps =
        "  - repeat: { times: 3, steps: [ { act: transfer_employment_checks, name: dr1 } ] }";

    assert_eq!(good(&with(steps, "[]")).steps.len(), 3);
}

#[test]
fn a_few_lines_cannot_ask_for_more_than_a_machine_has() {
    let repeated = "  - repeat: { times: 100, steps: [ { repeat: { times: 100, steps: [ { settle: {} } ] } } ] }\n  \
                    - { act: post_vacancy, name: job1 }";
    assert!(told(&with(repeated, "[]")).contains("more than 1000 rounds"));

    let long = "  - repeat: { times: 100, steps: [ { act: post_vacancy, name: job1, with: { main_duties: { $text: { length: 2000000 } } } } ] }";
    assert!(told(&with(long, "[]")).contains("come to more than 67108864 bytes"));
}

#[test]
fn what_is_repeated_keeps_its_label_and_its_mistakes_are_told_once() {
    let steps = "  - repeat: { times: 3, steps: [ { id: press, act: post_vacancy, name: job1 } ] }";
    assert_eq!(good(&with(steps, "[]")).steps.len(), 3);

    let wrong = "  - repeat: { times: 3, steps: [ { act: post_vacancie, name: job1 } ] }";
    let mistakes = read("story", "story.yaml", &with(wrong, "[]")).unwrap_err();
    assert_eq!(mistakes.len(), 1);
}

#[test]
fn people_are_read_with_whom_they_mean() {
    let steps = format!(
        "{POST}\n  - {{ id: published, person: publish, name: job1 }}\n  - {{ person: load_applicant, as: twin, with: {{ source: MANUAL }} }}\n  \
         - {{ person: close_record, of: twin }}\n  - {{ person: revoke_credential, credential: api_key }}"
    );
    let scenario = good(&with(&steps, "[]"));

    let does: Vec<&str> = scenario
        .steps
        .iter()
        .filter_map(|step| match &step.what {
            Do::Person(person) => Some(person.word()),
            _ => None,
        })
        .collect();
    assert_eq!(
        does,
        [
            "publish",
            "load_applicant",
            "close_record",
            "revoke_credential"
        ]
    );
    let Do::Person(Person::Load(twin)) = &scenario.steps[2].what else {
        panic!("the third step loads")
    };
    assert_eq!(
        (twin.name.as_str(), &twin.facts["source"]),
        ("twin", &json!("MANUAL"))
    );
}

#[test]
fn an_unknown_key_is_told_with_what_was_meant() {
    insta::assert_snapshot!(told(&with("  - { act: post_vacancy, nmae: job1 }", "[]")), @r"
    error: `name` is missing
     --> story.yaml:4:7
      |
    4 |   - { act: post_vacancy, nmae: job1 }
      |       ^^^
      |
      = help: add `name:` here

    error: unknown key `nmae`
     --> story.yaml:4:26
      |
    4 |   - { act: post_vacancy, nmae: job1 }
      |                          ^^^^
      |
      = help: did you mean `name`?
    ");
}

#[test]
fn look_alikes_are_refused_where_they_stand() {
    let steps = "  - act: post_vacancy\n    name: job1\n    with: { job_reference: 0071, skilled_worker_sponsorship: yes, closing_date: 2026-12-18, pay_band: 6 }";

    insta::assert_snapshot!(told(&with(steps, "[]")), @r#"
    error: `0071` can be read in more than one way
     --> story.yaml:6:28
      |
    6 |     with: { job_reference: 0071, skilled_worker_sponsorship: yes, closing_date: 2026-12-18, pay_band: 6 }
      |                            ^^^^
      |
      = help: write "0071" if text is meant, or 71 if a number is

    error: `yes` can be read in more than one way
     --> story.yaml:6:62
      |
    6 |     with: { job_reference: 0071, skilled_worker_sponsorship: yes, closing_date: 2026-12-18, pay_band: 6 }
      |                                                              ^^^
      |
      = help: write "yes" if text is meant, or true or false

    error: `2026-12-18` can be read in more than one way
     --> story.yaml:6:81
      |
    6 |     with: { job_reference: 0071, skilled_worker_sponsorship: yes, closing_date: 2026-12-18, pay_band: 6 }
      |                                                                                 ^^^^^^^^^^
      |
      = help: dates are text here: write "2026-12-18"

    error: the ATS holds text here, and `6` is none
     --> story.yaml:6:103
      |
    6 |     with: { job_reference: 0071, skilled_worker_sponsorship: yes, closing_date: 2026-12-18, pay_band: 6 }
      |                                                                                                       ^
      |
      = help: write "6"
    "#);
}

#[test]
fn anchors_and_aliases_are_refused() {
    insta::assert_snapshot!(told("# Why.\ntitle: &t T\nsteps: [ { act: post_vacancy, name: *t } ]\nchecks: []\n"), @r"
    error: anchors and aliases are not used here
     --> story.yaml:2:8
      |
    2 | title: &t T
      |        ^^^^
      |
      = help: write the value out where it is needed

    error: anchors and aliases are not used here
     --> story.yaml:3:37
      |
    3 | steps: [ { act: post_vacancy, name: *t } ]
      |                                     ^^
      |
      = help: write the value out where it is needed
    ");
}

#[test]
fn all_mistakes_of_a_file_are_told_at_once() {
    let source = "title: T\nstepps: []\nsteps:\n  - { act: post_vacancies, name: job1 }\n  - { advance: 1 hour }\n  - { settle: {}, person: publish }\nchecks:\n  - id: Bad Id\n    requirement: NJ-C-999\n    outcome: { name: job2 }\n";

    insta::assert_snapshot!(told(source), @r"
    error: the first comment is missing
     --> story.yaml:1:1
      |
    1 | title: T
      | ^
      |
      = help: begin with `# ` and why a client's users would care

    error: unknown key `stepps`
     --> story.yaml:2:1
      |
    2 | stepps: []
      | ^^^^^^
      |
      = help: did you mean `steps`?

    error: `post_vacancies` is not known here
     --> story.yaml:4:12
      |
    4 |   - { act: post_vacancies, name: job1 }
      |            ^^^^^^^^^^^^^^
      |
      = help: did you mean `post_vacancy`?

    error: `1 hour` is no duration
     --> story.yaml:5:16
      |
    5 |   - { advance: 1 hour }
      |                ^^^^^^
      |
      = help: write ISO 8601, such as PT1H or P3D

    error: exactly one of `act`, `settle`, `advance`, `fault`, `person`, `attest`, `repeat` is expected here
     --> story.yaml:6:7
      |
    6 |   - { settle: {}, person: publish }
      |       ^^^^^^

    error: `Bad Id` is no id of a check
     --> story.yaml:8:9
      |
    8 |   - id: Bad Id
      |         ^^^^^^
      |
      = help: use lower case letters, digits and hyphens, such as duration-sent

    error: there is no requirement `NJ-C-999`
     --> story.yaml:9:18
      |
    9 |     requirement: NJ-C-999
      |                  ^^^^^^^^
      |
      = help: did you mean `NJ-C-009`?

    error: nothing is expected of the report
      --> story.yaml:10:16
       |
    10 |     outcome: { name: job2 }
       |                ^^^^
       |
       = help: add `is`, `state`, `reference` or `attempts`

    error: no step acts under the name `job2`
      --> story.yaml:10:22
       |
    10 |     outcome: { name: job2 }
       |                      ^^^^
       |
       = help: nothing is known here
    ");
}

#[test]
fn a_silence_without_anything_observed_is_refused() {
    let checks = "  - id: quiet\n    requirement: NJ-C-021\n    wire: { operation: updateVacancy, name: job1, count: 0 }";

    insta::assert_snapshot!(told(&with(POST, checks)), @r"
    error: this check would pass if nothing at all had happened
     --> story.yaml:6:5
      |
    6 |   - id: quiet
      |     ^^
      |
      = help: add `given:` with what must have been observed, such as `given: { wire: { operation: createVacancy, name: job1 } }`
    ");
}

#[test]
fn a_silence_beside_something_observed_is_accepted() {
    let checks = "  - id: quiet\n    requirement: NJ-C-021\n    given: { wire: { operation: createVacancy, name: job1 } }\n    wire: { operation: updateVacancy, name: job1, count: 0 }";

    assert_eq!(good(&with(POST, checks)).checks.len(), 1);
}

#[test]
fn two_checks_of_one_id_are_refused() {
    let check = "  - { id: one, requirement: NJ-C-003, outcome: { name: job1, is: accepted } }";
    let told = told(&with(POST, &format!("{check}\n{check}")));

    assert!(told.contains("two checks have the id `one`"), "{told}");
}

#[test]
fn what_is_no_yaml_is_told_with_its_place() {
    insta::assert_snapshot!(told("# Why.\ntitle: [T\nsteps: []\n"), @r"
    error: this is not YAML: illegal placement of ':' indicator
     --> story.yaml:3:6
      |
    3 | steps: []
      |      ^
    ");
}

#[test]
fn mistakes_of_several_files_are_told_together() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.yaml"), "# Why.\ntitle: T\n").unwrap();
    std::fs::create_dir(folder.path().join("b")).unwrap();
    std::fs::write(folder.path().join("b/c.yaml"), "").unwrap();

    let mistakes = super::load(folder.path()).unwrap_err();

    let files: std::collections::BTreeSet<_> =
        mistakes.iter().map(|mistake| &mistake.file).collect();
    assert_eq!(files.len(), 2);
}

#[test]
fn every_default_is_valid_by_the_contract() {
    use contract::operation::Operation::{CreateVacancy, TransferEmploymentChecks};
    for (action, operation) in [
        (Action::PostVacancy, CreateVacancy),
        (Action::TransferEmploymentChecks, TransferEmploymentChecks),
    ] {
        let violations = crate::judge::violations_of_default(action, operation);
        assert_eq!(violations, [], "{action:?}");
    }
}
