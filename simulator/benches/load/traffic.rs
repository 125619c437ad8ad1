//! The requests, prepared once.

use std::fmt::Write as _;
use std::sync::Arc;

use contract::connection::SandboxConnection;
use serde_json::{Value, json};

/// A valid vacancy of ordinary size: two kilobytes.
pub(crate) fn vacancy() -> Value {
    let sentence = "You will work in a friendly team that looks after people around the clock. ";
    json!({
        "jobTitle": "Staff Nurse", "jobReference": "277-26-0141",
        "contractType": "FIXED_TERM", "contractDuration": {"length": 6, "unit": "MONTHS"},
        "workingPatterns": ["FULL_TIME", "FLEXIBLE_WORKING"],
        "workingHours": {"amount": 37.5, "unit": "HOURS_A_WEEK"},
        "staffGroup": "NURSING_AND_MIDWIFERY_REGD", "areaOfWork": "Emergency",
        "payScheme": "AGENDA_FOR_CHANGE", "payBand": "BAND_5",
        "salary": {"type": "RANGE", "minimum": 32073, "maximum": 39043, "period": "YEAR"},
        "jobOverview": sentence.repeat(3), "mainDuties": sentence.repeat(4),
        "aboutOrganisation": sentence.repeat(3), "jobDescription": sentence.repeat(8),
        "location": {"addressLine1": "1 Road", "town": "Leeds", "postcode": "LS9 7TF", "country": "England"},
        "contact": {"name": "Recruitment", "email": "jobs@trust.example"},
        "closingDate": "2099-12-18", "applyUrl": "https://ats.example/jobs/277-26-0141",
        "dbsCheck": "STANDARD_OR_ENHANCED", "skilledWorkerSponsorship": true,
        "professionalRegistrationRequired": true, "visibility": "EXTERNAL"
    })
}

/// The echo's request: the same body, no credentials. `path` is `/echo` or `/json`.
pub(crate) fn echo(path: &str) -> Arc<[u8]> {
    request("POST", path, &[], Some(&vacancy()))
}

/// A request of the draft vacancy interface; `below` is the path below the vacancies.
pub(crate) fn nhs_jobs(
    sandbox: &SandboxConnection,
    method: &str,
    below: &str,
    body: Option<&Value>,
) -> Arc<[u8]> {
    let jobs = &sandbox.nhs_jobs;
    let path = format!(
        "/nhs-jobs/v1/organisations/{}/vacancies{below}",
        jobs.organisation_id
    );
    let credentials = [
        ("X-Api-Key", jobs.api_key.as_str()),
        ("X-Account-Id", jobs.account_id.as_str()),
    ];
    request(method, &path, &credentials, body)
}

/// A request with these headers beside those of its body.
pub(crate) fn request(
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&Value>,
) -> Arc<[u8]> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n");
    for (name, value) in headers {
        write!(head, "{name}: {value}\r\n").expect("a string takes it");
    }
    let body = body.map(Value::to_string).unwrap_or_default();
    if !body.is_empty() {
        let length = body.len();
        write!(
            head,
            "Content-Type: application/json\r\nContent-Length: {length}\r\n"
        )
        .expect("a string takes it");
    }
    format!("{head}\r\n{body}").into_bytes().into()
}
