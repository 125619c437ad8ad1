//! Certificates that were tampered with, and files that are none: each is found, at its place.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::LazyLock;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::certificates::{FEW, certificate, status};
use crate::program::{conformance, stderr, stdout};

/// One certificate for all tests.
pub(crate) static SOUND: LazyLock<Value> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    conformance(folder.path(), &FEW);
    certificate(folder.path())
});

/// Whether whoever tampers makes the digests anew.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Digests {
    Left,
    MadeAnew,
}
use Digests::{Left, MadeAnew};

fn digest(value: &Value) -> Value {
    let digest = Sha256::digest(value.to_string().as_bytes());
    let digits = digest.iter().map(|byte| format!("{byte:02x}"));
    Value::from(digits.collect::<String>())
}

pub(crate) fn make_anew(certificate: &mut Value) {
    for attempt in certificate["attempts"].as_array_mut().expect("as designed") {
        attempt["evidenceSha256"] = digest(&attempt["evidence"]);
    }
    let mut rest = certificate.clone();
    rest.as_object_mut().expect("as designed").remove("sha256");
    certificate["sha256"] = digest(&rest);
}

fn verified(text: &[u8]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("certificate.json"), text).expect("it can be written");
    conformance(folder.path(), &["verify", "certificate.json"])
}

/// What `verify` says of the sound certificate after somebody changed it.
pub(crate) fn tampered(digests: Digests, change: impl FnOnce(&mut Value)) -> Output {
    let mut certificate = SOUND.clone();
    change(&mut certificate);
    if digests == MadeAnew {
        make_anew(&mut certificate);
    }
    verified(certificate.to_string().as_bytes())
}

pub(crate) fn refused(output: &Output, told: &[&str]) {
    let shown = stdout(output);
    assert_eq!(status(output), 1, "{shown}{}", stderr(output));
    for text in told {
        assert!(shown.contains(text), "`{text}` is not told:\n{shown}");
    }
    assert!(shown.contains("not verified"), "{shown}");
}

/// The place of the first attempt whose id ends so.
pub(crate) fn attempt(certificate: &mut Value, ending: &str) -> usize {
    let attempts = certificate["attempts"].as_array().expect("as designed");
    let mut ids = attempts
        .iter()
        .map(|one| one["id"].as_str().expect("as designed"));
    ids.position(|id| id.ends_with(ending))
        .expect("it is there")
}

#[test]
fn nothing_changed_is_verified_also_when_it_was_indented_anew() {
    let whole = tampered(Left, |_| {});
    let indented = verified(format!("{:#}", *SOUND).as_bytes());
    let made_anew = tampered(MadeAnew, |_| {});

    for output in [whole, indented, made_anew] {
        assert_eq!(status(&output), 0, "{}", stdout(&output));
    }
}

#[test]
fn a_changed_verdict_is_told_with_what_the_evidence_comes_to() {
    let change = |certificate: &mut Value| {
        let at = attempt(certificate, "draft/posts-one-draft");
        certificate["attempts"][at]["checks"][0]["verdict"] = json!("warn");
    };

    refused(&tampered(Left, change), &["the certificate as a whole"]);
    let told = [
        "posts-one-draft#posted-once",
        "recorded    warn for NJ-C-001",
        "recomputed  pass for NJ-C-001",
    ];
    refused(&tampered(MadeAnew, change), &told);
}

#[test]
fn changed_totals_and_sentences_do_not_follow() {
    for digests in [Left, MadeAnew] {
        let totals = tampered(digests, |certificate| {
            certificate["totals"]["checks"]["pass"] = json!(9_999);
        });
        refused(&totals, &["`/totals/checks/pass` says 9999; it follows"]);
        let statement = tampered(digests, |certificate| {
            certificate["statement"][0] = json!("It is the best client there is.");
        });
        refused(&statement, &["`/statement/0` says"]);
        let covered = tampered(digests, |certificate| {
            certificate["coverage"]["byProvenance"][0]["shown"] = json!(80);
        });
        refused(&covered, &["`/coverage/byProvenance/0/shown`"]);
    }
}

