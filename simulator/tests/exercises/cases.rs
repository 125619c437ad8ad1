//! Make it happen.

use serde_json::json;

use crate::checks::checks_of;
use crate::place;
use crate::support::{Place, vacancy};
use crate::visitor::{Page, Visitor};

/// Arms a case on the page.
pub(crate) async fn arm(visitor: &Visitor, case: &str, how: &str) -> Page {
    let mut form = visitor
        .page("/make-it-happen")
        .await
        .form("/make-it-happen/arm");
    form.put("case", case);
    visitor.press(&form, ("for", how)).await
}

async fn drafts(place: &Place) -> usize {
    let all = place.get("/nhs-jobs/vacancies").await;
    all["vacancies"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_case_is_armed_for_the_next_request_happens_and_is_gone() {
    let place = place().await;
    let trainer = Visitor::of(&place);

    let armed = arm(&trainer, "salary-rejected", "next").await;
    assert!(
        armed.says("Salary rejected , for the next request"),
        "{}",
        armed.text()
    );
    let first = place.ats().create(&vacancy()).await;
    let second = place.ats().create(&vacancy()).await;

    assert_eq!(first.fields(), ["/salary/minimum SALARY_NOT_VALID"]);
    assert_eq!(second.status, 201);
    let page = trainer.page("/make-it-happen").await;
    assert!(
        page.says("Nothing: every request is answered as it deserves"),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn a_case_for_every_request_goes_on_until_it_is_disarmed() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    arm(&trainer, "unavailable", "all").await;
    assert_eq!(place.ats().create(&vacancy()).await.status, 503);
    assert_eq!(place.ats().token().await.status, 503);

    let page = trainer.page("/make-it-happen").await;
    assert!(page.says("for every request; 2 so far"), "{}", page.text());
    trainer
        .press(&page.form("/make-it-happen/disarm"), ("", ""))
        .await;

    assert_eq!(place.ats().create(&vacancy()).await.status, 201);
}

#[tokio::test]
async fn a_lost_answer_and_another_try_make_one_draft() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let before = drafts(&place).await;
    arm(&trainer, "lost-after", "next").await;
    let form = trainer.page("/try").await.form("/try");

    let lost = trainer.press(&form, ("act", "send")).await;
    assert!(
        lost.says("It is not known whether NHS Jobs has it"),
        "{}",
        lost.text()
    );
    let again = trainer.press(&lost.form("/try"), ("act", "send")).await;

    assert!(again.says("Job Successfully Posted"), "{}", again.text());
    assert_eq!(drafts(&place).await, before + 1);
}

#[tokio::test]
async fn published_meanwhile_really_publishes() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let form = trainer.page("/try").await.form("/try");
    let posted = trainer.press(&form, ("act", "send")).await.form("/try");
    arm(&trainer, "published-meanwhile", "next").await;

    let refused = trainer.press(&posted, ("act", "send")).await;

    assert!(
        refused.says("Edit it in your NHS Jobs account"),
        "{}",
        refused.text()
    );
    let path = format!("/nhs-jobs/vacancies/{}", posted.get("vacancyId"));
    assert_eq!(place.get(&path).await["vacancy"]["status"], "PUBLISHED");
}

#[tokio::test]
async fn a_case_of_esr_passes_over_the_token() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    arm(&trainer, "several-matches", "next").await;
    let form = checks_of(&trainer, "O'Synthetic, Aoife").await;

    let refused = trainer.press(&form, ("act", "send")).await;

    assert!(refused.says("HR must decide in ESR"), "{}", refused.text());
}

#[tokio::test]
async fn faults_of_the_control_interface_are_seen_and_disarmed_too() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    place
        .post(
            "/faults",
            json!({ "type": "latency", "attributes": { "latencyMs": 1 } }),
        )
        .await;

    let page = trainer.page("/make-it-happen").await;
    assert!(page.says("Fault latency"), "{}", page.text());
    trainer
        .press(&page.form("/make-it-happen/disarm"), ("", ""))
        .await;

    assert_eq!(place.get("/faults").await["faults"], json!([]));
}

#[tokio::test]
async fn a_credential_stays_as_it_is_until_it_is_made_good_again() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let mut form = trainer
        .page("/make-it-happen")
        .await
        .form("/make-it-happen/credentials");
    form.put("credential", "api-key");
    let expired = trainer.press(&form, ("lever", "expire")).await;
    assert!(
        expired.says("The API key of NHS Jobs: expired."),
        "{}",
        expired.text()
    );
    assert_eq!(
        place.ats().create(&vacancy()).await.refusal(),
        "401 KEY_EXPIRED"
    );

    trainer.press(&form, ("lever", "restore")).await;

    assert_eq!(place.ats().create(&vacancy()).await.status, 201);
}

#[tokio::test]
async fn the_activation_of_the_employer_is_changed() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let mut form = trainer
        .page("/make-it-happen")
        .await
        .form("/make-it-happen/activation");
    form.put("activation", "none");
    trainer.press(&form, ("", "")).await;
    let form = checks_of(&trainer, "O'Synthetic, Aoife").await;

    let refused = trainer.press(&form, ("act", "send")).await;

    assert!(refused.says("403 Error"), "{}", refused.text());
}

#[tokio::test]
async fn every_magic_value_is_listed_with_what_it_does() {
    let place = place().await;
    let page = Visitor::of(&place).page("/make-it-happen").await;

    let values = place.get("/magic-values").await;
    for value in values["values"].as_array().unwrap() {
        let (value, happens) = (
            value["value"].as_str().unwrap(),
            value["happens"].as_str().unwrap(),
        );
        assert!(page.says(value) && page.says(happens), "{value}: {happens}");
    }
}

#[tokio::test]
async fn what_is_no_case_is_told_in_words() {
    let place = place().await;
    let trainer = Visitor::of(&place);

    let page = arm(&trainer, "no-such-case", "next").await;

    assert_eq!(page.status, 400);
    assert!(page.says("There is no such case"), "{}", page.text());
}
