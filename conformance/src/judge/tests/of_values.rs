//! What was meant is what was sent, and what must stay at home stays there.

use serde_json::{Value, json};

use super::made::*;
use crate::evidence::Outcome;
use crate::verdict::Verdict::{self, Fail, NotApplicable, Pass};

const ID: &str = "always/faithful-values";

/// A post of which the body was changed on its way.
fn sent_as(change: impl FnOnce(&mut Value)) -> Story {
    sent_as_of(
        "  - { act: post_vacancy, name: job1, with: { job_overview: { $text: { length: 150, start: \"a\\r\\nb & c \" } } } }",
        change,
    )
}

fn sent_as_of(steps: &str, change: impl FnOnce(&mut Value)) -> Story {
    let made = story(steps);
    let mut body = made.body("job1");
    change(&mut body);
    made.act(vec![created(&body)], accepted()).end()
}

fn verdict(change: impl FnOnce(&mut Value)) -> Verdict {
    sent_as(change).verdict(ID)
}

#[test]
fn what_means_the_same_is_faithful() {
    assert_eq!(verdict(|_| {}), Pass);
    assert_eq!(
        verdict(|body| body["salary"]["minimum"] = json!(32073)),
        Pass
    );
    assert_eq!(
        verdict(|body| body["workingPatterns"] = json!(["FLEXIBLE_WORKING", "FULL_TIME"])),
        Pass
    );
    assert_eq!(verdict(|body| body["contractDuration"] = Value::Null), Pass);
    assert_eq!(
        verdict(|body| body["personSpecification"]["experience"]["desirable"] = json!("")),
        Pass
    );
    let lf = |body: &mut Value| {
        body["jobOverview"] = json!(body["jobOverview"].as_str().unwrap().replace("\r\n", "\n"));
    };
    assert_eq!(verdict(lf), Pass);
}

#[test]
fn what_was_altered_on_the_way_is_not() {
    let text = |change: fn(&str) -> String| {
        verdict(|body| body["jobOverview"] = json!(change(body["jobOverview"].as_str().unwrap())))
    };
    assert_eq!(text(|text| text.trim().to_owned() + "x"), Fail);
    assert_eq!(text(|text| text.replace('&', "&amp;")), Fail);
    assert_eq!(text(|text| text.chars().take(100).collect()), Fail);
    assert_eq!(
        verdict(|body| body["salary"]["maximum"] = json!(39043.5)),
        Fail
    );
    assert_eq!(
        verdict(|body| body["contractType"] = json!("FIXED_TERM")),
        Fail
    );
    assert_eq!(
        verdict(|body| body["workingPatterns"] = json!(["FULL_TIME"])),
        Fail
    );
    let commas = |body: &mut Value| {
        body["personSpecification"]["skills"]["essential"] =
            json!("Clear handover, Drug calculations");
    };
    assert_eq!(verdict(commas), Fail);
}

#[test]
fn what_is_held_must_be_there_and_what_is_not_must_not() {
    assert_eq!(
        verdict(|body| drop(body.as_object_mut().unwrap().remove("areaOfWork"))),
        Fail
    );
    assert_eq!(
        verdict(|body| body["salary"]["amount"] = json!(35000)),
        Fail
    );
    assert_eq!(verdict(|body| body["contact"]["fax"] = json!("0113")), Fail);
}

#[test]
fn a_default_of_the_contract_may_be_sent_for_what_is_not_held() {
    let steps = "  - { act: post_vacancy, name: job1, with: { visibility: null, skilled_worker_sponsorship: null } }";

    let default = sent_as_of(steps, |body| {
        body["visibility"] = json!("EXTERNAL");
        body["skilledWorkerSponsorship"] = json!(false);
    });
    let invented = sent_as_of(steps, |body| body["visibility"] = json!("INTERNAL"));

    assert_eq!((default.verdict(ID), invented.verdict(ID)), (Pass, Fail));
}

