//! The schema and the reader say the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::schema;
use crate::scenario::diagnostic::Notes;
use crate::scenario::{fields, load, node, read};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios");

/// A file with everything that a scenario may hold, `PLACE` marking where something is put in.
const WHOLE: &str = r#"# Why a client's users would care.
title: A vacancy and a transfer
given:
  nhs_jobs: { magic: true }
  esr: { matching: strict, applicants: [ { as: doctor, open: true } ] }
  credentials: { api_key: unknown }
steps:
  - { id: posted, act: post_vacancy, name: job1, with: { location: { town: Leeds } } }
  - { act: transfer_employment_checks, name: dr1, with: { checks: { references: [ { satisfactory: true } ] } } }
  - { id: quiet, settle: { quiet_ms: 100, listen_ms: 50 } }
  - { id: later, advance: PT1H }
  - { id: broken, fault: { type: latency, attributes: { latencyMs: 1 }, match: { operation: createVacancy } } }
  - { id: published, person: publish, name: job1 }
  - { id: saw, attest: saw-it, ask: Did you? }
  - { id: again, repeat: { times: 2, steps: [ { act: post_vacancy, name: job2 } ] } }
checks:
  - id: one
    requirement: NJ-C-001
    given: [ { person: published }, { fault: latency } ]
    when: { attested: { id: saw-it } }
    any_of:
      - { wire: { operation: createVacancy, answered: { status: 201 }, body: { /a: { is: 1 } } }, grade: pass }
      - { outcome: { name: job1, is: accepted } }
      - { told_user: { name: job1, severity: info } }
  - { id: two, requirement: NJ-C-001, wire: { operation: createVacancy, body: { /a: { same_as: { input: job1, at: /vacancy } } } } }
"#;

fn validator() -> jsonschema::Validator {
    jsonschema::draft202012::new(&schema()).expect("the schema is one")
}

/// The file as the reader sees it.
fn json(source: &str) -> Value {
    let notes = Notes::new("scenario.yaml", source);
    node::parse(source, &notes).map_or(Value::Null, |root| fields::json(&root))
}

