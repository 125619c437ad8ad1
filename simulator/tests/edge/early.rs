//! Refusals that no body could change reach a client that has not sent one.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::Place;

/// How long a test waits before it says that nothing comes.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection on which the head of a post of `length` bytes was sent, and nothing else.
async fn announce(place: &Place, length: usize, headers: &[&str]) -> TcpStream {
    let nhs_jobs = &place.sandbox.nhs_jobs;
    let path = format!(
        "/nhs-jobs/v1/organisations/{}/vacancies",
        nhs_jobs.organisation_id
    );
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: a\r\nX-Account-Id: {}\r\nContent-Length: {length}\r\n{}\r\n\r\n",
        nhs_jobs.account_id,
        headers.join("\r\n"),
    );
    let mut stream = TcpStream::connect(place.simulator.public).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

/// The first line of what comes.
async fn first_line(stream: &mut TcpStream) -> String {
    let mut answer = vec![0; 4096];
    let read = tokio::time::timeout(PATIENCE, stream.read(&mut answer)).await;
    let text = String::from_utf8_lossy(&answer[..read.unwrap().unwrap()]).into_owned();
    text.lines().next().unwrap_or_default().to_owned()
}

fn key(place: &Place) -> String {
    format!("X-Api-Key: {}", place.sandbox.nhs_jobs.api_key)
}

const JSON: &str = "Content-Type: application/json";

#[tokio::test]
async fn a_client_that_waits_before_its_body_is_refused_by_its_head() {
    let place = Place::new().await;
    let key = key(&place);
    let cases = [
        (5_000_000, vec![JSON], "HTTP/1.1 401 Unauthorized"),
        (
            20,
            vec![&*key, "Content-Type: text/plain"],
            "HTTP/1.1 415 Unsupported Media Type",
        ),
        (
            5_000_000,
            vec![&*key, JSON],
            "HTTP/1.1 413 Payload Too Large",
        ),
    ];

    for (length, headers, expected) in cases {
        let mut stream = announce(&place, length, &headers).await;

        assert_eq!(first_line(&mut stream).await, expected);
        // What it sends all the same is read, and not thrown back at it.
        stream.write_all(&vec![b' '; length]).await.unwrap();
        let mut rest = Vec::new();
        let closed = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut rest)).await;
        assert!(matches!(closed, Ok(Ok(_))), "{closed:?}");
    }
    let statuses = place.exchanges().await;
    let statuses = statuses
        .iter()
        .map(|exchange| exchange["response"]["status"].to_string());
    assert_eq!(statuses.collect::<Vec<_>>(), ["401", "415", "413"]);
}

#[tokio::test]
async fn a_client_that_asks_whether_to_go_on_is_told_so_or_refused() {
    let place = Place::new().await;
    let expect = "Expect: 100-continue";
    let key = key(&place);

    let mut stranger = announce(&place, 20, &[JSON, expect]).await;
    let mut known = announce(&place, 20, &[&key, JSON, expect]).await;

    assert_eq!(first_line(&mut stranger).await, "HTTP/1.1 401 Unauthorized");
    assert_eq!(first_line(&mut known).await, "HTTP/1.1 100 Continue");
    known.write_all(&[b' '; 20]).await.unwrap();
    assert_eq!(first_line(&mut known).await, "HTTP/1.1 400 Bad Request");
}

#[tokio::test]
async fn a_body_that_comes_slowly_behind_a_good_head_is_waited_for() {
    let place = Place::new().await;
    let mut stream = announce(&place, 2, &[&key(&place), JSON]).await;

    tokio::time::sleep(Duration::from_millis(900)).await;
    stream.write_all(b"{}").await.unwrap();

    assert_eq!(first_line(&mut stream).await, "HTTP/1.1 400 Bad Request");
    let exchange = &place.exchanges().await[0];
    assert_eq!(exchange["simulator"]["refusal"], "VALIDATION_FAILED");
}
