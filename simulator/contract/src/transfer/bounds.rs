//! What must never travel: identity and occupational health.

use crate::reading::Json;
use crate::refusal::Refusal;

/// The refusal for a body that holds identity or occupational health data at any depth, whatever
/// else is wrong with it. Spelling variants (`occupational_health`, `OccupationalHealth`) are the
/// same data; identity is named first where both are there.
pub fn out_of_bounds(body: &Json<'_>) -> Option<Refusal> {
    if holds(body, "identity") {
        return Some(Refusal::IdentityNotAccepted);
    }
    holds(body, "occupationalhealth").then_some(Refusal::OccupationalHealthNotAccepted)
}

fn holds(value: &Json<'_>, word: &str) -> bool {
    match value {
        Json::Object(members) => members
            .iter()
            .any(|(name, inner)| spells(name, word) || holds(inner, word)),
        Json::Array(items) => items.iter().any(|item| holds(item, word)),
        _ => false,
    }
}

fn spells(name: &str, word: &str) -> bool {
    let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
    letters
        .map(|letter| letter.to_ascii_lowercase())
        .eq(word.bytes())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn identity_is_found_at_any_depth() {
        let body = json!({"checks": {"references": [{"identity": {}}]}});

        assert_eq!(
            out_of_bounds(&Json::from(&body)),
            Some(Refusal::IdentityNotAccepted)
        );
    }

    #[test]
    fn occupational_health_is_found_however_it_is_spelt() {
        let body = json!({"checks": {"employmentChecklist": {"occupational_health": "fit"}}});

        assert_eq!(
            out_of_bounds(&Json::from(&body)),
            Some(Refusal::OccupationalHealthNotAccepted)
        );
    }

    #[test]
    fn a_value_that_only_mentions_identity_is_no_identity_data() {
        assert_eq!(
            out_of_bounds(&Json::from(&json!({"note": "identity"}))),
            None
        );
    }
}
