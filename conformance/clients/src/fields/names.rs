//! From a refused pointer back to the place on the form.

use super::{Field, Kind};

/// The dotted path in the ATS's words of a JSON Pointer on the wire, indexes left out.
///
/// A pointer that no row knows keeps its own words, so that a refusal of something new is still
/// shown somewhere. The whole document has no place on the form.
pub(crate) fn ats_path(fields: &[Field], pointer: &str) -> Option<String> {
    let plain = without_indexes(pointer);
    if plain.is_empty() {
        return None;
    }
    let known = fields
        .iter()
        .find(|field| field.wire == plain)
        .map(|field| field.ats.to_owned());
    Some(known.unwrap_or_else(|| group(fields, &plain)))
}

/// What the form calls the field at a pointer.
pub(crate) fn label(fields: &[Field], pointer: &str) -> Option<&'static str> {
    let plain = without_indexes(pointer);
    fields.iter().find_map(
        |field| match (plain.strip_prefix(field.wire)?, field.kind) {
            ("", _) => Some(field.label),
            (below, Kind::Records(inner)) if below.starts_with('/') => label(inner, below),
            _ => None,
        },
    )
}

/// A pointer to a group of fields, such as `/contractDuration`, has the ATS's word for that group.
fn group(fields: &[Field], plain: &str) -> String {
    let depth = plain.matches('/').count();
    let below = format!("{plain}/");
    let inside = fields.iter().find(|field| field.wire.starts_with(&below));
    match inside {
        Some(field) if field.ats.split('.').count() == field.wire.matches('/').count() => field
            .ats
            .split('.')
            .take(depth)
            .collect::<Vec<_>>()
            .join("."),
        _ => plain
            .split('/')
            .skip(1)
            .map(snake)
            .collect::<Vec<_>>()
            .join("."),
    }
}

fn without_indexes(pointer: &str) -> String {
    let named =
        |segment: &&str| !segment.is_empty() && !segment.bytes().all(|byte| byte.is_ascii_digit());
    pointer
        .split('/')
        .filter(named)
        .map(|segment| format!("/{segment}"))
        .collect()
}

fn snake(word: &str) -> String {
    let mut snake = String::with_capacity(word.len() + 4);
    for letter in word.chars() {
        if letter.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::{applicant, vacancy};

    fn vacancy_path(pointer: &str) -> Option<String> {
        ats_path(vacancy::FIELDS, pointer)
    }

    #[test]
    fn a_pointer_becomes_the_ats_path() {
        assert_eq!(
            vacancy_path("/salary/minimum").as_deref(),
            Some("salary.minimum")
        );
        assert_eq!(
            vacancy_path("/location/addressLine1").as_deref(),
            Some("location.address_line_1")
        );
        assert_eq!(
            ats_path(applicant::FIELDS, "/person/dateOfBirth").as_deref(),
            Some("date_of_birth")
        );
    }

    #[test]
    fn an_index_is_left_out() {
        assert_eq!(
            vacancy_path("/workingPatterns/1").as_deref(),
            Some("working_patterns")
        );
        assert_eq!(
            ats_path(applicant::FIELDS, "/checks/references/0/receivedDate").as_deref(),
            Some("checks.references.received_date")
        );
    }

    #[test]
    fn a_group_of_fields_has_a_path_too() {
        assert_eq!(
            vacancy_path("/contractDuration").as_deref(),
            Some("contract_duration")
        );
        assert_eq!(
            vacancy_path("/personSpecification/skills").as_deref(),
            Some("person_specification.skills")
        );
        assert_eq!(
            ats_path(applicant::FIELDS, "/checks/euStatus").as_deref(),
            Some("checks.eu_status")
        );
    }

    #[test]
    fn a_field_of_a_record_has_a_label_too() {
        let of = |pointer| label(applicant::FIELDS, pointer);

        assert_eq!(of("/checks/references/0/from"), Some("Employed from"));
        assert_eq!(of("/checks/references"), Some("References"));
        assert_eq!(of("/checks/nothing"), None);
    }

    #[test]
    fn an_unknown_pointer_keeps_its_words_and_the_whole_document_has_no_place() {
        assert_eq!(
            vacancy_path("/somethingNew").as_deref(),
            Some("something_new")
        );
        assert_eq!(vacancy_path(""), None);
    }
}
