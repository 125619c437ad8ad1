//! Tokens of ESR, as RFC 6749 has them.

use reqwest::RequestBuilder;
use serde_json::json;

use crate::support::{Place, Reply, applicant, transfer};

fn form(place: &Place, pairs: &[(&str, &str)]) -> RequestBuilder {
    place.http.post(&place.sandbox.esr.token_url).form(pairs)
}

#[tokio::test]
async fn a_token_is_issued_to_the_form_and_to_basic_and_is_not_to_be_stored() {
    let place = Place::new().await;
    let esr = &place.sandbox.esr;
    let basic = form(&place, &[("grant_type", "client_credentials")]);
    let basic = basic.basic_auth(&esr.client_id, Some(&esr.client_secret));

    for issued in [place.ats().token().await, Reply::of(basic).await] {
        assert_eq!(issued.status, 200, "{}", issued.text);
        assert_eq!(issued.header("cache-control"), "no-store");
        let token = issued.json();
        assert_eq!(
            (&token["token_type"], &token["expires_in"]),
            (&json!("Bearer"), &json!(3600))
        );
        let status = place
            .ats()
            .esr(token["access_token"].as_str().unwrap(), "/status")
            .await;
        assert_eq!(status.status, 200);
    }
}

#[tokio::test]
async fn every_wrong_token_request_has_its_error() {
    let place = Place::new().await;
    let (id, secret) = (
        &*place.sandbox.esr.client_id,
        &*place.sandbox.esr.client_secret,
    );
    let client = [("client_id", id), ("client_secret", secret)];
    let grant = ("grant_type", "client_credentials");
    let requests = [
        ("no grant", form(&place, &client)),
        (
            "another grant",
            form(&place, &[client[0], client[1], ("grant_type", "password")]),
        ),
        ("no client", form(&place, &[grant])),
        (
            "wrong secret",
            form(
                &place,
                &[grant, ("client_id", id), ("client_secret", "guess")],
            ),
        ),
        ("twice", form(&place, &[grant, grant, client[0], client[1]])),
        (
            "two ways",
            form(&place, &[grant, client[0], client[1]]).basic_auth(id, Some(secret)),
        ),
        (
            "another client in the form",
            form(&place, &[grant, ("client_id", "supplier-0")]).basic_auth(id, Some(secret)),
        ),
        (
            "JSON",
            place
                .http
                .post(&place.sandbox.esr.token_url)
                .json(&json!({})),
        ),
    ];

    let mut told = Vec::new();
    for (case, request) in requests {
        let reply = Reply::of(request).await;
        let error = reply.json()["error"].as_str().unwrap().to_owned();
        told.push(format!("{case}: {} {error}", reply.status));
    }

    insta::assert_debug_snapshot!(told, @r#"
    [
        "no grant: 400 invalid_request",
        "another grant: 400 unsupported_grant_type",
        "no client: 401 invalid_client",
        "wrong secret: 401 invalid_client",
        "twice: 400 invalid_request",
        "two ways: 400 invalid_request",
        "another client in the form: 400 invalid_request",
        "JSON: 400 invalid_request",
    ]
    "#);
}

#[tokio::test]
async fn a_token_runs_out_on_the_sandbox_clock() {
    let place = Place::new().await;
    let token = place.ats().bearer().await;

    place.advance("PT59M59S").await;
    assert_eq!(place.ats().esr(&token, "/status").await.status, 200);
    place.advance("PT1S").await;

    let expired = place.ats().esr(&token, "/status").await;
    assert_eq!(expired.refusal(), "401 TOKEN_EXPIRED");
    assert!(expired.header("www-authenticate").contains("invalid_token"));
}

#[tokio::test]
async fn a_missing_and_an_unknown_token_are_told_apart() {
    let place = Place::new().await;
    let url = format!("{}/status", place.sandbox.esr.base_url);

    assert_eq!(
        Reply::of(place.http.get(&url)).await.refusal(),
        "401 TOKEN_MISSING"
    );
    assert_eq!(
        place.ats().esr("guess", "/status").await.refusal(),
        "401 TOKEN_INVALID"
    );
    place
        .post("/credentials/access-tokens/revoke", json!({}))
        .await;
    let token = place.ats().bearer().await;
    place
        .post("/credentials/access-tokens/revoke", json!({}))
        .await;
    assert_eq!(
        place.ats().esr(&token, "/status").await.refusal(),
        "401 TOKEN_INVALID"
    );
}

#[tokio::test]
async fn supplier_and_employer_must_be_enabled() {
    let place = Place::new().await;
    let token = place.ats().bearer().await;
    let vpd = place.sandbox.esr.vpd.clone();
    place.post("/esr/applicants", applicant()).await;

    place.post("/credentials/supplier/unlink", json!({})).await;
    let supplier = place.ats().transfer(&token, &transfer()).await;
    place.post("/credentials/supplier/restore", json!({})).await;
    let activate = async |activation: &str| {
        let path = format!("/esr/employers/{vpd}");
        let body = json!({ "activation": activation });
        place.control(reqwest::Method::PUT, &path, Some(body)).await;
        place.ats().transfer(&token, &transfer()).await
    };

    assert_eq!(supplier.refusal(), "403 SUPPLIER_NOT_ENABLED");
    assert_eq!(
        activate("none").await.refusal(),
        "403 EMPLOYER_NOT_ACTIVATED"
    );
    assert_eq!(activate("pending").await.status, 201);
}
