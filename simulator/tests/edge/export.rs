//! Taking the journal along.

use std::process::Command;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Place, Reply, transfer, vacancy, vacancy_with};

async fn exported(place: &Place, format: &str) -> Reply {
    let reply = place
        .control(Method::GET, &format!("/requests?format={format}"), None)
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply
}

/// A journal with a token, a transfer, a name with an apostrophe and bytes that are no text.
async fn story() -> Place {
    let place = Place::new().await;
    let token = place.ats().bearer().await;
    place.ats().transfer(&token, &transfer()).await;
    place
        .ats()
        .create(&vacancy_with(
            "jobTitle",
            json!("Nurse's £1 `id` $HOME \"x\""),
        ))
        .await;
    let bytes = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    Reply::of(
        bytes
            .header("Content-Type", "application/json")
            .body(vec![0xff, 0, b'\'']),
    )
    .await;
    place
}

#[tokio::test]
async fn ndjson_has_a_line_for_each_exchange_oldest_first() {
    let place = story().await;

    let reply = exported(&place, "ndjson").await;

    assert_eq!(reply.header("content-type"), "application/x-ndjson");
    let lines = reply
        .text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let sequences = lines.map(|entry| entry["simulator"]["sequence"].as_u64().unwrap());
    assert_eq!(sequences.collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert!(reply.text.ends_with('\n'));
}

#[tokio::test]
async fn har_is_whole_by_the_words_of_its_version_1_2() {
    let place = story().await;

    let har = exported(&place, "har").await.json();

    let log = &har["log"];
    assert_eq!(log["version"], "1.2");
    let entries = log["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 4);
    for entry in entries {
        let whole = [
            (
                entry,
                &[
                    "startedDateTime",
                    "time",
                    "request",
                    "response",
                    "cache",
                    "timings",
                ][..],
            ),
            (
                &entry["request"],
                &[
                    "method",
                    "url",
                    "httpVersion",
                    "cookies",
                    "headers",
                    "queryString",
                    "headersSize",
                    "bodySize",
                ],
            ),
            (
                &entry["response"],
                &[
                    "status",
                    "statusText",
                    "httpVersion",
                    "cookies",
                    "headers",
                    "content",
                    "redirectURL",
                    "headersSize",
                    "bodySize",
                ],
            ),
            (&entry["response"]["content"], &["size", "mimeType"]),
            (&entry["timings"], &["send", "wait", "receive"]),
        ];
        for (object, members) in whole {
            for member in members {
                assert!(!object[member].is_null(), "{member} in {object}");
            }
        }
        let sum = ["send", "wait", "receive"].map(|part| entry["timings"][part].as_f64().unwrap());
        assert_eq!(sum.iter().sum::<f64>(), entry["time"].as_f64().unwrap());
    }
    assert!(entries[0]["request"]["postData"]["params"].is_array());
    assert_eq!(
        entries[1]["request"]["postData"]["mimeType"],
        "application/json"
    );
    assert_eq!(entries[2]["response"]["status"], 201);
    assert_eq!(entries[2]["startedDateTime"], "2026-11-02T09:00:00.000Z");
}

#[tokio::test]
async fn the_script_sends_the_same_requests_again() {
    let place = story().await;
    let script = exported(&place, "curl").await;
    let (nhs_jobs, esr) = (&place.sandbox.nhs_jobs, &place.sandbox.esr);
    assert!(!script.text.contains(&nhs_jobs.api_key));
    place.control(Method::DELETE, "/requests", None).await;
    let token = place.ats().bearer().await;

    let path = tempfile::NamedTempFile::new().unwrap().into_temp_path();
    std::fs::write(&path, &script.text).unwrap();
    let mut run = Command::new("sh");
    run.arg(&path)
        .env("API_KEY", &nhs_jobs.api_key)
        .env("CLIENT_SECRET", &esr.client_secret)
        .env("ACCESS_TOKEN", &token);
    // Not on the thread that answers the script.
    let output = tokio::task::spawn_blocking(move || run_or_skip(&mut run));

    let Some(output) = output.await.unwrap() else {
        return;
    };
    assert!(output.status.success(), "{}\n{output:?}", script.text);
    let again = place.exchanges().await;
    let statuses = again
        .iter()
        .map(|one| one["response"]["status"].to_string());
    assert_eq!(
        statuses.collect::<Vec<_>>(),
        ["200", "200", "404", "201", "400"]
    );
    assert_eq!(
        again[3]["request"]["body"],
        vacancy_with("jobTitle", json!("Nurse's £1 `id` $HOME \"x\"")).to_string()
    );
    assert_eq!(again[4]["request"]["bodyAsBase64"], "/wAn");
}

// The script needs curl, which need not be installed where these tests run.
fn run_or_skip(command: &mut Command) -> Option<std::process::Output> {
    let there = Command::new("curl").arg("--version").output().is_ok();
    there.then(|| command.output().unwrap())
}

#[tokio::test]
async fn the_script_asks_for_the_secrets_that_it_needs() {
    let place = Place::new().await;
    place.ats().create(&vacancy()).await;

    let script = exported(&place, "curl").await.text;

    assert!(script.starts_with("#!/bin/sh\n"));
    assert!(script.contains(": \"${API_KEY:?"), "{script}");
    assert!(!script.contains("CLIENT_SECRET"));
    assert!(script.contains("\n# 1: 201\ncurl "), "{script}");
}

#[tokio::test]
async fn filters_hold_for_every_format_and_an_unknown_format_is_refused() {
    let place = story().await;

    let two = place
        .control(Method::GET, "/requests?format=ndjson&since=2", None)
        .await;
    assert_eq!(two.text.lines().count(), 2);
    let since = place
        .control(Method::GET, "/requests?since=2026-11-02T10:00:00Z", None)
        .await;
    assert_eq!(since.json()["meta"]["total"], 0);
    let unknown = place
        .control(Method::GET, "/requests?format=xml", None)
        .await;
    assert_eq!(unknown.refusal(), "400 VALIDATION_FAILED");
    let wrong = place
        .control(Method::GET, "/requests?since=yesterday", None)
        .await;
    assert!(
        wrong.text.contains("is an instant such as"),
        "{}",
        wrong.text
    );
}
