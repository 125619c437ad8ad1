//! The attributes of a fault: declared once, read and described from the declaration.

use serde_json::{Map, Value, json};

use super::sent::{Sent, nearest_hint};

/// One attribute of a kind of fault.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attribute {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it takes.
    pub(crate) takes: Takes,
    /// Whether it must be given.
    pub(crate) required: bool,
}

/// What an attribute takes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Takes {
    /// A whole number, both ends included.
    Whole {
        /// The least.
        least: u64,
        /// The most.
        most: u64,
    },
    /// One of these words.
    Word {
        /// Every word.
        words: fn() -> Vec<&'static str>,
    },
}

impl Attribute {
    /// A whole number that must be given.
    pub(super) const fn whole(name: &'static str, least: u64, most: u64) -> Self {
        let takes = Takes::Whole { least, most };
        Self {
            name,
            takes,
            required: true,
        }
    }

    /// A word that may be given.
    pub(super) const fn word(name: &'static str, words: fn() -> Vec<&'static str>) -> Self {
        Self {
            name,
            takes: Takes::Word { words },
            required: false,
        }
    }

    /// The same, and it need not be given.
    pub(super) const fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// Its schema.
    pub(crate) fn schema(&self) -> Value {
        let kind = |word: &str| match self.required {
            true => json!(word),
            false => json!([word, "null"]),
        };
        match self.takes {
            Takes::Whole { least, most } => {
                json!({ "type": kind("integer"), "minimum": least, "maximum": most })
            }
            Takes::Word { words } => {
                let mut known = words().into_iter().map(Value::from).collect::<Vec<_>>();
                known.extend((!self.required).then_some(Value::Null));
                json!({ "enum": known })
            }
        }
    }
}

/// The attributes of one fault, as they were understood.
#[derive(Debug, Clone, Default)]
pub(super) struct Attributes(Map<String, Value>);

impl Attributes {
    /// Reads what was sent as the attributes that are `known`; the error names what is wrong and
    /// what would do.
    pub(super) fn read(sent: &Map<String, Value>, known: &[Attribute]) -> Result<Self, String> {
        let mut sent = Sent::new("attributes.", sent);
        let mut read = Map::new();
        for attribute in known {
            let value = value(&mut sent, attribute)?;
            read.extend(value.map(|value| (attribute.name.to_owned(), value)));
        }
        sent.done()?;
        let missing = known
            .iter()
            .find(|one| one.required && !read.contains_key(one.name));
        if let Some(missing) = missing {
            return Err(format!("`attributes.{}` is missing", missing.name));
        }
        Ok(Self(read))
    }

    /// A whole number, where it was given.
    pub(super) fn whole(&self, name: &str) -> Option<u64> {
        self.0.get(name)?.as_u64()
    }

    /// A word, where it was given.
    pub(super) fn word(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }
}

fn value(sent: &mut Sent<'_>, attribute: &Attribute) -> Result<Option<Value>, String> {
    let name = attribute.name;
    match attribute.takes {
        Takes::Whole { least, most } => {
            let whole = sent.whole(name, least, most)?;
            Ok(whole.map(Value::from))
        }
        Takes::Word { words } => {
            let Some(word) = sent.text(name)? else {
                return Ok(None);
            };
            let words = words();
            if words.contains(&word) {
                return Ok(Some(word.into()));
            }
            let shown = word.chars().take(80).collect::<String>();
            let hint = nearest_hint(word, words.iter().copied());
            let known = words.join(", ");
            Err(format!(
                "`attributes.{name}` is no `{shown}`{hint}; there are {known}"
            ))
        }
    }
}
