//! Input: any JSON, and valid documents with something in them gone wrong.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

/// Texts that readers have stumbled over.
fn odd_text() -> impl Strategy<Value = String> {
    let known = select(vec![
        "",
        " ",
        "\0",
        "\u{feff}",
        "\u{202e}a",
        "e\u{301}",
        "🏥",
        "null",
        "NaN",
        "-0",
        "1e400",
        "9999-12-31",
        "0000-00-00",
        "2026-02-30",
        "2026-12-31T23:59:60Z",
        "-009999-01-01T00:00:00Z",
        "P99999999999999999999D",
        "PT1e9S",
        "/a~1b/~2",
        "SIM-500",
        "{{x}}",
        "%00%ff",
        "V-18446744073709551616",
        "default",
    ]);
    prop_oneof![
        3 => known.prop_map(str::to_owned),
        3 => ".{0,40}",
        1 => (1usize..40_000).prop_map(|length| "ü".repeat(length)),
    ]
}

fn odd_number() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        select(vec![
            json!(0),
            json!(-1),
            json!(0.001),
            json!(1e300),
            json!(-0.0)
        ]),
    ]
}

/// Any JSON, some of it deep.
pub(super) fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        odd_number(),
        odd_text().prop_map(Value::from),
    ];
    let tree = leaf.prop_recursive(6, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(".{0,12}", inner, 0..6).prop_map(Value::from_iter),
        ]
    });
    let deep = (1usize..120).prop_map(|depth| (0..depth).fold(json!(1), |inner, _| json!([inner])));
    prop_oneof![9 => tree, 1 => deep]
}

/// One thing that goes wrong at some place of a document.
#[derive(Debug, Clone)]
enum Wrong {
    Gone,
    Instead(Value),
    Twice,
    Beside(String, Value),
}

fn wrong() -> impl Strategy<Value = Wrong> {
    prop_oneof![
        1 => Just(Wrong::Gone),
        3 => any_json().prop_map(Wrong::Instead),
        1 => Just(Wrong::Twice),
        1 => (".{1,12}", any_json()).prop_map(|(name, value)| Wrong::Beside(name, value)),
    ]
}

/// A valid document in which up to three things have gone wrong.
pub(super) fn mutated(valid: Value) -> impl Strategy<Value = Value> {
    let several = prop::collection::vec((any::<Index>(), wrong()), 0..=3);
    several.prop_map(move |several| {
        let mut document = valid.clone();
        for (index, wrong) in several {
            let places = places(&document, String::new());
            let place: &String = index.get(&places);
            apply(&mut document, place, wrong);
        }
        document
    })
}

/// Any JSON, or a document with mistakes.
pub(super) fn any_or_mutated(valid: Value) -> impl Strategy<Value = Value> {
    prop_oneof![1 => any_json(), 4 => mutated(valid)]
}

/// The text of a document, whole or broken, or no text at all.
pub(super) fn any_body(valid: Value) -> impl Strategy<Value = Vec<u8>> {
    let broken = (any::<Index>(), any::<u8>(), any::<bool>());
    let text = (any_or_mutated(valid), broken).prop_map(|(document, (at, byte, cut))| {
        let mut text = document.to_string().into_bytes();
        let at = at.index(text.len());
        match cut {
            true => text.truncate(at),
            false => text[at] = byte,
        }
        text
    });
    prop_oneof![4 => text, 1 => prop::collection::vec(any::<u8>(), 0..200)]
}

fn places(document: &Value, at: String) -> Vec<String> {
    let inner: Vec<(String, &Value)> = match document {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    let below = inner
        .into_iter()
        .flat_map(|(name, value)| places(value, format!("{at}/{name}")));
    std::iter::once(at.clone()).chain(below).collect()
}

fn apply(document: &mut Value, at: &str, wrong: Wrong) {
    let Some(place) = document.pointer_mut(at) else {
        return;
    };
    match wrong {
        Wrong::Gone => *place = Value::Null,
        Wrong::Instead(other) => *place = other,
        Wrong::Twice => {
            let once = place.clone();
            if let Some(items) = place.as_array_mut() {
                items.extend(items.clone());
            } else {
                *place = json!([once, once]);
            }
        }
        Wrong::Beside(name, value) => {
            if let Some(members) = place.as_object_mut() {
                members.insert(name, value);
            }
        }
    }
}
