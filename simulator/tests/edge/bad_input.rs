//! Bad input: each a clear refusal of its own, none a 500, none lost.

use reqwest::Method;
use serde_json::json;

use crate::support::{Place, Reply, raw, vacancy, vacancy_with};

async fn send(place: &Place, media: &str, body: impl Into<Vec<u8>>) -> Reply {
    let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    let request = if media.is_empty() {
        request
    } else {
        request.header("Content-Type", media)
    };
    Reply::of(request.body(body.into())).await
}

#[tokio::test]
async fn malformed_json_is_told_by_line_and_column() {
    let place = Place::new().await;
    let bodies: [&[u8]; 7] = [
        b"",
        b"{\n  \"jobTitle\": }",
        b"{\"jobTitle\": \"\xff\"}",
        b"{\"jobTitle\": \"a\", \"jobTitle\": \"b\"}",
        b"{} {}",
        b"{\"salary\": {\"amount\": 1e999}}",
        b"\xef\xbb\xbf{}",
    ];

    let mut told = Vec::new();
    for body in bodies {
        let refused = send(&place, "application/json", body).await;
        assert_eq!(refused.refusal(), "400 MALFORMED_JSON");
        told.push(refused.json()["detail"].as_str().unwrap().to_owned());
    }

    insta::assert_snapshot!(told.join("\n"), @"
    the body is empty where a JSON object is expected
    the body is not well-formed JSON: expected value at line 2 column 15
    the body is not UTF-8: the byte at line 1 column 15 begins no character
    the body is not well-formed JSON: the member `jobTitle` stands twice at line 1 column 28
    the body is not well-formed JSON: trailing characters at line 1 column 4
    the body is not well-formed JSON: number out of range at line 1 column 27
    the body begins with a byte order mark; leave it out
    ");
}

#[tokio::test]
async fn deep_nesting_is_refused_before_it_costs_anything() {
    let place = Place::new().await;

    let refused = send(&place, "application/json", "[".repeat(500_000)).await;

    assert_eq!(refused.refusal(), "400 MALFORMED_JSON");
}

#[tokio::test]
async fn another_media_type_is_refused_whatever_the_body() {
    let place = Place::new().await;
    for media in [
        "",
        "text/plain",
        "application/json; charset=iso-8859-1",
        "application/xml",
    ] {
        let refused = send(&place, media, "{}").await;
        assert_eq!(refused.refusal(), "415 UNSUPPORTED_MEDIA_TYPE", "{media}");
    }

    let read = send(
        &place,
        "Application/JSON; Charset=\"utf-8\"",
        vacancy().to_string(),
    )
    .await;
    assert_eq!(read.status, 201, "{}", read.text);
}

#[tokio::test]
async fn a_body_of_a_mebibyte_is_read_and_one_byte_more_is_refused() {
    let place = Place::new().await;
    let padded = |length: usize| {
        let body = vacancy().to_string();
        format!("{body}{}", " ".repeat(length - body.len()))
    };

    let read = send(&place, "application/json", padded(1024 * 1024)).await;
    let refused = send(&place, "application/json", padded(1024 * 1024 + 1)).await;

    assert_eq!(read.status, 201, "{}", read.text);
    assert_eq!(refused.refusal(), "413 BODY_TOO_LARGE");
}

#[tokio::test]
async fn a_refusal_reaches_a_client_that_is_still_sending() {
    let place = Place::new().await;

    let refused = send(&place, "application/json", vec![b' '; 8 * 1024 * 1024]).await;
    let unauthorised = place
        .http
        .post(place.ats().vacancies())
        .body(vec![b' '; 4 * 1024 * 1024]);

    assert_eq!(refused.refusal(), "413 BODY_TOO_LARGE");
    assert_eq!(Reply::of(unauthorised).await.refusal(), "401 KEY_MISSING");
}

#[tokio::test]
async fn a_body_beyond_all_measure_is_not_even_drained() {
    let place = Place::new().await;
    let head = format!(
        "POST /nhs-jobs/v1/organisations/{}/vacancies HTTP/1.1\r\nhost: x\r\nx-api-key: {}\r\n\
         x-account-id: {}\r\ncontent-type: application/json\r\ncontent-length: 99999999999\r\n\r\n",
        place.sandbox.nhs_jobs.organisation_id,
        place.sandbox.nhs_jobs.api_key,
        place.sandbox.nhs_jobs.account_id,
    );

    let answer = raw(&place, head.as_bytes()).await;

    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("connection: close"), "{answer}");
}

#[tokio::test]
async fn unknown_fields_are_refused_by_name_or_warned_of() {
    let place = Place::new().await;
    let lenient = place
        .create(json!({ "unknownFields": "warn", "now": crate::support::NOW }))
        .await;
    let odd = vacancy_with("colour", json!("blue"));

    let refused = place.ats().create(&odd).await;
    let warned = place.ats_of(&lenient).create(&odd).await;

    assert_eq!(refused.fields(), ["/colour UNKNOWN_FIELD"]);
    assert_eq!(warned.status, 201);
    assert_eq!(warned.json()["warnings"][0]["field"], "/colour");
}

