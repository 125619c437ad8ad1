//! Checks that each field's row asks for: required, lengths, words of a list.

use contract::text;
use serde_json::Value;

use crate::api::report::Told;
use crate::fields::code::Codes;
use crate::fields::{Field, Kind, Length};
use crate::writing::held;

/// Every message, in the form's order.
pub(super) fn check(fields: &[Field], record: &Value, service: &str) -> Vec<Told> {
    fields
        .iter()
        .filter_map(|field| one(field, held(record, field.ats), service))
        .collect()
}

/// The message for a field that must hold something and does not.
pub(super) fn missing(field: &str, label: &str) -> Told {
    Told::error(format!("Please fill the required fields: {label}.")).of(field)
}

fn one(field: &Field, value: Option<&Value>, service: &str) -> Option<Told> {
    let value = value.filter(|value| !value.is_null());
    if field.required && value.is_none_or(is_empty) {
        return Some(missing(field.ats, field.label));
    }
    let text = match (field.kind, value?) {
        (Kind::Text(length), Value::String(held)) => too_short_or_long(field, length, held),
        (Kind::Code(codes), word) => unknown_word(field, codes, word, service),
        (Kind::CodeList(codes), Value::Array(words)) => words
            .iter()
            .find_map(|word| unknown_word(field, codes, word, service)),
        _ => None,
    }?;
    Some(Told::error(text).of(field.ats))
}

fn is_empty(value: &Value) -> bool {
    value.as_str().is_some_and(str::is_empty)
}

fn too_short_or_long(field: &Field, limits: Length, held: &str) -> Option<String> {
    let length = text::length(held);
    let Length { least, most } = limits;
    if length < least {
        return Some(format!(
            "Please enter {}. Character minLength: {least}, maxLength: {most}. It has {length}.",
            field.label
        ));
    }
    (length > most).then(|| {
        format!(
            "You have exceeded the maximum length of {}: the limit is {most} characters and it \
             has {length}. Invisible characters at the end count.",
            field.label
        )
    })
}

fn unknown_word(field: &Field, codes: Codes, word: &Value, service: &str) -> Option<String> {
    let known = word.as_str().is_some_and(|word| codes.wire(word).is_some());
    (!known).then(|| {
        format!(
            "Please select {} from the list: {service} does not know this value.",
            field.label
        )
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fields::vacancy::FIELDS;

    fn texts(record: &Value) -> String {
        let told = check(FIELDS, record, "NHS Jobs");
        told.iter()
            .filter(|told| told.field.as_deref() == Some("job_overview"))
            .map(|told| told.text.as_str())
            .collect()
    }

    #[test]
    fn a_missing_and_an_empty_required_field_read_alike() {
        insta::assert_snapshot!(texts(&json!({})), @"Please fill the required fields: Job overview.");
        assert_eq!(texts(&json!({})), texts(&json!({ "job_overview": "" })));
    }

    #[test]
    fn lengths_are_counted_as_the_contract_counts() {
        let with = |text: String| texts(&json!({ "job_overview": text }));

        insta::assert_snapshot!(with("a".repeat(99)), @"Please enter Job overview. Character minLength: 100, maxLength: 1500. It has 99.");
        insta::assert_snapshot!(with("a".repeat(1501)), @"You have exceeded the maximum length of Job overview: the limit is 1500 characters and it has 1501. Invisible characters at the end count.");
        assert_eq!(with("\u{e9}".repeat(99) + "\r\n"), "");
        assert_eq!(with("\u{1f600}".repeat(1500)), "");
        assert_ne!(with("a".repeat(1500) + "\u{200b}"), "");
    }

    #[test]
    fn a_word_outside_the_list_is_shown_at_its_field() {
        let told = check(
            FIELDS,
            &json!({ "contract_type": "zero_hours" }),
            "NHS Jobs",
        );

        let of_contract: Vec<_> = told
            .iter()
            .filter(|told| told.field.as_deref() == Some("contract_type"))
            .collect();
        insta::assert_snapshot!(of_contract[0].text, @"Please select Contract type from the list: NHS Jobs does not know this value.");
    }
}
