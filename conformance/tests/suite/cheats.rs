//! Certificates altered with care, all digests made anew: what is given in them and follows from
//! nothing may not say what no run leaves.

use std::fs;

use serde_json::{Value, json};

use crate::certificates::{certificate, status};
use crate::program::{conformance, stderr, stdout};
use crate::stage::root;
use crate::tampering::Digests::MadeAnew;
use crate::tampering::{make_anew, refused, tampered};

/// The member of a sound certificate at a place is another one, and that is told.
fn is_refused(place: &str, value: &Value, told: &str) {
    let output = tampered(MadeAnew, |certificate| {
        *certificate.pointer_mut(place).expect("as designed") = value.clone();
    });
    refused(&output, &[told]);
}

#[test]
fn what_a_probe_asks_for_cannot_be_reworded_and_no_probe_added() {
    let endorsed = json!("is endorsed by the trust");
    is_refused("/probes/0/asks", &endorsed, "`/probes/0/asks`");
    is_refused("/probes/1/reason", &endorsed, "`/probes/1/reason`");

    let added = tampered(MadeAnew, |certificate| {
        let mut probe = certificate["probes"][0].clone();
        probe["id"] = json!("endorsed");
        let probes = certificate["probes"].as_array_mut();
        probes.expect("as designed").push(probe);
    });
    refused(&added, &["there are more honesty probes than are made"]);
}

#[test]
fn a_part_of_a_run_must_be_one_that_could_hold_what_ran() {
    for told in ["1/400", "2/1", "01/2", "all of it, says the trust"] {
        let why = format!("`{told}` is no part of a run");
        is_refused("/shard", &json!(told), &why);
    }
}

#[test]
fn what_was_done_must_have_been_declared_once_and_in_order() {
    let fewer = json!(["transfer_employment_checks"]);
    let why = "it ran, although the adapter does not declare `post_vacancy`";
    is_refused("/adapter/actions", &fewer, why);

    let turned = json!([
        "update_vacancy",
        "post_vacancy",
        "transfer_employment_checks"
    ]);
    let why = "the declared actions do not stand once each and in order";
    is_refused("/adapter/actions", &turned, why);
}

#[test]
fn what_was_seen_to_run_cannot_be_said_not_to_have() {
    let why = json!("the adapter does not declare `post_vacancy`");
    let told = "it is said not to have run, and was seen to run";
    is_refused("/attempts/0/evidence/notRun", &why, told);
}

#[test]
fn steps_that_do_not_follow_one_another_are_no_run() {
    let mark = json!({ "before": 0, "after": 99 });
    let told = "its steps do not follow one another in the journal";
    is_refused("/attempts/0/evidence/timeline/0/mark", &mark, told);
}

#[test]
fn known_failures_are_those_that_a_list_could_hold_on_that_day() {
    let sound = json!({
        "scenario": "esr/token/an-expired-token-is-renewed", "check": "second-accepted",
        "reason": "agreed", "message": "The client", "expires": "9999-12-31", "state": "not_seen",
    });
    let with = |member: &str, value: &str, told: &str| {
        let mut known = sound.clone();
        known[member] = json!(value);
        is_refused("/known", &json!([known]), told);
    };
    with("expires", "2020-01-01", "it had expired when the run began");
    with("scenario", "gone", "there is no such scenario in the set");
    with("message", " ", "nothing says why, or how its reason begins");
    with("reason", "", "nothing says why, or how its reason begins");
    is_refused("/known", &json!([sound, sound]), "it is known twice");

    let unseen = tampered(MadeAnew, |certificate| {
        certificate["known"] = json!([sound]);
    });
    let shown = stdout(&unseen);
    assert_eq!(status(&unseen), 0, "{shown}");
    assert!(!shown.contains("known failure"), "{shown}");
}

#[test]
fn another_version_is_not_verified_by_this_one_however_well_all_agrees() {
    let other = tampered(MadeAnew, |certificate| {
        let sentence = certificate["statement"][2].as_str().expect("as designed");
        let sentence = sentence.replace(env!("CARGO_PKG_VERSION"), "9.9.9");
        certificate["statement"][2] = json!(sentence);
        certificate["madeBy"]["runner"] = json!("9.9.9");
    });

    let shown = stdout(&other);
    assert_eq!(status(&other), 3, "{shown}");
    assert!(
        shown.contains("it was made by version 9.9.9, this is version"),
        "{shown}"
    );
}

#[test]
fn scenarios_of_ones_own_are_not_verified_as_those_that_are_shipped() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own/nhs-jobs");
    fs::create_dir_all(&own).unwrap();
    let shipped = root().join("scenarios/nhs-jobs/draft/posts-one-draft.yaml");
    fs::copy(shipped, own.join("ours.yaml")).unwrap();
    let issued = conformance(folder.path(), &["certify", "--scenarios", "own"]);
    assert_eq!(status(&issued), 0, "{}", stderr(&issued));

    let mut claimed = certificate(folder.path());
    claimed["madeBy"]["shippedScenarios"] = json!(true);
    let version = env!("CARGO_PKG_VERSION");
    claimed["statement"][2] = json!(format!(
        "The set of scenarios is the one that version {version} of this tool is shipped with: 1 scenario."
    ));
    make_anew(&mut claimed);
    fs::write(folder.path().join("certificate.json"), claimed.to_string()).unwrap();

    let verify = ["verify", "certificate.json", "--scenarios", "own"];
    let output = conformance(folder.path(), &verify);

    let shown = stdout(&output);
    assert_eq!(status(&output), 3, "{shown}");
    assert!(
        shown.contains("this program is shipped with others"),
        "{shown}"
    );
}

#[test]
fn a_long_name_does_not_crowd_out_what_follows_it() {
    let output = tampered(MadeAnew, |certificate| {
        certificate["subject"]["name"] = json!("x".repeat(700));
    });

    let follows = format!("it follows \"{}… ", "x".repeat(80));
    refused(&output, &[&follows]);
}
