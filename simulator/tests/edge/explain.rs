//! Why an answer was what it was.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Place, Reply, applicant, transfer, vacancy, vacancy_with};

/// The explanation of the newest exchange.
pub(crate) async fn newest(place: &Place) -> Value {
    let newest = place.get("/requests?limit=1").await["requests"][0]["id"].clone();
    place
        .get(&format!("/requests/{}/explain", newest.as_str().unwrap()))
        .await
}

fn changes(explanation: &Value) -> Vec<String> {
    let changes = explanation["corrected"]["changes"]
        .as_array()
        .unwrap()
        .iter();
    let told = |one: &Value| {
        let example = if one["example"] == true {
            " (example)"
        } else {
            ""
        };
        format!(
            "{} {} -> {}{example}",
            one["pointer"].as_str().unwrap(),
            one["from"],
            one["to"]
        )
    };
    changes.map(told).collect()
}

#[tokio::test]
async fn a_refused_field_is_told_with_rule_source_expected_and_actual() {
    let place = Place::new().await;
    let mut sent = vacancy();
    sent["salary"]["minimum"] = json!("£32,073.00");
    place.ats().create(&sent).await;

    let explanation = newest(&place).await;

    assert_eq!(explanation["outcome"], "refused");
    insta::assert_snapshot!(
        serde_json::to_string_pretty(&explanation["fields"]).unwrap(),
        @r#"
        [
          {
            "actual": "£32,073.00",
            "actualLength": 10,
            "code": "SALARY_NOT_A_NUMBER",
            "expected": "a number, not text: no £ sign and no thousands separator",
            "message": "`minimum` must be a number, not text: no £ sign and no thousands separator",
            "pointer": "/salary/minimum",
            "rule": {
              "id": "NJ-SAL-03",
              "meaning": "this simulator's own choice; the real service is not public here",
              "provenance": "simulator",
              "source": {
                "name": "this simulator's wire contract, version 1",
                "url": null
              },
              "text": "A salary amount is a number, not text: no pound sign, no thousands separator."
            }
          }
        ]
        "#
    );
    insta::assert_snapshot!(
        serde_json::to_string_pretty(&explanation["remedies"]).unwrap(),
        @r#"
        [
          {
            "does": "look at each listed field, re-enter it in a different format and send again.",
            "who": "recruiter"
          },
          {
            "does": "nothing is wrong with the connection; help to find the listed fields in the form.",
            "who": "support"
          },
          {
            "does": "show the user every entry of `errors`, at its field.",
            "who": "developer"
          }
        ]
        "#
    );
}

