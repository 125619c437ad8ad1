//! No secret is told by anything that is kept, counted, logged or shown: every operation is driven
//! with every secret, where it belongs and where it does not.

use std::fs::File;

use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use crate::process::{FREE, Serving, simulator};
use crate::support::{applicant, transfer, vacancy};

/// The token of the control interface.
const CONTROL: &str = "control-horse-battery-staple";

/// A process with everything logged that is ever logged.
struct Scene {
    serving: Serving,
    http: Client,
    runtime: tempfile::TempDir,
}

impl Scene {
    fn start() -> Self {
        let runtime = tempfile::tempdir().unwrap();
        let mut command = simulator(runtime.path(), &FREE);
        command.args(["--log-level", "trace", "--log-format", "json"]);
        command.args(["--control-token", CONTROL]);
        // A file, since nobody empties a pipe meanwhile.
        command.stderr(File::create(runtime.path().join("log")).unwrap());
        Self {
            serving: Serving::start(&mut command),
            http: Client::new(),
            runtime,
        }
    }

    fn told(&self, pointer: &str) -> String {
        let told = self.serving.ready.pointer(&format!("/sandbox{pointer}"));
        told.unwrap().as_str().unwrap().to_owned()
    }

    fn control(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.serving.control());
        self.http.request(method, url).bearer_auth(CONTROL)
    }

    async fn read(&self, path: &str) -> String {
        let answer = self.control(Method::GET, path).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.text().await.unwrap()
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let answer = self.control(Method::POST, path).json(&body).send().await;
        let text = answer.unwrap().text().await.unwrap();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Every operation, each in its own way and once with every secret where none belongs.
    fn calls(&self, token: &str) -> Vec<RequestBuilder> {
        let (jobs, esr) = (self.told("/nhsJobs/baseUrl"), self.told("/esr/baseUrl"));
        let base = self.told("/baseUrl");
        let vpd = self.told("/esr/vpd");
        let organisation = self.told("/nhsJobs/organisationId");
        let vacancies = format!("{jobs}/organisations/{organisation}/vacancies");
        let checks = format!("{esr}/dit/v1/employers/{vpd}/employment-checks");
        let keyed = |method: Method, url: String| {
            let request = self.http.request(method, url);
            let request = request.header("X-Api-Key", self.told("/nhsJobs/apiKey"));
            request.header("X-Account-Id", self.told("/nhsJobs/accountId"))
        };
        let get = |url: String| self.http.get(url);
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", &*self.told("/esr/clientId")),
            ("client_secret", &*self.told("/esr/clientSecret")),
        ];
        let update = {
            let mut update = vacancy();
            update["version"] = json!(1);
            update
        };
        vec![
            keyed(Method::POST, vacancies.clone()).json(&vacancy()),
            keyed(Method::PUT, format!("{vacancies}/V-1")).json(&update),
            keyed(Method::GET, format!("{vacancies}/V-1")),
            keyed(Method::GET, vacancies),
            self.http.post(format!("{esr}/oauth2/token")).form(&form),
            self.http
                .post(format!("{esr}/oauth2/token"))
                .form(&form[..1]),
            self.http
                .post(checks.clone())
                .bearer_auth(token)
                .json(&transfer()),
            get(format!("{checks}/T-1")).bearer_auth(token),
            get(format!("{esr}/dit/v1/employers/{vpd}/applicants")).bearer_auth(token),
            get(format!("{esr}/status")),
            get(format!("{base}/api/v1/search_xml")),
            get(format!("{base}/candidate/jobadvert/C1-26-0001")),
            get(format!("{base}/candidate/jobadvert/C1-26-0001/apply")),
            get(format!("{base}/nowhere")),
        ]
    }

    /// The same call with a secret in its query, in a header of no meaning, and in what else a
    /// client may put it into by mistake.
    fn astray(&self, call: RequestBuilder, secret: &str) -> RequestBuilder {
        let (client, request) = call.build_split();
        let mut request = request.unwrap();
        for name in ["key", "page", "jobReference"] {
            request
                .url_mut()
                .query_pairs_mut()
                .append_pair(name, secret);
        }
        let request = RequestBuilder::from_parts(client, request);
        let request = request.header("X-Debug", format!("key={secret}"));
        let request = request.header("User-Agent", format!("ats/1 ({secret})"));
        request.header("Idempotency-Key", secret)
    }
}

async fn session(scene: &Scene) -> (String, String) {
    let page = scene
        .http
        .get(format!("{}/sign-in", scene.serving.control()));
    let page = page.send().await.unwrap();
    let cookie = page.headers()["set-cookie"].to_str().unwrap().to_owned();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let text = page.text().await.unwrap();
    let (_, rest) = text.split_once("name=\"form_token\" value=\"").unwrap();
    let form_token = rest.split('"').next().unwrap().to_owned();
    let url = format!("{}/sign-in", scene.serving.control());
    let form = [("form_token", &*form_token), ("token", CONTROL)];
    let signed = scene.http.post(url).header("Cookie", &cookie).form(&form);
    assert!(signed.send().await.unwrap().status().is_success());
    let value = cookie.split_once('=').unwrap().1.to_owned();
    (value, form_token)
}