#[test]
fn a_changed_subject_is_found_by_its_digest_and_only_by_that() {
    let change = |certificate: &mut Value| certificate["subject"]["name"] = json!("another");

    refused(&tampered(Left, change), &["the certificate as a whole"]);
    // Nobody signed it: with digests made anew the sentences give it away, and where they were
    // written anew too, nothing does. The documentation says so.
    refused(&tampered(MadeAnew, change), &["`/statement/0`", "`/ours`"]);
}

#[test]
fn a_changed_body_is_found_by_its_digest_and_by_its_verdict() {
    let change = |certificate: &mut Value| {
        let at = attempt(certificate, "draft/posts-one-draft");
        let body = &mut certificate["attempts"][at]["evidence"]["exchanges"][0]["request"]["body"];
        let text = body["text"].as_str().expect("as designed");
        body["text"] = json!(text.replace("Staff Nurse, Emergency Department", "Porter"));
    };

    refused(
        &tampered(Left, change),
        &["the evidence of `nhs-jobs/draft/posts-one-draft`"],
    );
    refused(
        &tampered(MadeAnew, change),
        &["posts-one-draft#posted-once", "recomputed  fail"],
    );
}

#[test]
fn a_changed_report_is_found_by_its_digest_and_by_its_verdict() {
    let change = |certificate: &mut Value| {
        let at = attempt(certificate, "draft/posts-one-draft");
        let done = &mut certificate["attempts"][at]["evidence"]["timeline"][0]["done"];
        done["answer"]["report"]["outcome"] = json!("failed");
    };

    refused(
        &tampered(Left, change),
        &["the evidence of `nhs-jobs/draft/posts-one-draft`"],
    );
    refused(
        &tampered(MadeAnew, change),
        &["posts-one-draft#reported-accepted", "recomputed  fail"],
    );
}

#[test]
fn evidence_of_another_scenario_or_of_no_run_does_not_fit() {
    let exchanged = tampered(MadeAnew, |certificate| {
        certificate["attempts"][0]["evidence"] = certificate["attempts"][1]["evidence"].clone();
    });
    refused(&exchanged, &["its evidence does not fit the scenario"]);

    let never_run = tampered(MadeAnew, |certificate| {
        let evidence = &mut certificate["attempts"][0]["evidence"];
        evidence["notRun"] = json!("the adapter does not declare `post_vacancy`");
        evidence["timeline"] = json!([]);
        evidence["exchanges"] = json!([]);
    });
    refused(&never_run, &["which the declared actions do not explain"]);

    let asked_otherwise = tampered(MadeAnew, |certificate| {
        let at = attempt(certificate, "draft/posts-one-draft");
        let done = &mut certificate["attempts"][at]["evidence"]["timeline"][0]["done"];
        done["input"]["vacancy"]["visibility"] = json!("internal");
    });
    refused(
        &asked_otherwise,
        &["step 1 was done otherwise than the scenario asks"],
    );
}

#[test]
fn a_check_that_was_deleted_added_or_moved_is_named() {
    for digests in [Left, MadeAnew] {
        let deleted = tampered(digests, |certificate| {
            let at = attempt(certificate, "draft/posts-one-draft");
            let checks = certificate["attempts"][at]["checks"].as_array_mut();
            checks.expect("as designed").remove(0);
        });
        refused(
            &deleted,
            &["posts-one-draft#posted-once", "recorded    no such check"],
        );

        let added = tampered(digests, |certificate| {
            let checks = certificate["attempts"][0]["checks"].as_array_mut();
            let checks = checks.expect("as designed");
            let mut more = checks[0].clone();
            more["id"] = json!("always/excellent");
            checks.push(more);
        });
        refused(&added, &["#always/excellent", "recomputed  no such check"]);

        let moved = tampered(digests, |certificate| {
            let checks = certificate["attempts"][0]["checks"].as_array_mut();
            checks.expect("as designed").reverse();
        });
        refused(&moved, &["its checks stand in another order"]);
    }
}

