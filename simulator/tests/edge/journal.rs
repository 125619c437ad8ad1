//! The journal: everything, in order, without a secret, in WireMock's shape.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{NOW, Place, Reply, applicant, ours, raw, transfer, vacancy};

#[tokio::test]
async fn an_entry_has_wiremocks_shape_and_one_member_of_ours() {
    let place = Place::new().await;
    place.ats().token().await;

    let mut entry = place.exchanges().await.remove(0);
    let port = place.simulator.public.port().to_string();
    for elapsed in ["arrivedMicros", "answeredMicros"] {
        assert!(entry["simulator"][elapsed].is_u64());
        entry["simulator"][elapsed] = json!("[micros]");
    }
    for header in ["accept", "content-length"] {
        entry["request"]["headers"]
            .as_object_mut()
            .unwrap()
            .remove(header);
    }
    entry["timing"] = json!("[timing]");

    let shown = serde_json::to_string_pretty(&entry).unwrap();
    let control = place.simulator.control_url();
    insta::assert_snapshot!(shown.replace(control, "[control]").replace(&port, "[port]"), @r#"
    {
      "id": "8ff1988d-e302-4323-b1af-e5e5968c7018",
      "request": {
        "absoluteUrl": "http://127.0.0.1:[port]/esr/oauth2/token",
        "body": "grant_type=client_credentials&client_id=supplier-113231&client_secret=[secret:clientSecret:own]",
        "bodyAsBase64": "Z3JhbnRfdHlwZT1jbGllbnRfY3JlZGVudGlhbHMmY2xpZW50X2lkPXN1cHBsaWVyLTExMzIzMSZjbGllbnRfc2VjcmV0PVtzZWNyZXQ6Y2xpZW50U2VjcmV0Om93bl0=",
        "browserProxyRequest": false,
        "clientIp": "127.0.0.1",
        "cookies": {},
        "formParams": {
          "client_id": {
            "key": "client_id",
            "values": [
              "supplier-113231"
            ]
          },
          "client_secret": {
            "key": "client_secret",
            "values": [
              "[secret:clientSecret:own]"
            ]
          },
          "grant_type": {
            "key": "grant_type",
            "values": [
              "client_credentials"
            ]
          }
        },
        "headers": {
          "content-type": "application/x-www-form-urlencoded",
          "host": "127.0.0.1:[port]"
        },
        "host": "127.0.0.1",
        "loggedDate": 1793610000000,
        "loggedDateString": "2026-11-02T09:00:00.000Z",
        "method": "POST",
        "port": [port],
        "protocol": "HTTP/1.1",
        "queryParams": {},
        "scheme": "http",
        "url": "/esr/oauth2/token"
      },
      "response": {
        "body": "{\"access_token\":\"[secret:accessToken:own]\",\"token_type\":\"Bearer\",\"expires_in\":3600}",
        "bodyAsBase64": "eyJhY2Nlc3NfdG9rZW4iOiJbc2VjcmV0OmFjY2Vzc1Rva2VuOm93bl0iLCJ0b2tlbl90eXBlIjoiQmVhcmVyIiwiZXhwaXJlc19pbiI6MzYwMH0=",
        "headers": {
          "cache-control": "no-store",
          "content-type": "application/json",
          "date": "Mon, 02 Nov 2026 09:00:00 GMT",
          "pragma": "no-cache",
          "x-request-id": "8ff1988d-e302-4323-b1af-e5e5968c7018",
          "x-simulator": "simulator/0.1.0 (independent; synthetic data only)",
          "x-simulator-explain": "[control]/__admin/requests/8ff1988d-e302-4323-b1af-e5e5968c7018"
        },
        "status": 200
      },
      "responseDefinition": {
        "status": 200
      },
      "simulator": {
        "answeredMicros": "[micros]",
        "arrivedMicros": "[micros]",
        "bodyBytes": 106,
        "committed": true,
        "delivered": true,
        "fault": null,
        "masks": [
          {
            "at": "requestBody",
            "of": "own",
            "secret": "clientSecret"
          },
          {
            "at": "responseBody",
            "of": "own",
            "secret": "accessToken"
          }
        ],
        "operation": "issueToken",
        "refusal": null,
        "replayed": false,
        "requestId": "8ff1988d-e302-4323-b1af-e5e5968c7018",
        "rules": [],
        "sandboxTime": "2026-11-02T09:00:00Z",
        "sequence": 1
      },
      "subEvents": [],
      "timing": "[timing]",
      "wasMatched": true
    }
    "#);
}

#[tokio::test]
async fn no_secret_stands_anywhere_in_the_journal() {
    let place = Place::new().await;
    let (nhs_jobs, esr) = (&place.sandbox.nhs_jobs, &place.sandbox.esr);
    place.ats().create(&vacancy()).await;
    let token = place.ats().bearer().await;
    place.ats().esr(&token, "/status").await;
    place
        .ats()
        .esr(
            &esr.client_secret,
            &format!("/status?key={}", nhs_jobs.api_key),
        )
        .await;
    let basic = place
        .http
        .post(&esr.token_url)
        .basic_auth("x", Some(&esr.client_secret));
    Reply::of(basic.form(&[("grant_type", "client_credentials")])).await;
    let body = json!({ "jobTitle": nhs_jobs.api_key });
    place.ats().create(&body).await;

    let journal = place.control(Method::GET, "/requests", None).await.text;

    for secret in [&nhs_jobs.api_key, &esr.client_secret, &token] {
        assert!(!journal.contains(secret.as_str()));
    }
    let exchanges = place.exchanges().await;
    insta::assert_snapshot!(ours(&exchanges, "masks").join("\n"), @r#"
    [{"at":"header:x-api-key","of":"own","secret":"apiKey"}]
    [{"at":"requestBody","of":"own","secret":"clientSecret"},{"at":"responseBody","of":"own","secret":"accessToken"}]
    [{"at":"header:authorization","of":"own","secret":"accessToken"}]
    [{"at":"url","of":"own","secret":"apiKey"},{"at":"header:authorization","of":"own","secret":"clientSecret"}]
    [{"at":"header:authorization","of":"own","secret":"clientCredentials"}]
    [{"at":"header:x-api-key","of":"own","secret":"apiKey"},{"at":"requestBody","of":"own","secret":"apiKey"}]
    "#);
}

#[tokio::test]
async fn the_same_seed_clock_and_requests_give_the_same_bytes() {
    let (one, other) = (story().await, story().await);

    assert_eq!(one, other);
}

/// A story with successes, refusals and a fault, as its journal tells it without what may differ.
async fn story() -> String {
    let place = Place::new().await;
    place.post("/esr/applicants", applicant()).await;
    place
        .post(
            "/faults",
            json!({ "type": "commit_then_drop", "skip": 1, "times": 1 }),
        )
        .await;
    let created = place.ats().create(&vacancy()).await.json();
    let mut update = vacancy();
    update["version"] = json!(1);
    let url = format!(
        "{}/{}",
        place.ats().vacancies(),
        created["vacancyId"].as_str().unwrap()
    );
    let lost = place
        .ats()
        .nhs_jobs(Method::PUT, &url)
        .json(&update)
        .send()
        .await;
    assert!(lost.is_err());
    place
        .ats()
        .update(created["vacancyId"].as_str().unwrap(), &update)
        .await;
    let token = place.ats().bearer().await;
    place.ats().transfer(&token, &transfer()).await;
    place.ats().transfer("guess", &transfer()).await;
    place.advance("PT2H").await;
    place.ats().transfer(&token, &transfer()).await;
    Reply::of(
        place
            .http
            .get(format!("{}/nowhere", place.simulator.public_url())),
    )
    .await;

    let journal = place.control(Method::GET, "/requests", None).await.text;
    let journal = journal.replace(place.simulator.control_url(), "[control]");
    let journal = journal.replace(&place.simulator.public.port().to_string(), "12345");
    without_elapsed_times(serde_json::from_str(&journal).unwrap())
}

fn without_elapsed_times(mut journal: Value) -> String {
    for entry in journal["requests"].as_array_mut().unwrap() {
        entry["timing"] = Value::Null;
        entry["simulator"]["arrivedMicros"] = Value::Null;
        entry["simulator"]["answeredMicros"] = Value::Null;
        // The port is in these bytes too.
        entry["response"]["bodyAsBase64"] = Value::Null;
    }
    journal.to_string()
}

#[tokio::test]
async fn refusals_and_wrong_turns_are_journalled_in_order_without_gaps() {
    let place = Place::new().await;
    let public = place.simulator.public_url();
    Reply::of(place.http.get(format!("{public}/nowhere"))).await;
    Reply::of(place.http.delete(place.ats().vacancies())).await;
    let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    Reply::of(request.json(&"x".repeat(1024 * 1024))).await;
    Reply::of(
        place
            .http
            .get(format!("{public}/sandboxes/nobody/esr/status")),
    )
    .await;
    Reply::of(place.http.get(format!("{public}/problems/NO_MATCH"))).await;

    let exchanges = place.exchanges().await;

    assert_eq!(ours(&exchanges, "sequence"), ["1", "2", "3", "4", "5"]);
    insta::assert_debug_snapshot!(ours(&exchanges, "refusal"), @r#"
    [
        "\"NOT_FOUND\"",
        "\"METHOD_NOT_ALLOWED\"",
        "\"BODY_TOO_LARGE\"",
        "\"NOT_FOUND\"",
        "null",
    ]
    "#);
    assert_eq!(exchanges[2]["simulator"]["bodyBytes"], 1024 * 1024 + 2);
    let unmatched = place.get("/requests?unmatched=true").await;
    assert_eq!(unmatched["meta"]["total"], 4);
}

#[tokio::test]
async fn the_answers_request_id_is_the_entrys_id() {
    let place = Place::new().await;
    let id = place
        .ats()
        .create(&vacancy())
        .await
        .header("x-request-id")
        .to_owned();

    let one = place.get(&format!("/requests/{id}")).await;
    assert_eq!(one["id"], json!(id));

    place
        .control(Method::DELETE, &format!("/requests/{id}"), None)
        .await;
    let gone = place
        .control(Method::GET, &format!("/requests/{id}"), None)
        .await;
    assert_eq!((gone.status, gone.text.as_str()), (404, ""));
}

#[tokio::test]
async fn the_journal_is_bounded_and_says_what_it_dropped() {
    let place = Place::with(|config| config.journal_entries = 3).await;
    for _ in 0..5 {
        place.ats().read("V-1").await;
    }

    let journal = place.get("/requests?limit=1").await;

    let meta = json!({ "total": 3, "dropped": 2, "lastSequence": 5 });
    assert_eq!(journal["meta"], meta);
    assert_eq!(journal["requests"].as_array().unwrap().len(), 1);
    assert_eq!(journal["requests"][0]["simulator"]["sequence"], 5);
}

#[tokio::test]
async fn bytes_bound_it_too_and_the_newest_always_stays() {
    let place = Place::with(|config| config.journal_bytes = 1).await;
    place.ats().create(&vacancy()).await;
    place.ats().create(&vacancy()).await;

    let journal = place.get("/requests").await;

    assert_eq!(
        journal["meta"],
        json!({ "total": 1, "dropped": 1, "lastSequence": 2 })
    );
}

#[tokio::test]
async fn deleting_the_entries_keeps_the_sequence_and_resetting_the_sandbox_does_not() {
    let place = Place::new().await;
    place.ats().read("V-1").await;
    place.control(Method::DELETE, "/requests", None).await;
    place.ats().read("V-1").await;
    assert_eq!(ours(&place.exchanges().await, "sequence"), ["2"]);

    place.post("/reset", json!({})).await;
    place.ats().read("V-1").await;

    assert_eq!(ours(&place.exchanges().await, "sequence"), ["1"]);
}

#[tokio::test]
async fn requests_are_counted_found_and_removed_by_wiremocks_patterns() {
    let place = Place::new().await;
    place.ats().create(&vacancy()).await;
    place.ats().read("V-1").await;
    place.ats().token().await;
    let count =
        async |pattern: Value| place.post("/requests/count", pattern).await["count"].clone();

    assert_eq!(count(json!({})).await, 3);
    assert_eq!(count(json!({ "method": "POST" })).await, 2);
    assert_eq!(
        count(json!({ "method": "ANY", "urlPath": "/esr/oauth2/token" })).await,
        1
    );
    assert_eq!(count(json!({ "urlPathPattern": "/nhs-jobs/.*" })).await, 2);
    let title = json!({ "matchesJsonPath": { "expression": "$.jobTitle", "contains": "Nurse" } });
    assert_eq!(count(json!({ "bodyPatterns": [title] })).await, 1);
    let account = json!({ "equalTo": place.sandbox.nhs_jobs.account_id });
    let headers = json!({ "X-Account-Id": account, "Idempotency-Key": { "absent": true } });
    assert_eq!(count(json!({ "headers": headers })).await, 2);
    let found = place
        .post("/requests/find", json!({ "urlPattern": ".*token" }))
        .await;
    assert_eq!(found["requests"][0]["url"], "/esr/oauth2/token");
    place
        .post("/requests/remove", json!({ "method": "POST" }))
        .await;
    assert_eq!(count(json!({})).await, 1);
}

#[tokio::test]
async fn a_pattern_that_is_not_understood_is_refused_by_name() {
    let place = Place::new().await;
    let pattern = json!({ "headers": { "X-Api-Key": { "equalsTo": "x" } } });

    let refused = place
        .control(Method::POST, "/requests/count", Some(pattern))
        .await;

    assert_eq!(refused.status, 422);
    insta::assert_snapshot!(refused.text, @r#"{"errors":[{"code":10,"detail":"no matcher is called `equalsTo`; did you mean `equalTo`?","source":{"pointer":"/headers/X-Api-Key/equalsTo"},"title":"The request pattern is not understood"}]}"#);
}

#[tokio::test]
async fn the_clock_of_the_sandbox_dates_answer_and_entry() {
    let place = Place::new().await;
    let read = place.ats().read("V-1").await;

    assert_eq!(read.header("date"), "Mon, 02 Nov 2026 09:00:00 GMT");
    let exchange = &place.exchanges().await[0];
    assert_eq!(exchange["simulator"]["sandboxTime"], NOW);
    assert_eq!(
        exchange["request"]["loggedDateString"],
        "2026-11-02T09:00:00.000Z"
    );
}

#[tokio::test]
async fn a_body_that_breaks_off_is_journalled_without_an_answer() {
    let place = Place::new().await;
    let head = "POST /esr/oauth2/token HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf";

    let mut stream = tokio::net::TcpStream::connect(place.simulator.public)
        .await
        .unwrap();
    tokio::io::AsyncWriteExt::write_all(&mut stream, head.as_bytes())
        .await
        .unwrap();
    drop(stream);
    while place.exchanges().await.is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }

    let exchange = &place.exchanges().await[0];
    assert_eq!(exchange["request"]["body"], "half");
    assert_eq!(exchange["response"]["status"], 0);
    assert_eq!(exchange["simulator"]["delivered"], false);
}

#[tokio::test]
async fn what_is_no_http_is_not_journalled() {
    let place = Place::new().await;

    let answer = raw(&place, b"what is this?\r\n\r\n").await;

    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(place.exchanges().await.is_empty());
}

#[tokio::test]
async fn what_is_kept_stays_below_its_bound_of_bytes() {
    let bound = 300_000;
    let place = Place::with(|config| config.journal_bytes = bound).await;
    for number in 0..60 {
        let mut long = vacancy();
        long["jobDescription"] = json!("x".repeat(number * 150));
        place.ats().create(&long).await;
    }

    let journal = place.get("/requests").await;

    let kept = journal["requests"].as_array().unwrap();
    let bodies = kept.iter().map(|entry| {
        let length = |message: &str| entry[message]["body"].as_str().unwrap().len();
        length("request") + length("response")
    });
    assert!(bodies.sum::<usize>() < bound);
    assert!(kept.len() > 5, "{}", kept.len());
    assert_eq!(journal["meta"]["dropped"], 60 - kept.len());
    assert_eq!(kept[0]["simulator"]["sequence"], 60);
}

#[test]
fn a_journal_keeps_ten_thousand_exchanges_or_sixteen_mebibytes() {
    let usual = simulator::Config::default();

    assert_eq!(usual.journal_entries, 10_000);
    assert_eq!(usual.journal_bytes, 16 * 1024 * 1024);
}
