//! Signing in where the simulator was started with a control token.

use reqwest::Method;

use crate::browser::Browser;
use crate::support::Place;

const TOKEN: &str = "correct-horse-battery";

async fn place() -> Place {
    Place::with(|config| config.control_token = TOKEN.parse().ok()).await
}

#[tokio::test]
async fn the_token_is_asked_for_once_and_leads_back_to_the_page() {
    let place = place().await;
    let browser = Browser::at(&place);

    let asked = browser.get("/sandboxes/default/esr").await;
    assert_eq!(asked.status, 303);
    let sign_in = browser.open(asked.header("location")).await;
    let reply = browser
        .submit(&sign_in, "/sign-in", &[("token", TOKEN)])
        .await;

    assert_eq!(reply.header("location"), "/sandboxes/default/esr");
    browser.open("/sandboxes/default/esr").await;
    browser.open("/").await;
}

#[tokio::test]
async fn a_wrong_token_opens_nothing_and_says_so_at_the_field() {
    let place = place().await;
    let browser = Browser::at(&place);
    let sign_in = browser.open("/sign-in").await;

    let reply = browser
        .submit(&sign_in, "/sign-in", &[("token", "wrong-horse-battery")])
        .await;

    assert_eq!(reply.status, 401);
    assert!(
        reply
            .text
            .contains("<a href=\"#token\">This is not the control token</a>")
    );
    assert_eq!(browser.get("/").await.status, 303);
}

#[tokio::test]
async fn the_cookie_is_for_this_site_alone_and_no_script_reads_it() {
    let place = place().await;
    let browser = Browser::at(&place);

    let reply = browser.get("/sign-in").await;

    let cookie = reply.header("set-cookie");
    assert!(
        cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"),
        "{cookie}"
    );
}

#[tokio::test]
async fn what_was_typed_outlives_the_session() {
    let place = place().await;
    let browser = Browser::at(&place);
    let sign_in = browser.open("/sign-in").await;
    browser
        .submit(&sign_in, "/sign-in", &[("token", TOKEN)])
        .await;
    let page = browser.open("/classrooms/new").await;
    browser.forget();

    let typed = [("name", "Tuesday"), ("places", "2"), ("world", "empty")];
    let reply = browser.submit(&page, "/classrooms/new", &typed).await;
    assert_eq!(reply.status, 401);
    assert!(reply.text.contains("You are not signed in any more"));
    let again = browser
        .submit(&reply.text, "/sign-in", &[("token", TOKEN)])
        .await;
    assert_eq!(again.status, 200);
    let made = browser.follow(&again.text, "/classrooms/new", &[]).await;

    assert!(made.contains("Tuesday, place 2"), "{made}");
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    let place = place().await;
    let browser = Browser::at(&place);
    let sign_in = browser.open("/sign-in").await;
    browser
        .submit(&sign_in, "/sign-in", &[("token", TOKEN)])
        .await;
    let page = browser.open("/").await;

    browser.submit(&page, "/sign-out", &[]).await;

    assert_eq!(browser.get("/").await.status, 303);
}

#[tokio::test]
async fn the_bearer_of_the_token_needs_no_cookie() {
    let place = place().await;
    let browser = Browser::at(&place);

    let request = browser.request(Method::GET, "/").bearer_auth(TOKEN);

    assert_eq!(browser.send(request).await.status, 200);
}

#[tokio::test]
async fn whoever_is_signed_in_reads_the_descriptions_that_the_console_links_to_and_drives_nothing()
{
    let place = place().await;
    let browser = Browser::at(&place);
    let pages = ["", "/public", "/style.css"].map(|page| format!("/__admin/description{page}"));
    let sign_in = browser.open("/sign-in").await;
    for page in &pages {
        assert_eq!(browser.get(page).await.status, 401, "{page}");
    }

    browser
        .submit(&sign_in, "/sign-in", &[("token", TOKEN)])
        .await;

    let footer = browser.open("/").await;
    assert!(footer.contains("href=\"/__admin/description\""), "{footer}");
    for page in &pages {
        browser.open(page).await;
    }
    for other in [
        "/__admin/requests",
        "/__admin/sandboxes",
        "/__admin/description/",
    ] {
        assert_eq!(browser.get(other).await.status, 401, "{other}");
    }
    let posted = browser.request(Method::POST, "/__admin/description");
    assert_eq!(browser.send(posted).await.status, 405);
    let foreign = browser.request(Method::GET, "/__admin/description");
    let foreign = foreign.header("Origin", "http://foreign.example");
    assert_eq!(browser.send(foreign).await.status, 403);
    browser.submit(&footer, "/sign-out", &[]).await;
    assert_eq!(browser.get("/__admin/description").await.status, 401);
}
