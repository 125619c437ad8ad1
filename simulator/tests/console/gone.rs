//! What is not there any more is told in words, on every page and for every form.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::json;

use crate::browser::Browser;
use crate::support::{Place, vacancy};

/// The sandbox's pages, found by following its links, and the forms on them.
async fn pages_and_forms(browser: &Browser, first: &str) -> (Vec<String>, Vec<(String, String)>) {
    let mut pages = vec![first.to_owned()];
    let mut kinds = BTreeSet::new();
    let mut forms = Vec::new();
    let mut at = 0;
    while at < pages.len() {
        let page = browser.get(&pages[at]).await.text;
        at += 1;
        for link in values(&page, "<a ", "href") {
            let bare = link.split(['?', '#']).next().unwrap().to_owned();
            let file = [".har", "/save"].iter().any(|file| bare.ends_with(file));
            if bare.starts_with(first) && !file && kinds.insert(kind(&bare, first)) {
                pages.push(bare);
            }
        }
        for action in values(&page, "<form method=\"post\"", "action") {
            if action.starts_with(first) && kinds.insert(format!("POST {}", kind(&action, first))) {
                forms.push((page.clone(), action));
            }
        }
    }
    (pages, forms)
}

fn values(page: &str, tag: &str, name: &str) -> Vec<String> {
    let tags = page.split(tag).skip(1);
    let value = |tag: &str| {
        let tag = tag.split('>').next()?;
        let (_, rest) = tag.split_once(&format!("{name}=\""))?;
        Some(rest.split('"').next()?.to_owned())
    };
    tags.filter_map(value).collect()
}

/// Pages of one kind are alike: one vacancy stands for all of them.
fn kind(path: &str, first: &str) -> String {
    let below = path.strip_prefix(first).unwrap().split('/');
    let plain = |word: &&str| !word.chars().any(|c| c.is_ascii_digit());
    below
        .map(|word| if plain(&word) { word } else { "…" })
        .collect::<Vec<_>>()
        .join("/")
}

#[tokio::test]
async fn a_sandbox_that_is_gone_is_told_by_every_page_and_every_form() {
    let place = Place::new().await;
    let sandbox = place
        .create(json!({ "name": "Ward 3, place 1", "fixtures": "demo" }))
        .await;
    place.ats_of(&sandbox).create(&vacancy()).await;
    let browser = Browser::at(&place);
    let first = format!("/sandboxes/{}", sandbox.id);
    let (pages, forms) = pages_and_forms(&browser, &first).await;
    assert!(pages.len() > 25, "{pages:?}");
    let actions: Vec<_> = forms.iter().map(|(_, action)| action).collect();
    assert!(actions.len() > 15, "{actions:?}");

    let gone = format!("/sandboxes/{}", sandbox.id);
    place.control(Method::DELETE, &gone, None).await;

    for path in pages {
        let reply = browser.get(&path).await;
        assert_eq!(reply.status, 404, "{path}");
        assert!(
            reply.text.contains("This sandbox is not there any more"),
            "{path}"
        );
    }
    for (page, action) in forms {
        let reply = browser.submit(&page, &action, &[]).await;
        assert_eq!(reply.status, 404, "{action}");
        assert!(
            reply.text.contains("This sandbox is not there any more"),
            "{action}"
        );
    }
}

#[tokio::test]
async fn what_was_typed_into_the_form_of_a_sandbox_that_is_gone_is_not_lost() {
    let place = Place::new().await;
    let sandbox = place.create(json!({ "fixtures": "empty" })).await;
    let browser = Browser::at(&place);
    let action = format!("/sandboxes/{}/try", sandbox.id);
    let page = browser.open(&action).await;
    let gone = format!("/sandboxes/{}", sandbox.id);
    place.control(Method::DELETE, &gone, None).await;

    let typed = [("jobOverview", "Written for <b>an hour</b>.\nAnd more.")];
    let reply = browser.submit(&page, &action, &typed).await;

    assert_eq!(reply.status, 404);
    assert!(reply.text.contains("What was typed"), "{}", reply.text);
    let kept = "Written for &#60;b&#62;an hour&#60;/b&#62;.\nAnd more.";
    assert!(reply.text.contains(kept), "{}", reply.text);
}

#[tokio::test]
async fn a_classroom_that_is_gone_is_told_by_every_page_and_every_form() {
    let place = Place::new().await;
    let sandbox = place.create(json!({ "name": "Ward 3, place 1" })).await;
    let browser = Browser::at(&place);
    let room = "/classrooms/Ward%203";
    let (pages, forms) = pages_and_forms(&browser, room).await;
    assert!(pages.len() >= 4 && forms.len() >= 2, "{pages:?}");

    let gone = format!("/sandboxes/{}", sandbox.id);
    place.control(Method::DELETE, &gone, None).await;

    let told = "This classroom is not there any more";
    for path in pages {
        let reply = browser.get(&path).await;
        assert_eq!(reply.status, 404, "{path}");
        assert!(reply.text.contains(told), "{path}");
    }
    for (page, action) in forms {
        let reply = browser.submit(&page, &action, &[]).await;
        assert_eq!(reply.status, 404, "{action}");
        assert!(reply.text.contains(told), "{action}");
    }
}
