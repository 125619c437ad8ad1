//! The checks form.

use crate::place;
use crate::support::ours;
use crate::visitor::{Form, Visitor};

/// The form, filled with the checks of whoever has these names.
pub(crate) async fn checks_of(trainer: &Visitor, names: &str) -> Form {
    let page = trainer.page("/try/checks").await;
    let mut options = page.html.split("<option ").skip(1);
    let option = options.find(|option| option.replace("&#39;", "'").contains(names));
    let option = option.unwrap_or_else(|| panic!("{names} does not wait for checks"));
    let number = option.split('"').nth(1).unwrap();
    let page = trainer
        .page(&format!("/try/checks?applicant={number}"))
        .await;
    page.form("/try/checks")
}

#[tokio::test]
async fn a_token_is_fetched_and_six_records_are_transferred() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let form = checks_of(&trainer, "O'Synthetic, Aoife").await;

    let done = trainer.press(&form, ("act", "send")).await;

    assert!(done.says("Checks transferred to ESR"), "{}", done.text());
    assert!(
        done.says("Illegal working checklist: taken."),
        "{}",
        done.text()
    );
    let again = trainer
        .press(&done.form("/try/checks"), ("act", "result"))
        .await;
    assert!(again.says("Checks transferred to ESR"), "{}", again.text());
    assert_eq!(
        ours(&place.exchanges().await, "operation"),
        [
            "\"issueToken\"",
            "\"transferEmploymentChecks\"",
            "\"issueToken\"",
            "\"getTransfer\""
        ]
    );
    assert!(
        !done.html.contains(&place.sandbox.esr.client_secret),
        "the secret is masked"
    );
}

#[tokio::test]
async fn a_registration_that_esr_holds_supersedes_the_one_sent() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let form = checks_of(&trainer, "Registered, Test").await;

    let done = trainer.press(&form, ("act", "send")).await;

    assert!(
        done.says("An existing registration supersedes the one sent"),
        "{}",
        done.text()
    );
}

#[tokio::test]
async fn every_mistake_at_a_click_is_refused_as_it_should() {
    for (mistake, words) in [
        (
            "spoil-spelling",
            "Compare first name, last name and date of birth",
        ),
        ("spoil-early", "set the status to ‘outcome recruited’"),
        ("spoil-number", "Registration number"),
        ("spoil-identity", "It is handled in ESR directly"),
        ("spoil-health", "It is handled in ESR directly"),
    ] {
        let place = place().await;
        let trainer = Visitor::of(&place);
        let form = checks_of(&trainer, "O'Synthetic, Aoife").await;

        let refused = trainer.press(&form, ("act", mistake)).await;

        assert_eq!(refused.status, 422, "{mistake}");
        assert!(refused.says(words), "{mistake}: {}", refused.text());
        assert!(refused.form("/try/checks").get("dateOfBirth") == "1996-02-29");
    }
}

#[tokio::test]
async fn a_person_who_is_typed_is_transferred_like_one_who_is_chosen() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let mut form = trainer.page("/try/checks").await.form("/try/checks");
    form.put("firstName", "Test");
    form.put("lastName", "Byhand");
    form.put("dateOfBirth", "1995-06-06");

    let refused = trainer.press(&form, ("act", "send")).await;

    assert!(refused.says("TIS"), "{}", refused.text());
    assert_eq!(refused.form("/try/checks").get("lastName"), "Byhand");
}
