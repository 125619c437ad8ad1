//! Certificates through the program: issued, verified, refused.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{conformance, stderr, stdout};
use crate::stage::{program, root};

/// A few scenarios, so that a test takes a moment.
pub(crate) const FEW: [&str; 3] = ["certify", "--area", "nhs-jobs/draft"];

pub(crate) fn status(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

/// The certificate in the folder of the reports.
pub(crate) fn certificate(folder: &Path) -> Value {
    let file = folder.join("conformance-report/certificate.json");
    serde_json::from_slice(&fs::read(file).expect("it was issued")).expect("it is JSON")
}

fn is_issued(folder: &Path) -> bool {
    let issued = |name: &str| folder.join("conformance-report").join(name).exists();
    issued("certificate.json") || issued("certificate.html")
}

#[test]
fn the_whole_set_is_certified_and_verified() {
    let folder = tempfile::tempdir().unwrap();

    let issued = conformance(folder.path(), &["certify"]);
    let verified = conformance(folder.path(), &["verify", "conformance-report"]);

    assert_eq!(status(&issued), 0, "{}", stderr(&issued));
    assert_eq!(status(&verified), 0, "{}", stdout(&verified));
    let certificate = certificate(folder.path());
    assert_eq!(certificate["coverage"]["leftOut"], serde_json::json!([]));
    assert_eq!(certificate["madeBy"]["shippedScenarios"], true);
    assert_eq!(certificate["ours"], "the reference client of this tool");
    let checks = certificate["totals"]["checks"].as_object().unwrap();
    let checks: u64 = checks.values().filter_map(Value::as_u64).sum();
    let told = stdout(&verified);
    assert!(
        told.contains(&format!("{checks} of {checks} checks")),
        "{told}"
    );
    assert!(told.contains("reference client"), "{told}");
}

#[test]
fn a_narrowed_certificate_says_what_it_leaves_out_and_holds_no_secret_and_no_address() {
    let folder = tempfile::tempdir().unwrap();

    let issued = conformance(folder.path(), &FEW);

    assert_eq!(status(&issued), 0, "{}", stderr(&issued));
    let text =
        fs::read_to_string(folder.path().join("conformance-report/certificate.json")).unwrap();
    let certificate: Value = serde_json::from_str(&text).unwrap();
    let attempts = certificate["attempts"].as_array().unwrap().len();
    let left = certificate["coverage"]["leftOut"].as_array().unwrap().len();
    assert_eq!(
        attempts + left,
        certificate["coverage"]["set"].as_array().unwrap().len()
    );
    let told = format!("It covers only {attempts} of the");
    assert!(stdout(&issued).contains(&told), "{}", stdout(&issued));
    assert!(text.contains("[secret:apiKey:own]") && !text.contains("127.0.0.1"));
    let page =
        fs::read_to_string(folder.path().join("conformance-report/certificate.html")).unwrap();
    for said in [
        told.as_str(),
        "Not issued by, and not affiliated with, NHSBSA, NHS England or ESR",
        "What nobody outside knows",
        "conformance verify certificate.json",
        "size: A4",
    ] {
        assert!(page.contains(said), "{said}");
    }
    assert!(!page.contains("<script") && !page.contains("src="));
}

#[test]
fn a_client_with_a_flaw_gets_none_and_an_older_one_is_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    conformance(folder.path(), &FEW);
    assert!(is_issued(folder.path()));

    let flawed = [
        "certify",
        "--area",
        "nhs-jobs/fields",
        "--wayward",
        "trims-texts",
    ];
    let refused = conformance(folder.path(), &flawed);
    let verified = conformance(folder.path(), &["verify", "conformance-report"]);

    assert_eq!(status(&refused), 1);
    let told = stderr(&refused);
    assert!(
        told.contains("no certificate was issued:\n  the run is not conformant"),
        "{told}"
    );
    assert!(
        told.contains("fail: ") && told.contains("what was seen is in"),
        "{told}"
    );
    assert!(!is_issued(folder.path()));
    let report = folder.path().join("conformance-report");
    assert!(report.join("run.json").is_file() && report.join("evidence/nhs-jobs").is_dir());
    assert_eq!(status(&verified), 2);
    let told = stderr(&verified);
    assert!(told.contains("no certificate was issued for it"), "{told}");
}