/// The ids of every exchange.
fn ids(journal: &str) -> Vec<String> {
    let journal: Value = serde_json::from_str(journal).unwrap();
    let ids = journal["requests"].as_array().unwrap().iter();
    ids.map(|one| one["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_is_told_by_anything_that_is_kept_counted_logged_or_shown() {
    let scene = Scene::start();
    let (cookie, form_token) = session(&scene).await;
    scene.post("/__admin/esr/applicants", applicant()).await;
    let other = scene.post("/__admin/sandboxes", json!({})).await;
    let issued = scene.calls("")[4]
        .try_clone()
        .unwrap()
        .send()
        .await
        .unwrap();
    let issued: Value = serde_json::from_str(&issued.text().await.unwrap()).unwrap();
    let token = issued["access_token"].as_str().unwrap().to_owned();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let secrets = [
        scene.told("/nhsJobs/apiKey"),
        scene.told("/esr/clientSecret"),
        token.clone(),
        text(&other["nhsJobs"]["apiKey"]),
        text(&other["esr"]["clientSecret"]),
    ];
    let mut told: Vec<(String, String)> = Vec::new();
    for call in 0..scene.calls(&token).len() {
        for secret in [None].into_iter().chain(secrets.iter().map(Some)) {
            let request = scene.calls(&token).remove(call);
            let request = match secret {
                Some(secret) => scene.astray(request, secret),
                None => request,
            };
            let answer = request.send().await.unwrap();
            let status = answer.status();
            let headers = format!("{:?}", answer.headers());
            let body = answer.text().await.unwrap();
            // Who asks for a token is to have it.
            if status.is_client_error() {
                told.push((format!("answer to call {call}"), headers + &body));
            }
        }
    }
    for secret in &secrets {
        let url = format!("{}/nhs-jobs/v1/{secret}", scene.told("/baseUrl"));
        let astray = scene.http.post(url).basic_auth(secret, Some(secret));
        let answer = astray.bearer_auth(secret).body(secret.clone()).send().await;
        told.push((
            "an answer".to_owned(),
            answer.unwrap().text().await.unwrap(),
        ));
        let key = scene
            .calls(&token)
            .remove(0)
            .json(&json!({ "jobTitle": secret, "no": secret }));
        told.push((
            "an answer".to_owned(),
            key.send().await.unwrap().text().await.unwrap(),
        ));
        let pattern = json!({ "headers": { "X-Api-Key": { "equalTo": secret } } });
        for path in [
            "/requests/count",
            "/near-misses/request-pattern",
            "/requests/wait",
        ] {
            let mut pattern = pattern.clone();
            if path.ends_with("wait") {
                pattern["timeoutMs"] = json!(1);
                pattern["count"] = json!(9_000);
            }
            let answer = scene.post(&format!("/__admin{path}"), pattern).await;
            told.push((path.to_owned(), answer.to_string()));
        }
    }

    let journal = scene.read("/__admin/requests").await;
    let mut places = vec![
        "/metrics".to_owned(),
        "/__admin/coverage".to_owned(),
        "/__admin/credentials".to_owned(),
        "/__admin/state".to_owned(),
        "/__admin/esr/near-misses".to_owned(),
        "/__admin/requests/unmatched".to_owned(),
        "/__admin/requests/unmatched/near-misses".to_owned(),
        "/__admin/scenarios".to_owned(),
        "/sandboxes/default/traffic".to_owned(),
        "/sandboxes/default/esr".to_owned(),
        "/sandboxes/default/nhs-jobs".to_owned(),
    ];
    places.extend(["har", "ndjson", "curl"].map(|it| format!("/__admin/requests?format={it}")));
    for id in ids(&journal) {
        places.push(format!("/__admin/requests/{id}/explain"));
        places.push(format!("/sandboxes/default/traffic/{id}"));
    }
    for place in places {
        let text = scene.read(&place).await;
        told.push((place, text));
    }
    for word in ["apiKey", "clientSecret", "accessToken"] {
        assert!(journal.contains(&format!("[secret:{word}:own]")), "{word}");
    }
    let exchanges = ids(&journal).len();
    told.push(("/__admin/requests".to_owned(), journal));
    told.push((
        "/__admin/events".to_owned(),
        events(&scene, exchanges).await,
    ));
    let shutdown = scene
        .control(Method::POST, "/__admin/shutdown")
        .send()
        .await;
    assert!(shutdown.unwrap().status().is_success());
    scene.serving.ended();
    let log = std::fs::read_to_string(scene.runtime.path().join("log")).unwrap();
    assert!(log.contains("issueToken"), "{log}");
    told.push(("the log".to_owned(), log));

    let never = [CONTROL.to_owned(), cookie, form_token.clone()];
    for (place, text) in &told {
        for secret in secrets.iter().chain(&never) {
            // The pages of the console hold the word that their own forms send along.
            let own_form = *secret == form_token && place.starts_with("/sandboxes/");
            let at = text.find(secret.as_str()).filter(|_| !own_form);
            let around = at.map(|at| text[..at].chars().rev().take(80).collect::<Vec<_>>());
            assert_eq!(
                around, None,
                "a secret stands in {place}, after this, backwards"
            );
        }
    }
}

/// The stream from its beginning, until so many exchanges were told.
async fn events(scene: &Scene, exchanges: usize) -> String {
    let stream = scene.control(Method::GET, "/__admin/events");
    let mut stream = stream.header("Last-Event-ID", "0").send().await.unwrap();
    let mut text = String::new();
    while text.matches("event: exchange").count() < exchanges {
        let piece = stream.chunk().await.unwrap().unwrap();
        text.push_str(&String::from_utf8_lossy(&piece));
    }
    text
}
