//! Forms listen to the pages of their own visitor alone, and nothing that was sent is executed.

use reqwest::Method;
use serde_json::json;

use crate::browser::{Browser, fields};
use crate::support::{Place, vacancy_with};

const PUBLISH_ALL: &str = "/classrooms/new";

#[tokio::test]
async fn a_form_without_its_word_changes_nothing_and_is_not_lost() {
    let place = Place::new().await;
    let browser = Browser::at(&place);
    let form = [("name", "Tuesday <b>"), ("places", "2"), ("world", "empty")];

    let reply = browser
        .send(browser.request(Method::POST, PUBLISH_ALL).form(&form))
        .await;

    assert_eq!(reply.status, 403);
    assert!(reply.text.contains("Send the form again"));
    assert!(reply.text.contains("Tuesday &#60;b&#62;"), "{}", reply.text);
    assert_eq!(
        place.get("/sandboxes").await["sandboxes"]
            .as_array()
            .unwrap()
            .len(),
        1
    );

    // The page that is shown instead sends it again, once somebody wants that.
    let page = browser.follow(&reply.text, PUBLISH_ALL, &[]).await;
    assert!(page.contains("Tuesday &#60;b&#62;"), "{page}");
}

#[tokio::test]
async fn a_form_of_another_visitor_is_not_taken() {
    let place = Place::new().await;
    let (browser, other) = (Browser::at(&place), Browser::at(&place));
    let page = other.open(PUBLISH_ALL).await;
    browser.open("/").await;

    let reply = browser
        .submit(
            &page,
            PUBLISH_ALL,
            &[("name", "A"), ("places", "1"), ("world", "empty")],
        )
        .await;

    assert_eq!(reply.status, 403);
}

#[tokio::test]
async fn a_page_of_another_site_changes_nothing_even_with_the_word() {
    let place = Place::new().await;
    let browser = Browser::at(&place);
    let page = browser.open(PUBLISH_ALL).await;
    let mut form = fields(&page, PUBLISH_ALL);
    form.retain(|(name, _)| name != "name");
    form.push(("name".into(), "A".into()));

    for (name, value) in [
        ("origin", "https://elsewhere.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let request = browser
            .request(Method::POST, PUBLISH_ALL)
            .header(name, value);
        let reply = browser.send(request.form(&form)).await;
        assert_eq!(reply.status, 403, "{name}: {value}");
        assert!(
            reply.text.contains("This request came from elsewhere"),
            "{name}: {value}"
        );
    }
    assert_eq!(
        place.get("/sandboxes").await["sandboxes"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn a_name_that_is_not_of_this_machine_is_kept_out() {
    let place = Place::new().await;
    let browser = Browser::at(&place);

    let request = browser
        .request(Method::GET, "/")
        .header("host", "rebound.example");

    assert_eq!(browser.send(request).await.status, 403);
}

#[tokio::test]
async fn a_script_in_a_job_title_is_shown_and_not_run_wherever_the_title_stands() {
    let place = Place::new().await;
    let browser = Browser::at(&place);
    let title = "<script>alert('1')</script>\"><img src=x>";
    let created = place
        .ats()
        .create(&vacancy_with("jobTitle", json!(title)))
        .await;
    let id = created.json()["vacancyId"].as_str().unwrap().to_owned();
    let vacancy = format!("/sandboxes/default/nhs-jobs/{id}");

    for path in [
        "/sandboxes/default/nhs-jobs".to_owned(),
        "/sandboxes/default/nhs-jobs?q=%3Cscript%3E".to_owned(),
        vacancy.clone(),
        format!("{vacancy}/advert"),
        format!("{vacancy}/history"),
        format!("{vacancy}/amend"),
        format!("{vacancy}/close"),
    ] {
        let page = browser.open(&path).await;
        assert!(
            !page.contains("<script>") && !page.contains("<img"),
            "{path}"
        );
        assert!(page.contains("&#60;script&#62;"), "{path}");
    }
}

#[tokio::test]
async fn very_long_text_and_text_from_right_to_left_stay_where_they_are() {
    let place = Place::new().await;
    let browser = Browser::at(&place);
    let long = "x".repeat(10_000);
    let title = "\u{202e}ممرض \u{5d0}\u{5d7}\u{5d5}\u{5ea}";
    let mut vacancy = vacancy_with("jobDescription", json!(long));
    vacancy["jobTitle"] = json!(title);
    let created = place.ats().create(&vacancy).await.json();
    let id = created["vacancyId"].as_str().unwrap();

    let page = browser
        .open(&format!("/sandboxes/default/nhs-jobs/{id}"))
        .await;

    assert!(page.contains(&format!("<h1 dir=\"auto\">{title}</h1>")));
    assert!(page.contains(&format!("<title>\u{2068}{title}\u{2069} | ")));
    assert!(page.contains(&long));
}
