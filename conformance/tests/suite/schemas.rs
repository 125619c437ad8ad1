//! The schemas that the program prints, held against what it writes and what people write.

use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::stage::program;

fn conformance(folder: &TempDir, arguments: &[&str]) -> String {
    let mut command = Command::new(program());
    let output = command.current_dir(folder.path()).args(arguments).output();
    String::from_utf8(output.expect("the program runs").stdout).expect("it writes UTF-8")
}

fn printed(document: &str) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    serde_json::from_str(&conformance(&folder, &["schema", document])).expect("it is JSON")
}

/// Every object closed: what is written and not described counts as a mistake too.
fn closed(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.contains_key("properties") && !members.contains_key("additionalProperties") {
                members.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            members.values_mut().for_each(closed);
        }
        Value::Array(items) => items.iter_mut().for_each(closed),
        _ => {}
    }
}

fn complaints(schema: &Value, document: &Value) -> Vec<String> {
    let validator = jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(schema);
    let validator = validator.expect("the schema is one");
    let errors = validator.iter_errors(document);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// The record of a run with these flags, each in a folder of its own.
fn record(arguments: &[&str]) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let known = "- check: nhs-jobs/fields/names-keep-their-marks#always/no-duplicate\n  \
                 reason: agreed\n  message: it\n  expires: \"9999-12-31\"\n";
    fs::write(folder.path().join("known.yaml"), known).expect("it can be written");
    conformance(&folder, arguments);
    let text = fs::read(folder.path().join("conformance-report/run.json"));
    serde_json::from_slice(&text.expect("it was written")).expect("it is JSON")
}

#[test]
fn every_record_of_a_run_is_valid_and_nothing_in_it_goes_undescribed() {
    let mut schema = printed("run");
    closed(&mut schema);
    let runs: [&[&str]; 5] = [
        &["run", "--area", "nhs-jobs/draft", "--snapshots", "new"],
        &["run", "--area", "nhs-jobs/draft", "--snapshots", "check"],
        &[
            "run",
            "--wayward",
            "trims-texts",
            "--area",
            "nhs-jobs/fields",
            "--known-failing",
            "known.yaml",
        ],
        &[
            "run",
            "--wayward",
            "claims-without-connecting",
            "--area",
            "nhs-jobs/draft",
        ],
        &[
            "run",
            "--adapter",
            "there-is-no-such-program",
            "--area",
            "nhs-jobs/draft",
        ],
    ];
    for arguments in runs {
        let record = record(arguments);

        assert_eq!(
            complaints(&schema, &record),
            Vec::<String>::new(),
            "{arguments:?}"
        );
    }
}

#[test]
fn every_certificate_is_valid_and_nothing_in_it_goes_undescribed() {
    let mut schema = printed("certificate");
    closed(&mut schema);
    let folder = tempfile::tempdir().expect("a folder");
    for area in [
        "nhs-jobs/draft",
        "people",
        "resilience",
        "esr",
        "lost-answer",
    ] {
        conformance(&folder, &["certify", "--area", area]);
        let text = fs::read(folder.path().join("conformance-report/certificate.json"));
        let mut certificate = serde_json::from_slice(&text.expect("it was issued")).expect("JSON");
        assert_eq!(
            complaints(&schema, &certificate),
            Vec::<String>::new(),
            "{area}"
        );

        certificate["format"] = Value::from("conformance-certificate/2");
        certificate["attempts"][0]["verdict"] = Value::from("passed");
        assert_eq!(complaints(&schema, &certificate).len(), 2, "{area}");
    }
}

#[test]
fn what_is_no_run_is_refused() {
    let schema = printed("run");
    let mut wrong = record(&["run", "--area", "nhs-jobs/draft"]);
    wrong["verdict"] = Value::from("passed");
    wrong["totals"]["checks"]["pass"] = Value::from("many");

    assert_eq!(complaints(&schema, &wrong).len(), 2);
}

#[test]
fn a_list_of_known_failures_is_valid_and_one_without_a_reason_is_not() {
    let schema = printed("known-failing");
    let entry = serde_json::json!({
        "check": "nhs-jobs/salary/zero-is-told#told", "reason": "ticket 4711",
        "message": "NHS Jobs refused", "expires": "2027-03-31",
    });
    let mut wrong = entry.clone();
    wrong["reason"] = Value::from(" ");
    wrong["expires"] = Value::from("next year");
    wrong["expiry"] = Value::from("2027-03-31");

    assert_eq!(
        complaints(&schema, &serde_json::json!([entry])),
        Vec::<String>::new()
    );
    assert_eq!(complaints(&schema, &serde_json::json!([wrong])).len(), 3);
    assert_eq!(
        complaints(&schema, &serde_json::json!([])),
        Vec::<String>::new()
    );
}

#[test]
fn what_fuzz_keeps_is_valid_and_what_is_no_case_is_refused() {
    let schema = printed("case");
    let folder = tempfile::tempdir().expect("a folder");
    let flawed = ["fuzz", "--wayward", "trims-texts", "--cases", "150", "-q"];
    conformance(&folder, &flawed);
    let kept = fs::read_dir(folder.path().join("conformance-report/cases")).expect("some are kept");

    let mut cases = 0;
    for file in kept {
        let text = fs::read(file.expect("it is there").path()).expect("it can be read");
        let mut case: Value = serde_json::from_slice(&text).expect("it is JSON");
        assert_eq!(complaints(&schema, &case), Vec::<String>::new(), "{case:#}");

        case["check"] = Value::from("always/nice");
        case["steps"][0] = serde_json::json!({ "dance": {} });
        assert_eq!(complaints(&schema, &case).len(), 2, "{case:#}");
        cases += 1;
    }
    assert!(cases > 0, "nothing was kept");
}

#[test]
fn the_protocol_is_printed_as_it_is_published() {
    let published = include_str!("../../starters/protocol.schema.json");
    let folder = tempfile::tempdir().unwrap();

    assert_eq!(conformance(&folder, &["schema", "protocol"]), published);
}
