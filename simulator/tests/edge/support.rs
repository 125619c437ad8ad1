//! A simulator on free ports, and an ATS that speaks to it without any rules of its own.

use contract::connection::SandboxConnection;
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use simulator::{Config, Running, start};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// When everything in these tests happens, unless the clock is moved.
pub(crate) const NOW: &str = "2026-11-02T09:00:00Z";

/// A running simulator and one sandbox of it.
pub(crate) struct Place {
    pub(crate) simulator: Running,
    pub(crate) sandbox: SandboxConnection,
    pub(crate) http: Client,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self {
            status,
            headers,
            text: response.text().await.unwrap(),
        }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Status and code of a refusal, as short as they can be said.
    pub(crate) fn refusal(&self) -> String {
        format!("{} {}", self.status, self.code())
    }

    /// `field code` of every refused field.
    pub(crate) fn fields(&self) -> Vec<String> {
        let errors = self.json()["errors"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let told = |error: &Value| {
            format!(
                "{} {}",
                error["field"].as_str().unwrap(),
                error["code"].as_str().unwrap()
            )
        };
        errors.iter().map(told).collect()
    }
}

impl Place {
    /// The default sandbox of a fresh simulator: seed 7, an empty world, the clock standing still.
    pub(crate) async fn new() -> Self {
        Self::with(|_| ()).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config {
            seed: Some(7),
            now: Some(NOW.parse().unwrap()),
            frozen: true,
            fixtures: Some("empty".to_owned()),
            ..Config::on_free_ports()
        };
        change(&mut config);
        let simulator = start(config).await.unwrap();
        let sandbox = simulator.sandbox.clone();
        Self {
            simulator,
            sandbox,
            http: Client::new(),
        }
    }

    /// Another sandbox of the same simulator, with the same way of talking to it.
    pub(crate) async fn create(&self, options: Value) -> SandboxConnection {
        let reply = self
            .control(Method::POST, "/sandboxes", Some(options))
            .await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        serde_json::from_value(reply.json()).unwrap()
    }

    pub(crate) async fn control(&self, method: Method, path: &str, body: Option<Value>) -> Reply {
        let url = format!("{}/__admin{path}", self.simulator.control_url());
        let request = self.http.request(method, url);
        Reply::of(match body {
            Some(body) => request.json(&body),
            None => request,
        })
        .await
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let reply = self.control(Method::GET, path, None).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json()
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        let reply = self.control(Method::POST, path, Some(body)).await;
        assert!(
            StatusCode::from_u16(reply.status).unwrap().is_success(),
            "{}",
            reply.text
        );
        serde_json::from_str(&reply.text).unwrap_or_default()
    }

    pub(crate) async fn advance(&self, duration: &str) {
        let body = json!({ "action": "advance", "duration": duration });
        let reply = self.control(Method::PUT, "/clock", Some(body)).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
    }

    /// The exchanges of the default sandbox, oldest first.
    pub(crate) async fn exchanges(&self) -> Vec<Value> {
        let mut all = self.get("/requests").await["requests"]
            .as_array()
            .unwrap()
            .clone();
        all.reverse();
        all
    }

    pub(crate) fn ats(&self) -> Ats<'_> {
        Ats {
            http: &self.http,
            sandbox: &self.sandbox,
        }
    }

    pub(crate) fn ats_of<'a>(&'a self, sandbox: &'a SandboxConnection) -> Ats<'a> {
        Ats {
            http: &self.http,
            sandbox,
        }
    }
}

/// An ATS with one sandbox's credentials.
pub(crate) struct Ats<'a> {
    http: &'a Client,
    sandbox: &'a SandboxConnection,
}

