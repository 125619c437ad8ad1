//! Magic values: the table is walked, so a row without effect fails.

use std::time::{Duration, Instant};

use reqwest::redirect::Policy;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::support::{Place, Reply, applicant, transfer, vacancy, vacancy_with};

/// How long the walk waits for an answer: longer than `SIM-SLOW`, shorter than `SIM-HANG`.
const PATIENCE: Duration = Duration::from_secs(8);

/// A place of its own for one row at one operation: a draft, an advert, an applicant and a token.
struct Stage {
    place: Place,
    draft: Value,
    advert: String,
    token: String,
}

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

impl Stage {
    async fn new() -> Self {
        let place = Place::new().await;
        place.post("/esr/applicants", applicant()).await;
        let draft = place.ats().create(&vacancy()).await.json();
        let published = place.ats().create(&vacancy()).await.json();
        let id = published["vacancyId"].as_str().unwrap();
        let publish = format!("/nhs-jobs/vacancies/{id}/publish");
        place.post(&publish, json!({})).await;
        let token = place.ats().bearer().await;
        Self {
            place,
            draft,
            advert: published["reference"].as_str().unwrap().to_owned(),
            token,
        }
    }

    // A candidate's browser follows the redirect; what is looked at here is the redirect itself.
    fn candidate(&self, path: &str) -> RequestBuilder {
        let stays = reqwest::Client::builder().redirect(Policy::none());
        let url = format!("{}{path}", self.place.sandbox.base_url);
        stays.build().unwrap().get(url)
    }

    /// The request of `operation`, with a reference where its body has one.
    fn request(&self, operation: &str, reference: &str) -> RequestBuilder {
        let (ats, esr) = (self.place.ats(), &self.place.sandbox.esr);
        let id = self.draft["vacancyId"].as_str().unwrap();
        let one = format!("{}/{id}", ats.vacancies());
        let of_esr = |path: String| {
            self.place
                .http
                .get(format!("{}{path}", esr.base_url))
                .bearer_auth(&self.token)
        };
        match operation {
            "createVacancy" => ats
                .nhs_jobs(Method::POST, &ats.vacancies())
                .json(&vacancy_with("jobReference", json!(reference))),
            "updateVacancy" => {
                let mut update = vacancy_with("jobReference", json!(reference));
                update["version"] = self.draft["version"].clone();
                ats.nhs_jobs(Method::PUT, &one).json(&update)
            }
            "getVacancy" => ats.nhs_jobs(Method::GET, &one),
            "listVacancies" => ats.nhs_jobs(Method::GET, &ats.vacancies()),
            "issueToken" => self.place.http.post(&esr.token_url).form(&[
                ("grant_type", "client_credentials"),
                ("client_id", &esr.client_id),
                ("client_secret", &esr.client_secret),
            ]),
            "transferEmploymentChecks" => {
                let mut body = transfer();
                body["atsReference"] = json!(reference);
                self.place
                    .http
                    .post(ats.checks())
                    .bearer_auth(&self.token)
                    .json(&body)
            }
            "getTransfer" => of_esr(format!(
                "/dit/v1/employers/{}/employment-checks/T-1",
                esr.vpd
            )),
            "listApplicants" => of_esr(format!("/dit/v1/employers/{}/applicants", esr.vpd)),
            "getStatus" => of_esr("/status".to_owned()),
            "searchAdverts" => self.candidate("/api/v1/search_xml"),
            "viewAdvert" => self.candidate(&format!("/candidate/jobadvert/{}", self.advert)),
            "apply" => self.candidate(&format!("/candidate/jobadvert/{}/apply", self.advert)),
            other => panic!("no request for {other}"),
        }
    }