#[test]
fn a_client_that_never_connects_gets_none() {
    let folder = tempfile::tempdir().unwrap();
    let silent = [
        "certify",
        "--wayward",
        "claims-without-connecting",
        "--area",
        "quiet",
    ];

    let refused = conformance(folder.path(), &silent);

    assert_eq!(status(&refused), 5);
    assert!(!is_issued(folder.path()));
}

#[test]
fn nothing_that_ran_earlier_is_certified_in_place_of_what_fits_nothing() {
    let folder = tempfile::tempdir().unwrap();
    conformance(folder.path(), &["run", "--area", "quiet"]);

    let nothing = conformance(folder.path(), &["certify", "--filter", "no-such-scenario"]);

    assert_eq!(status(&nothing), 4);
    assert!(!is_issued(folder.path()));
}

#[test]
fn a_run_that_is_over_is_certified_and_so_are_its_parts_put_together() {
    let folder = tempfile::tempdir().unwrap();
    for part in ["1", "2"] {
        let (out, shard) = (format!("part-{part}"), format!("{part}/2"));
        let run = [
            "run",
            "--out",
            &out,
            "--shard",
            &shard,
            "--area",
            "esr/token",
        ];
        assert_eq!(status(&conformance(folder.path(), &run)), 0);
    }
    let merge = ["report", "part-1", "part-2", "--out", "whole", "-q"];
    assert_eq!(status(&conformance(folder.path(), &merge)), 0);

    let of_part = conformance(folder.path(), &["certify", "part-1"]);
    let of_whole = conformance(folder.path(), &["certify", "whole"]);

    for issued in [&of_part, &of_whole] {
        assert_eq!(status(issued), 0, "{}", stderr(issued));
    }
    for (place, shard) in [("part-1", Value::from("1/2")), ("whole", Value::Null)] {
        let verified = conformance(folder.path(), &["verify", place]);
        assert_eq!(status(&verified), 0, "{}", stdout(&verified));
        let text = fs::read(folder.path().join(place).join("certificate.json")).unwrap();
        let certificate: Value = serde_json::from_slice(&text).unwrap();
        assert_eq!(certificate["shard"], shard);
    }
}

#[test]
fn what_cannot_be_certified_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let fuzz = ["fuzz", "--cases", "20", "--out", "fuzzed", "-q"];
    conformance(folder.path(), &fuzz);
    conformance(folder.path(), &["run", "--area", "quiet", "--out", "holed"]);
    let evidence = folder.path().join("holed/evidence/quiet");
    fs::remove_dir_all(evidence).unwrap();

    for (place, told) in [
        (
            "nowhere",
            "name the folder that `conformance run --out` wrote",
        ),
        ("fuzzed", "certify a run of scenarios"),
        ("holed", "do the run again"),
    ] {
        let refused = conformance(folder.path(), &["certify", place]);
        assert_eq!(status(&refused), 2, "{place}");
        assert!(
            stderr(&refused).contains(told),
            "{place}: {}",
            stderr(&refused)
        );
    }
}

#[test]
fn evidence_that_was_altered_before_it_is_certified_is_told() {
    let folder = tempfile::tempdir().unwrap();
    conformance(folder.path(), &["run", "--area", "nhs-jobs/draft"]);
    let file = folder
        .path()
        .join("conformance-report/evidence/nhs-jobs/draft/posts-one-draft.json");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("\"accepted\"", "\"failed\"")).unwrap();

    let refused = conformance(folder.path(), &["certify", "conformance-report"]);

    assert_eq!(status(&refused), 2);
    let told = stderr(&refused);
    assert!(
        told.contains("posts-one-draft comes to other verdicts"),
        "{told}"
    );
}

