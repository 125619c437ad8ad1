//! The duration that goes with the contract type.

use serde_json::Value;

use super::plain::missing;
use crate::api::report::Told;
use crate::writing::held;

/// Every contract type but permanent has a duration (stated: the eQuest guide); permanent has none.
pub(super) fn check(vacancy: &Value) -> Vec<Told> {
    match held(vacancy, "contract_type").and_then(Value::as_str) {
        Some("permanent") => unexpected(vacancy),
        Some(_) => incomplete(vacancy),
        None => Vec::new(),
    }
}

fn unexpected(vacancy: &Value) -> Vec<Told> {
    let text = "A permanent contract has no duration. Please clear the duration or select another \
                contract type.";
    let given = held(vacancy, "contract_duration").is_some_and(|duration| !duration.is_null());
    given
        .then(|| Told::error(text).of("contract_duration"))
        .into_iter()
        .collect()
}

fn incomplete(vacancy: &Value) -> Vec<Told> {
    let parts = [
        ("contract_duration.length", "Duration length"),
        ("contract_duration.unit", "Duration unit"),
    ];
    let empty = |(path, _): &(&str, &str)| held(vacancy, path).is_none_or(Value::is_null);
    parts
        .into_iter()
        .filter(empty)
        .map(|(path, label)| missing(path, label))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_type_but_permanent_has_a_duration() {
        let bank = check(&json!({ "contract_type": "bank" }));
        let half =
            check(&json!({ "contract_type": "locum", "contract_duration": { "length": 6 } }));
        let permanent = check(&json!({ "contract_type": "permanent" }));

        assert_eq!((bank.len(), half.len(), permanent.len()), (2, 1, 0));
        assert_eq!(half[0].field.as_deref(), Some("contract_duration.unit"));
    }

    #[test]
    fn a_permanent_contract_has_none() {
        let held = json!({ "contract_type": "permanent", "contract_duration": { "length": 6, "unit": "months" } });

        insta::assert_snapshot!(check(&held)[0].text, @"A permanent contract has no duration. Please clear the duration or select another contract type.");
    }
}
