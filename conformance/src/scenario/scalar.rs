//! Plain words of YAML: which are numbers and flags, and which only look like it.

use serde_json::{Number, Value};

/// The value of an unquoted word: a JSON number, `true`, `false`, `null` or `~`, else text.
pub(crate) fn value(text: &str) -> Value {
    match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "" | "null" | "~" => Value::Null,
        _ if is_json_number(text) => number(text).map_or_else(|| text.into(), Value::Number),
        _ => text.into(),
    }
}

fn number(text: &str) -> Option<Number> {
    serde_json::from_str(text).ok()
}

/// Why an unquoted word is refused: readers of YAML disagree on what it is.
pub(crate) fn look_alike(text: &str) -> Option<String> {
    let quoted = format!("write \"{text}\" if text is meant");
    if is_word_of_a_flag(text) {
        return Some(format!("{quoted}, or true or false"));
    }
    if is_date(text) {
        return Some(format!("dates are text here: write \"{text}\""));
    }
    let numeric = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'))
        && text.contains(|c: char| c.is_ascii_digit());
    if !numeric || is_json_number(text) || !reads_like_a_number(text) {
        return special(text).then_some(quoted);
    }
    let without: String = text.chars().filter(|c| !matches!(c, '_' | '+')).collect();
    let number = without.trim_start_matches('0');
    Some(if is_json_number(number) {
        format!("{quoted}, or {number} if a number is")
    } else {
        quoted
    })
}

fn is_word_of_a_flag(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let odd_case = matches!(lower.as_str(), "true" | "false" | "null") && lower != text;
    odd_case || matches!(lower.as_str(), "yes" | "no" | "on" | "off" | "y" | "n")
}

fn special(text: &str) -> bool {
    matches!(
        text.to_ascii_lowercase().trim_start_matches(['+', '-']),
        ".inf" | ".nan"
    )
}

/// `2026-11-02`, alone or with a time after it.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes
            .get(range)
            .is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    digits(0..4)
        && digits(5..7)
        && digits(8..10)
        && bytes[4] == b'-'
        && bytes[7] == b'-'
        && bytes
            .get(10)
            .is_none_or(|after| matches!(after, b'T' | b't' | b' '))
}

fn is_json_number(text: &str) -> bool {
    serde_json::from_str::<Number>(text).is_ok()
}

/// Leading zeros, digit groups, signs, hexadecimal, octal, times such as `12:30` or bare points.
fn reads_like_a_number(text: &str) -> bool {
    let unsigned = text.trim_start_matches(['+', '-']);
    let other_base = ["0x", "0o", "0b"].iter().any(|base| {
        unsigned
            .strip_prefix(base)
            .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_hexdigit() || c == '_'))
    });
    let decimal = unsigned
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '_' | '.' | ':' | ',' | 'e' | 'E' | '+' | '-'));
    let letters = unsigned
        .chars()
        .filter(|c| matches!(c, 'e' | 'E' | '+' | '-'))
        .count();
    other_base
        || (decimal
            && letters == usize::from(unsigned.contains(['e', 'E'])) + exponent_signs(unsigned))
}

fn exponent_signs(text: &str) -> usize {
    ["e+", "e-", "E+", "E-"]
        .iter()
        .filter(|sign| text.contains(*sign))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_looks_like_a_number_or_a_flag_is_refused() {
        let refused = [
            "0071",
            "1_000",
            "yes",
            "No",
            "on",
            "OFF",
            "True",
            "2026-11-02",
            "2026-11-02T09:00:00Z",
            "12:30",
            "+5",
            "0x1F",
            "0o17",
            ".5",
            "5.",
            ".inf",
            "1,000",
        ];
        for text in refused {
            assert!(look_alike(text).is_some(), "{text}");
        }
    }

    #[test]
    fn honest_words_and_numbers_are_left_alone() {
        let kept = [
            "5",
            "-3",
            "37.5",
            "32073.00",
            "1e3",
            "true",
            "null",
            "Staff Nurse",
            "job1",
            "PT1H",
            "277-26-0141",
            "LS9 7TF",
            "/salary/minimum",
            "8a",
            "commit_then_drop",
            "",
            "~",
        ];
        for text in kept {
            assert_eq!(look_alike(text), None, "{text}");
        }
    }

    #[test]
    fn a_leading_zero_is_told_how_to_be_text_or_a_number() {
        assert_eq!(
            look_alike("0071").as_deref(),
            Some("write \"0071\" if text is meant, or 71 if a number is")
        );
    }
}