#[test]
fn known_failures_that_were_let_through_stand_in_the_certificate_with_their_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let flawed = ["--area", "nhs-jobs/fields", "--wayward", "trims-texts"];
    let refused = conformance(folder.path(), &[&["certify"], &flawed[..]].concat());
    assert_eq!(status(&refused), 1);
    fs::write(
        folder.path().join("known.yaml"),
        known_failures(folder.path()),
    )
    .unwrap();

    let known = ["--known-failing", "known.yaml"];
    let issued = conformance(folder.path(), &[&["certify"], &flawed[..], &known].concat());
    let verified = conformance(folder.path(), &["verify", "conformance-report"]);

    assert_eq!(status(&issued), 0, "{}", stderr(&issued));
    assert_eq!(status(&verified), 0, "{}", stdout(&verified));
    let certificate = certificate(folder.path());
    assert_eq!(certificate["known"][0]["reason"], "agreed with the buyer");
    let said = certificate["statement"].to_string();
    assert!(
        said.contains("in all but") && said.contains("not held against it"),
        "{said}"
    );
    assert!(said.contains("a flaw made on purpose"), "{said}");
    let page =
        fs::read_to_string(folder.path().join("conformance-report/certificate.html")).unwrap();
    assert!(page.contains("agreed with the buyer"));
}

/// A list of everything that failed in the run of this folder.
fn known_failures(folder: &Path) -> String {
    let text = fs::read(folder.join("conformance-report/run.json")).expect("it was written");
    let run: Value = serde_json::from_slice(&text).expect("it is JSON");
    let scenarios = run["scenarios"].as_array().expect("as designed").iter();
    let checks = scenarios.flat_map(|scenario| {
        let checks = scenario["checks"].as_array().expect("as designed").iter();
        checks.map(|check| (scenario["id"].as_str().expect("as designed"), check))
    });
    let failed = checks.filter(|(_, check)| check["verdict"] == "fail");
    let entry = |(id, check): (&str, &Value)| {
        let name = Value::from(format!(
            "{id}#{}",
            check["id"].as_str().expect("as designed")
        ));
        let message: String = check["reason"]
            .as_str()
            .expect("as designed")
            .chars()
            .take(10)
            .collect();
        let message = Value::from(message);
        format!(
            "- check: {name}\n  reason: agreed with the buyer\n  message: {message}\n  expires: \"9999-12-31\"\n"
        )
    };
    failed.map(entry).collect()
}

#[test]
fn the_same_seed_gives_the_same_certificate_but_for_times_and_what_is_made_of_them() {
    let made = || {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(status(&conformance(folder.path(), &FEW)), 0);
        timeless(certificate(folder.path()))
    };

    assert_eq!(made().to_string(), made().to_string());
}

/// A certificate without the members that differ from run to run.
fn timeless(mut certificate: Value) -> Value {
    for time in ["ran", "elapsedMs", "sha256"] {
        certificate[time] = Value::Null;
    }
    // The first sentence says the day.
    certificate["statement"][0] = Value::Null;
    for attempt in certificate["attempts"].as_array_mut().expect("as designed") {
        attempt["evidenceSha256"] = Value::Null;
        let exchanges = attempt["evidence"]["exchanges"].as_array_mut();
        for exchange in exchanges.expect("as designed") {
            exchange["simulator"]["arrivedMicros"] = Value::Null;
            exchange["simulator"]["answeredMicros"] = Value::Null;
        }
    }
    certificate
}

#[test]
fn a_running_simulator_leaves_no_address_in_a_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let started = runtime.block_on(conformance::simulator::OwnSimulator::start());
    let (simulator, control) = started.unwrap();
    let url = control.url().to_string();

    let issued = conformance(folder.path(), &[&FEW[..], &["--simulator", &url]].concat());
    let verified = conformance(folder.path(), &["verify", "conformance-report"]);

    assert_eq!(status(&issued), 0, "{}", stderr(&issued));
    assert_eq!(status(&verified), 0, "{}", stdout(&verified));
    let certificate = certificate(folder.path());
    assert_eq!(certificate["simulator"]["place"], "elsewhere");
    assert!(!certificate.to_string().contains("127.0.0.1"));
    runtime.block_on(simulator.stop());
}

