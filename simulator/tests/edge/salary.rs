//! Salary rejections: a code and a pointer for each, all of them at once.

use serde_json::{Value, json};

use crate::support::{Place, vacancy, vacancy_with};

async fn refused(salary: Value) -> Vec<String> {
    let place = Place::new().await;
    let refused = place.ats().create(&vacancy_with("salary", salary)).await;
    assert_eq!(
        refused.refusal(),
        "400 VALIDATION_FAILED",
        "{}",
        refused.text
    );
    refused.fields()
}

#[tokio::test]
async fn a_range_says_everything_that_is_wrong_with_it() {
    let fields = refused(json!({ "type": "RANGE", "minimum": "£32,073", "maximum": 39043.005 }));

    insta::assert_debug_snapshot!(fields.await, @r#"
    [
        "/salary/minimum SALARY_NOT_A_NUMBER",
        "/salary/maximum SALARY_TOO_PRECISE",
        "/salary/period SALARY_PERIOD_MISSING",
    ]
    "#);
}

#[tokio::test]
async fn a_minimum_above_its_maximum_is_refused() {
    let salary = json!({ "type": "RANGE", "minimum": 40000, "maximum": 39043, "period": "YEAR" });

    insta::assert_debug_snapshot!(refused(salary).await, @r#"
    [
        "/salary/minimum SALARY_MINIMUM_ABOVE_MAXIMUM",
    ]
    "#);
}

#[tokio::test]
async fn nothing_and_less_are_no_salary() {
    for amount in [json!(0), json!(-1), Value::Null] {
        let salary = json!({ "type": "FIXED", "amount": amount, "period": "YEAR" });
        assert_eq!(
            refused(salary).await,
            ["/salary/amount SALARY_NOT_VALID"],
            "{amount}"
        );
    }
}

#[tokio::test]
async fn depending_on_experience_has_no_amount() {
    let salary = json!({ "type": "DEPENDS_ON_EXPERIENCE", "amount": 1, "period": "YEAR" });

    insta::assert_debug_snapshot!(refused(salary).await, @r#"
    [
        "/salary/amount SALARY_NOT_EXPECTED",
        "/salary/period SALARY_NOT_EXPECTED",
    ]
    "#);
}

#[tokio::test]
async fn a_salary_outside_its_band_is_a_warning_unless_the_sandbox_rejects_it() {
    let place = Place::new().await;
    let low = vacancy_with(
        "salary",
        json!({ "type": "FIXED", "amount": 20000, "period": "YEAR" }),
    );
    let warned = place.ats().create(&low).await;
    let strict = place
        .create(json!({ "bandCheck": "reject", "now": crate::support::NOW }))
        .await;

    let rejected = place.ats_of(&strict).create(&low).await;

    assert_eq!(warned.status, 201);
    assert_eq!(warned.json()["warnings"][0]["code"], "SALARY_OUTSIDE_BAND");
    assert_eq!(rejected.fields(), ["/salary/amount SALARY_OUTSIDE_BAND"]);
}

#[tokio::test]
async fn every_other_field_is_told_in_the_same_breath() {
    let place = Place::new().await;
    let mut broken = vacancy();
    broken["jobTitle"] = json!("x".repeat(71));
    broken["contractType"] = json!("FIXED_TERM");
    broken["closingDate"] = json!("2026-11-01");
    broken["colour"] = json!("blue");

    let refused = place.ats().create(&broken).await;

    insta::assert_debug_snapshot!(refused.fields(), @r#"
    [
        "/jobTitle TOO_LONG",
        "/contractDuration REQUIRED",
        "/closingDate IN_THE_PAST",
        "/colour UNKNOWN_FIELD",
    ]
    "#);
}
