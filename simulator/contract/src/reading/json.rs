//! A JSON document as a reader wants it: members in their order, texts borrowed where they stand.

use std::borrow::Cow;

use serde_json::{Number, Value};

/// A JSON value. A text or a name that has no escapes is a piece of whatever it was read from.
#[derive(Debug, Clone, PartialEq)]
pub enum Json<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(Cow<'a, str>),
    /// Items in order.
    Array(Vec<Self>),
    /// Members in the order in which they stand, each name once.
    Object(Vec<(Cow<'a, str>, Self)>),
}

impl Json<'_> {
    /// The member with this name, of an object.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let found = members.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value)
    }

    /// The text, where it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, where it is a whole one from 0 to 2^64 - 1.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Number(number) => number.as_u64(),
            _ => None,
        }
    }

    /// The number, where it is a whole one from -2^63 to 2^63 - 1.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Number(number) => number.as_i64(),
            _ => None,
        }
    }
}

impl<'a> From<&'a Value> for Json<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(flag) => Self::Bool(*flag),
            Value::Number(number) => Self::Number(number.clone()),
            Value::String(text) => Self::Text(text.into()),
            Value::Array(items) => Self::Array(items.iter().map(Self::from).collect()),
            Value::Object(members) => Self::Object(members.iter().map(member).collect()),
        }
    }
}

fn member<'a>((name, value): (&'a String, &'a Value)) -> (Cow<'a, str>, Json<'a>) {
    (name.into(), value.into())
}

impl From<&Json<'_>> for Value {
    fn from(json: &Json<'_>) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(flag) => Self::Bool(*flag),
            Json::Number(number) => Self::Number(number.clone()),
            Json::Text(text) => Self::String(text.clone().into_owned()),
            Json::Array(items) => items.iter().map(Self::from).collect(),
            Json::Object(members) => {
                let owned =
                    |(name, value): &(Cow<'_, str>, Json<'_>)| (name.to_string(), value.into());
                Self::Object(members.iter().map(owned).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_document_survives_the_way_there_and_back() {
        let document = json!({"a": [1, -2.5, "x", true, null], "b": {"c": {}, "d": []}});

        assert_eq!(Value::from(&Json::from(&document)), document);
    }
}
