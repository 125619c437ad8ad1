//! What a question to a full journal costs: 10,000 exchanges, as an ATS leaves them.
//!
//! Asked of the control interface without a socket, so that reading the pattern, looking and
//! writing the answer count, and the network does not.

use std::sync::LazyLock;

use divan::Bencher;
use http::{Method, StatusCode};
use reqwest::Client;
use serde_json::{Value, json};
use simulator::{Config, ControlInterface, Running, start};
use tokio::runtime::Runtime;

use crate::{at, vacancy};

/// How many exchanges the journal keeps.
const ENTRIES: usize = 10_000;

struct Journal {
    runtime: Runtime,
    control: ControlInterface,
    _running: Running,
}

static JOURNAL: LazyLock<Journal> = LazyLock::new(|| {
    let runtime = Runtime::new().expect("a runtime starts");
    let running = runtime.block_on(full());
    Journal {
        control: running.control_interface(),
        runtime,
        _running: running,
    }
});

impl Journal {
    fn ask(&self, path: &str, body: Option<&Value>) -> Vec<u8> {
        let (method, body) = match body {
            Some(body) => (Method::POST, Some(body.to_string().into_bytes())),
            None => (Method::GET, None),
        };
        let asked = self.control.ask(method, path, body);
        let (status, body) = self.runtime.block_on(asked);
        assert_eq!(status, StatusCode::OK, "{}", String::from_utf8_lossy(&body));
        body
    }
}

/// Six in ten create a vacancy, two read a list, two are refused for their salary.
async fn full() -> Running {
    let config = Config {
        fixtures: Some("empty".to_owned()),
        now: Some(at()),
        frozen: true,
        journal_entries: ENTRIES,
        // Here the number of entries is the bound.
        journal_bytes: 1 << 30,
        ..Config::on_free_ports()
    };
    let running = start(config).await.expect("the simulator starts");
    let (http, nhs_jobs) = (Client::new(), running.sandbox.nhs_jobs.clone());
    let url = format!(
        "{}/organisations/{}/vacancies",
        nhs_jobs.base_url, nhs_jobs.organisation_id
    );
    for number in 0..ENTRIES {
        let mut body = vacancy(number);
        let request = match number % 10 {
            0..6 => http.post(&url).json(&body),
            6..8 => http.get(format!("{url}?jobReference=277-26-{number}")),
            _ => {
                body["salary"]["minimum"] = json!("none");
                http.post(&url).json(&body)
            }
        };
        let request = request
            .header("X-Api-Key", &nhs_jobs.api_key)
            .header("X-Account-Id", &nhs_jobs.account_id);
        let answer = request.send().await.expect("the simulator answers");
        answer.bytes().await.expect("the answer comes whole");
    }
    running
}

fn bench(bencher: Bencher<'_, '_>, path: &str, pattern: &Value) {
    let journal = &*JOURNAL;
    bencher.bench(|| journal.ask(path, Some(pattern)));
}

const COUNT: &str = "/__admin/requests/count";
const FIND: &str = "/__admin/requests/find";
const NEAR: &str = "/__admin/near-misses/request-pattern";

#[divan::bench]
fn journal_count_all(bencher: Bencher<'_, '_>) {
    bench(bencher, COUNT, &json!({}));
}

#[divan::bench]
fn journal_count_by_url_pattern(bencher: Bencher<'_, '_>) {
    bench(
        bencher,
        COUNT,
        &json!({ "method": "GET", "urlPattern": ".*\\?jobReference=277-.*" }),
    );
}

/// Two thousand are found and written.
#[divan::bench]
fn journal_find_by_url_pattern(bencher: Bencher<'_, '_>) {
    bench(
        bencher,
        FIND,
        &json!({ "method": "GET", "urlPattern": ".*\\?jobReference=277-.*" }),
    );
}

/// One is found.
#[divan::bench]
fn journal_find_by_json_path(bencher: Bencher<'_, '_>) {
    let path = json!({ "expression": "$.jobReference", "equalTo": "277-26-5000" });
    bench(
        bencher,
        FIND,
        &json!({ "bodyPatterns": [{ "matchesJsonPath": path }] }),
    );
}

/// One is found: every value of every body is looked at.
#[divan::bench]
fn journal_find_by_json_path_filter(bencher: Bencher<'_, '_>) {
    let path = "$..[?search(@, '^277-26-5000$')]";
    bench(
        bencher,
        FIND,
        &json!({ "bodyPatterns": [{ "matchesJsonPath": path }] }),
    );
}

#[divan::bench]
fn journal_count_by_equal_json(bencher: Bencher<'_, '_>) {
    bench(
        bencher,
        COUNT,
        &json!({ "bodyPatterns": [{ "equalToJson": vacancy(5_000) }] }),
    );
}

#[divan::bench]
fn journal_near_misses(bencher: Bencher<'_, '_>) {
    let pattern = json!({
        "method": "PUT", "urlPath": "/nhs-jobs/v1/organisations/C9309/vacancies/1",
        "bodyPatterns": [{ "equalToJson": vacancy(1) }],
    });
    bench(bencher, NEAR, &pattern);
}

#[divan::bench]
fn journal_list_newest_hundred(bencher: Bencher<'_, '_>) {
    let journal = &*JOURNAL;
    bencher.bench(|| journal.ask("/__admin/requests?limit=100", None));
}
