//! WireMock's patterns for one value: a header, a parameter or a body.

use regex::Regex;
use serde_json::Value;

use super::json::Wanted;
use super::json_path::Path;
use super::part::Difference;
use super::subject::Given;
use super::template::Template;

/// How much of a text is compared to tell how near it is, in characters.
const COMPARED: usize = 256;

/// What one value must be like.
#[derive(Debug)]
pub(crate) enum ValuePattern {
    EqualTo {
        text: String,
        any_case: bool,
    },
    Contains(String),
    DoesNotContain(String),
    Matches(Regex),
    DoesNotMatch(Regex),
    Absent,
    EqualToJson(Wanted),
    JsonPath {
        path: Path,
        then: Option<Box<ValuePattern>>,
    },
    And(Vec<ValuePattern>),
    Or(Vec<ValuePattern>),
    Not(Box<ValuePattern>),
    /// Each pattern by one value, and no value more.
    HasExactly(Vec<ValuePattern>),
    /// Each pattern by some value.
    Includes(Vec<ValuePattern>),
    OneOf(Vec<String>),
    NoneOf(Vec<String>),
    Template(Template),
}

impl ValuePattern {
    /// Whether any of the values is like that; for what speaks of all values, whether they are.
    pub(crate) fn any(&self, values: &[&Given<'_>]) -> bool {
        match self {
            Self::Absent => values.iter().all(|value| value.is_nothing()),
            // As WireMock has it: what is not there holds nothing that it should not.
            Self::DoesNotContain(_) | Self::DoesNotMatch(_) if values.is_empty() => true,
            Self::Not(inner) => !inner.any(values),
            Self::Or(inner) => inner.iter().any(|one| one.any(values)),
            Self::And(inner) if values.is_empty() => inner.iter().all(|one| one.any(values)),
            Self::HasExactly(inner) => {
                inner.len() == values.len() && Self::each_by_some(inner, values)
            }
            Self::Includes(inner) => Self::each_by_some(inner, values),
            _ => values.iter().any(|value| self.is_like(value)),
        }
    }

    fn each_by_some(patterns: &[Self], values: &[&Given<'_>]) -> bool {
        let mut left = values.to_vec();
        patterns.iter().all(|pattern| {
            let place = left.iter().position(|value| pattern.is_like(value));
            place.map(|place| left.swap_remove(place)).is_some()
        })
    }

    fn is_like(&self, given: &Given<'_>) -> bool {
        let value = &*given.text;
        match self {
            Self::EqualTo {
                text,
                any_case: false,
            } => value == text,
            Self::EqualTo {
                text,
                any_case: true,
            } => value.to_lowercase() == text.to_lowercase(),
            Self::Contains(text) => value.contains(text.as_str()),
            Self::DoesNotContain(text) => !value.contains(text.as_str()),
            Self::Matches(pattern) => pattern.is_match(value),
            Self::DoesNotMatch(pattern) => !pattern.is_match(value),
            Self::EqualToJson(wanted) => given.json().is_some_and(|read| wanted.is(read)),
            Self::JsonPath { path, then } => at_path(path, then.as_deref(), given),
            Self::And(inner) => inner.iter().all(|one| one.is_like(given)),
            Self::OneOf(words) => words.iter().any(|word| word == value),
            Self::NoneOf(words) => words.iter().all(|word| word != value),
            Self::Template(template) => template.parameters(value).is_some(),
            Self::Absent | Self::Not(_) | Self::Or(_) | Self::HasExactly(_) | Self::Includes(_) => {
                self.any(&[given])
            }
        }
    }

    // Whether a path that leads to nothing is what is asked for.
    fn wants_nothing(&self) -> bool {
        match self {
            Self::Absent => true,
            Self::And(inner) => inner.iter().all(Self::wants_nothing),
            Self::Or(inner) => inner.iter().any(Self::wants_nothing),
            _ => false,
        }
    }

    /// How far the values are from being like that: 0 where they are, 1 where nothing is.
    pub(super) fn distance(&self, values: &[&Given<'_>]) -> f64 {
        if self.any(values) {
            return 0.0;
        }
        let nearest = values.iter().map(|value| self.distance_of(value));
        nearest.fold(1.0, f64::min)
    }

    fn distance_of(&self, given: &Given<'_>) -> f64 {
        match self {
            Self::EqualTo { text, .. } => unlike(text, &given.text),
            Self::Template(template) => unlike(&template.filled(&given.text), &given.text),
            Self::EqualToJson(wanted) => given.json().map_or(1.0, |read| {
                share(wanted.differences(read).len(), wanted.size(read))
            }),
            Self::And(inner) => {
                let missed = inner.iter().filter(|one| !one.is_like(given)).count();
                share(missed, inner.len())
            }
            _ => 1.0,
        }
    }

    /// Where a document differs from the one that is wanted.
    pub(super) fn within(&self, values: &[&Given<'_>]) -> Vec<Difference> {
        let (Self::EqualToJson(wanted), Some(given)) = (self, values.first()) else {
            return Vec::new();
        };
        let differences = |read| wanted.differences(read);
        given.json().map(differences).unwrap_or_default()
    }
}

fn at_path(path: &Path, then: Option<&ValuePattern>, given: &Given<'_>) -> bool {
    let found = given.json().map(|document| path.find(document));
    let found = found.unwrap_or_default();
    let Some(then) = then else {
        return found.iter().any(holds_something);
    };
    if !found.iter().any(holds_something) {
        return then.wants_nothing();
    }
    let texts = found.iter().flat_map(texts).map(Given::new);
    then.any(&texts.collect::<Vec<_>>().iter().collect::<Vec<_>>())
}

// WireMock counts a path as matched where it leads to something.
fn holds_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => true,
    }
}

// An array is looked at whole and item by item, as WireMock does with lists.
fn texts(value: &Value) -> Vec<String> {
    let plain = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let items = value.as_array().into_iter().flatten().map(plain);
    [plain(value)].into_iter().chain(items).collect()
}

fn unlike(wanted: &str, given: &str) -> f64 {
    let short = |text: &str| text.chars().take(COMPARED).collect::<String>();
    1.0 - strsim::normalized_levenshtein(&short(wanted), &short(given))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a share need not be exact beyond what a float holds"
)]
fn share(part: usize, whole: usize) -> f64 {
    (part as f64 / whole.max(1) as f64).min(1.0)
}
