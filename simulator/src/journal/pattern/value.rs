//! WireMock's patterns for one value: a header, a parameter or a body.

use super::json::Wanted;
use super::json_path::{Found, Path};
use super::part::Difference;
use super::regular::Expression;
use super::subject::Given;
use super::template::Template;
use super::work::Work;

/// How much of a text is compared to tell how near it is, in characters.
const COMPARED: usize = 256;

/// Most text that a path may lead to in one document, in bytes: nested values are told again and
/// again.
const TEXTS: usize = 32 * 1024 * 1024;

const TOO_MUCH_TEXT: &str = "the JSONPath leads to more than 32 MiB of text in one document; name the \
    members instead of `..` and `*`";

/// What one value must be like.
#[derive(Debug)]
pub(crate) enum ValuePattern {
    EqualTo {
        text: String,
        any_case: bool,
    },
    Contains(String),
    DoesNotContain(String),
    Matches(Expression),
    DoesNotMatch(Expression),
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
    pub(crate) fn any(&self, values: &[&Given<'_>], work: &Work) -> bool {
        match self {
            Self::Absent => values.iter().all(|value| value.is_nothing()),
            // As WireMock has it: what is not there holds nothing that it should not.
            Self::DoesNotContain(_) | Self::DoesNotMatch(_) if values.is_empty() => true,
            Self::Not(inner) => !inner.any(values, work),
            Self::Or(inner) => inner.iter().any(|one| one.any(values, work)),
            Self::And(inner) if values.is_empty() => inner.iter().all(|one| one.any(values, work)),
            Self::HasExactly(inner) => {
                inner.len() == values.len() && Self::each_by_some(inner, values, work)
            }
            Self::Includes(inner) => Self::each_by_some(inner, values, work),
            _ => values.iter().any(|value| self.is_like(value, work)),
        }
    }

    fn each_by_some(patterns: &[Self], values: &[&Given<'_>], work: &Work) -> bool {
        let mut left = values.to_vec();
        patterns.iter().all(|pattern| {
            let place = left.iter().position(|value| pattern.is_like(value, work));
            place.map(|place| left.swap_remove(place)).is_some()
        })
    }

    fn is_like(&self, given: &Given<'_>, work: &Work) -> bool {
        if !work.goes_on() {
            return false;
        }
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
            Self::Matches(pattern) => pattern.is_match(value, work),
            Self::DoesNotMatch(pattern) => !pattern.is_match(value, work),
            Self::EqualToJson(wanted) => given.json().is_some_and(|read| wanted.is(read, work)),
            Self::JsonPath { path, then } => at_path(path, then.as_deref(), given, work),
            Self::And(inner) => inner.iter().all(|one| one.is_like(given, work)),
            Self::OneOf(words) => words.iter().any(|word| word == value),
            Self::NoneOf(words) => words.iter().all(|word| word != value),
            Self::Template(template) => template.parameters(value).is_some(),
            Self::Absent | Self::Not(_) | Self::Or(_) | Self::HasExactly(_) | Self::Includes(_) => {
                self.any(&[given], work)
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
    pub(super) fn distance(&self, values: &[&Given<'_>], work: &Work) -> f64 {
        if self.any(values, work) {
            return 0.0;
        }
        let nearest = values.iter().map(|value| self.distance_of(value, work));
        nearest.fold(1.0, f64::min)
    }

    fn distance_of(&self, given: &Given<'_>, work: &Work) -> f64 {
        match self {
            Self::EqualTo { text, .. } => unlike(text, &given.text),
            Self::Template(template) => unlike(&template.filled(&given.text), &given.text),
            Self::EqualToJson(wanted) => given.json().map_or(1.0, |read| {
                share(wanted.differences(read, work).len(), wanted.size(read))
            }),
            Self::And(inner) => {
                let missed = inner.iter().filter(|one| !one.is_like(given, work)).count();
                share(missed, inner.len())
            }
            _ => 1.0,
        }
    }

    /// Where a document differs from the one that is wanted.
    pub(super) fn within(&self, values: &[&Given<'_>], work: &Work) -> Vec<Difference> {
        let (Self::EqualToJson(wanted), Some(given)) = (self, values.first()) else {
            return Vec::new();
        };
        let differences = |read| wanted.differences(read, work);
        given.json().map(differences).unwrap_or_default()
    }
}

fn at_path(path: &Path, then: Option<&ValuePattern>, given: &Given<'_>, work: &Work) -> bool {
    let found = given.json().map(|document| path.find(document, work));
    let found = found.unwrap_or_default();
    let Some(then) = then else {
        return found.iter().any(Found::holds_something);
    };
    if !found.iter().any(Found::holds_something) {
        return then.wants_nothing();
    }
    let texts = texts(&found, work);
    then.any(&texts.iter().collect::<Vec<_>>(), work)
}

fn texts(found: &[Found<'_>], work: &Work) -> Vec<Given<'static>> {
    let mut length = 0;
    let mut texts = Vec::new();
    for found in found.iter().take_while(|_| work.goes_on()) {
        let told = found.texts();
        length += told.iter().map(String::len).sum::<usize>();
        if length > TEXTS {
            work.give_up(TOO_MUCH_TEXT);
        }
        texts.extend(told.into_iter().map(Given::new));
    }
    texts
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
