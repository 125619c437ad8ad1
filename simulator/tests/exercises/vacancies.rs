//! The vacancy form.

use serde_json::json;

use crate::place;
use crate::support::ours;
use crate::visitor::Visitor;

#[tokio::test]
async fn the_salary_rejection_is_two_clicks_from_home_and_explains_itself() {
    let place = place().await;
    let trainer = Visitor::of(&place);

    let home = trainer.open("/").await;
    assert!(
        home.html.contains("href=\"/sandboxes/default/try\""),
        "{}",
        home.text()
    );
    let form = trainer.page("/try").await.form("/try");
    let refused = trainer.press(&form, ("act", "spoil-salary")).await;

    assert_eq!(refused.status, 422);
    for words in [
        "400 Error: Bad Request",
        "The salary you have entered is not valid. Please review the salary information and re-enter.",
        "Why this answer",
        "Recruiter or HR",
        "What was sent",
        "£32,073",
    ] {
        assert!(refused.says(words), "{words} is not in {}", refused.text());
    }
    assert!(refused.html.contains("href=\"#f-salaryAmount\""));
    assert_eq!(refused.form("/try").get("salaryAmount"), "£32,073");
}

#[tokio::test]
async fn the_form_goes_over_the_public_interface_like_any_ats() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let form = trainer.page("/try").await.form("/try");

    let posted = trainer.press(&form, ("act", "send")).await;

    assert!(posted.says("Job Successfully Posted"), "{}", posted.text());
    assert!(posted.says("publish it"), "{}", posted.text());
    let exchanges = place.exchanges().await;
    assert_eq!(ours(&exchanges, "operation"), ["\"createVacancy\""]);
    let request = &exchanges[0]["request"];
    let sent: serde_json::Value = serde_json::from_str(request["body"].as_str().unwrap()).unwrap();
    assert_eq!(sent["jobReference"], form.get("jobReference"));
    assert!(
        request["headers"]["idempotency-key"].is_string(),
        "{request}"
    );
    assert!(
        !posted.html.contains(&place.sandbox.nhs_jobs.api_key),
        "the key is masked"
    );
}

#[tokio::test]
async fn nothing_typed_is_lost_when_it_is_refused() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let mut form = trainer.page("/try").await.form("/try");
    form.put("jobTitle", "");
    form.put("mainDuties", "Too short, and\nof two lines.");
    form.tick("workingPatterns", "JOB_SHARE");

    let refused = trainer.press(&form, ("act", "send")).await;

    let kept = refused.form("/try");
    assert_eq!(refused.status, 422);
    assert_eq!(kept.get("mainDuties"), "Too short, and\nof two lines.");
    assert!(kept.fields.iter().any(|(_, value)| value == "JOB_SHARE"));
    assert!(
        refused.says("Please fill the required fields. Job title is required"),
        "{}",
        refused.text()
    );
    assert!(refused.html.contains("href=\"#f-mainDuties\""));
}

#[tokio::test]
async fn every_mistake_at_a_click_is_refused_at_its_own_field() {
    for (mistake, field) in [
        ("spoil-salary", "f-salaryAmount"),
        ("spoil-short", "f-jobOverview"),
        ("spoil-long", "f-jobTitle"),
        ("spoil-missing", "f-jobTitle"),
        ("spoil-duration", "f-durationLength"),
        ("spoil-closing", "f-closingDate"),
        ("spoil-documents", "f-documents"),
    ] {
        let place = place().await;
        let trainer = Visitor::of(&place);
        let form = trainer.page("/try").await.form("/try");

        let refused = trainer.press(&form, ("act", mistake)).await;

        assert_eq!(refused.status, 422, "{mistake}");
        let link = format!("href=\"#{field}\"");
        assert!(
            refused.html.contains(&link),
            "{mistake}: {}",
            refused.text()
        );
    }
}

