//! The control interface gives the same answers over HTTP and directly.

use conformance::control::{Control, NewSandbox};
use conformance::simulator::OwnSimulator;
use serde_json::{Map, Value, json};

/// What a few calls of every kind answer, refusals included; ids and secrets left out.
async fn answers(control: &Control) -> Vec<String> {
    let new = NewSandbox {
        seed: 7,
        now: "2026-11-02T09:00:00Z".parse().expect("a moment"),
        frozen: true,
        settings: Map::from_iter([("limits".to_owned(), json!("jobtrain"))]),
    };
    let connection = control.create(&new).await.expect("a sandbox");
    let id = connection.id.as_str();
    let applicant = json!({ "source": "TIS", "firstName": "Sam", "lastName": "Sample", "dateOfBirth": "1990-06-15" });
    let fault = json!({ "type": "commit_then_drop", "times": 1 });
    let told = [
        told(control.load(id, &applicant).await, id),
        told(control.load(id, &json!({ "source": "NOBODY" })).await, id),
        told(control.applicants(id).await, id),
        told(control.arm(id, &fault).await, id),
        told(
            control.arm(id, &json!({ "type": "comit_then_drop" })).await,
            id,
        ),
        told(control.disarm(id).await, id),
        told(control.advance(id, "PT1H").await, id),
        told(control.vacancies(id).await, id),
        told(control.vacancy(id, "V-9", "publish", &json!({})).await, id),
        told(control.credential(id, "api-key", "revoke").await, id),
        told(
            control.activation(id, &connection.esr.vpd, "none").await,
            id,
        ),
        format!(
            "{:?}",
            control
                .journal(id)
                .await
                .map(|journal| journal.facts)
                .map_err(|error| error.to_string())
        ),
        format!(
            "{:?}",
            control
                .last_sequence(id)
                .await
                .map_err(|error| error.to_string())
        ),
        format!(
            "{:?}",
            control.delete(id).await.map_err(|error| error.to_string())
        ),
        told(control.vacancies(id).await, id),
    ];
    told.to_vec()
}

fn told<E: std::fmt::Display>(answer: Result<Value, E>, id: &str) -> String {
    let told = answer.map_or_else(|error| error.to_string(), |answer| answer.to_string());
    told.replace(id, "[sandbox]")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_control_interface_answers_alike_over_http_and_directly() {
    let (simulator, over_http) = OwnSimulator::start().await.expect("a simulator starts");
    let directly = simulator.directly(&over_http);

    let (one, other) = (answers(&over_http).await, answers(&directly).await);

    assert!(one.iter().any(|told| told.contains("refused")), "{one:#?}");
    assert_eq!(one, other);
    simulator.stop().await;
}