#[test]
fn scenarios_of_ones_own_are_carried_and_verified_by_who_has_them() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own/nhs-jobs");
    fs::create_dir_all(&own).unwrap();
    let shipped = root().join("scenarios/nhs-jobs/draft/posts-one-draft.yaml");
    fs::copy(shipped, own.join("ours.yaml")).unwrap();

    let issued = conformance(folder.path(), &["certify", "--scenarios", "own"]);
    let by_a_stranger = conformance(folder.path(), &["verify", "conformance-report"]);
    let by_their_owner = ["verify", "conformance-report", "--scenarios", "own"];
    let by_their_owner = conformance(folder.path(), &by_their_owner);

    assert_eq!(status(&issued), 0, "{}", stderr(&issued));
    assert_eq!(
        certificate(folder.path())["madeBy"]["shippedScenarios"],
        false
    );
    assert!(
        stdout(&issued).contains("is not the one that this tool is shipped with"),
        "{}",
        stdout(&issued)
    );
    assert_eq!(status(&by_a_stranger), 3);
    let told = stdout(&by_a_stranger);
    assert!(
        told.contains("the scenario `nhs-jobs/ours` is not among those here"),
        "{told}"
    );
    assert!(told.contains("not verified by this version"), "{told}");
    assert_eq!(status(&by_their_owner), 0, "{}", stdout(&by_their_owner));
}

#[test]
fn a_small_certificate_has_the_shape_that_is_documented() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own");
    fs::create_dir_all(&own).unwrap();
    let shipped = root().join("scenarios/quiet");
    let file = fs::read_dir(shipped).unwrap().next().unwrap().unwrap();
    fs::copy(file.path(), own.join(file.file_name())).unwrap();
    conformance(folder.path(), &["certify", "--scenarios", "own"]);

    let shape = shape(&certificate(folder.path()));

    insta::assert_snapshot!(format!("{shape:#}"));
}

/// What kind of value stands where: of each list its first item alone.
fn shape(value: &Value) -> Value {
    match value {
        Value::Null => Value::from("null"),
        Value::Bool(_) => Value::from("true or false"),
        Value::Number(_) => Value::from("number"),
        Value::String(_) => Value::from("text"),
        Value::Array(items) => items.iter().take(1).map(shape).collect(),
        Value::Object(members) => {
            let members = members.iter();
            members
                .map(|(name, value)| (name.clone(), shape(value)))
                .collect()
        }
    }
}

/// The starter in Python with the actions that it declares.
fn python(folder: &TempDir, actions: &str) -> Option<String> {
    let answers = std::process::Command::new("python3")
        .arg("--version")
        .output();
    if !answers.is_ok_and(|output| output.status.success()) {
        return None;
    }
    let init = ["init", "--language", "python", "adapter"];
    assert_eq!(status(&conformance(folder.path(), &init)), 0);
    let file = folder.path().join("adapter/adapter.py");
    let text = fs::read_to_string(&file).expect("it was written");
    let all = "[\"post_vacancy\", \"update_vacancy\", \"transfer_employment_checks\"]";
    assert!(
        text.contains(all),
        "the starter declares its actions otherwise"
    );
    fs::write(&file, text.replace(all, actions)).expect("it can be written");
    Some(format!("python3 {}", file.display()))
}

#[test]
fn a_client_in_python_is_certified_with_what_it_cannot_do_told() {
    let folder = tempfile::tempdir().unwrap();
    let Some(adapter) = python(&folder, "[\"post_vacancy\"]") else {
        return;
    };

    let issued = [
        "certify",
        "--adapter",
        &adapter,
        "--area",
        "nhs-jobs/draft,nhs-jobs/update",
    ];
    let issued = conformance(folder.path(), &issued);
    let verified = conformance(folder.path(), &["verify", "conformance-report"]);

    assert_eq!(status(&issued), 0, "{}{}", stdout(&issued), stderr(&issued));
    assert_eq!(status(&verified), 0, "{}", stdout(&verified));
    let certificate = certificate(folder.path());
    assert_eq!(certificate["subject"]["language"], "Python");
    assert_eq!(certificate["ours"], Value::Null);
    let left = certificate["coverage"]["notRun"].as_array().unwrap();
    assert!(left.len() > 5, "{left:?}");
    assert!(
        stdout(&issued).contains("Not run, for want of an action"),
        "{}",
        stdout(&issued)
    );
    assert!(
        !certificate
            .to_string()
            .contains(&program().display().to_string())
    );
}
