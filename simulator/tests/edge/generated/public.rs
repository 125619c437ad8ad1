//! The simulated services: bodies, forms, queries, paths and headers.

use proptest::prelude::*;
use proptest::sample::select;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::law;
use super::values::any_body;
use crate::support::{Place, Reply, raw, transfer, vacancy};

/// What every answer of the simulated services is: no server error, and a problem where refused.
fn sound(reply: &Reply) -> Result<(), TestCaseError> {
    prop_assert!(reply.status < 500, "{} {}", reply.status, reply.text);
    if reply.status >= 400 && reply.header("content-type").contains("problem+json") {
        prop_assert!(!reply.code().is_empty(), "{}", reply.text);
    }
    prop_assert!(!reply.header("x-request-id").is_empty());
    Ok(())
}

async fn answered(request: RequestBuilder) -> Result<(), TestCaseError> {
    sound(&Reply::of(request).await)
}

/// A body with the usual members and the rarer ones too.
fn whole_vacancy() -> Value {
    let mut whole = vacancy();
    whole["contractType"] = json!("FIXED_TERM");
    whole["contractDuration"] = json!({"length": 6, "unit": "MONTHS"});
    whole["workingPatterns"] = json!(["FULL_TIME"]);
    whole["workingHours"] = json!({"amount": 37.5, "unit": "HOURS_A_WEEK"});
    whole["personSpecification"] = json!({"qualifications": {"essential": "a<br>b"}});
    whole
}

#[test]
fn any_vacancy_is_created_or_refused() {
    law(
        192,
        &any_body(whole_vacancy()),
        Place::new,
        async |place, body| {
            let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
            answered(
                request
                    .header("Content-Type", "application/json")
                    .body(body),
            )
            .await
        },
    );
}

#[test]
fn any_update_is_made_or_refused() {
    let mut update = whole_vacancy();
    update["version"] = json!(1);
    law(128, &any_body(update), Place::new, async |place, body| {
        let made = place.ats().create(&vacancy()).await.json();
        let id = made["vacancyId"].as_str().unwrap();
        let url = format!("{}/{id}", place.ats().vacancies());
        let request = place.ats().nhs_jobs(Method::PUT, &url);
        answered(
            request
                .header("Content-Type", "application/json")
                .body(body),
        )
        .await
    });
}

#[test]
fn any_transfer_is_done_or_refused() {
    law(
        192,
        &any_body(transfer()),
        Place::new,
        async |place, body| {
            let token = place.ats().bearer().await;
            let request = place.http.post(place.ats().checks()).bearer_auth(token);
            answered(
                request
                    .header("Content-Type", "application/json")
                    .body(body),
            )
            .await
        },
    );
}

#[test]
fn any_form_gets_a_token_or_an_oauth_error() {
    let pair = "(grant_type|client_id|client_secret|scope|.{0,6})=(client_credentials|.{0,20})";
    let form = prop_oneof![
        prop::collection::vec(pair, 0..6).prop_map(|pairs| pairs.join("&").into_bytes()),
        prop::collection::vec(any::<u8>(), 0..200),
    ];
    let basic = prop::option::of("(Basic|bearer|) ?[ -~]{0,60}");
    law(
        192,
        &(form, basic),
        Place::new,
        async |place, (form, basic)| {
            let request = place.http.post(&place.sandbox.esr.token_url);
            let request = request.header("Content-Type", "application/x-www-form-urlencoded");
            let request = match basic {
                Some(basic) => request.header("Authorization", basic),
                None => request,
            };
            answered(request.body(form)).await
        },
    );
}

/// A request as bytes: only these can say what no client library would.
fn request(place: &Place, method: &str, target: &[u8], headers: &[u8]) -> Vec<u8> {
    let jobs = &place.sandbox.nhs_jobs;
    let own = format!(
        "Host: a\r\nX-Api-Key: {}\r\nX-Account-Id: {}\r\nConnection: close\r\n",
        jobs.api_key, jobs.account_id
    );
    let head = [method.as_bytes(), b" ", target, b" HTTP/1.1\r\n"].concat();
    [&head, own.as_bytes(), headers, b"\r\n"].concat()
}

