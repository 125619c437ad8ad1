//! Facts about the descriptions of both interfaces.

#![expect(
    clippy::unwrap_used,
    reason = "what is missing in a test is a failure of the test"
)]

mod complete;
mod examples;
mod page;
mod served;

use serde_json::Value;

const BASE: &str = "http://127.0.0.1:8080";

/// Every call of a description: method, path, and the operation object.
fn calls(description: &Value) -> Vec<(String, String, Value)> {
    let paths = description["paths"].as_object().unwrap();
    let calls = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap().iter();
        methods.map(|(method, call)| (method.to_uppercase(), path.clone(), call.clone()))
    });
    calls.collect()
}

/// The codes of a response that is a refusal.
fn codes(response: &Value) -> Vec<String> {
    let refusals = response["x-refusals"].as_array().into_iter().flatten();
    refusals
        .map(|refusal| refusal["code"].as_str().unwrap().to_owned())
        .collect()
}
