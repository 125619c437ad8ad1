//! The two routes at which an adapter asks for its work.

use std::sync::Arc;
use std::time::Duration;

use conformance::driver::{CannotListen, Driver, Pull};
use conformance::protocol::Call;
use serde_json::{Value, json};

const DEADLINE: Duration = Duration::from_secs(20);

async fn counter(address: &str, token: Option<&str>) -> Result<Arc<Pull>, CannotListen> {
    let token = token.map(str::to_owned);
    let listening = Pull::listen(address, token, DEADLINE, Arc::new(|_: &str| {})).await;
    listening.map(Arc::new)
}

async fn get(url: &str, token: Option<&str>) -> reqwest::Response {
    let call = reqwest::Client::new().get(format!("{url}/v1/next?wait_ms=50"));
    let call = match token {
        Some(token) => call.bearer_auth(token),
        None => call,
    };
    call.send().await.expect("it answers")
}

async fn post(url: &str, body: &str) -> (u16, String) {
    let call = reqwest::Client::new().post(format!("{url}/v1/reply"));
    let answer = call.body(body.to_owned()).send().await.expect("it answers");
    let status = answer.status().as_u16();
    (status, answer.text().await.expect("it is text"))
}

/// The next request; the runner needs a moment to have one.
async fn next(url: &str) -> Value {
    loop {
        let answer = get(url, None).await;
        if answer.status() == 200 {
            return answer.json().await.expect("it is JSON");
        }
        assert_eq!(answer.status(), 204);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_others_can_reach_takes_a_token() {
    let open = counter("0.0.0.0:0", None)
        .await
        .err()
        .expect("it is refused");
    let guarded = counter("0.0.0.0:0", Some("s3cret"))
        .await
        .expect("it listens");
    let url = guarded.url().replace("0.0.0.0", "127.0.0.1");

    let without = get(&url, None).await.status();
    let wrong = get(&url, Some("guess")).await.status();
    let right = get(&url, Some("s3cret")).await.status();

    assert!(open.to_string().contains("--pull-token"), "{open}");
    assert_eq!((without.as_u16(), wrong.as_u16()), (401, 401));
    assert_eq!(right, 204);
    guarded.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_web_page_and_a_stray_caller_are_told_so() {
    let counter = counter("127.0.0.1:0", None).await.expect("it listens");
    let url = counter.url().to_owned();
    let page = reqwest::Client::new()
        .get(format!("{url}/v1/next"))
        .header("origin", "http://evil.example");

    let page = page.send().await.expect("it answers").status();
    let stray = reqwest::get(format!("{url}/")).await.expect("it answers");

    assert_eq!(page, 403);
    assert_eq!(stray.status(), 404);
    assert!(stray.text().await.expect("text").contains("GET /v1/next"));
    counter.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_request_is_handed_out_once_and_every_bad_reply_is_answered_with_why() {
    let counter = counter("127.0.0.1:0", None).await.expect("it listens");
    let url = counter.url().to_owned();
    let asking = Arc::clone(&counter);
    let asked = tokio::spawn(async move { asking.carry(Call::Bye, DEADLINE).await });
    let request = next(&url).await;
    let again = get(&url, None).await.status();

    let rubbish = post(&url, "done").await;
    let unknown = post(&url, r#"{"id": 99, "ok": {}}"#).await;
    let reply = json!({"id": request["id"], "ok": {}}).to_string();
    let first = post(&url, &reply).await;
    let second = post(&url, &reply).await;
    let long = post(&url, &"x".repeat(4 * 1024 * 1024 + 1)).await;

    assert_eq!(request["op"], "bye");
    assert_eq!(again, 204);
    assert_eq!(rubbish.0, 400, "{}", rubbish.1);
    assert!(
        rubbish.1.contains("the body is the reply object alone"),
        "{}",
        rubbish.1
    );
    assert_eq!(unknown.0, 409, "{}", unknown.1);
    assert_eq!(first.0, 204, "{}", first.1);
    assert_eq!(second.0, 409, "{}", second.1);
    assert_eq!(long.0, 413, "{}", long.1);
    let why = asked.await.expect("it was carried");
    let why = why.expect_err("the rubbish came first").to_string();
    assert!(why.contains("sent a body that is not JSON"), "{why}");
    counter.stop().await;
}