#[tokio::test]
async fn a_draft_is_updated_until_it_is_published_and_then_copied() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let form = trainer.page("/try").await.form("/try");
    let mut form = trainer.press(&form, ("act", "send")).await.form("/try");
    form.put("jobTitle", "Senior Staff Nurse");
    let updated = trainer.press(&form, ("act", "send")).await;
    assert!(
        updated.says("Job Successfully Updated"),
        "{}",
        updated.text()
    );
    let form = updated.form("/try");
    assert_eq!(form.get("version"), "2");

    let id = form.get("vacancyId").to_owned();
    place
        .post(&format!("/nhs-jobs/vacancies/{id}/publish"), json!({}))
        .await;
    let mut late = form.clone();
    late.put("jobTitle", "Too late");
    let refused = trainer.press(&late, ("act", "send")).await;
    assert!(
        refused.says("Edit it in your NHS Jobs account"),
        "{}",
        refused.text()
    );

    let copy = trainer.press(&late, ("act", "copy")).await.form("/try");
    assert_eq!(copy.get("vacancyId"), "");
    assert_ne!(copy.get("jobReference"), form.get("jobReference"));
    let posted = trainer.press(&copy, ("act", "send")).await;
    assert!(posted.says("Job Successfully Posted"), "{}", posted.text());
    assert_ne!(posted.form("/try").get("vacancyId"), id);
}

#[tokio::test]
async fn a_colleagues_change_is_shown_before_it_is_replaced() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let form = trainer.page("/try").await.form("/try");
    let mut form = trainer.press(&form, ("act", "send")).await.form("/try");
    let amend = format!("/nhs-jobs/vacancies/{}/amend", form.get("vacancyId"));
    place
        .post(&amend, json!({ "jobTitle": "What the colleague wrote" }))
        .await;
    form.put("areaOfWork", "What I wrote");

    let stale = trainer.press(&form, ("act", "send")).await;
    assert!(stale.says("Somebody changed the draft"), "{}", stale.text());
    let looked = trainer.press(&stale.form("/try"), ("act", "current")).await;
    assert!(looked.says("What the colleague wrote"), "{}", looked.text());
    let mine = looked.form("/try");
    assert_eq!(
        (mine.get("version"), mine.get("areaOfWork")),
        ("2", "What I wrote")
    );
    let updated = trainer.press(&mine, ("act", "send")).await;
    assert!(
        updated.says("Job Successfully Updated"),
        "{}",
        updated.text()
    );
}

#[tokio::test]
async fn an_earlier_vacancy_is_opened_as_nhs_jobs_holds_it() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let form = trainer.page("/try").await.form("/try");
    let posted = trainer.press(&form, ("act", "send")).await.form("/try");

    let below = format!("/try?vacancy={}", posted.get("vacancyId"));
    let opened = trainer.page(&below).await.form("/try");

    for name in [
        "jobTitle",
        "salaryMinimum",
        "jobOverview",
        "skillsEssential",
        "version",
    ] {
        assert_eq!(opened.get(name), posted.get(name), "{name}");
    }
    let updated = trainer.press(&opened, ("act", "send")).await;
    assert!(
        updated.says("Job Successfully Updated"),
        "{}",
        updated.text()
    );
}

#[tokio::test]
async fn candidates_find_the_advert_once_it_is_published() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let form = trainer.page("/try").await.form("/try");
    let form = trainer.press(&form, ("act", "send")).await.form("/try");

    let before = trainer.press(&form, ("act", "advert")).await;
    let id = form.get("vacancyId");
    place
        .post(&format!("/nhs-jobs/vacancies/{id}/publish"), json!({}))
        .await;
    let after = trainer.press(&form, ("act", "advert")).await;

    assert!(
        before.says("Candidates cannot see an advert"),
        "{}",
        before.text()
    );
    assert!(
        after.says("Candidates can see the advert"),
        "{}",
        after.text()
    );
}
