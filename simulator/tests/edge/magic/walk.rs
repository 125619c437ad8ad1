//! The table, row by row: by reference and by preference, at every operation.

use std::time::{Duration, Instant};

use reqwest::RequestBuilder;
use serde_json::Value;

use super::stage::Stage;
use crate::support::Place;

/// How long the walk waits for an answer: longer than `SIM-SLOW`, shorter than `SIM-HANG`.
const PATIENCE: Duration = Duration::from_secs(8);

/// What a client made of an exchange.
#[derive(Debug, PartialEq)]
enum Seen {
    Answer(Box<Whole>),
    // The connection ended, or the answer was not whole.
    Broken,
    TimedOut,
}

#[derive(Debug, PartialEq)]
struct Whole {
    status: u16,
    body: Option<Value>,
    retry_after: bool,
}

async fn seen(request: RequestBuilder) -> Seen {
    let response = match request.timeout(PATIENCE).send().await {
        Ok(response) => response,
        Err(error) if error.is_timeout() => return Seen::TimedOut,
        Err(_) => return Seen::Broken,
    };
    let status = response.status().as_u16();
    let retry_after = response.headers().contains_key("retry-after");
    let Ok(bytes) = response.bytes().await else {
        return Seen::Broken;
    };
    let body = serde_json::from_slice(&bytes).ok();
    Seen::Answer(Box::new(Whole {
        status,
        body,
        retry_after,
    }))
}

async fn rows(place: &Place) -> Vec<Value> {
    place.get("/magic-values").await["values"]
        .as_array()
        .unwrap()
        .clone()
}

fn text<'a>(row: &'a Value, member: &str) -> &'a str {
    row[member].as_str().unwrap_or_default()
}

/// Whether an exchange was what its row says; the error says what is missing.
fn as_told(row: &Value, seen: &Seen, ordinary: &Seen, took: Duration) -> Result<(), String> {
    let fault = text(row, "fault");
    let body = |seen: &Seen| match seen {
        Seen::Answer(whole) => whole.body.clone(),
        _ => None,
    };
    let right = match (fault, seen) {
        ("" | "status", Seen::Answer(whole)) => {
            let body = whole.body.clone().unwrap_or_default();
            row["status"] == whole.status
                && body["code"] == row["code"]
                && body["status"] == whole.status
                && (whole.retry_after == matches!(whole.status, 429 | 503))
        }
        ("latency", Seen::Answer(_)) => took >= Duration::from_secs(5),
        ("drop_before_commit" | "commit_then_drop" | "connection_reset" | "truncate", seen) => {
            *seen == Seen::Broken
        }
        ("commit_then_hang", seen) => *seen == Seen::TimedOut,
        ("malformed_json", Seen::Answer(whole)) => whole.status < 500 && whole.body.is_none(),
        ("unknown_field", seen) => {
            body(seen).is_some_and(|body| body["introducedLater"].is_object())
        }
        ("unknown_enum", seen) => {
            body(seen).is_some_and(|body| body.to_string().contains("INTRODUCED_LATER"))
        }
        ("duplicate_delivery", _) => true,
        _ => false,
    };
    if right && (fault == "duplicate_delivery" || fault == "latency" || seen != ordinary) {
        return Ok(());
    }
    Err(format!("told {row}, seen {seen:?} in {took:?}"))
}

/// Sends one row's reference, or its preference, and judges what comes back.
async fn judge(row: &Value, operation: &str, by_reference: bool) -> Result<(), String> {
    let stage = Stage::new().await;
    let ordinary = seen(Stage::new().await.request(operation, "ordinary")).await;
    let (reference, prefer) = match by_reference {
        true => (text(row, "value"), ""),
        false => (
            "ordinary",
            text(row, "prefer").trim_start_matches("Prefer: "),
        ),
    };
    let asked = || {
        let request = stage.request(operation, reference);
        match prefer {
            "" => request,
            prefer => request.header("Prefer", prefer),
        }
    };

    let started = Instant::now();
    let first = seen(asked()).await;
    as_told(row, &first, &ordinary, started.elapsed())?;
    let ours = stage.last().await;
    if ours["magic"] != row["value"] || ours["fault"] != row["fault"] {
        return Err(format!("told {row}, journalled {ours}"));
    }
    if !by_reference || matches!(text(row, "fault"), "latency" | "commit_then_hang") {
        return Ok(());
    }
    seen(asked()).await;
    let again = stage.last().await["magic"] == row["value"];
    if again == (row["recurs"] == "always") {
        return Ok(());
    }
    Err(format!("{row} happened again: {again}"))
}