impl Ats<'_> {
    pub(crate) fn vacancies(&self) -> String {
        let nhs_jobs = &self.sandbox.nhs_jobs;
        format!(
            "{}/organisations/{}/vacancies",
            nhs_jobs.base_url, nhs_jobs.organisation_id
        )
    }

    pub(crate) fn nhs_jobs(&self, method: Method, url: &str) -> RequestBuilder {
        let nhs_jobs = &self.sandbox.nhs_jobs;
        let request = self.http.request(method, url);
        request
            .header("X-Api-Key", &nhs_jobs.api_key)
            .header("X-Account-Id", &nhs_jobs.account_id)
    }

    pub(crate) async fn create(&self, vacancy: &Value) -> Reply {
        Reply::of(self.nhs_jobs(Method::POST, &self.vacancies()).json(vacancy)).await
    }

    pub(crate) async fn update(&self, id: &str, vacancy: &Value) -> Reply {
        let url = format!("{}/{id}", self.vacancies());
        Reply::of(self.nhs_jobs(Method::PUT, &url).json(vacancy)).await
    }

    pub(crate) async fn read(&self, id: &str) -> Reply {
        Reply::of(self.nhs_jobs(Method::GET, &format!("{}/{id}", self.vacancies()))).await
    }

    pub(crate) async fn token(&self) -> Reply {
        let esr = &self.sandbox.esr;
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", &esr.client_id),
            ("client_secret", &esr.client_secret),
        ];
        Reply::of(self.http.post(&esr.token_url).form(&form)).await
    }

    pub(crate) async fn bearer(&self) -> String {
        self.token().await.json()["access_token"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    pub(crate) fn checks(&self) -> String {
        let esr = &self.sandbox.esr;
        format!(
            "{}/dit/v1/employers/{}/employment-checks",
            esr.base_url, esr.vpd
        )
    }

    pub(crate) async fn transfer(&self, token: &str, transfer: &Value) -> Reply {
        Reply::of(
            self.http
                .post(self.checks())
                .bearer_auth(token)
                .json(transfer),
        )
        .await
    }

    pub(crate) async fn esr(&self, token: &str, path: &str) -> Reply {
        let url = format!("{}{path}", self.sandbox.esr.base_url);
        Reply::of(self.http.get(url).bearer_auth(token)).await
    }
}

/// A vacancy that breaks no rule.
pub(crate) fn vacancy() -> Value {
    let text = "A text that is long enough for NHS Jobs. ".repeat(3);
    json!({
        "jobTitle": "Staff Nurse", "jobReference": "277-26-0141", "contractType": "PERMANENT",
        "staffGroup": "NURSING_AND_MIDWIFERY_REGD",
        "payScheme": "AGENDA_FOR_CHANGE", "payBand": "BAND_5",
        "salary": { "type": "RANGE", "minimum": 32073, "maximum": 39043, "period": "YEAR" },
        "jobOverview": text, "mainDuties": text, "aboutOrganisation": text,
        "jobDescription": "What the job is.",
        "location": { "addressLine1": "1 High Street", "town": "Leeds", "postcode": "LS9 7TF" },
        "contact": { "name": "A Contact", "email": "jobs@trust.example" },
        "closingDate": "2026-12-18", "applyUrl": "https://ats.example/jobs/277-26-0141"
    })
}

/// The same with one member replaced, or taken away by `null`.
pub(crate) fn vacancy_with(member: &str, value: Value) -> Value {
    let mut vacancy = vacancy();
    match value {
        Value::Null => drop(vacancy.as_object_mut().unwrap().remove(member)),
        value => vacancy[member] = value,
    }
    vacancy
}

/// A synthetic doctor as TIS sends one.
pub(crate) fn applicant() -> Value {
    json!({ "firstName": "Aoife", "lastName": "O'Brien", "dateOfBirth": "1996-02-29" })
}

/// The transfer of that doctor's checks.
pub(crate) fn transfer() -> Value {
    json!({
        "atsReference": "T-2026-0001", "applicantStatus": "OUTCOME_RECRUITED",
        "person": applicant(),
        "checks": {
            "professionalRegistration": {
                "body": "GMC", "number": "7012345", "status": "Registered with Licence",
                "expiryDate": "2027-08-03"
            },
            "euStatus": { "status": "SETTLED", "checkedDate": "2026-06-02" }
        }
    })
}

/// Sends bytes as they are and reads until the other end closes.
pub(crate) async fn raw(place: &Place, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(place.simulator.public).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut answer = Vec::new();
    // A reset is one way for a connection to end.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// One member of each exchange's own part, as text.
pub(crate) fn ours(exchanges: &[Value], member: &str) -> Vec<String> {
    exchanges
        .iter()
        .map(|exchange| exchange["simulator"][member].to_string())
        .collect()
}
