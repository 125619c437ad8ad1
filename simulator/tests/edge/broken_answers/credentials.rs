//! Credentials that cease to be good in the middle of things.

use serde_json::json;

use super::{last, with_token};
use crate::faults::{arm, send};
use crate::support::{Place, transfer};

#[tokio::test]
async fn an_expired_token_is_refused_and_stays_so_and_a_new_one_is_good() {
    let (place, token) = with_token().await;
    arm(&place, json!({ "type": "expire_token", "times": 1 })).await;

    let first = place.ats().transfer(&token, &transfer()).await;
    let journal = last(&place).await;
    let again = place.ats().transfer(&token, &transfer()).await;
    let renewed = place.ats().bearer().await;
    let with_new = place.ats().transfer(&renewed, &transfer()).await;

    assert_eq!(first.refusal(), "401 TOKEN_EXPIRED");
    assert_eq!(
        journal,
        r#""expire_token" committed=false delivered=true 401"#
    );
    assert_eq!(again.refusal(), "401 TOKEN_EXPIRED");
    assert_eq!(with_new.status, 201, "{}", with_new.text);
}

#[tokio::test]
async fn a_revoked_key_is_refused_and_stays_so_until_it_is_restored() {
    let place = Place::new().await;
    arm(&place, json!({ "type": "revoke_key", "times": 1 })).await;

    let first = send(&place).await.unwrap();
    let again = send(&place).await.unwrap();
    place.post("/credentials/api-key/restore", json!({})).await;
    let restored = send(&place).await.unwrap();

    assert_eq!(
        (first.refusal(), again.refusal()),
        ("401 KEY_REVOKED".into(), "401 KEY_REVOKED".into())
    );
    assert_eq!(restored.status, 201);
}

#[tokio::test]
async fn a_key_that_is_not_this_sandboxs_revokes_nothing() {
    let place = Place::new().await;
    arm(&place, json!({ "type": "revoke_key", "times": 1 })).await;

    let url = place.ats().vacancies();
    let stranger = place
        .http
        .get(url)
        .header("X-Api-Key", "somebody-elses")
        .send()
        .await
        .unwrap();

    assert_eq!(stranger.status(), 401);
    assert_eq!(send(&place).await.unwrap().status, 201);
}
