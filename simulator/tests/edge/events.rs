//! Watching a sandbox.

use std::time::Duration;

use reqwest::{Method, Response};
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::support::{Place, vacancy};

/// Somebody who watches.
struct Watcher {
    response: Response,
    read: String,
}

#[derive(Debug)]
struct Event {
    kind: String,
    id: String,
    data: Value,
}

impl Watcher {
    async fn of(place: &Place, query: &str, last: Option<&str>) -> Self {
        let url = format!("{}/__admin/events{query}", place.simulator.control_url());
        let mut request = place.http.get(url);
        if let Some(last) = last {
            request = request.header("Last-Event-ID", last);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self {
            response,
            read: String::new(),
        }
    }

    /// The next event; `None` at the end of the stream.
    async fn next(&mut self) -> Option<Event> {
        loop {
            let block = self.block().await?;
            if !block.starts_with(':') {
                return Some(Event::read(&block));
            }
        }
    }

    async fn block(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.read.find("\n\n") {
                let block = self.read.drain(..end + 2).collect::<String>();
                return Some(block.trim_end().to_owned());
            }
            let chunk = timeout(Duration::from_secs(10), self.response.chunk());
            let chunk = chunk
                .await
                .expect("something happens within ten seconds")
                .ok()??;
            self.read.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }

    async fn kinds(&mut self, count: usize) -> Vec<String> {
        let mut kinds = Vec::new();
        while kinds.len() < count {
            kinds.push(self.next().await.unwrap().kind);
        }
        kinds
    }
}

impl Event {
    fn read(block: &str) -> Self {
        let field = |name: &str| {
            let lines = block
                .lines()
                .filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
            lines.collect::<String>()
        };
        Self {
            kind: field("event"),
            id: field("id"),
            data: serde_json::from_str(&field("data")).unwrap(),
        }
    }
}

#[tokio::test]
async fn exchanges_and_changes_are_told_in_order_as_they_happen() {
    let place = Place::new().await;
    let mut watcher = Watcher::of(&place, "", None).await;
    let created = place.ats().create(&vacancy()).await.json();
    let id = created["vacancyId"].as_str().unwrap();
    place.advance("PT1H").await;
    place
        .post(
            "/faults",
            json!({ "type": "status", "attributes": { "status": 503 } }),
        )
        .await;
    place
        .post(&format!("/nhs-jobs/vacancies/{id}/publish"), json!({}))
        .await;
    place.post("/credentials/api-key/expire", json!({})).await;
    place.get("/requests").await;
    place.post("/requests/count", json!({})).await;
    place.ats().read(id).await;

    assert_eq!(watcher.next().await.unwrap().kind, "ready");
    let exchange = watcher.next().await.unwrap();
    assert_eq!(exchange.kind, "exchange");
    assert_eq!(exchange.data["status"], 201);
    assert_eq!(exchange.data["simulator"]["operation"], "createVacancy");
    assert_eq!(exchange.data["simulator"]["delivered"], true);
    let clock = watcher.next().await.unwrap();
    assert_eq!(
        (clock.kind.as_str(), &clock.data["call"]),
        ("clock", &json!("PUT /clock"))
    );
    assert_eq!(clock.data["sandboxTime"], "2026-11-02T10:00:00Z");
    assert_eq!(watcher.next().await.unwrap().kind, "faults");
    let person = watcher.next().await.unwrap();
    assert_eq!(person.data["call"], "POST /nhs-jobs/vacancies/{id}/publish");
    assert_eq!(person.data["about"], id);
    assert_eq!(watcher.kinds(2).await, ["credentials", "exchange"]);
}

#[tokio::test]
async fn a_reader_that_comes_back_gets_what_it_missed() {
    let place = Place::new().await;
    let mut watcher = Watcher::of(&place, "", None).await;
    watcher.next().await.unwrap();
    place.ats().read("V-1").await;
    let last = watcher.next().await.unwrap().id;
    drop(watcher);
    place.ats().read("V-2").await;
    place.advance("PT1H").await;

    let mut again = Watcher::of(&place, "", Some(&last)).await;
    assert_eq!(again.kinds(3).await, ["ready", "exchange", "clock"]);
    let mut whole = Watcher::of(&place, "?lastEventId=0", None).await;
    assert_eq!(
        whole.kinds(4).await,
        ["ready", "exchange", "exchange", "clock"]
    );
}

#[tokio::test]
async fn what_the_journal_has_dropped_is_told_as_lost() {
    let place = Place::with(|config| config.journal_entries = 3).await;
    for _ in 0..10 {
        place.ats().read("V-1").await;
    }

    let mut watcher = Watcher::of(&place, "?lastEventId=0", None).await;

    assert_eq!(watcher.next().await.unwrap().kind, "ready");
    let lost = watcher.next().await.unwrap();
    assert_eq!(
        (lost.kind.as_str(), &lost.data["happenings"]),
        ("lost", &json!(7))
    );
    assert_eq!(watcher.kinds(3).await, ["exchange", "exchange", "exchange"]);
}

#[tokio::test]
async fn a_reader_that_does_not_read_holds_nobody_up_and_is_told_what_it_lost() {
    let place = Place::with(|config| config.journal_entries = 50).await;
    let mut slow = Watcher::of(&place, "", None).await;
    // More than the sockets between the two hold.
    let long = "x".repeat(7_000);
    for number in 0..2_000 {
        place.ats().read(&format!("V-{number}{long}")).await;
    }

    let mut told = 0;
    let mut lost = 0;
    slow.next().await.unwrap();
    while told + lost < 2_000 {
        let event = slow.next().await.unwrap();
        match event.kind.as_str() {
            "exchange" => told += 1,
            "lost" => lost += event.data["happenings"].as_u64().unwrap(),
            "delivery" => (),
            other => panic!("{other}"),
        }
    }
    assert!(lost > 0, "{told} were told and {lost} lost");
    assert_eq!(told + lost, 2_000);
}

#[tokio::test]
async fn a_quiet_stream_has_a_heartbeat() {
    let place = Place::new().await;
    let mut watcher = Watcher::of(&place, "?heartbeatMs=100", None).await;

    assert!(watcher.block().await.unwrap().starts_with("event: ready"));
    assert_eq!(watcher.block().await.unwrap(), ":");
}

#[tokio::test]
async fn a_watcher_follows_the_sandbox_through_its_reset() {
    let place = Place::new().await;
    let mut watcher = Watcher::of(&place, "", None).await;
    watcher.next().await.unwrap();
    place.ats().read("V-1").await;
    let before = watcher.next().await.unwrap().id;
    place.post("/reset", json!({})).await;
    place.ats().read("V-1").await;

    assert_eq!(watcher.kinds(2).await, ["reset", "exchange"]);
    let mut back = Watcher::of(&place, "", Some(&before)).await;
    assert_eq!(back.kinds(3).await, ["lost", "ready", "exchange"]);
}

#[tokio::test]
async fn the_stream_ends_with_its_sandbox_and_with_the_simulator() {
    let place = Place::new().await;
    let other = place.create(json!({ "fixtures": "empty" })).await;
    let url = format!(
        "{}/__admin/sandboxes/{}/events",
        place.simulator.control_url(),
        other.id
    );
    let response = place.http.get(url).send().await.unwrap();
    let mut watcher = Watcher {
        response,
        read: String::new(),
    };
    watcher.next().await.unwrap();
    let mut of_default = Watcher::of(&place, "", None).await;
    of_default.next().await.unwrap();

    place
        .control(Method::DELETE, &format!("/sandboxes/{}", other.id), None)
        .await;
    assert_eq!(watcher.next().await.unwrap().kind, "end");
    assert!(watcher.next().await.is_none());

    let stopped = place.simulator.stop();
    let (stopped, end) = tokio::join!(stopped, of_default.next());
    assert!(stopped);
    assert_eq!(end.unwrap().data["because"], "the simulator stops");
}

#[tokio::test]
async fn an_answer_that_is_held_back_is_told_again_when_it_leaves() {
    let place = Place::new().await;
    let latency = json!({ "type": "latency", "attributes": { "latencyMs": 300 }, "times": 1 });
    place.post("/faults", latency).await;
    let mut watcher = Watcher::of(&place, "", None).await;
    watcher.next().await.unwrap();
    place.ats().read("V-1").await;

    let exchange = watcher.next().await.unwrap();
    let delivery = watcher.next().await.unwrap();

    assert_eq!(exchange.data["simulator"]["delivered"], false);
    assert_eq!(
        (delivery.kind.as_str(), delivery.id.as_str()),
        ("delivery", "")
    );
    assert_eq!(delivery.data["id"], exchange.data["id"]);
    assert_eq!(delivery.data["simulator"]["delivered"], true);
}

#[tokio::test]
async fn an_id_that_is_none_is_refused() {
    let place = Place::new().await;

    for wrong in ["?lastEventId=x", "?heartbeatMs=1", "?last=1"] {
        let refused = place
            .control(Method::GET, &format!("/events{wrong}"), None)
            .await;
        assert_eq!(refused.refusal(), "400 VALIDATION_FAILED", "{wrong}");
    }
}