/// Walks the table by reference or by preference; every row that is not as it is told.
async fn walk(by_reference: bool) -> Vec<String> {
    let mut judged = tokio::task::JoinSet::new();
    for row in rows(&Place::new().await).await {
        for operation in row["operations"].as_array().unwrap() {
            let operation = operation.as_str().unwrap().to_owned();
            let has_reference = matches!(
                operation.as_str(),
                "createVacancy" | "updateVacancy" | "transferEmploymentChecks"
            );
            if (by_reference && !has_reference) || (!by_reference && row["prefer"].is_null()) {
                continue;
            }
            let row = row.clone();
            judged.spawn(async move {
                let outcome = judge(&row, &operation, by_reference).await;
                outcome
                    .map_err(|wrong| format!("{operation}: {wrong}"))
                    .err()
            });
        }
    }
    judged.join_all().await.into_iter().flatten().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_value_does_at_every_operation_what_the_table_says() {
    assert_eq!(walk(true).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_preference_does_at_every_operation_what_the_table_says() {
    assert_eq!(walk(false).await, Vec::<String>::new());
}

#[tokio::test]
async fn the_table_is_complete_and_every_row_explains_itself() {
    let rows = rows(&Place::new().await).await;

    let told = rows.iter().map(|row| {
        let service = row["service"].as_str().unwrap_or("both");
        let status = row["status"]
            .as_u64()
            .map(|status| status.to_string())
            .unwrap_or_default();
        let line = [
            service,
            text(row, "value"),
            &status,
            text(row, "code"),
            text(row, "fault"),
        ];
        line.join(" ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    });
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @r#"
    nhs-jobs SIM-400 400 VALIDATION_FAILED
    nhs-jobs SIM-400-TITLE 400 VALIDATION_FAILED
    nhs-jobs SIM-400-SHORT 400 VALIDATION_FAILED
    nhs-jobs SIM-400-SALARY 400 VALIDATION_FAILED
    nhs-jobs SIM-400-DURATION 400 VALIDATION_FAILED
    nhs-jobs SIM-400-CLOSING 400 VALIDATION_FAILED
    nhs-jobs SIM-401 401 KEY_UNKNOWN
    nhs-jobs SIM-401-EXPIRED 401 KEY_EXPIRED
    nhs-jobs SIM-401-REVOKED 401 KEY_REVOKED
    nhs-jobs SIM-403 403 ORGANISATION_NOT_LINKED
    nhs-jobs SIM-403-ACCOUNT 403 ACCOUNT_NOT_LINKED
    nhs-jobs SIM-404 404 VACANCY_NOT_FOUND
    nhs-jobs SIM-409 409 VACANCY_NOT_DRAFT
    nhs-jobs SIM-409-STALE 409 VERSION_STALE
    esr SIM-400 400 VALIDATION_FAILED
    esr SIM-400-BIRTHDATE 400 VALIDATION_FAILED
    esr SIM-400-GMC 400 VALIDATION_FAILED
    esr SIM-401 401 TOKEN_INVALID
    esr SIM-401-EXPIRED 401 TOKEN_EXPIRED
    esr SIM-403 403 SUPPLIER_NOT_ENABLED
    esr SIM-403-ACTIVATION 403 EMPLOYER_NOT_ACTIVATED
    esr SIM-404 404 NO_MATCH
    esr SIM-404 404 TRANSFER_NOT_FOUND
    esr SIM-409 409 ALREADY_TRANSFERRED
    esr SIM-409-SEVERAL 409 SEVERAL_MATCHES
    esr SIM-422-NOT-FROM-TIS 422 NOT_FROM_TIS
    esr SIM-422-EMPLOYEE 422 IS_EMPLOYEE
    esr SIM-422-CLOSED 422 APPLICANT_CLOSED
    esr SIM-422-NOT-RECRUITED 422 NOT_OUTCOME_RECRUITED
    esr SIM-422-IDENTITY 422 IDENTITY_NOT_ACCEPTED
    esr SIM-422-HEALTH 422 OCCUPATIONAL_HEALTH_NOT_ACCEPTED
    candidate-site SIM-400 400 VALIDATION_FAILED
    candidate-site SIM-404 404 VACANCY_NOT_FOUND
    both SIM-429 429 TOO_MANY_REQUESTS status
    both SIM-429-ALWAYS 429 TOO_MANY_REQUESTS status
    both SIM-500 500 INTERNAL_ERROR status
    both SIM-500-ALWAYS 500 INTERNAL_ERROR status
    both SIM-502 502 SERVICE_UNAVAILABLE status
    both SIM-502-ALWAYS 502 SERVICE_UNAVAILABLE status
    both SIM-503 503 SERVICE_UNAVAILABLE status
    both SIM-503-ALWAYS 503 SERVICE_UNAVAILABLE status
    both SIM-504 504 SERVICE_UNAVAILABLE status
    both SIM-504-ALWAYS 504 SERVICE_UNAVAILABLE status
    both SIM-SLOW latency
    both SIM-DROP drop_before_commit
    both SIM-DROP-ALWAYS drop_before_commit
    both SIM-COMMIT-THEN-DROP commit_then_drop
    both SIM-COMMIT-THEN-DROP-ALWAYS commit_then_drop
    both SIM-HANG commit_then_hang
    both SIM-HANG-ALWAYS commit_then_hang
    both SIM-TRUNCATE truncate
    both SIM-TRUNCATE-ALWAYS truncate
    both SIM-MALFORMED malformed_json
    both SIM-MALFORMED-ALWAYS malformed_json
    both SIM-RESET connection_reset
    both SIM-RESET-ALWAYS connection_reset
    both SIM-UNKNOWN-FIELD unknown_field
    both SIM-UNKNOWN-ENUM unknown_enum
    both SIM-DUPLICATE duplicate_delivery
    "#);
    for row in &rows {
        for member in ["happens", "shown", "remedy"] {
            assert!(text(row, member).len() > 10, "{row}");
        }
    }
}