#[test]
fn attempts_that_were_deleted_added_or_moved_are_told() {
    for digests in [Left, MadeAnew] {
        let deleted = tampered(digests, |certificate| {
            let attempts = certificate["attempts"].as_array_mut();
            attempts.expect("as designed").remove(0);
        });
        assert_eq!(status(&deleted), 2);
        assert!(
            stderr(&deleted).contains("is missing"),
            "{}",
            stderr(&deleted)
        );

        let twice = tampered(digests, |certificate| {
            let attempts = certificate["attempts"].as_array_mut().expect("as designed");
            attempts.push(attempts[0].clone());
        });
        assert_eq!(status(&twice), 2);
        assert!(
            stderr(&twice).contains("stands there twice"),
            "{}",
            stderr(&twice)
        );

        let moved = tampered(digests, |certificate| {
            let attempts = certificate["attempts"].as_array_mut();
            attempts.expect("as designed").reverse();
        });
        refused(&moved, &["do not stand in the order of their ids"]);
    }
}

#[test]
fn an_attempt_that_is_said_to_be_left_out_is_missing_in_the_sentences() {
    let hidden = tampered(MadeAnew, |certificate| {
        let attempts = certificate["attempts"].as_array_mut().expect("as designed");
        let gone = attempts.remove(0)["id"].clone();
        let left = certificate["coverage"]["leftOut"].as_array_mut();
        left.expect("as designed").insert(0, gone);
    });

    refused(
        &hidden,
        &["`/totals/checks/not_applicable`", "`/statement/"],
    );
}

#[test]
fn another_scenario_under_the_same_name_is_not_verified() {
    let weakened = |certificate: &mut Value| {
        let at = attempt(certificate, "draft/posts-one-draft");
        let text = &mut certificate["attempts"][at]["scenario"]["text"];
        *text = json!(
            text.as_str()
                .expect("as designed")
                .replace("count: 1", "count: 1 ")
        );
    };

    refused(
        &tampered(Left, weakened),
        &["the scenario `nhs-jobs/draft/posts-one-draft`"],
    );
    let made_anew = tampered(MadeAnew, |certificate| {
        weakened(certificate);
        let at = attempt(certificate, "draft/posts-one-draft");
        let source = &mut certificate["attempts"][at]["scenario"];
        let bytes = Sha256::digest(source["text"].as_str().expect("as designed").as_bytes());
        let digits = bytes.iter().map(|byte| format!("{byte:02x}"));
        source["sha256"] = json!(digits.collect::<String>());
    });
    refused(&made_anew, &["is not the one that `coverage.set` names"]);
}

#[test]
fn another_version_is_never_called_verified_and_says_what_differs() {
    for (place, told) in [
        ("requirements", "the requirements: 85 there"),
        ("scenarios", "the scenarios: 163 there"),
    ] {
        let other = tampered(MadeAnew, |certificate| {
            certificate["madeBy"][place]["sha256"] = json!("00");
        });
        let shown = stdout(&other);
        assert_ne!(status(&other), 0, "{shown}");
        assert!(shown.contains(told), "{shown}");
    }
    let contract = tampered(MadeAnew, |certificate| {
        certificate["madeBy"]["runner"] = json!("0.0.9");
        certificate["madeBy"]["contract"]["name"] = json!("version 0 of it");
        certificate["unknown"][0] = json!("Little is known.");
        certificate["statement"][2] = json!("Judged by version 0.0.9.");
    });
    let shown = stdout(&contract);
    assert_eq!(status(&contract), 3, "{shown}");
    assert!(shown.contains("it was made by version 0 of it"), "{shown}");
    assert!(
        shown.contains("verify it with version 0.0.9, which made it"),
        "{shown}"
    );
}

#[test]
fn failures_that_were_known_cannot_be_invented_or_hidden() {
    let invented = tampered(MadeAnew, |certificate| {
        certificate["known"] = json!([{
            "scenario": "nhs-jobs/draft/posts-one-draft", "check": "posted-once", "reason": "x",
            "message": "x", "expires": "9999-12-31", "state": "fails",
        }]);
    });

    refused(
        &invented,
        &["`/known/0/state`", "it was known to fail and passes now"],
    );
}

#[test]
fn failed_probes_are_no_certificate() {
    let failed = tampered(MadeAnew, |certificate| {
        certificate["probes"][0]["verdict"] = json!("failed");
    });
    refused(&failed, &["the honesty probe `nonce` was not passed"]);

    let none = tampered(MadeAnew, |certificate| certificate["probes"] = json!([]));
    refused(&none, &["the honesty probe `closed-port` was not passed"]);
}