#[tokio::test]
async fn what_can_be_corrected_is_and_the_result_is_judged_again() {
    let place = Place::new().await;
    let mut sent = vacancy_with("contractType", json!("fixed term"));
    sent["salary"] =
        json!({ "type": "RANGE", "minimum": "£39,043", "maximum": 32073, "period": "YEAR" });
    sent["closingDate"] = json!("18/12/2026");
    sent["applyUrl"] = json!("http://ats.example/jobs/1");
    sent["colour"] = json!("blue");
    place.ats().create(&sent).await;

    let explanation = newest(&place).await;

    insta::assert_snapshot!(changes(&explanation).join("\n"), @r#"
    /contractType "fixed term" -> "FIXED_TERM"
    /salary/minimum "£39,043" -> 39043
    /closingDate "18/12/2026" -> "2026-12-18"
    /applyUrl "http://ats.example/jobs/1" -> "https://ats.example/jobs/1"
    /colour "blue" -> null
    /contractDuration null -> {"length":12,"unit":"MONTHS"} (example)
    /salary {"maximum":32073,"minimum":39043} -> {"maximum":39043,"minimum":32073}
    "#);
    assert_eq!(explanation["corrected"]["valid"], true);
    assert_eq!(explanation["corrected"]["unresolved"], json!([]));
    let again = place.ats().create(&explanation["corrected"]["body"]).await;
    assert_eq!(again.status, 201, "{}", again.text);
}

#[tokio::test]
async fn what_only_its_author_can_correct_has_an_example_and_is_told_with_its_length() {
    let place = Place::new().await;
    let sent = vacancy_with("jobTitle", json!("x".repeat(80)));
    place.ats().create(&sent).await;

    let explanation = newest(&place).await;

    let corrected = &explanation["corrected"];
    assert_eq!(corrected["valid"], true);
    let cut = format!(
        "/jobTitle \"{}\" -> \"{}\" (example)",
        "x".repeat(80),
        "x".repeat(70)
    );
    assert_eq!(changes(&explanation), [cut]);
    assert_eq!(corrected["unresolved"][0]["pointer"], "/jobTitle");
    assert_eq!(corrected["unresolved"][0]["length"], 80);
    assert_eq!(explanation["fields"][0]["actualLength"], 80);
}

#[tokio::test]
async fn a_stale_version_is_corrected_to_the_current_one() {
    let place = Place::new().await;
    let created = place.ats().create(&vacancy()).await.json();
    let id = created["vacancyId"].as_str().unwrap();
    let mut update = vacancy();
    update["version"] = json!(1);
    place.ats().update(id, &update).await;
    place.ats().update(id, &update).await;

    let explanation = newest(&place).await;

    assert_eq!(explanation["answer"]["code"], "VERSION_STALE");
    assert_eq!(changes(&explanation), ["/version 1 -> 2"]);
}

#[tokio::test]
async fn the_curl_lines_hold_no_secret() {
    let place = Place::new().await;
    place
        .ats()
        .create(&vacancy_with("colour", json!("blue")))
        .await;

    let explanation = newest(&place).await;

    let line = explanation["curl"].as_str().unwrap();
    assert!(line.contains(r#"-H 'x-api-key: '"$API_KEY"''"#), "{line}");
    assert!(
        !explanation
            .to_string()
            .contains(&place.sandbox.nhs_jobs.api_key)
    );
    let corrected = explanation["corrected"]["curl"].as_str().unwrap();
    assert!(!corrected.contains("colour"), "{corrected}");
}

#[tokio::test]
async fn identity_data_is_taken_away_and_not_repeated() {
    let place = Place::new().await;
    place.post("/esr/applicants", applicant()).await;
    let token = place.ats().bearer().await;
    let mut sent = transfer();
    sent["checks"]["identity"] = json!({ "passport": "QQ123456" });
    place.ats().transfer(&token, &sent).await;

    let explanation = newest(&place).await;

    assert_eq!(explanation["answer"]["code"], "IDENTITY_NOT_ACCEPTED");
    assert_eq!(explanation["corrected"]["valid"], true);
    assert_eq!(changes(&explanation), [r#"/checks/identity "…" -> null"#]);
    assert_eq!(explanation["provenance"]["word"], "stated");
}

#[tokio::test]
async fn an_answer_that_was_lost_on_purpose_says_so() {
    let place = Place::new().await;
    place
        .post("/faults", json!({ "type": "commit_then_drop", "times": 1 }))
        .await;
    let lost = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    assert!(lost.json(&vacancy()).send().await.is_err());

    let explanation = newest(&place).await;

    assert_eq!(explanation["outcome"], "lost");
    insta::assert_snapshot!(explanation["summary"].as_str().unwrap(), @"createVacancy was done, and its answer was lost on purpose by the fault `commit_then_drop`.");
    assert_eq!(explanation["fault"]["type"], "commit_then_drop");
    assert_eq!(explanation["answer"]["committed"], true);
    let people = explanation["remedies"].as_array().unwrap().iter();
    let people: Vec<_> = people.map(|one| one["who"].as_str().unwrap()).collect();
    assert_eq!(people, ["recruiter", "support", "developer"]);
}

#[tokio::test]
async fn successes_are_explained_too() {
    let place = Place::new().await;
    let mut sent = vacancy();
    sent["salary"]["maximum"] = json!(99_000);
    let first = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    Reply::of(first.header("Idempotency-Key", "k").json(&sent)).await;
    let accepted = newest(&place).await;
    let again = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    Reply::of(again.header("Idempotency-Key", "k").json(&sent)).await;
    let replayed = newest(&place).await;

    assert_eq!(
        (&accepted["outcome"], &replayed["outcome"]),
        (&json!("accepted"), &json!("replayed"))
    );
    assert_eq!(accepted["warnings"][0]["pointer"], "/salary/maximum");
    assert_eq!(accepted["warnings"][0]["actual"], 99_000);
    assert_eq!(accepted["corrected"], Value::Null);
    insta::assert_snapshot!(replayed["summary"].as_str().unwrap(), @"createVacancy was answered 201 once more: its idempotency key and body had been seen before, and nothing was done twice.");
}

#[tokio::test]
async fn a_stray_request_is_told_what_it_was_perhaps_meant_for() {
    let place = Place::new().await;
    Reply::of(
        place
            .http
            .get(format!("{}/esr/statsu", place.simulator.public_url())),
    )
    .await;

    let explanation = newest(&place).await;

    assert_eq!(explanation["outcome"], "unmatched");
    assert_eq!(explanation["nearest"][0]["operation"], "getStatus");
}

#[tokio::test]
async fn malformed_json_is_explained_without_a_corrected_body() {
    let place = Place::new().await;
    let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    Reply::of(
        request
            .header("Content-Type", "application/json")
            .body("{\"jobTitle\": }"),
    )
    .await;

    let explanation = newest(&place).await;

    assert_eq!(explanation["answer"]["code"], "MALFORMED_JSON");
    assert!(
        explanation["answer"]["detail"]
            .as_str()
            .unwrap()
            .contains("line 1 column 14")
    );
    assert_eq!(explanation["corrected"], Value::Null);
}

#[tokio::test]
async fn the_described_explanation_has_the_members_of_a_real_one() {
    let place = Place::new().await;
    let refused =
        json!({ "type": "RANGE", "minimum": "£32,073", "maximum": 39043, "period": "YEAR" });
    place.ats().create(&vacancy_with("salary", refused)).await;
    let described = place.get("/openapi.json").await;
    let call = &described["paths"]["/__admin/requests/{request}/explain"]["get"];
    let content = &call["responses"]["200"]["content"]["application/json"];

    let (real, told) = (newest(&place).await, &content["examples"]["one"]["value"]);

    let members = |value: &Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(members(&real), members(told));
    assert_eq!(members(&real["corrected"]), members(&told["corrected"]));
    assert_eq!(members(&real["fields"][0]), members(&told["fields"][0]));
}

#[tokio::test]
async fn every_refusal_names_the_rule_behind_it() {
    let place = Place::new().await;
    let ats = place.ats();
    let public = place.simulator.public_url().to_owned();
    let bad = ats
        .nhs_jobs(Method::POST, &ats.vacancies())
        .header("Content-Type", "application/json");
    let fault = json!({ "type": "status", "attributes": { "status": 503 }, "times": 1 });
    let mut told = Vec::new();
    let mut tell = async || {
        let newest = newest(&place).await;
        told.push(format!(
            "{} {}",
            newest["answer"]["code"].as_str().unwrap(),
            newest["rules"][0]["id"].as_str().unwrap()
        ));
        assert!(newest["provenance"]["word"].is_string(), "{newest}");
        assert!(
            !newest["remedies"].as_array().unwrap().is_empty(),
            "{newest}"
        );
    };

    Reply::of(place.http.get(format!("{public}/nowhere"))).await;
    tell().await;
    Reply::of(place.http.delete(ats.vacancies())).await;
    tell().await;
    Reply::of(bad.body("{")).await;
    tell().await;
    ats.read("V-0").await;
    tell().await;
    Reply::of(ats.nhs_jobs(Method::GET, &format!("{}?page=0", ats.vacancies()))).await;
    tell().await;
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", "nobody"),
    ];
    Reply::of(place.http.post(&place.sandbox.esr.token_url).form(&form)).await;
    tell().await;
    place.post("/faults", fault).await;
    ats.read("V-0").await;
    tell().await;

    insta::assert_snapshot!(told.join("\n"), @r"
    NOT_FOUND SIM-PTH-01
    METHOD_NOT_ALLOWED SIM-PTH-01
    MALFORMED_JSON SIM-BDY-01
    VACANCY_NOT_FOUND SIM-IDS-01
    VALIDATION_FAILED SIM-PGE-01
    invalid_client ESR-AUT-01
    SERVICE_UNAVAILABLE SIM-FLT-01
    ");
}

#[tokio::test]
async fn an_unknown_exchange_is_refused() {
    let place = Place::new().await;

    let refused = place
        .control(Method::GET, "/requests/nobody/explain", None)
        .await;

    assert_eq!(refused.refusal(), "404 NOT_FOUND");
    assert!(refused.text.contains("X-Request-Id"));
}
