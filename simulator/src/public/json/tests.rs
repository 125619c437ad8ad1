//! What a body is read as, and what is told of one that cannot be read.

use contract::limits::BODY_DEPTH;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use super::*;

fn refusal(body: &[u8]) -> String {
    format!("{:?}", read(body).unwrap_err())
}

#[test]
fn what_serde_json_reads_is_read_alike() {
    let text = r#"{"a": [1, -2, 2.50, "x\n", true, null], "b": {"c": 18446744073709551615}}"#;

    assert_eq!(
        Value::from(&read(text.as_bytes()).unwrap()),
        text.parse::<Value>().unwrap()
    );
}

#[test]
fn the_place_of_a_mistake_is_told() {
    assert!(refusal(b"{\n  \"a\": }").contains("line 2 column 8"));
    assert!(refusal(b"{\n  \"a\": \"\xff\"}").contains("line 2 column 9"));
    assert!(refusal(b"{\"a\": 1, \"a\": 2}").contains("`a` stands twice"));
    assert!(refusal(b"{} x").contains("trailing characters"));
    assert!(refusal(b"").contains("empty"));
}

fn body(members: &[String]) -> String {
    format!("{{{}}}", members.join(","))
}

proptest! {
    #[test]
    fn a_member_that_stands_twice_is_found_among_many_and_few(
        many in 1_usize..100, first in any::<Index>(), escaped in any::<bool>(),
    ) {
        let member = |n: usize| format!("\"m{n}\":{n}");
        let mut members: Vec<_> = (0..many).map(member).collect();
        prop_assert!(read(body(&members).as_bytes()).is_ok(), "each stands once");
        let n = first.index(many);
        let again = if escaped { format!("\"\\u006d{n}\": 0") } else { member(n) };
        members.push(again);

        let refused = refusal(body(&members).as_bytes());

        let twice = format!("`m{n}` stands twice");
        prop_assert!(refused.contains(&twice), "{refused}");
    }
}

/// Documents as clients write them, and what is nearly one.
fn nearly_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(|n| n.to_string()),
        any::<u64>().prop_map(|n| n.to_string()),
        any::<f64>().prop_map(|n| format!("{n:e}")),
        "-?[0-9]{1,25}([.][0-9]{1,30})?([eE][+-]?[0-9]{1,3})?",
        any::<String>().prop_map(|text| Value::from(text).to_string()),
        r#""(\\u[dD][89a-fA-F][0-9a-f]{2}|\\[nrt"/\\x]|[ -~]){0,6}""#,
        "(null|true|false|tru|NaN|-|\"\u{1}\")",
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5)
                .prop_map(|items| format!("[{}]", items.join(" ,\n"))),
            prop::collection::vec(("[a-z]{1,2}", inner), 0..5).prop_map(|members| {
                body(
                    &members
                        .iter()
                        .map(|(name, value)| format!("\"{name}\": {value}"))
                        .collect::<Vec<_>>(),
                )
            }),
        ]
    })
}

/// The text with a character less, or with something in it that does not belong there.
fn damaged(mut text: String, at: Index, slip: &str, cut: bool) -> String {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    if !places.is_empty() && !slip.is_empty() {
        let at = places[at.index(places.len())];
        if cut {
            text.remove(at);
        } else {
            text.insert_str(at, slip);
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_read_quickly_is_what_is_read_carefully(
        written in nearly_json(), at in any::<Index>(), slip in "[\\[\\]{},:\"\\\\0e.+ -]?", cut in any::<bool>(),
    ) {
        let text = damaged(written, at, &slip, cut);

        if let Some(quick) = quickly(text.as_bytes()) {
            // Told apart to the sign of a zero.
            prop_assert_eq!(format!("{:?}", Ok::<_, ()>(quick)), format!("{:?}", carefully(&text)));
        }
    }

    #[test]
    fn what_is_read_quickly_is_utf_8(
        written in nearly_json(), at in any::<Index>(), byte in 0x80_u8.., instead in any::<bool>(),
    ) {
        let mut body = written.into_bytes();
        let at = at.index(body.len() + 1);
        if instead && at < body.len() {
            body[at] = byte;
        } else {
            body.insert(at, byte);
        }

        let read = quickly(&body).is_some();

        prop_assert!(!read || std::str::from_utf8(&body).is_ok());
    }

    #[test]
    fn a_well_formed_body_is_read_quickly(text in any::<String>(), whole in any::<i64>(), part in -1e15..1e15_f64) {
        let document = serde_json::json!({"a": [text, whole, part, null, true], "b": {text: {}}});

        prop_assert!(quickly(document.to_string().as_bytes()).is_some());
    }
}

#[test]
fn deep_nesting_is_refused_and_allowed_nesting_is_not() {
    let nested = |depth: usize| [vec![b'['; depth], vec![b']'; depth]].concat();

    assert!(read(&nested(BODY_DEPTH)).is_ok());
    assert!(refusal(&nested(BODY_DEPTH + 1)).contains("nested deeper than 32 levels"));
    assert!(refusal(&nested(100_000)).contains("nested deeper"));
}
