//! WireMock's patterns: nested, huge, and made to take for ever.

use proptest::prelude::*;
use proptest::sample::select;
use reqwest::Method;
use serde_json::{Value, json};

use super::law;
use super::values::{any_json, any_or_mutated};
use crate::support::{Place, vacancy};

fn expression() -> impl Strategy<Value = String> {
    let known = select(vec![
        "(a+)+$",
        "(a|a)*b",
        "((a{1,1000}){1,1000}){1,1000}",
        "(.*.*.*)*x",
        "(?=a)a",
        "\\p{Greek}{500}",
        "[\\s\\S]*",
        "(((((((((((a)))))))))))",
        "x{0,4294967296}",
        "(?i)É",
        "\\",
        "[",
        "a)|(b",
    ]);
    let any = "[a-z(){}\\[\\]|*+?.^$\\\\0-9,:<>!=&-]{0,60}";
    prop_oneof![
        known.prop_map(str::to_owned),
        any,
        Just("(a?)".repeat(2_000))
    ]
}

fn path() -> impl Strategy<Value = String> {
    let known = select(vec![
        "$..*",
        "$..*..*",
        "$..[?@..a]",
        "$..a..b..c",
        "$[?match(@.jobTitle, '(a+)+$')]",
        "$[?length(@.a) > 9999999999999999999]",
        "$[-9007199254740993]",
        "$[::-1]",
        "$[0:9999999999:0]",
        "$.a.length()",
        "$",
        "",
    ]);
    let any = "\\$[a-z.\\[\\]*?@()'\",:0-9 <>=!&|-]{0,50}";
    let deep = (1usize..400).prop_map(|depth| format!("${}", "[?@".repeat(depth)));
    prop_oneof![known.prop_map(str::to_owned), any, deep]
}

fn matcher() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        expression().prop_map(|it| json!({"matches": it})),
        expression().prop_map(|it| json!({"doesNotMatch": it})),
        path().prop_map(|it| json!({"matchesJsonPath": it})),
        (path(), expression())
            .prop_map(|(it, then)| json!({"matchesJsonPath": {"expression": it, "matches": then}})),
        any_json().prop_map(|it| json!({"equalToJson": it, "ignoreArrayOrder": true})),
        expression().prop_map(|it| json!({"equalToJson": [format!("${{json-unit.regex}}{it}")]})),
        any_json().prop_map(|it| json!({"equalTo": it})),
        Just(json!({"absent": true})),
        any_json(),
    ];
    leaf.prop_recursive(8, 60, 4, |inner| {
        let several = prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            several.clone().prop_map(|it| json!({"and": it})),
            several.clone().prop_map(|it| json!({"or": it})),
            several.prop_map(|it| json!({"includes": it})),
            inner.prop_map(|it| json!({"not": it})),
        ]
    })
}

fn pattern() -> impl Strategy<Value = Value> {
    let members = prop_oneof![
        matcher().prop_map(|it| json!({"bodyPatterns": [it]})),
        matcher().prop_map(|it| json!({"headers": {"x-api-key": it}})),
        matcher().prop_map(|it| json!({"queryParameters": {"a": it}})),
        expression().prop_map(|it| json!({"urlPattern": it})),
        expression().prop_map(|it| json!({"urlPathTemplate": it})),
    ];
    let whole = json!({
        "method": "POST", "urlPathPattern": "/nhs-jobs/.*",
        "headers": {"content-type": {"equalTo": "application/json"}},
        "bodyPatterns": [{"matchesJsonPath": "$.jobTitle"}],
        "basicAuth": {"username": "a", "password": "b"},
    });
    prop_oneof![3 => members, 2 => any_or_mutated(whole)]
}

async fn journalled() -> Place {
    let place = Place::new().await;
    for _ in 0..3 {
        place.ats().create(&vacancy()).await;
        place.ats().read("V-1").await;
    }
    place
}

#[test]
fn any_pattern_is_matched_or_refused() {
    let calls = select(vec![
        "/requests/count",
        "/requests/find",
        "/requests/wait",
        "/requests/remove-by-metadata",
        "/near-misses/request-pattern",
        "/near-misses/request",
    ]);
    law(
        384,
        &(calls, pattern()),
        journalled,
        async |place, (call, pattern)| {
            let mut pattern = pattern;
            if let (true, Some(members)) = (call.ends_with("/wait"), pattern.as_object_mut()) {
                members.insert("timeoutMs".to_owned(), json!(1));
            }
            let reply = place.control(Method::POST, call, Some(pattern)).await;
            prop_assert!(reply.status < 500, "{} {}", reply.status, reply.text);
            Ok(())
        },
    );
}

#[test]
fn any_question_to_the_journal_is_answered_or_refused() {
    let names = "(limit|since|unmatched|format|matchingStub|lastEventId|.{0,6})";
    let values = "(-?[0-9]{0,25}|true|har|curl|[ -~]{0,25}|\\PC{0,9})";
    let query = prop::collection::vec((names, values), 0..4);
    law(192, &query, journalled, async |place, query| {
        let mut question = form_urlencoded::Serializer::new(String::new());
        question.extend_pairs(&query);
        let path = format!("/requests?{}", question.finish());
        let reply = place.control(Method::GET, &path, None).await;
        prop_assert!(
            matches!(reply.status, 200 | 400),
            "{} {}",
            reply.status,
            reply.text
        );
        Ok(())
    });
}
