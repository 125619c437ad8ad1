//! Values and findings as a client author reads them.

use serde_json::Value;

use crate::verdict::{Finding, Place};

/// A value short enough for a sentence; a long text by its two ends and its length.
pub(crate) fn short(value: &Value) -> String {
    match value {
        Value::String(text) => short_text(text),
        other => cut(&other.to_string(), ""),
    }
}

/// A text in quotes, its invisible characters escaped. Of a long one both ends are shown: that is
/// where texts are trimmed and cut.
pub(crate) fn short_text(text: &str) -> String {
    let length = text.chars().count();
    if length <= MOST {
        return format!("\"{}\"", visible(text.chars()));
    }
    let beginning = visible(text.chars().take(MOST - END));
    let end = visible(text.chars().skip(length - END));
    format!("\"{beginning}…{end}\" ({length} characters)")
}

fn visible(characters: impl Iterator<Item = char>) -> String {
    characters.flat_map(shown).collect()
}

/// How much of a long text's end is shown.
const END: usize = 20;

const MOST: usize = 60;

fn cut(text: &str, end: &str) -> String {
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    format!("{}…{end}", text.chars().take(MOST).collect::<String>())
}

fn shown(c: char) -> Vec<char> {
    let plain = !c.is_control() && (c.is_ascii() || c.is_alphanumeric() || "£€–—‘’“”…".contains(c));
    if plain {
        vec![c]
    } else {
        c.escape_unicode().collect()
    }
}

/// `a`, `a or b`, `a, b or c`.
pub(crate) fn any_of<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.split_last() {
        None => "nothing".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

/// A finding.
pub(crate) fn finding(
    place: Place,
    expected: impl Into<String>,
    actual: impl Into<String>,
    sentence: impl Into<String>,
) -> Finding {
    Finding {
        expected: expected.into(),
        actual: actual.into(),
        place,
        sentence: sentence.into(),
    }
}
