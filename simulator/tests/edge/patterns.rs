//! Every kind of request pattern, through the control interface.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Place, Reply, vacancy};

/// How many of the journal's requests match.
async fn count(place: &Place, pattern: Value) -> Value {
    place.post("/requests/count", pattern).await["count"].clone()
}

/// A journal with a vacancy, a token and a search by query, with a cookie.
async fn story() -> Place {
    let place = Place::new().await;
    place.ats().create(&vacancy()).await;
    place.ats().token().await;
    let url = format!(
        "{}?jobReference=277-26-0141&page=1&page=2",
        place.ats().vacancies()
    );
    let search = place.ats().nhs_jobs(Method::GET, &url);
    Reply::of(search.header("Cookie", "session=abc; theme=dark")).await;
    place
}

#[tokio::test]
async fn addresses_are_matched_whole_by_path_by_expression_and_by_template() {
    let place = story().await;
    let path = place
        .ats()
        .vacancies()
        .replace(place.simulator.public_url(), "");

    assert_eq!(count(&place, json!({ "urlPath": path })).await, 2);
    assert_eq!(count(&place, json!({ "url": path })).await, 1);
    assert_eq!(
        count(&place, json!({ "urlPathPattern": ".*/vacancies" })).await,
        2
    );
    assert_eq!(
        count(&place, json!({ "urlPattern": ".*jobReference=.*" })).await,
        1
    );
    let template = "/nhs-jobs/v1/organisations/{organisation}/vacancies";
    assert_eq!(
        count(&place, json!({ "urlPathTemplate": template })).await,
        2
    );
    let organisation = &place.sandbox.nhs_jobs.organisation_id;
    let named = json!({
        "urlPathTemplate": template, "pathParameters": { "organisation": { "equalTo": organisation } },
    });
    assert_eq!(count(&place, named).await, 2);
}

#[tokio::test]
async fn methods_are_matched_by_name_by_list_and_as_any() {
    let place = story().await;

    assert_eq!(count(&place, json!({ "method": "post" })).await, 2);
    assert_eq!(count(&place, json!({ "method": "ANY" })).await, 3);
    assert_eq!(count(&place, json!({ "method": "GET_OR_HEAD" })).await, 1);
    assert_eq!(
        count(&place, json!({ "method": { "oneOf": ["GET", "PUT"] } })).await,
        1
    );
    assert_eq!(
        count(&place, json!({ "method": { "noneOf": ["GET"] } })).await,
        2
    );
}

#[tokio::test]
async fn queries_cookies_and_forms_are_matched_decoded() {
    let place = story().await;
    let queries = json!({ "page": { "hasExactly": [{ "equalTo": "2" }, { "equalTo": "1" }] } });
    let cookies = json!({ "theme": { "equalTo": "DARK", "caseInsensitive": true } });
    let forms = json!({ "grant_type": { "equalTo": "client_credentials" } });

    assert_eq!(
        count(&place, json!({ "queryParameters": queries })).await,
        1
    );
    let one = json!({ "queryParameters": { "page": { "hasExactly": [{ "equalTo": "1" }] } } });
    assert_eq!(count(&place, one).await, 0);
    let included = json!({ "page": { "includes": [{ "equalTo": "1" }] } });
    assert_eq!(
        count(&place, json!({ "queryParameters": included })).await,
        1
    );
    assert_eq!(count(&place, json!({ "cookies": cookies })).await, 1);
    assert_eq!(count(&place, json!({ "formParameters": forms })).await, 1);
}

