//! What comes from the wire is text, whatever it looks like; what is gone is told in words.

use serde_json::{Value, json};

use crate::place;
use crate::support::vacancy_with;
use crate::visitor::Visitor;

const SCRIPT: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
const TURNED: &str = "Nurse \u{202e}gnp.exe";

#[tokio::test]
async fn script_in_a_job_title_is_shown_and_never_run() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let long = "x".repeat(30_000);
    for title in [SCRIPT, TURNED, &long] {
        let mut hostile = vacancy_with("jobTitle", json!(title));
        hostile["jobReference"] = json!(title);
        let reply = place.ats().create(&hostile).await;
        let one = format!("/traffic/{}", reply.header("x-request-id"));
        for below in ["/traffic", &*one, "/try", "/make-it-happen", "/lessons"] {
            let page = trainer.page(below).await;

            assert_eq!(page.status, 200, "{below}");
            assert!(!page.html.contains("<script>alert"), "{below}");
            assert!(!page.html.contains("<img src=x"), "{below}");
            assert!(
                !page.html.contains('\u{202e}') || below == "/try",
                "{below}"
            );
        }
    }
}

#[tokio::test]
async fn what_is_typed_into_the_form_comes_back_as_text() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let mut form = trainer.page("/try").await.form("/try");
    form.put("jobTitle", SCRIPT);
    form.put("closingDate", SCRIPT);

    let refused = trainer.press(&form, ("act", "send")).await;

    assert!(!refused.html.contains("<script>alert"));
    assert_eq!(refused.form("/try").get("jobTitle"), SCRIPT);
}

#[tokio::test]
async fn hidden_fields_that_somebody_changed_do_no_harm() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let mut form = trainer.page("/try").await.form("/try");
    form.put("vacancyId", "../../../esr/status");
    form.put("version", "none");
    form.put("key", "a\r\nX-Evil: 1");
    form.put("sent", "0");

    let refused = trainer.press(&form, ("act", "send")).await;

    assert_eq!(refused.status, 422, "{}", refused.text());
    let sent = &place.exchanges().await[0]["request"];
    assert!(sent["headers"].get("x-evil").is_none(), "{sent}");
    assert!(
        !sent["url"].as_str().unwrap().contains("/esr/status"),
        "{sent}"
    );
}

#[tokio::test]
async fn a_sandbox_that_is_gone_is_told_in_words_on_every_page() {
    let place = place().await;
    let sandbox = place.create(json!({})).await;
    let trainer = Visitor::at(&place, &sandbox.id);
    let form = trainer.page("/try").await.form("/try");
    let arm = trainer
        .page("/make-it-happen")
        .await
        .form("/make-it-happen/arm");
    place
        .control(
            reqwest::Method::DELETE,
            &format!("/sandboxes/{}", sandbox.id),
            None,
        )
        .await;

    for below in [
        "/try",
        "/try/checks",
        "/traffic",
        "/make-it-happen",
        "/lessons",
        "/traffic/stream",
    ] {
        let page = trainer.page(below).await;
        assert_eq!(page.status, 404, "{below}");
        assert!(
            page.says("This sandbox is not there any more"),
            "{below}: {}",
            page.text()
        );
    }
    assert_eq!(trainer.press(&form, ("act", "send")).await.status, 404);
    assert_eq!(trainer.press(&arm, ("for", "next")).await.status, 404);
}

#[tokio::test]
async fn a_page_from_before_a_reset_posts_into_the_sandbox_as_it_is_now() {
    let place = place().await;
    let trainer = Visitor::of(&place);
    let form = trainer.page("/try").await.form("/try");
    let posted = trainer.press(&form, ("act", "send")).await.form("/try");
    place.post("/reset", Value::Null).await;

    let stale = trainer.press(&posted, ("act", "send")).await;

    assert_eq!(stale.status, 422);
    assert!(stale.says("no vacancy"), "{}", stale.text());
    assert_eq!(stale.form("/try").get("jobTitle"), posted.get("jobTitle"));
}

#[tokio::test]
async fn addresses_that_ask_for_nonsense_are_answered_all_the_same() {
    let place = place().await;
    let trainer = Visitor::of(&place);

    for below in [
        "/traffic?page=abc&show=%00&service=x",
        "/traffic?page=99999999999999999999",
        "/try?sample=-1&vacancy=%3Cscript%3E",
        "/try/checks?applicant=%3Cscript%3E",
        "/lessons/salary-rejected?answer=99&view=x",
    ] {
        assert_eq!(trainer.page(below).await.status, 200, "{below}");
    }
    assert_eq!(trainer.page("/lessons/no-such-lesson").await.status, 404);
}
