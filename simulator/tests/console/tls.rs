//! The console over TLS, its own or that of a proxy in front of it.

use reqwest::header::{HOST, ORIGIN};
use reqwest::{Method, RequestBuilder};
use simulator::TlsOn;
use tokio::net::{TcpListener, TcpStream};

use crate::browser::{Browser, fields};
use crate::certificate::{Files, trusting};
use crate::support::Place;

const NEW: &str = "/classrooms/new";
const TOKEN: &str = "correct-horse-battery";

/// A browser that speaks TLS to the control listener, by way of a tunnel of its own.
async fn over_tls() -> (Files, Place, Browser) {
    let files = Files::new();
    let place = Place::with(files.on(TlsOn::Control)).await;
    assert!(place.simulator.control_url().starts_with("https://"));
    let browser = Browser::before(&tunnel(&files, &place).await);
    (files, place, browser)
}

/// Where what is said in plain words is said over TLS to the control listener.
async fn tunnel(files: &Files, place: &Place) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (cert, control) = (files.cert.clone(), place.simulator.control);
    tokio::spawn(async move {
        while let Ok((mut plain, _)) = listener.accept().await {
            let tcp = TcpStream::connect(control).await.unwrap();
            let mut secure = trusting(&cert, tcp).await;
            tokio::spawn(
                async move { tokio::io::copy_bidirectional(&mut plain, &mut secure).await },
            );
        }
    });
    format!("http://{at}")
}

fn filled(page: &str) -> Vec<(String, String)> {
    let mut form = fields(page, NEW);
    form.retain(|(name, _)| name != "name");
    form.push(("name".to_owned(), "Tuesday".to_owned()));
    form
}

fn new_classroom(browser: &Browser, page: &str) -> RequestBuilder {
    browser.request(Method::POST, NEW).form(&filled(page))
}

#[tokio::test]
async fn a_form_works_over_tls_and_the_cookie_never_goes_without_it() {
    let (_files, _place, browser) = over_tls().await;
    let own = browser.base.replace("http:", "https:");

    let reply = browser.get(NEW).await;
    let posted = new_classroom(&browser, &reply.text).header(ORIGIN, &own);
    let posted = browser.send(posted).await;

    let cookie = reply.header("set-cookie");
    assert!(
        cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict; Secure"),
        "{cookie}"
    );
    assert_eq!(posted.status, 303, "{}", posted.text);
    assert!(posted.header("set-cookie").ends_with("; Secure"));
    let page = browser.open(posted.header("location")).await;
    assert!(page.contains("Tuesday, place 1"), "{page}");
    assert!(page.contains(&format!("{own}/sandboxes/")), "{page}");
}

#[tokio::test]
async fn over_tls_a_page_that_came_without_it_is_another_site() {
    let (_files, place, browser) = over_tls().await;
    let page = browser.open(NEW).await;
    let before = place.simulator.control_url();
    assert!(before.starts_with("https://127.0.0.1:"));

    for origin in [
        &*browser.base,
        "https://elsewhere.example",
        "https://127.0.0.1:1",
        "null",
    ] {
        let posted = new_classroom(&browser, &page).header(ORIGIN, origin);
        let reply = browser.send(posted).await;
        assert_eq!(reply.status, 403, "{origin}");
        assert!(
            reply.text.contains("This request came from elsewhere"),
            "{origin}"
        );
    }
    assert!(!browser.open("/").await.contains("Tuesday"));
}

#[tokio::test]
async fn behind_a_proxy_with_tls_the_console_goes_by_the_name_in_the_browser() {
    let place = Place::with(|config| config.control_token = TOKEN.parse().ok()).await;
    let browser = Browser::at(&place);
    let through = |request: RequestBuilder| {
        let request = request.header(HOST, "trainer.example");
        request.header("x-forwarded-proto", "https")
    };
    let own = "https://trainer.example";

    let asked = through(browser.request(Method::GET, "/sign-in"));
    let asked = browser.send(asked).await;
    let mut token = fields(&asked.text, "/sign-in");
    token.retain(|(name, _)| name != "token");
    token.push(("token".to_owned(), TOKEN.to_owned()));
    let sign_in = browser.request(Method::POST, "/sign-in").form(&token);
    let signed_in = browser.send(through(sign_in).header(ORIGIN, own)).await;
    let page = browser
        .send(through(browser.request(Method::GET, NEW)))
        .await;
    let plain =
        through(new_classroom(&browser, &page.text)).header(ORIGIN, "http://trainer.example");
    let plain = browser.send(plain).await;
    let posted = through(new_classroom(&browser, &page.text)).header(ORIGIN, own);
    let posted = browser.send(posted).await;

    assert!(asked.header("set-cookie").ends_with("; Secure"));
    assert_eq!((signed_in.status, plain.status), (303, 403));
    assert_eq!(posted.status, 303, "{}", posted.text);
    let room = browser.request(Method::GET, posted.header("location"));
    let room = browser.send(through(room)).await;
    assert!(
        room.text.contains("https://trainer.example/sandboxes/"),
        "{}",
        room.text
    );
}