async fn answered_raw(place: &Place, sent: &[u8]) -> Result<(), TestCaseError> {
    let answer = raw(place, sent).await;
    let status = answer
        .strip_prefix("HTTP/1.1 ")
        .and_then(|rest| rest.get(..3));
    let status = status.and_then(|status| status.parse::<u16>().ok());
    prop_assert!(matches!(status, Some(100..500)), "{answer}");
    Ok(())
}

fn visible() -> impl Strategy<Value = u8> {
    prop_oneof![8 => 0x21u8..0x7f, 1 => 0x80u8..=0xff]
}

#[test]
fn any_query_is_answered() {
    let jobs = "/nhs-jobs/v1/organisations/X/vacancies";
    let paths = select(vec![
        jobs,
        "/api/v1/search_xml",
        "/esr/dit/v1/employers/1/applicants",
    ]);
    let names =
        "(page|limit|jobReference|keyword|location|salaryFrom|contractType|sort|[a-z]{1,9})";
    let pair = (names, prop::collection::vec(visible(), 0..30));
    let query = prop::collection::vec(pair, 0..5).prop_map(|pairs| {
        let pair = |(name, value): (String, Vec<u8>)| [name.as_bytes(), b"=", &value].concat();
        pairs.into_iter().map(pair).collect::<Vec<_>>().join(&b'&')
    });
    law(
        256,
        &(paths, query),
        Place::new,
        async |place, (path, query)| {
            let path = path.replace("X", &place.sandbox.nhs_jobs.organisation_id);
            // A hash sign would end the target.
            let query = query.into_iter().filter(|byte| *byte != b'#');
            let target = [path.as_bytes(), b"?", &query.collect::<Vec<_>>()].concat();
            answered_raw(place, &request(place, "GET", &target, b"")).await
        },
    );
}

#[test]
fn any_path_is_answered() {
    let starts = select(vec![
        "/",
        "/sandboxes/",
        "/nhs-jobs/v1/organisations/",
        "/candidate/jobadvert/",
        "/esr/dit/v1/employers/",
        "/problems/",
    ]);
    let rest = prop::collection::vec(visible(), 0..60);
    let methods = "(GET|POST|PUT|DELETE|HEAD|OPTIONS|[A-Z]{1,10})";
    law(
        256,
        &(methods, starts, rest),
        Place::new,
        async |place, (method, start, rest)| {
            let rest = rest.into_iter().filter(|byte| *byte != b'#');
            let target = [start.as_bytes(), &rest.collect::<Vec<_>>()].concat();
            answered_raw(
                place,
                &request(place, &method, &target, b"Content-Length: 0\r\n"),
            )
            .await
        },
    );
}

#[test]
fn any_header_is_answered() {
    let names = select(vec![
        "Prefer",
        "Authorization",
        "Idempotency-Key",
        "Content-Type",
        "X-Account-Id",
        "X-Api-Key",
        "Accept",
        "If-Modified-Since",
        "Cookie",
    ]);
    let byte = prop_oneof![8 => 0x20u8..0x7f, 1 => 0x80u8..=0xff, 1 => Just(b'\t')];
    let any_value = prop::collection::vec(byte, 0..80);
    let prefer =
        "(code|example|wait) ?= ?\"?(400|503|[0-9]{1,30}|salary|.{0,8}|\\PC{0,8})\"?[;,]?.{0,9}";
    let value = prop_oneof![3 => any_value, 1 => prefer.prop_map(String::into_bytes)];
    let header = (names, value).prop_map(|(name, value)| {
        let value = value
            .into_iter()
            .filter(|byte| !matches!(byte, b'\r' | b'\n' | 0));
        [name.as_bytes(), b": ", &value.collect::<Vec<_>>(), b"\r\n"].concat()
    });
    let headers = prop::collection::vec(header, 1..4).prop_map(|headers| headers.concat());
    // A client that asks for a server error by `Prefer` gets it: not from this sandbox.
    let place = async || Place::with(|config| config.settings.magic = false).await;
    law(256, &headers, place, async |place, headers| {
        let vacancies = place.ats().vacancies();
        let path = vacancies.trim_start_matches(place.simulator.public_url());
        let body = vacancy().to_string();
        let length = format!("Content-Length: {}\r\n", body.len());
        let headers = [&headers, length.as_bytes()].concat();
        let sent = [
            &request(place, "POST", path.as_bytes(), &headers),
            body.as_bytes(),
        ]
        .concat();
        answered_raw(place, &sent).await
    });
}
