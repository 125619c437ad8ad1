//! What is done with a kept case, through the program: made smaller, tried again, or refused.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::fuzzing::{own, shown};
use crate::program::{conformance, stderr};

fn case(check: &str, steps: &Value) -> Value {
    json!({
        "format": "conformance-case/1", "contract": "v1", "id": "by-hand", "check": check,
        "given": {}, "steps": steps,
    })
}

fn write(folder: &TempDir, case: &Value) -> String {
    let path = folder.path().join("by-hand.case.json");
    fs::write(&path, format!("{case:#}")).expect("it can be written");
    path.display().to_string()
}

/// A case with much in it that does not matter.
fn rambling() -> Value {
    case(
        "always/faithful-values",
        &json!([
            { "act": "post_vacancy", "name": "job1", "with": { "job_title": "Nurse " , "area_of_work": "Emergency" } },
            { "advance": "PT61M" },
            { "person": "publish", "name": "job1" },
            { "act": "post_vacancy", "name": "job2" },
        ]),
    )
}

#[test]
fn a_case_is_minimised_to_what_matters() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(&folder, &rambling());

    let output = conformance(
        folder.path(),
        &["minimise", &file, "--wayward", "trims-texts"],
    );

    let told = shown(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("1 step instead of 4 steps"), "{told}");
    assert!(
        told.contains("nothing more can be taken away; shown three times"),
        "{told}"
    );
    let smaller: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let steps = json!([{ "act": "post_vacancy", "name": "job1", "with": { "job_title": " " } }]);
    assert_eq!(smaller["steps"], steps);
}

#[test]
fn a_budget_too_small_to_minimise_says_so_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(&folder, &rambling());
    let flawed = ["--wayward", "trims-texts"];

    let budget = [
        "minimise",
        &file,
        "--shrink-budget",
        "2",
        "--out",
        "smaller.case.json",
    ];
    let output = conformance(folder.path(), &[&budget[..], &flawed].concat());

    let told = shown(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(
        told.contains("the budget was used up before it was as small as can be"),
        "{told}"
    );
    let before: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(before, rambling(), "the case itself is as it was");
    let again = conformance(
        folder.path(),
        &[&["replay", "smaller.case.json"][..], &flawed].concat(),
    );
    assert_eq!(again.status.code(), Some(1), "{}", shown(&again));
}

#[test]
fn what_shows_nothing_is_not_minimised() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(&folder, &rambling());

    let output = conformance(folder.path(), &["minimise", &file]);

    assert_eq!(output.status.code(), Some(4));
    assert!(
        stderr(&output).contains("does not show always/faithful-values"),
        "{}",
        stderr(&output)
    );
    let before: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(before, rambling());
}

#[test]
fn a_flaky_case_that_does_not_show_is_not_called_fixed() {
    let folder = tempfile::tempdir().unwrap();
    let mut flaky = rambling();
    flaky["flaky"] = json!(true);
    let file = write(&folder, &flaky);

    let replayed = conformance(folder.path(), &["replay", &file]);
    let searched = conformance(folder.path(), &["fuzz", "--cases", "5", "--stored", "."]);
    flaky["flaky"] = json!(false);
    write(&folder, &flaky);
    let steady = conformance(folder.path(), &["replay", &file]);

    assert_eq!(replayed.status.code(), Some(3));
    assert!(shown(&replayed).contains("showed in none of 3 tries: that settles nothing"));
    assert_eq!(searched.status.code(), Some(0));
    assert!(
        shown(&searched).contains("NOT SHOWN by-hand"),
        "{}",
        shown(&searched)
    );
    assert_eq!(steady.status.code(), Some(0));
    assert!(shown(&steady).contains("FIXED"));
}

