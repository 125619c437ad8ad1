//! Safe to share: quotas, rates, lifetimes, and clients that say only half of what they have to.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::{NOW, Place, Reply, applicant, vacancy, vacancy_with};

#[tokio::test]
async fn a_sandbox_holds_so_many_vacancies_and_says_what_to_do_then() {
    let place = Place::with(|config| config.max_vacancies = 1).await;
    place.ats().create(&vacancy()).await;

    let refused = place.ats().create(&vacancy()).await;

    assert_eq!(refused.code(), "QUOTA_EXCEEDED");
    let detail = refused.json()["detail"].clone();
    insta::assert_snapshot!(detail.as_str().unwrap(), @"this sandbox holds its 1 vacancy; reset it, or use another");
    assert_eq!(
        place.get("/nhs-jobs/vacancies").await["vacancies"][1],
        json!(null)
    );
}

#[tokio::test]
async fn a_saved_sandbox_that_is_larger_than_the_quota_is_refused() {
    let large = Place::new().await;
    large.ats().create(&vacancy()).await;
    large.ats().create(&vacancy()).await;
    let state = large.get("/state").await;
    let small = Place::with(|config| config.max_vacancies = 1).await;

    let refused = small.control(Method::PUT, "/state", Some(state)).await;

    assert_eq!(refused.fields(), ["/world/nhsJobs/vacancies NOT_VALID"]);
}

#[tokio::test]
async fn there_are_so_many_sandboxes_and_then_a_clear_refusal() {
    let place = Place::with(|config| config.max_sandboxes = 2).await;
    let first = place.create(json!({})).await;

    let refused = place
        .control(Method::POST, "/sandboxes", Some(json!({})))
        .await;
    let gone = format!("/sandboxes/{}", first.id);
    place.control(Method::DELETE, &gone, None).await;

    assert_eq!(refused.refusal(), "429 QUOTA_EXCEEDED");
    assert!(refused.text.contains("delete one"), "{}", refused.text);
    place.create(json!({})).await;
}

#[tokio::test]
async fn the_applicants_of_a_sandbox_are_limited_by_flag() {
    let place = Place::with(|config| config.max_applicants = 1).await;
    place.post("/esr/applicants", applicant()).await;

    let second = place.post("/esr/applicants", applicant()).await;

    let told = &second["confirmations"][0]["messageText"];
    assert_eq!(told, "This sandbox holds its 1 applicant");
}

#[tokio::test]
async fn beyond_the_rate_a_sandbox_says_when_to_come_again_and_others_are_not_slowed() {
    let place = Place::with(|config| config.rate_limit = "3".parse().ok()).await;
    let other = place.create(json!({ "now": NOW })).await;

    let mut answers = Vec::new();
    for _ in 0..4 {
        answers.push(place.ats().read("V-1").await);
    }

    let last = answers.pop().unwrap();
    assert!(answers.iter().all(|answer| answer.status == 404));
    assert_eq!(last.refusal(), "429 TOO_MANY_REQUESTS");
    assert_eq!(last.header("retry-after"), "1");
    assert_eq!(place.ats_of(&other).read("V-1").await.status, 404);
    let newest = place.exchanges().await.pop().unwrap();
    assert_eq!(newest["simulator"]["refusal"], "TOO_MANY_REQUESTS");
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(place.ats().read("V-1").await.status, 404);
}

#[tokio::test]
async fn a_sandbox_that_nobody_uses_goes_and_one_that_is_used_stays() {
    let lifetime = Duration::from_millis(600);
    let place = Place::with(|config| config.sandbox_lifetime = Some(lifetime)).await;
    let used = place.create(json!({})).await;
    let idle = place.create(json!({})).await;
    for _ in 0..8 {
        tokio::time::sleep(lifetime / 4).await;
        place.ats_of(&used).read("V-1").await;
    }

    let listed = place.get("/sandboxes").await;

    let ids = listed["sandboxes"].as_array().unwrap().iter();
    let ids = ids.map(|sandbox| sandbox["id"].as_str().unwrap());
    assert_eq!(ids.collect::<Vec<_>>(), ["default", used.id.as_str()]);
    assert_eq!(
        place.ats_of(&idle).read("V-1").await.refusal(),
        "404 NOT_FOUND"
    );
}

#[tokio::test]
async fn a_sandbox_may_be_created_with_a_lifetime_of_its_own() {
    let place = Place::with(|_| {}).await;
    let brief = place.create(json!({"lifetimeSeconds": 1})).await;
    let used = place.create(json!({"lifetimeSeconds": 2})).await;
    let lasting = place.create(json!({})).await;
    for _ in 0..7 {
        place.ats_of(&used).read("V-1").await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }

    let listed = place.get("/sandboxes").await;

    let ids = listed["sandboxes"].as_array().unwrap().iter();
    let ids: BTreeSet<_> = ids.map(|sandbox| sandbox["id"].as_str().unwrap()).collect();
    assert!(!ids.contains(brief.id.as_str()), "{ids:?}");
    let expected = ["default", used.id.as_str(), lasting.id.as_str()];
    assert_eq!(ids, BTreeSet::from(expected));
}

