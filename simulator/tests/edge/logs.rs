//! The log: a line for each request, without secrets, persons and queries.

use serde_json::{Value, json};

use crate::process::{FREE, Serving, simulator};
use crate::support::vacancy;

async fn logged(format: &str) -> (Vec<String>, Value) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = simulator(folder.path(), &FREE);
    command.args(["--log-level", "info", "--log-format", format, "--seed", "7"]);
    let serving = Serving::start(&mut command);
    let sandbox = serving.ready["sandbox"].clone();
    let (nhs_jobs, esr) = (&sandbox["nhsJobs"], &sandbox["esr"]);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let vacancies = format!(
        "{}/organisations/{}/vacancies",
        text(&nhs_jobs["baseUrl"]),
        text(&nhs_jobs["organisationId"])
    );
    let http = reqwest::Client::new();
    let request = |method, url: &str| {
        let request = http.request(method, url);
        let request = request.header("X-Api-Key", text(&nhs_jobs["apiKey"]));
        request.header("X-Account-Id", text(&nhs_jobs["accountId"]))
    };
    let mut vacancy = vacancy();
    vacancy["contact"]["name"] = json!("Zebediah Quillfeather");
    let created = request(reqwest::Method::POST, &vacancies).json(&vacancy);
    assert_eq!(created.send().await.unwrap().status(), 201);
    let query = format!("{vacancies}?jobReference=Quillfeather");
    request(reqwest::Method::GET, &query).send().await.unwrap();
    let form = [("client_secret", text(&esr["clientSecret"]))];
    let token = http.post(text(&esr["tokenUrl"])).form(&form);
    token.send().await.unwrap();
    let (_, _, log) = serving.stop().await;
    let lines = log.lines().filter(|line| line.contains("answered"));
    (lines.map(str::to_owned).collect(), sandbox)
}

#[tokio::test]
async fn as_json_each_request_is_an_object_that_names_it() {
    let (lines, _) = logged("json").await;

    let mut read: Vec<Value> = lines
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for line in &mut read {
        let line = line.as_object_mut().unwrap();
        assert!(line.remove("micros").unwrap().is_u64());
        assert!(line.remove("timestamp").unwrap().is_string());
    }
    insta::assert_json_snapshot!(read, @r#"
    [
      {
        "level": "INFO",
        "message": "answered",
        "operation": "createVacancy",
        "request": "8ff1988d-e302-4323-b1af-e5e5968c7018",
        "sandbox": "default",
        "status": 201,
        "target": "simulator::requests"
      },
      {
        "level": "INFO",
        "message": "answered",
        "operation": "listVacancies",
        "request": "7375b181-4fbf-4899-bfef-11006bb96ed1",
        "sandbox": "default",
        "status": 200,
        "target": "simulator::requests"
      },
      {
        "level": "INFO",
        "message": "answered",
        "operation": "issueToken",
        "request": "c7b156ca-9c2b-45c7-b94b-f1e9c7631ef5",
        "sandbox": "default",
        "status": 401,
        "target": "simulator::requests"
      }
    ]
    "#);
}

#[tokio::test]
async fn no_line_tells_a_secret_a_person_or_a_query() {
    for format in ["text", "json"] {
        let (lines, sandbox) = logged(format).await;

        let log = lines.join("\n");
        assert_eq!(lines.len(), 3, "{log}");
        let secrets = [
            sandbox["nhsJobs"]["apiKey"].as_str().unwrap(),
            sandbox["esr"]["clientSecret"].as_str().unwrap(),
            "Quillfeather",
            "jobReference",
        ];
        for secret in secrets {
            assert!(!log.contains(secret), "{secret} in {log}");
        }
    }
}
