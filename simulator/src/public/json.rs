//! Reading a JSON body strictly: where it is malformed, the refusal says at which line and column.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use contract::limits::BODY_DEPTH;
use contract::reading::Json;
use contract::refusal::Refusal;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use crate::problem::Refused;

/// Reads a whole body.
///
/// Stricter than `serde_json` alone: a member that stands twice is refused, because two readers
/// could take two different values for it.
///
/// # Errors
///
/// `MALFORMED_JSON` with the place and what is wrong there.
pub(super) fn read(body: &[u8]) -> Result<Json<'_>, Refused> {
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
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json<'de>, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json<'de>, E> {
        Ok(Number::from_f64(value).map_or(Json::Null, Json::Number))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(value.to_owned().into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json<'de>, A::Error> {
        let inner = self.deeper()?;
        let mut all = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            all.push(item);
        }
        Ok(Json::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json<'de>, A::Error> {
        let inner = self.deeper()?;
        let mut all = Vec::new();
        let mut names = Names::default();
        while let Some(name) = members.next_key_seed(Name)? {
            if !names.are_new(&all, &name) {
                let shown = name.chars().take(80).collect::<String>();
                let twice = format_args!("the member `{shown}` stands twice");
                return Err(A::Error::custom(twice));
            }
            all.push((name, members.next_value_seed(inner)?));
        }
        Ok(Json::Object(all))
    }
}

/// The name of a member: a piece of the body where it has no escapes.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(name.into())
    }

    fn visit_str<E>(self, name: &str) -> Result<Cow<'de, str>, E> {
        Ok(name.to_owned().into())
    }
}

/// So many names are looked through faster than they are hashed.
const FEW: usize = 32;

/// The names of one object so far, once there are more than a few of them.
#[derive(Default)]
struct Names<'de>(HashSet<Cow<'de, str>>);

impl<'de> Names<'de> {
    /// Whether a name is another than all those before it.
    fn are_new(&mut self, before: &[(Cow<'de, str>, Json<'de>)], name: &str) -> bool {
        if before.len() < FEW {
            return before.iter().all(|(known, _)| known != name);
        }
        let unhashed = &before[self.0.len()..];
        self.0
            .extend(unhashed.iter().map(|(known, _)| known.clone()));
        !self.0.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
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
            many in 1_usize..100, first in any::<prop::sample::Index>(), escaped in any::<bool>(),
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

    #[test]
    fn deep_nesting_is_refused_and_allowed_nesting_is_not() {
        let nested = |depth: usize| [vec![b'['; depth], vec![b']'; depth]].concat();

        assert!(read(&nested(BODY_DEPTH)).is_ok());
        assert!(refusal(&nested(BODY_DEPTH + 1)).contains("nested deeper than 32 levels"));
        assert!(refusal(&nested(100_000)).contains("nested deeper"));
    }
}