#[tokio::test]
async fn a_wrong_verb_is_told_the_right_ones() {
    let place = Place::new().await;
    let request = place
        .ats()
        .nhs_jobs(Method::DELETE, &place.ats().vacancies());

    let refused = Reply::of(request).await;

    assert_eq!(refused.refusal(), "405 METHOD_NOT_ALLOWED");
    assert_eq!(refused.header("allow"), "POST, GET");
}

#[tokio::test]
async fn what_is_not_served_is_not_found() {
    let place = Place::new().await;
    let public = place.simulator.public_url();
    for path in [
        "/",
        "/nowhere",
        "/api/v1/search_json",
        "/__admin/requests",
        "/esr/status/",
    ] {
        let refused = Reply::of(place.http.get(format!("{public}{path}"))).await;
        assert_eq!(refused.refusal(), "404 NOT_FOUND", "{path}");
    }
}

#[tokio::test]
async fn repeated_headers_are_refused_clearly() {
    let place = Place::new().await;
    let twice = |name: &'static str, first: &'static str, second: &'static str| {
        let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
        Reply::of(request.header(name, first).header(name, second).body("{}"))
    };

    let media = twice("Content-Type", "application/json", "text/plain").await;
    let account = twice("X-Account-Id", "a", "b").await;

    insta::assert_snapshot!(media.json()["detail"].as_str().unwrap(), @"the header `content-type` stands 2 times; it may stand once");
    assert_eq!(media.refusal(), "415 UNSUPPORTED_MEDIA_TYPE");
    assert_eq!(account.refusal(), "403 ACCOUNT_NOT_LINKED");
}

#[tokio::test]
async fn a_problem_has_its_page_and_an_unknown_code_has_none() {
    let place = Place::new().await;
    let refused = place
        .ats()
        .create(&vacancy_with("jobTitle", json!(7)))
        .await;
    let page = Reply::of(place.http.get(refused.json()["type"].as_str().unwrap())).await;
    let near = format!("{}/problems/NO_MACH", place.simulator.public_url());

    assert_eq!(
        (page.status, page.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    assert!(page.text.contains("<h2>What to do</h2>"));
    let unknown = Reply::of(place.http.get(near)).await;
    assert_eq!(
        unknown.json()["detail"],
        "no refusal has this code; did you mean `NO_MATCH`?"
    );
}

#[tokio::test]
async fn a_document_that_is_no_json_is_told_from_one_that_is_no_fault() {
    let place = Place::new().await;
    let url = format!("{}/__admin/faults", place.simulator.control_url());

    let broken = Reply::of(place.http.post(&url).body("{\"type\": ")).await;
    let unknown = Reply::of(place.http.post(&url).body("{\"type\": \"x\"}")).await;
    let described = place.get("/openapi.json").await;

    assert_eq!(broken.refusal(), "400 MALFORMED_JSON");
    assert!(broken.text.contains("line 1 column 9"), "{}", broken.text);
    assert_eq!(unknown.refusal(), "400 VALIDATION_FAILED");
    let answer = &described["paths"]["/__admin/faults"]["post"]["responses"]["400"];
    let codes = &answer["content"]["application/problem+json"]["schema"]["properties"]["code"];
    assert_eq!(
        codes["enum"],
        json!(["VALIDATION_FAILED", "MALFORMED_JSON"])
    );
}

#[tokio::test]
async fn every_code_of_a_field_has_its_page_too() {
    let place = Place::new().await;
    let document = place
        .http
        .get(format!("{}/openapi.json", place.simulator.public_url()));
    let document = Reply::of(document).await.json();
    let code = &document["paths"]["/problems/{code}"]["get"]["parameters"][0];
    let codes = code["schema"]["enum"].as_array().unwrap().clone();

    for code in &codes {
        let code = code.as_str().unwrap();
        let url = format!("{}/problems/{code}", place.simulator.public_url());
        let page = Reply::of(place.http.get(url)).await;

        assert_eq!(page.status, 200, "{code}");
        for part in [
            "What happened",
            "Why",
            "What to do",
            "Where this comes from",
        ] {
            assert!(page.text.contains(&format!("<h2>{part}</h2>")), "{code}");
        }
    }
    for code in [
        "NO_MATCH",
        "REQUIRED",
        "SALARY_NOT_A_NUMBER",
        "SALARY_OUTSIDE_BAND",
    ] {
        assert!(codes.contains(&json!(code)), "{code}");
    }
}

#[tokio::test]
async fn every_answer_names_itself_unless_it_is_to_be_pure() {
    let (place, pure) = (
        Place::new().await,
        Place::with(|config| config.pure = true).await,
    );

    let named = place.ats().read("V-1").await;
    let plain = pure.ats().read("V-1").await;

    assert!(named.header("x-simulator").starts_with("simulator/"));
    assert!(
        named
            .header("x-simulator-explain")
            .ends_with("/problems/VACANCY_NOT_FOUND")
    );
    assert_eq!(plain.header("x-simulator"), "");
    assert_eq!(plain.header("x-request-id"), named.header("x-request-id"));
}
