//! Reading a JSON body strictly: where it is malformed, the refusal says at which line and column.

use std::fmt;

use contract::limits::BODY_DEPTH;
use contract::refusal::Refusal;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use crate::problem::Refused;

/// Reads a whole body.
///
/// Stricter than `serde_json` alone: a member that stands twice is refused, because two readers
/// could take two different values for it.
///
/// # Errors
///
/// `MALFORMED_JSON` with the place and what is wrong there.
pub(super) fn read(body: &[u8]) -> Result<Value, Refused> {
    let malformed = |detail: String| Refused::new(Refusal::MalformedJson, detail);
    if body.is_empty() {
        return Err(malformed(
            "the body is empty where a JSON object is expected".to_owned(),
        ));
    }
    if body.starts_with(b"\xef\xbb\xbf") {
        return Err(malformed(
            "the body begins with a byte order mark; leave it out".to_owned(),
        ));
    }
    let text = std::str::from_utf8(body).map_err(|error| malformed(not_utf8(body, error)))?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let document = Node { depth: 0 }.deserialize(&mut reader);
    let document = document.and_then(|document| reader.end().map(|()| document));
    document.map_err(|error| malformed(format!("the body is not well-formed JSON: {error}")))
}

fn not_utf8(body: &[u8], error: std::str::Utf8Error) -> String {
    let before = &body[..error.valid_up_to()];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before
        .iter()
        .rev()
        .take_while(|byte| **byte != b'\n')
        .count()
        + 1;
    format!("the body is not UTF-8: the byte at line {line} column {column} begins no character")
}

#[derive(Clone, Copy)]
struct Node {
    depth: usize,
}

impl Node {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= BODY_DEPTH {
            return Err(E::custom(format_args!(
                "nested deeper than {BODY_DEPTH} levels"
            )));
        }
        Ok(Self {
            depth: self.depth + 1,
        })
    }
}

impl<'de> DeserializeSeed<'de> for Node {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut all = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            all.push(item);
        }
        Ok(Value::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut all = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            match all.entry(name) {
                Entry::Vacant(place) => {
                    place.insert(members.next_value_seed(inner)?);
                }
                Entry::Occupied(twice) => {
                    let shown = twice.key().chars().take(80).collect::<String>();
                    return Err(A::Error::custom(format_args!(
                        "the member `{shown}` stands twice"
                    )));
                }
            }
        }
        Ok(Value::Object(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(body: &[u8]) -> String {
        format!("{:?}", read(body).unwrap_err())
    }

    #[test]
    fn what_serde_json_reads_is_read_alike() {
        let text = r#"{"a": [1, -2, 2.50, "x\n", true, null], "b": {"c": 18446744073709551615}}"#;

        assert_eq!(
            read(text.as_bytes()).unwrap(),
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

    #[test]
    fn deep_nesting_is_refused_and_allowed_nesting_is_not() {
        let nested = |depth: usize| [vec![b'['; depth], vec![b']'; depth]].concat();

        assert!(read(&nested(BODY_DEPTH)).is_ok());
        assert!(refusal(&nested(BODY_DEPTH + 1)).contains("nested deeper than 32 levels"));
        assert!(refusal(&nested(100_000)).contains("nested deeper"));
    }
}