#[tokio::test]
async fn five_hundred_clients_that_send_half_a_head_keep_nobody_waiting() {
    let place = Place::with(|config| config.header_time = Duration::from_secs(2)).await;
    let mut halves = Vec::new();
    for _ in 0..500 {
        let mut stream = TcpStream::connect(place.simulator.public).await.unwrap();
        stream
            .write_all(b"GET /esr/status HTTP/1.1\r\nHost: a\r\nX-Ha")
            .await
            .unwrap();
        halves.push(stream);
    }

    let started = Instant::now();
    for _ in 0..20 {
        assert_eq!(place.ats().create(&vacancy()).await.status, 201);
    }
    let waited = started.elapsed();

    assert!(waited < Duration::from_secs(2), "{waited:?}");
    for mut half in halves {
        let ended = tokio::time::timeout(Duration::from_secs(10), half.read(&mut [0; 64])).await;
        assert!(matches!(ended, Ok(Ok(0) | Err(_))), "still open");
    }
}

#[tokio::test]
async fn a_connection_may_idle_longer_than_a_head_may_take() {
    let place = Place::with(|config| config.header_time = Duration::from_millis(300)).await;
    let mut stream = TcpStream::connect(place.simulator.public).await.unwrap();
    let request = b"GET /esr/status HTTP/1.1\r\nHost: a\r\n\r\n";

    let mut answers = Vec::new();
    for _ in 0..3 {
        stream.write_all(request).await.unwrap();
        let mut answer = [0; 4096];
        let read = stream.read(&mut answer).await.unwrap();
        answers.push(String::from_utf8_lossy(&answer[..read]).into_owned());
        tokio::time::sleep(Duration::from_millis(500)).await;
    }

    assert!(
        answers
            .iter()
            .all(|answer| answer.starts_with("HTTP/1.1 401")),
        "{answers:?}"
    );
}

#[tokio::test]
async fn a_connection_that_idles_too_long_is_closed_and_one_that_goes_on_asking_is_not() {
    let place = Place::with(|config| config.idle_time = Duration::from_millis(600)).await;
    let request = b"GET /esr/status HTTP/1.1\r\nHost: a\r\n\r\n";
    let mut asking = TcpStream::connect(place.simulator.public).await.unwrap();
    let mut silent = TcpStream::connect(place.simulator.public).await.unwrap();
    let mut answer = [0; 4096];

    for _ in 0..4 {
        asking.write_all(request).await.unwrap();
        assert!(asking.read(&mut answer).await.unwrap() > 0);
        tokio::time::sleep(Duration::from_millis(300)).await;
    }

    for stream in [&mut silent, &mut asking] {
        let read = tokio::time::timeout(Duration::from_secs(10), stream.read(&mut answer)).await;
        assert_eq!(read.expect("it is closed").unwrap(), 0);
    }
}

#[tokio::test]
async fn a_head_that_trickles_in_is_ended_and_a_body_that_trickles_in_is_not() {
    let place = Place::with(|config| config.header_time = Duration::from_millis(400)).await;
    let trickle = async |bytes: &[u8]| {
        let mut stream = TcpStream::connect(place.simulator.public).await.unwrap();
        for piece in bytes.chunks(bytes.len() / 8 + 1) {
            if stream.write_all(piece).await.is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let mut answer = [0; 4096];
        let read = stream.read(&mut answer).await.unwrap_or_default();
        String::from_utf8_lossy(&answer[..read]).into_owned()
    };
    let head = "POST /esr/oauth2/token HTTP/1.1\r\nHost: a\r\nContent-Length: 400\r\n\r\n";

    let slow_head = trickle(head.as_bytes()).await;
    let mut stream = TcpStream::connect(place.simulator.public).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    for _ in 0..8 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        stream.write_all(&[b'a'; 50]).await.unwrap();
    }
    let mut answer = [0; 4096];
    let read = stream.read(&mut answer).await.unwrap();

    assert_eq!(slow_head, "");
    assert!(answer[..read].starts_with(b"HTTP/1.1 4"));
}

#[tokio::test]
async fn a_client_that_pauses_in_the_middle_of_a_body_is_let_go() {
    let place = Place::with(|config| config.body_time = Duration::from_millis(200)).await;
    let mut stream = TcpStream::connect(place.simulator.public).await.unwrap();
    let half = "POST /esr/oauth2/token HTTP/1.1\r\nHost: a\r\nContent-Length: 400\r\n\r\ngrant";
    stream.write_all(half.as_bytes()).await.unwrap();

    let ended = tokio::time::timeout(Duration::from_secs(5), stream.read(&mut [0; 64])).await;

    assert!(matches!(ended, Ok(Ok(0) | Err(_))));
}

#[tokio::test]
async fn the_largest_body_is_a_flag() {
    let place = Place::with(|config| config.max_body = 600).await;
    let long = vacancy_with("jobDescription", json!("x".repeat(2_000)));

    let refused = place.ats().create(&long).await;

    assert_eq!(refused.refusal(), "413 BODY_TOO_LARGE");
    assert!(refused.text.contains("600 bytes"), "{}", refused.text);
}

#[tokio::test]
async fn a_full_place_makes_others_wait_and_not_fail() {
    let place = Place::with(|config| config.max_connections = 1).await;
    let first = TcpStream::connect(place.simulator.public).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    let waiting = tokio::spawn(Reply::of(request.json(&vacancy())));
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!waiting.is_finished());

    drop(first);

    assert_eq!(waiting.await.unwrap().status, 201);
}