#[test]
fn the_result_of_a_promoted_case_lies_beside_its_scenario_and_every_command_finds_it_there() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(&folder, &rambling());
    fs::create_dir(folder.path().join("own")).unwrap();

    let promoted = conformance(
        folder.path(),
        &["promote", &file, "--as", "a/b", "--scenarios", "own"],
    );
    let run = conformance(folder.path(), &["run", "--scenarios", "own"]);
    let reviewed = conformance(folder.path(), &["review", "--scenarios", "own"]);

    assert_eq!(promoted.status.code(), Some(0), "{}", stderr(&promoted));
    let snapshot = folder.path().join("own-snapshots/scenarios/a/b.snap");
    assert!(snapshot.is_file());
    assert!(!folder.path().join("snapshots").exists());
    assert_eq!(run.status.code(), Some(0), "{}", shown(&run));
    let record = fs::read(folder.path().join("conformance-report/run.json")).unwrap();
    let record: Value = serde_json::from_slice(&record).unwrap();
    assert_eq!(record["snapshots"]["folder"], "own-snapshots");
    assert_eq!(record["snapshots"]["same"], 1);
    assert_eq!(shown(&reviewed), "nothing to review in own-snapshots\n");
}

/// Each command that reads a case says the same of one that cannot be read, and tries nothing.
fn refused(wrong: &Value, told: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = write(&folder, wrong);
    fs::create_dir(folder.path().join("scenarios")).expect("it can be done");
    let before = fs::read(&file).expect("it can be done");
    let commands: [&[&str]; 4] = [
        &["replay", &file],
        &["minimise", &file],
        &["promote", &file],
        &["fuzz", "--stored", ".", "--cases", "1"],
    ];
    for command in commands {
        let output = conformance(folder.path(), command);
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        assert!(
            stderr(&output).contains(told),
            "{command:?}: {}",
            stderr(&output)
        );
        assert_eq!(
            fs::read(&file).expect("it can be done"),
            before,
            "{command:?}"
        );
    }
}

#[test]
fn a_case_of_another_contract_version_is_refused() {
    let mut wrong = rambling();
    wrong["contract"] = json!("v2");

    refused(
        &wrong,
        "the contract is \"v2\", and this program knows \"v1\"",
    );
}

#[test]
fn an_unknown_step_is_refused() {
    let wrong = case("always/no-duplicate", &json!([{ "dance": {} }]));

    refused(
        &wrong,
        "exactly one of `act`, `settle`, `advance`, `fault`, `person`",
    );
}

#[test]
fn an_impossible_state_is_refused() {
    let published =
        json!([{ "person": "publish", "name": "job1" }, { "act": "post_vacancy", "name": "job1" }]);

    refused(
        &case("always/no-duplicate", &published),
        "nothing before this step is called `job1`",
    );
}

#[test]
fn a_case_that_never_acts_is_refused() {
    refused(
        &case("always/no-duplicate", &json!([{ "advance": "PT1H" }])),
        "no step acts",
    );
}

#[cfg(unix)]
#[test]
fn a_case_for_more_than_the_adapter_can_do_is_not_tried() {
    let folder = tempfile::tempdir().unwrap();
    let transfer = json!([{ "act": "transfer_employment_checks", "name": "dr1" }]);
    let file = write(&folder, &case("generated/transferred-once", &transfer));
    let less = own("");
    let less = format!("sh -c \"{less} | sed -u 's/,\\\"transfer_employment_checks\\\"//'\"");

    for command in ["replay", "minimise"] {
        let output = conformance(folder.path(), &[command, &file, "--adapter", &less]);
        assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
        assert!(
            stderr(&output).contains("transfer_employment_checks"),
            "{}",
            stderr(&output)
        );
        assert!(
            stderr(&output).contains("nothing was tried"),
            "{}",
            stderr(&output)
        );
    }
    let arguments = ["fuzz", "--stored", ".", "--cases", "20", "--adapter", &less];
    let output = conformance(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    assert!(
        shown(&output).contains("not tried: by-hand"),
        "{}",
        shown(&output)
    );
    assert!(
        !shown(&output).contains("transferEmploymentChecks"),
        "it was asked for"
    );
}