#[tokio::test]
async fn bodies_are_matched_by_text_by_json_and_by_path() {
    let place = story().await;
    let bodies = async |matcher: Value| count(&place, json!({ "bodyPatterns": [matcher] })).await;
    let salary = json!({ "salary": { "maximum": 39043.0, "period": "YEAR" } });

    assert_eq!(bodies(json!({ "contains": "Staff Nurse" })).await, 1);
    assert_eq!(bodies(json!({ "doesNotContain": "Staff Nurse" })).await, 2);
    assert_eq!(bodies(json!({ "matches": "grant_type=.*" })).await, 1);
    assert_eq!(bodies(json!({ "doesNotMatch": ".+" })).await, 1);
    assert_eq!(bodies(json!({ "equalToJson": vacancy() })).await, 1);
    assert_eq!(
        bodies(json!({ "equalToJson": vacancy().to_string() })).await,
        1
    );
    assert_eq!(bodies(json!({ "equalToJson": salary })).await, 0);
    let lenient = json!({ "equalToJson": salary, "ignoreExtraElements": true });
    assert_eq!(bodies(lenient).await, 1);
    assert_eq!(
        bodies(json!({ "matchesJsonPath": "$.salary.minimum" })).await,
        1
    );
    assert_eq!(
        bodies(json!({ "matchesJsonPath": "$..[?(@.town == 'Leeds')]" })).await,
        1
    );
    let judged = |sub: Value| {
        let mut judged = sub;
        judged["expression"] = json!("$.payBand");
        json!({ "matchesJsonPath": judged })
    };
    assert_eq!(bodies(judged(json!({ "equalTo": "BAND_5" }))).await, 1);
    assert_eq!(
        bodies(judged(json!({ "doesNotMatch": "BAND_.*" }))).await,
        0
    );
}

#[tokio::test]
async fn matchers_are_joined_by_and_or_and_not() {
    let place = story().await;
    let of_header = async |matcher: Value| {
        count(&place, json!({ "headers": { "Content-Type": matcher } })).await
    };

    let json = json!({ "contains": "json" });
    let form = json!({ "contains": "form" });
    assert_eq!(of_header(json!({ "or": [json, form] })).await, 2);
    assert_eq!(of_header(json!({ "and": [json, form] })).await, 0);
    assert_eq!(
        of_header(json!({ "and": [json, { "not": form }] })).await,
        1
    );
    assert_eq!(of_header(json!({ "absent": true })).await, 1);
    assert_eq!(of_header(json!({ "not": { "absent": true } })).await, 2);
    assert_eq!(of_header(json!({ "doesNotContain": "json" })).await, 2);
    let nowhere = json!({ "expression": "$.nowhere", "absent": true });
    let bodies = json!({ "bodyPatterns": [{ "matchesJsonPath": nowhere }] });
    assert_eq!(count(&place, bodies).await, 3);
    let empty = json!({ "bodyPatterns": [{ "absent": true }] });
    assert_eq!(count(&place, empty).await, 1);
}

#[tokio::test]
async fn a_test_may_ask_for_the_secret_that_it_really_sends() {
    let place = story().await;
    let (nhs_jobs, esr) = (&place.sandbox.nhs_jobs, &place.sandbox.esr);
    let basic = place
        .http
        .post(&esr.token_url)
        .basic_auth(&esr.client_id, Some(&esr.client_secret));
    Reply::of(basic.form(&[("grant_type", "client_credentials")])).await;

    let key = json!({ "X-Api-Key": { "equalTo": nhs_jobs.api_key } });
    assert_eq!(count(&place, json!({ "headers": key })).await, 2);
    let key = json!({ "X-Api-Key": { "matches": format!("{}|x", nhs_jobs.api_key) } });
    assert_eq!(count(&place, json!({ "headers": key })).await, 2);
    let secret = json!({ "client_secret": { "equalTo": esr.client_secret } });
    assert_eq!(count(&place, json!({ "formParameters": secret })).await, 1);
    let basic = |password: &str| json!({ "basicAuthCredentials": { "username": esr.client_id, "password": password } });
    assert_eq!(count(&place, basic(&esr.client_secret)).await, 1);
    assert_eq!(count(&place, basic("guess")).await, 0);
    let near = place
        .post(
            "/near-misses/request-pattern",
            json!({ "headers": { "X-Api-Key": { "equalTo": esr.client_secret } } }),
        )
        .await;
    assert!(!near.to_string().contains(&esr.client_secret));
}