#[test]
fn a_held_no_is_sent_as_no() {
    let steps =
        "  - { act: post_vacancy, name: job1, with: { skilled_worker_sponsorship: false } }";
    let left_out = sent_as_of(steps, |body| {
        body["skilledWorkerSponsorship"] = Value::Null;
    });

    assert_eq!(left_out.verdict(ID), Fail);
}

#[test]
fn a_word_without_a_code_is_not_squashed_into_another() {
    let steps = "  - { act: post_vacancy, name: job1, with: { contract_type: zero_hours } }";

    let squashed = sent_as_of(steps, |body| body["contractType"] = json!("PERMANENT"));
    let made = story(steps);
    let mut body = made.body("job1");
    body["contractType"] = json!("ZERO_HOURS");
    let refused = refused_fields(&body, &["/contractType"]);
    let as_it_is = made.act(vec![refused], rejected("contract_type")).end();

    assert_eq!((squashed.verdict(ID), as_it_is.verdict(ID)), (Fail, Pass));
}

#[test]
fn each_record_of_a_transfer_is_compared() {
    let made = |change: fn(&mut Value)| {
        let made = story(TRANSFER);
        let mut body = made.body("dr1");
        change(&mut body);
        made.act(
            vec![token(200), transferred(&body, false)],
            transferred_report(),
        )
        .end()
        .verdict(ID)
    };

    assert_eq!(made(|_| {}), Pass);
    assert_eq!(
        made(|body| body["checks"]["references"]
            .as_array_mut()
            .unwrap()
            .reverse()),
        Fail
    );
    assert_eq!(
        made(|body| drop(body["checks"]["references"].as_array_mut().unwrap().pop())),
        Fail
    );
    assert_eq!(
        made(|body| body["checks"]["dbs"]["certificateNumber"] = json!("1234567890")),
        Fail
    );
    assert_eq!(
        made(|body| drop(
            body["checks"]["dbs"]
                .as_object_mut()
                .unwrap()
                .remove("updateService")
        )),
        Fail
    );
    assert_eq!(
        made(|body| body["person"]["lastName"] = json!("O’Brien-Sample")),
        Fail
    );
    assert_eq!(
        made(|body| body["checks"]["illegalWorkingChecklist"]["validTo"] = Value::Null),
        Pass
    );
}

#[test]
fn a_finding_says_what_is_held_and_what_was_sent() {
    let check = sent_as(|body| body["jobTitle"] = json!("Nurse")).check(ID);

    insta::assert_snapshot!(check.reason.unwrap(), @r#"createVacancy (exchange 1) at /jobTitle: the ATS holds "Staff Nurse", sent was "Nurse"."#);
}

#[test]
fn identity_and_occupational_health_never_travel() {
    let made = |change: fn(&mut Value)| {
        let made = story(TRANSFER);
        let mut body = made.body("dr1");
        change(&mut body);
        let made = made
            .act(
                vec![token(200), transferred(&body, false)],
                report(Outcome::Accepted),
            )
            .end();
        (
            made.verdict("always/no-identity-data"),
            made.verdict("always/no-occupational-health-data"),
        )
    };

    assert_eq!(made(|_| {}), (Pass, Pass));
    assert_eq!(made(|body| body["identity"] = json!({})), (Fail, Pass));
    assert_eq!(
        made(|body| body["checks"]["employmentChecklist"]["occupational_health"] = json!("x")),
        (Pass, Fail)
    );
    assert_eq!(
        made(|body| body["checks"]["notes"] = json!("passport QQ9900112")),
        (Fail, Pass)
    );
    assert_eq!(
        made(|body| body["notes"] = json!(["fit with adjustments: sit-stand desk"])),
        (Pass, Fail)
    );
    assert_eq!(
        sent_as(|_| {}).verdict("always/no-identity-data"),
        NotApplicable
    );
}
