//! One value of a body, as either reader hands it over.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use contract::limits::BODY_DEPTH;
use contract::reading::Json;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

/// A value, and how deep it stands.
#[derive(Clone, Copy)]
pub(super) struct Node {
    depth: usize,
}

impl Node {
    /// The whole document.
    pub(super) const ROOT: Self = Self { depth: 0 };

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
        // A minus before a zero means nothing, and not every reader keeps it.
        Ok(Number::from_f64(value + 0.0).map_or(Json::Null, Json::Number))
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
        // As many as a vacancy has: hardly any document grows while it is read.
        let mut all = Vec::with_capacity(if self.depth == 0 { 32 } else { 0 });
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

/// The names of one object so far.
#[derive(Default)]
struct Names<'de> {
    /// A bit for each name: one whose bit is not set is new, whatever the others are.
    seen: u64,
    /// All of them, once there are more than a few.
    many: HashSet<Cow<'de, str>>,
}

impl<'de> Names<'de> {
    /// Whether a name is another than all those before it.
    fn are_new(&mut self, before: &[(Cow<'de, str>, Json<'de>)], name: &str) -> bool {
        let bit = bit(name);
        let alike = self.seen & bit != 0;
        self.seen |= bit;
        if !alike {
            return true;
        }
        if before.len() < FEW {
            return before.iter().all(|(known, _)| known != name);
        }
        let unhashed = &before[self.many.len()..];
        self.many
            .extend(unhashed.iter().map(|(known, _)| known.clone()));
        !self.many.contains(name)
    }
}

/// One of 64, by the length and the ends of a name.
fn bit(name: &str) -> u64 {
    let ends = name.bytes().next().zip(name.bytes().next_back());
    let (first, last) = ends.unwrap_or_default();
    1 << ((name.len() + usize::from(first) * 7 + usize::from(last) * 3) % 64)
}