#[test]
fn a_page_that_says_something_else_is_found_beside_its_certificate() {
    let folder = tempfile::tempdir().unwrap();
    conformance(folder.path(), &FEW);
    let file = folder.path().join("conformance-report/certificate.html");
    let page = fs::read_to_string(&file).unwrap();
    fs::write(&file, page.replace("reference", "ACME ATS")).unwrap();

    let output = conformance(folder.path(), &["verify", "conformance-report"]);

    refused(&output, &["the page beside it"]);
}

/// What `verify` says of a file that cannot be read as a certificate.
fn unreadable(text: &[u8], told: &[&str]) {
    let output = verified(text);
    assert_eq!(status(&output), 2, "{}", stdout(&output));
    let shown = stderr(&output);
    for text in told {
        assert!(shown.contains(text), "`{text}` is not told:\n{shown}");
    }
    assert!(shown.contains("certificate.json"), "{shown}");
}

fn changed(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut certificate = SOUND.clone();
    change(&mut certificate);
    format!("{certificate:#}").into_bytes()
}

#[test]
fn a_file_that_is_no_certificate_is_told_with_its_place_and_what_to_do() {
    let whole = SOUND.to_string();
    unreadable(b"", &["ends in the middle", "ask for the whole file"]);
    unreadable(
        &whole.as_bytes()[..whole.len() / 2],
        &["ends in the middle"],
    );
    unreadable(
        b"PK\x03\x04",
        &["cannot be read as JSON", "line 1 column 1"],
    );
    unreadable(format!("{whole} {{}}").as_bytes(), &["trailing characters"]);
    unreadable(
        b"{\"format\": \"conformance-run/1\"}",
        &["`format` is `conformance-run/1`"],
    );
    unreadable(b"[]", &["`format` is missing"]);
    let deep = "[".repeat(100_000);
    unreadable(deep.as_bytes(), &["recursion limit"]);

    let later = changed(|certificate| certificate["format"] = json!("conformance-certificate/2"));
    unreadable(&later, &["take the version of the tool"]);
    let more = changed(|certificate| certificate["endorsedBy"] = json!("NHS England"));
    unreadable(&more, &["endorsedBy"]);
    let inner = changed(|certificate| {
        certificate["attempts"][0]["evidence"]["exchanges"][0]["simulator"]["note"] = json!("fine");
    });
    unreadable(&inner, &["/attempts/0/evidence/exchanges/0/simulator/note"]);
    let wrong = changed(|certificate| certificate["attempts"][0]["verdict"] = json!("splendid"));
    unreadable(&wrong, &["attempts[0].verdict", "splendid"]);
    let twice = changed(|certificate| {
        let checks = certificate["attempts"][0]["checks"].as_array_mut();
        let checks = checks.expect("as designed");
        checks.push(checks[0].clone());
    });
    unreadable(&twice, &["/attempts/0/checks", "stands there twice"]);
}

#[test]
fn a_member_that_stands_twice_is_refused_whichever_of_the_two_counts() {
    let text = SOUND.to_string();
    let twice = text.replacen(
        "\"verdict\":\"pass\"",
        "\"verdict\":\"fail\",\"verdict\":\"pass\"",
        1,
    );

    unreadable(twice.as_bytes(), &["the member `verdict` stands twice"]);
}

#[test]
fn what_is_not_there_or_too_large_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = conformance(folder.path(), &["verify", "nowhere.json"]);
    assert_eq!(status(&nowhere), 2);
    assert!(stderr(&nowhere).contains("nowhere.json cannot be read"));

    let large: PathBuf = folder.path().join("large.json");
    let file = fs::File::create(&large).unwrap();
    file.set_len(65 * 1024 * 1024).unwrap();
    let large = conformance(folder.path(), &["verify", "large.json"]);
    assert_eq!(status(&large), 2);
    assert!(
        stderr(&large).contains("larger than 64 MiB"),
        "{}",
        stderr(&large)
    );

    let of_a_folder = conformance(folder.path(), &["verify", "."]);
    assert_eq!(status(&of_a_folder), 2);
    assert!(stderr(&of_a_folder).contains(&Path::new("certificate.json").display().to_string()));
}
