//! What Prometheus reads.

use std::time::Duration;

use serde_json::json;

use crate::support::{Place, Reply, raw, vacancy, vacancy_with};

async fn page(place: &Place) -> String {
    let url = format!("{}/metrics", place.simulator.control_url());
    let reply = Reply::of(place.http.get(url)).await;
    assert_eq!(reply.status, 200);
    assert!(
        reply
            .header("content-type")
            .starts_with("application/openmetrics-text")
    );
    reply.text
}

fn line<'t>(page: &'t str, start: &str) -> &'t str {
    let mut lines = page.lines().filter(|line| line.starts_with(start));
    lines
        .next()
        .unwrap_or_else(|| panic!("no {start} in\n{page}"))
}

#[tokio::test]
async fn requests_refusals_and_faults_are_counted_by_their_names() {
    let place = Place::new().await;
    place.ats().create(&vacancy()).await;
    place.ats().create(&vacancy()).await;
    place
        .ats()
        .create(&vacancy_with("jobTitle", json!(null)))
        .await;
    place.ats().read("V-1").await;
    let fault = json!({ "type": "status", "attributes": { "status": 503 }, "times": 1 });
    place.post("/faults", fault).await;
    place.ats().token().await;
    let drop = json!({ "type": "drop_before_commit", "times": 1 });
    place.post("/faults", drop).await;
    let url = place.ats().vacancies();
    let dropped = place.ats().nhs_jobs(reqwest::Method::POST, &url);
    assert!(dropped.json(&vacancy()).send().await.is_err());

    let page = page(&place).await;

    let mut lines = page
        .lines()
        .filter(|line| {
            [
                "simulator_requests_",
                "simulator_refusals_",
                "simulator_faults_",
            ]
            .iter()
            .any(|start| line.starts_with(start))
        })
        .collect::<Vec<_>>();
    lines.sort_unstable();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    simulator_faults_fired_total{type="drop_before_commit"} 1
    simulator_faults_fired_total{type="status"} 1
    simulator_refusals_total{code="SERVICE_UNAVAILABLE"} 1
    simulator_refusals_total{code="VACANCY_NOT_FOUND"} 1
    simulator_refusals_total{code="VALIDATION_FAILED"} 1
    simulator_requests_total{operation="createVacancy",status="201"} 2
    simulator_requests_total{operation="createVacancy",status="400"} 1
    simulator_requests_total{operation="createVacancy",status="none"} 1
    simulator_requests_total{operation="getVacancy",status="404"} 1
    simulator_requests_total{operation="issueToken",status="503"} 1
    "#);
    assert!(line(&page, "simulator_request_duration_seconds_count").ends_with(" 6"));
}

#[tokio::test]
async fn sandboxes_journals_and_connections_are_told() {
    let place = Place::with(|config| config.journal_entries = 2).await;
    place.create(json!({})).await;
    for _ in 0..5 {
        place.ats().read("V-1").await;
    }

    let page = page(&place).await;

    assert_eq!(line(&page, "simulator_sandboxes "), "simulator_sandboxes 2");
    assert_eq!(
        line(&page, "simulator_journal_entries "),
        "simulator_journal_entries 2"
    );
    assert_eq!(
        line(&page, "simulator_journal_dropped "),
        "simulator_journal_dropped 3"
    );
    assert_ne!(
        line(&page, "simulator_journal_bytes "),
        "simulator_journal_bytes 0"
    );
    assert_eq!(
        line(&page, "simulator_connections_open{listener=\"public\"}"),
        "simulator_connections_open{listener=\"public\"} 1"
    );
    assert!(page.ends_with("# EOF\n"), "{page}");
}

#[tokio::test]
async fn what_hyper_refuses_is_counted_and_not_journalled() {
    let place = Place::with(|config| config.header_time = Duration::from_millis(100)).await;

    let nonsense = raw(&place, b"this is no HTTP\r\n\r\n").await;
    let half = raw(&place, b"GET / HTTP/1.1\r\nHo").await;

    assert!(nonsense.starts_with("HTTP/1.1 400"), "{nonsense}");
    assert_eq!(half, "");
    let page = page(&place).await;
    for reason in ["malformed_http", "slow_head"] {
        let start = format!(
            "simulator_connections_refused_total{{listener=\"public\",reason=\"{reason}\"}}"
        );
        assert_eq!(line(&page, &start), format!("{start} 1"));
    }
    assert_eq!(place.exchanges().await.len(), 0);
}

#[tokio::test]
async fn the_page_needs_the_token_as_everything_else_does_and_tells_no_secret() {
    let token = "correct-horse-battery";
    let place = Place::with(|config| config.control_token = token.parse().ok()).await;
    place.ats().create(&vacancy()).await;
    let url = format!("{}/__admin/metrics", place.simulator.control_url());

    let without = Reply::of(place.http.get(&url)).await;
    let with = Reply::of(place.http.get(&url).bearer_auth(token)).await;

    assert_eq!(without.refusal(), "401 TOKEN_INVALID");
    assert_eq!(with.status, 200);
    assert!(!with.text.contains(&place.sandbox.nhs_jobs.api_key));
    assert!(!with.text.contains(token));
}
