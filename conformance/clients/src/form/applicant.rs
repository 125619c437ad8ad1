//! A transfer carries at least one of the six records.

use serde_json::Value;

use crate::api::report::Told;
use crate::fields::applicant::RECORDS;
use crate::writing::held;

pub(super) fn at_least_one_check(applicant: &Value) -> Option<Told> {
    let recorded = RECORDS
        .iter()
        .any(|(_, path, _)| held(applicant, path).is_some_and(holds));
    let text = "There is nothing to transfer yet: please record at least one employment check.";
    (!recorded).then(|| Told::error(text).of("checks"))
}

fn holds(record: &Value) -> bool {
    match record {
        Value::Null => false,
        Value::Object(members) => !members.is_empty(),
        Value::Array(records) => !records.is_empty(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn empty_records_are_no_checks() {
        let empty = json!({ "checks": { "dbs": {}, "references": [], "eu_status": null } });
        let one = json!({ "checks": { "dbs": { "level": "basic" } } });

        assert!(at_least_one_check(&empty).is_some());
        assert!(at_least_one_check(&one).is_none());
    }
}