#[tokio::test]
async fn what_is_not_understood_is_refused_at_its_place_with_a_remedy() {
    let place = Place::new().await;
    let refused = async |pattern: Value| {
        let refused = place
            .control(Method::POST, "/requests/count", Some(pattern))
            .await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        let error = &refused.json()["errors"][0];
        format!(
            "{} {}",
            error["source"]["pointer"].as_str().unwrap(),
            error["detail"].as_str().unwrap()
        )
    };
    let deep = (0..120).fold(
        json!({ "absent": true }),
        |inner, _| json!({ "not": inner }),
    );
    let told = [
        refused(json!([])).await,
        refused(json!({ "urlPaht": "/a" })).await,
        refused(json!({ "url": "/a", "urlPath": "/a" })).await,
        refused(json!({ "urlPattern": "(" })).await,
        refused(json!({ "urlPathTemplate": "/a/{b" })).await,
        refused(json!({ "pathParameters": { "b": { "equalTo": "x" } } })).await,
        refused(json!({ "headers": { "X": "y" } })).await,
        refused(json!({ "headers": { "X": { "equalTo": "a", "contains": "b" } } })).await,
        refused(json!({ "headers": { "X": { "caseInsensitive": true } } })).await,
        refused(json!({ "bodyPatterns": [{ "matchesXPath": "//a" }] })).await,
        refused(json!({ "bodyPatterns": [{ "equalToJson": "{" }] })).await,
        refused(json!({ "bodyPatterns": [{ "matchesJsonPath": "a" }] })).await,
        refused(json!({ "bodyPatterns": [{ "and": [] }] })).await,
        refused(json!({ "customMatcher": { "name": "x" } })).await,
        refused(json!({ "basicAuthCredentials": { "username": "x" } })).await,
        refused(json!({ "bodyPatterns": [deep] })).await,
    ];

    insta::assert_snapshot!(told.join("\n"), @r#"
     a request pattern is an object
    /urlPaht no member is called `urlPaht`; did you mean `urlPath`?
    /urlPath `url` and `urlPath` both say which address; keep one
    /urlPattern this is no regular expression here: error: unclosed group. Look-around and back-references are not understood, because they could take for ever; say it with `and`, `or` and `not`
    /urlPathTemplate a segment of a template is whole: `/a/{b}`
    /pathParameters `pathParameters` needs `urlPathTemplate` beside it
    /headers/X an object with matchers belongs here, not "y"
    /headers/X a matcher says one thing; join several with `and`
    /headers/X a matcher says what to match: equalTo, contains, doesNotContain, matches, doesNotMatch, absent, equalToJson, matchesJsonPath, and, or, not, hasExactly, includes, binaryEqualTo
    /bodyPatterns/0/matchesXPath no matcher is called `matchesXPath`; did you mean `matchesJsonPath`?
    /bodyPatterns/0/equalToJson this is no JSON: EOF while parsing an object at line 1 column 1
    /bodyPatterns/0/matchesJsonPath this is no JSONPath of RFC 9535: it is not understood from character 1 on. A path begins with `$`; a name with other characters than letters, digits and `_` is written ['like-this'], and a filter by expression ?match(@.name, 'A.*')
    /bodyPatterns/0/and this is an array of matchers, with at least one
    /customMatcher `customMatcher` is not understood here; match the body with `bodyPatterns`
    /basicAuthCredentials/password text belongs here, not null
    /bodyPatterns/0/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not a pattern has at most 100 matchers here
    "#);
}

#[tokio::test]
async fn a_removal_whose_pattern_is_refused_removes_nothing() {
    let place = story().await;
    let pattern = json!({ "method": "POST", "bodyPatterns": [{ "matches": "(" }] });

    let refused = place
        .control(Method::POST, "/requests/remove", Some(pattern))
        .await;

    assert_eq!(refused.status, 422);
    assert_eq!(place.exchanges().await.len(), 3);
}
