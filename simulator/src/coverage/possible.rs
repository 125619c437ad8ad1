//! What an operation can answer, read from the description of the public interface, so that there
//! is no second list.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use contract::operation::Operation;
use contract::refusal::Refusal;
use serde_json::Value;

use crate::description;

/// Status and code of one answer.
pub(super) type Possible = (u16, Option<&'static str>);

static POSSIBLE: LazyLock<BTreeMap<Operation, Vec<Possible>>> = LazyLock::new(|| {
    let whole = description::public("");
    let served = Operation::ALL.into_iter().filter_map(|operation| {
        let method = operation.method().to_lowercase();
        let call = &whole["paths"][operation.path()][method];
        (call["x-served"] != false).then(|| (operation, answers(call)))
    });
    served.collect()
});

/// Every operation that is served, with everything that it can answer.
pub(super) fn all() -> &'static BTreeMap<Operation, Vec<Possible>> {
    &POSSIBLE
}

fn answers(call: &Value) -> Vec<Possible> {
    let responses = call["responses"].as_object().into_iter().flatten();
    responses
        .flat_map(|(status, response)| of_status(status, response))
        .collect()
}

fn of_status(status: &str, response: &Value) -> Vec<Possible> {
    let Ok(status) = status.parse() else {
        return Vec::new();
    };
    let Some(refusals) = response["x-refusals"].as_array() else {
        return vec![(status, None)];
    };
    let codes = refusals
        .iter()
        .filter_map(|refusal| refusal["code"].as_str()?.parse().ok());
    codes
        .filter(|code| !is_before(*code))
        .map(|code| (status, Some(code.code())))
        .collect()
}

// A request that is refused so has reached no operation.
const fn is_before(refusal: Refusal) -> bool {
    matches!(refusal, Refusal::NotFound | Refusal::MethodNotAllowed)
}