fn complaints(source: &str) -> Vec<String> {
    let file = json(source);
    let validator = validator();
    let errors = validator.iter_errors(&file);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn the_published_schema_is_the_one_that_is_printed() {
    let published = fs::read_to_string(Path::new(FOLDER).join("schema.json")).unwrap_or_default();
    let printed = format!("{:#}\n", schema());

    assert!(
        published == printed,
        "refresh it: cargo run --bin conformance -- schema scenario > scenarios/schema.json"
    );
}

#[test]
fn every_scenario_of_the_repository_is_valid() {
    let scenarios = load(Path::new(FOLDER)).unwrap_or_else(|mistakes| panic!("{mistakes}"));

    for scenario in &scenarios {
        let source =
            fs::read_to_string(Path::new(FOLDER).join(format!("{}.yaml", scenario.id))).unwrap();

        assert_eq!(complaints(&source), Vec::<String>::new(), "{}", scenario.id);
    }
    assert!(scenarios.len() >= 90);
}

#[test]
fn a_file_with_everything_is_read_and_valid() {
    read("whole", "whole.yaml", WHOLE).unwrap_or_else(|mistakes| panic!("{mistakes}"));

    assert_eq!(complaints(WHOLE), Vec::<String>::new());
}

/// Puts an unknown key beside a known one: the reader tells which there are, the schema must list
/// the same.
#[test]
fn reader_and_schema_know_the_same_keys_everywhere() {
    let places = [
        ("title: ", "zzzzzzzzzzzzzz: 1\ntitle: ", ""),
        (
            "{ magic:",
            "{ zzzzzzzzzzzzzz: 1, magic:",
            "/$defs/given_nhs_jobs",
        ),
        (
            "{ matching:",
            "{ zzzzzzzzzzzzzz: 1, matching:",
            "/$defs/given_esr",
        ),
        (
            "{ api_key:",
            "{ zzzzzzzzzzzzzz: unknown, api_key:",
            "/$defs/given/properties/credentials",
        ),
        (
            "{ as: doctor",
            "{ zzzzzzzzzzzzzz: 1, as: doctor",
            "/$defs/esr_applicant",
        ),
        (
            "{ id: posted",
            "{ zzzzzzzzzzzzzz: 1, id: posted",
            "/$defs/act_vacancy",
        ),
        (
            "{ quiet_ms:",
            "{ zzzzzzzzzzzzzz: 1, quiet_ms:",
            "/$defs/settle/properties/settle",
        ),
        (
            "{ id: later",
            "{ zzzzzzzzzzzzzz: 1, id: later",
            "/$defs/advance",
        ),
        (
            "{ type: latency",
            "{ zzzzzzzzzzzzzz: 1, type: latency",
            "/$defs/fault_armed/oneOf/0",
        ),
        (
            "{ latencyMs:",
            "{ zzzzzzzzzzzzzz: 1, latencyMs:",
            "/$defs/fault_armed/oneOf/0/properties/attributes",
        ),
        (
            "match: { operation",
            "match: { zzzzzzzzzzzzzz: 1, operation",
            "/$defs/fault_armed/oneOf/0/properties/match",
        ),
        (
            "{ id: published",
            "{ zzzzzzzzzzzzzz: 1, id: published",
            "/$defs/person_vacancy",
        ),
        ("{ id: saw", "{ zzzzzzzzzzzzzz: 1, id: saw", "/$defs/attest"),
        (
            "{ times:",
            "{ zzzzzzzzzzzzzz: 1, times:",
            "/$defs/repeat/properties/repeat",
        ),
        ("{ id: two", "{ zzzzzzzzzzzzzz: 1, id: two", "/$defs/check"),
        (
            "{ person: published",
            "{ zzzzzzzzzzzzzz: 1, person: published",
            "/$defs/fact",
        ),
        (
            "{ id: saw-it",
            "{ zzzzzzzzzzzzzz: 1, id: saw-it",
            "/$defs/attested",
        ),
        (
            "- { wire: { operation",
            "- { wire: { zzzzzzzzzzzzzz: 1, operation",
            "/$defs/wire",
        ),
        (
            "{ status:",
            "{ zzzzzzzzzzzzzz: 1, status:",
            "/$defs/wire/properties/answered",
        ),
        (
            "{ outcome: { name",
            "{ outcome: { zzzzzzzzzzzzzz: 1, name",
            "/$defs/outcome",
        ),
        (
            "{ told_user: { name",
            "{ told_user: { zzzzzzzzzzzzzz: 1, name",
            "/$defs/told_user",
        ),
        (
            "{ outcome: { name",
            "{ zzzzzzzzzzzzzz: 1, outcome: { name",
            "/$defs/alternative",
        ),
        (
            "{ input: job1",
            "{ zzzzzzzzzzzzzz: 1, input: job1",
            "/$defs/source/oneOf/0",
        ),
    ];
    for (before, after, place) in places {
        let source = WHOLE.replacen(before, after, 1);

        let read = known_here(&source);
        let schema = schema();
        let properties = schema.pointer(&format!("{place}/properties"));
        let listed: BTreeSet<String> = properties
            .and_then(Value::as_object)
            .unwrap()
            .keys()
            .cloned()
            .collect();

        // The reader looks for every kind of step, and for either kind of source, before it says
        // what is unknown; the schema has a shape for each.
        let beyond: BTreeSet<_> = listed.difference(&read).collect();
        assert_eq!(beyond, BTreeSet::new(), "the schema knows more at {place}");
        if !is_one_of_several(place) {
            assert_eq!(read, listed, "the reader knows more at {place}");
        }
        assert_ne!(complaints(&source), Vec::<String>::new(), "{place}");
    }
}

fn is_one_of_several(place: &str) -> bool {
    let kinds = ["act_", "advance", "person_", "attest", "source"];
    kinds.iter().any(|kind| {
        place
            .strip_prefix("/$defs/")
            .is_some_and(|rest| rest.starts_with(kind) && rest != "attested")
    })
}

/// The words that the reader says it knows where an unknown one stands.
fn known_here(source: &str) -> BTreeSet<String> {
    let mistakes = read("whole", "whole.yaml", source)
        .expect_err("an unknown word is refused")
        .to_string();
    let listed = mistakes
        .split("known here: ")
        .nth(1)
        .unwrap_or_else(|| panic!("{mistakes}"));
    let listed = listed.lines().next().unwrap_or_default();
    listed
        .split(',')
        .map(|word| word.trim().to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Puts an unknown word where a list decides.
#[test]
fn reader_and_schema_know_the_same_words() {
    let places = [
        (
            "title: ",
            "requires: zzzzzzzzzzzzzz\ntitle: ",
            "/properties/requires/anyOf/0",
        ),
        (
            "magic: true",
            "limits: zzzzzzzzzzzzzz",
            "/$defs/given_nhs_jobs/properties/limits",
        ),
        (
            "magic: true",
            "duration: zzzzzzzzzzzzzz",
            "/$defs/given_nhs_jobs/properties/duration",
        ),
        (
            "magic: true",
            "band_check: zzzzzzzzzzzzzz",
            "/$defs/given_nhs_jobs/properties/band_check",
        ),
        (
            "magic: true",
            "unknown_fields: zzzzzzzzzzzzzz",
            "/$defs/given_nhs_jobs/properties/unknown_fields",
        ),
        (
            "magic: true",
            "errors: zzzzzzzzzzzzzz",
            "/$defs/given_nhs_jobs/properties/errors",
        ),
        (
            "matching: strict",
            "matching: zzzzzzzzzzzzzz",
            "/$defs/given_esr/properties/matching",
        ),
        (
            "matching: strict",
            "activation: zzzzzzzzzzzzzz",
            "/$defs/activation",
        ),
        (
            "api_key: unknown",
            "api_key: zzzzzzzzzzzzzz",
            "/$defs/given/properties/credentials/properties/api_key",
        ),
        (
            "operation: createVacancy }",
            "operation: zzzzzzzzzzzzzz }",
            "/$defs/operation",
        ),
        (
            "is: accepted",
            "is: zzzzzzzzzzzzzz",
            "/$defs/outcome/properties/is/anyOf/0",
        ),
        (
            "severity: info",
            "severity: zzzzzzzzzzzzzz",
            "/$defs/told_user/properties/severity/anyOf/0",
        ),
        (
            "severity: info",
            "action: zzzzzzzzzzzzzz",
            "/$defs/told_user/properties/action",
        ),
        (
            "grade: pass",
            "grade: zzzzzzzzzzzzzz",
            "/$defs/alternative/properties/grade",
        ),
        (
            "{ fault: latency }",
            "{ fault: zzzzzzzzzzzzzz }",
            "/$defs/fact/properties/fault",
        ),
        (
            "person: publish, name: job1",
            "person: expire_credential, credential: zzzzzzzzzzzzzz",
            "/$defs/person_credential/properties/credential",
        ),
    ];
    for (before, after, place) in places {
        let source = WHOLE.replacen(before, after, 1);

        let read = known_here(&source);

        let schema = schema();
        let words = schema
            .pointer(&format!("{place}/enum"))
            .and_then(Value::as_array)
            .unwrap();
        let words: BTreeSet<String> = words
            .iter()
            .map(|word| word.as_str().unwrap().to_owned())
            .collect();

        assert_eq!(read, words, "{place}");
        assert_ne!(complaints(&source), Vec::<String>::new(), "{place}");
    }
}

#[test]
fn reader_and_schema_know_the_same_kinds_of_fault_and_of_what_people_do() {
    let fault = known_here(&WHOLE.replacen("type: latency", "type: zzzzzzzzzzzzzz", 1));
    let person = known_here(&WHOLE.replacen("person: publish,", "person: zzzzzzzzzzzzzz,", 1));
    let schema = schema();
    let faults = schema["$defs"]["fault_armed"]["oneOf"]
        .as_array()
        .unwrap()
        .iter();
    let listed: BTreeSet<String> = faults
        .map(|one| {
            one["properties"]["type"]["const"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let definitions = schema["$defs"].as_object().unwrap().iter();
    let persons = definitions.filter(|(name, _)| name.starts_with("person_"));
    let does = persons.flat_map(|(_, one)| one["properties"]["person"]["enum"].as_array().unwrap());
    let does: BTreeSet<String> = does.map(|word| word.as_str().unwrap().to_owned()).collect();

    assert_eq!(fault, listed);
    assert_eq!(person, does);
}

#[test]
fn what_the_reader_refuses_by_its_shape_the_schema_refuses_too() {
    let wrong = [
        ("title: A vacancy and a transfer\n", ""),
        (
            "act: post_vacancy, name: job1",
            "act: post_vacncy, name: job1",
        ),
        ("act: post_vacancy, name: job1", "act: post_vacancy"),
        (
            "act: post_vacancy, name: job1",
            "act: post_vacancy, person: publish, name: job1",
        ),
        ("{ town: Leeds }", "{ twon: Leeds }"),
        ("{ town: Leeds }", "{ town: 6 }"),
        ("{ town: Leeds }", "{ town: { $text: { lenght: 3 } } }"),
        ("{ satisfactory: true }", "{ satisfied: true }"),
        ("quiet_ms: 100", "quiet_ms: -1"),
        ("advance: PT1H", "advance: 1 hour"),
        ("{ latencyMs: 1 }", "{ status: 503 }"),
        ("person: publish, name: job1", "person: publish"),
        (
            "person: publish, name: job1",
            "person: set_activation, to: never",
        ),
        ("times: 2", "times: 101"),
        ("attest: saw-it, ask: Did you?", "attest: saw-it"),
        ("requirement: NJ-C-001", "requirement: NJ-C-999"),
        ("- id: one", "- id: One"),
        ("{ /a: { is: 1 } }", "{ a: { is: 1 } }"),
        ("{ /a: { is: 1 } }", "{ /a: { is: 1, re: x } }"),
        ("{ /a: { is: 1 } }", "{ /a: { between: [1] } }"),
        ("{ /a: { is: 1 } }", "{ /a: { absent: 1 } }"),
        (", is: accepted }", " }"),
        ("at: /vacancy", "at: vacancy"),
        (
            "wire: { operation: createVacancy, body: { /a: { same_as: { input: job1, at: /vacancy } } } }",
            "when: { person: published }",
        ),
    ];
    for (before, after) in wrong {
        let source = WHOLE.replacen(before, after, 1);

        assert_ne!(source, WHOLE, "{before} is not there");
        assert!(
            read("wrong", "wrong.yaml", &source).is_err(),
            "the reader takes {after}"
        );
        assert_ne!(
            complaints(&source),
            Vec::<String>::new(),
            "the schema takes {after}"
        );
    }
}
