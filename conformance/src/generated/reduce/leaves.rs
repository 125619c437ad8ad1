//! What stands at the ends of a case: texts that may be shorter, numbers that may be plainer.

use serde_json::{Number, Value};

use super::paths::{Part, Path, at, at_mut, document, places, roots};
use crate::generated::case::Case;

/// The free texts below the roots, each once: words of lists and dates are as plain as they get.
pub(super) fn texts(document: &Value) -> Vec<String> {
    let free = |value: &Value| value.as_str().is_some_and(is_free);
    let mut texts: Vec<String> = places(document, free)
        .iter()
        .filter(|path| path.last() != Some(&Part::Member("repeat".to_owned())))
        .filter_map(|path| at(document, path)?.as_str().map(str::to_owned))
        .collect();
    texts.sort();
    texts.dedup();
    texts
}

fn is_free(text: &str) -> bool {
    let word = text
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    let date = text.len() >= 8
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"-:TZ./".contains(&byte));
    let code = text
        .bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte == b'_')
        && text.contains('_');
    text.chars().count() > 1 && !word && !date && !code
}

pub(super) fn fillings(document: &Value) -> Vec<Path> {
    places(document, |value| value.get("$text").is_some())
}

pub(super) fn numbers(document: &Value) -> Vec<Path> {
    let mut numbers = places(document, Value::is_number);
    numbers.retain(|path| {
        !path
            .iter()
            .any(|part| *part == Part::Member("$text".to_owned()))
    });
    numbers
}

/// Plainer numbers, the plainest first.
pub(super) fn plainer(held: f64) -> Vec<Value> {
    let cents = (held.fract() * 100.0).round() / 100.0;
    let candidates = [
        1.0,
        2.0,
        10.0,
        100.0,
        1.5,
        1.0 + cents,
        0.0 + cents,
        held.trunc(),
    ];
    let smaller = candidates
        .into_iter()
        .filter(|plain| *plain > 0.0 && *plain < held);
    smaller.map(number).collect()
}

fn number(plain: f64) -> Value {
    if plain.fract() == 0.0 {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "smaller than what a case holds"
        )]
        return Value::from(plain as i64);
    }
    Number::from_f64(plain).map_or(Value::Null, Value::Number)
}

/// The case with one text for another, wherever it stands.
pub(super) fn replaced(case: &Case, from: &str, to: &str) -> Case {
    let mut document = document(case);
    for root in roots(&document) {
        if let Some(place) = at_mut(&mut document, &root) {
            replace(place, from, to);
        }
    }
    Case::of_document(&document)
}

fn replace(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::String(text) if text == from => *text = to.to_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, from, to)),
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| replace(member, from, to)),
        _ => {}
    }
}