    async fn last(&self) -> Value {
        self.place.exchanges().await.pop().unwrap()["simulator"].clone()
    }
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

#[tokio::test]
async fn a_magic_refusal_is_the_natural_one() {
    let place = Place::new().await;
    let natural = |mut draft: Value, member: &str, value: Value| {
        draft[member] = value;
        draft
    };
    let salary = json!({ "type": "RANGE", "minimum": 0, "maximum": 39043, "period": "YEAR" });

    let asked = place
        .ats()
        .create(&vacancy_with("jobReference", json!("SIM-400-SALARY")))
        .await;
    let real = place
        .ats()
        .create(&natural(vacancy(), "salary", salary))
        .await;

    assert_eq!(asked.json(), real.json());
    assert_eq!(asked.header("content-type"), "application/problem+json");
    let journal = place.exchanges().await;
    assert_eq!(
        journal[0]["simulator"]["rules"],
        journal[1]["simulator"]["rules"]
    );
}

#[tokio::test]
async fn the_rest_of_the_body_may_be_as_it_likes() {
    let place = Place::new().await;

    let several = place
        .ats()
        .create(&json!({ "jobReference": "SIM-400" }))
        .await;
    let fixed = json!({ "jobReference": "SIM-400-SALARY", "salary": { "type": "FIXED" } });
    let fixed = place.ats().create(&fixed).await;

    insta::assert_snapshot!(several.fields().join(", "), @r#"/jobTitle TOO_LONG, /contractDuration REQUIRED, /salary/minimum SALARY_NOT_VALID"#);
    assert_eq!(fixed.fields(), ["/salary/amount SALARY_NOT_VALID"]);
}

#[tokio::test]
async fn a_sandbox_that_shows_the_first_violation_alone_shows_the_first_of_these() {
    let place = Place::with(|config| {
        config.settings.errors = contract::settings::ErrorsShown::First;
    })
    .await;

    let refused = place
        .ats()
        .create(&json!({ "jobReference": "SIM-400-SALARY" }))
        .await;

    assert_eq!(refused.fields(), ["/salary/minimum SALARY_NOT_VALID"]);
}

#[tokio::test]
async fn another_ending_has_its_case_anew_and_a_word_of_its_own_has_none() {
    let place = Place::new().await;
    let mut told = Vec::new();
    for reference in [
        "SIM-503",
        "SIM-503",
        "SIM-503-2",
        "SIM-5031",
        "SIM-TEAPOT",
        "XSIM-503",
    ] {
        let answer = place
            .ats()
            .create(&vacancy_with("jobReference", json!(reference)))
            .await;
        told.push(answer.status);
    }
    place.post("/reset", json!({})).await;
    let answer = place
        .ats()
        .create(&vacancy_with("jobReference", json!("SIM-503")))
        .await;

    assert_eq!(told, [503, 201, 503, 201, 201, 201]);
    assert_eq!(answer.status, 503);
    assert!(
        answer.json()["detail"]
            .as_str()
            .unwrap()
            .contains("`SIM-503`")
    );
}

#[tokio::test]
async fn credentials_and_json_are_judged_before() {
    let place = Place::new().await;
    let draft = vacancy_with("jobReference", json!("SIM-500"));

    let stranger = Reply::of(place.http.post(place.ats().vacancies()).json(&draft)).await;
    let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
    let media = Reply::of(request.body(draft.to_string())).await;

    assert_eq!(stranger.refusal(), "401 KEY_MISSING");
    assert_eq!(media.refusal(), "415 UNSUPPORTED_MEDIA_TYPE");
}

#[tokio::test]
async fn what_a_person_did_meanwhile_was_really_done() {
    let stage = Stage::new().await;
    let id = stage.draft["vacancyId"].as_str().unwrap();

    let stale = Reply::of(stage.request("updateVacancy", "SIM-409-STALE")).await;
    let version = stage.place.ats().read(id).await.json()["version"].clone();
    let published = Reply::of(stage.request("updateVacancy", "SIM-409")).await;
    let read = stage.place.ats().read(id).await.json();

    assert_eq!(stale.refusal(), "409 VERSION_STALE");
    assert_eq!(
        (&stale.json()["currentVersion"], &version),
        (&json!(2), &json!(2))
    );
    assert_eq!(published.refusal(), "409 VACANCY_NOT_DRAFT");
    assert_eq!(published.json()["vacancyStatus"], "PUBLISHED");
    assert_eq!(read["status"], "PUBLISHED");
}

#[tokio::test]
async fn a_lost_answer_comes_again_with_the_same_key() {
    let place = Place::new().await;
    let draft = vacancy_with("jobReference", json!("SIM-COMMIT-THEN-DROP"));
    let send = || {
        let request = place.ats().nhs_jobs(Method::POST, &place.ats().vacancies());
        request.header("Idempotency-Key", "k-1").json(&draft)
    };

    let lost = send().send().await;
    let again = Reply::of(send()).await;

    assert!(lost.is_err());
    assert_eq!(again.status, 201);
    let held = place.get("/nhs-jobs/vacancies").await;
    assert_eq!(held["vacancies"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_expired_token_is_survived_with_a_new_one() {
    let stage = Stage::new().await;

    let expired = Reply::of(stage.request("transferEmploymentChecks", "SIM-401-EXPIRED")).await;
    let old = Reply::of(stage.request("getStatus", "")).await;
    let stage = Stage {
        token: stage.place.ats().bearer().await,
        ..stage
    };
    let renewed = Reply::of(stage.request("transferEmploymentChecks", "SIM-401-EXPIRED")).await;

    assert_eq!(expired.refusal(), "401 TOKEN_EXPIRED");
    assert_eq!(old.refusal(), "401 TOKEN_EXPIRED");
    assert_eq!(renewed.status, 201, "{}", renewed.text);
}
