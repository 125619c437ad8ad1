//! Reading the matchers of single values.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::pointer::Pointer;
use serde_json::{Map, Value};

use super::{instead, object, text};
use crate::journal::pattern::NoPattern;
use crate::journal::pattern::json::{Leniency, Wanted};
use crate::journal::pattern::json_path::Path;
use crate::journal::pattern::regular::Expression;
use crate::journal::pattern::value::ValuePattern;

/// Most matchers in one pattern: each is tried on every exchange that is kept.
const MATCHERS: usize = 100;

const KINDS: [&str; 14] = [
    "equalTo",
    "contains",
    "doesNotContain",
    "matches",
    "doesNotMatch",
    "absent",
    "equalToJson",
    "matchesJsonPath",
    "and",
    "or",
    "not",
    "hasExactly",
    "includes",
    "binaryEqualTo",
];
const SWITCHES: [&str; 3] = ["caseInsensitive", "ignoreArrayOrder", "ignoreExtraElements"];

/// Reads matchers, and counts them.
#[derive(Debug, Default)]
pub(super) struct Matchers {
    read: usize,
}

impl Matchers {
    /// One matcher with everything in it.
    pub(super) fn value(
        &mut self,
        pattern: &Value,
        at: &Pointer,
    ) -> Result<ValuePattern, NoPattern> {
        self.read += 1;
        if self.read > MATCHERS {
            let detail = format!("a pattern has at most {MATCHERS} matchers here");
            return Err(NoPattern::at(at, detail));
        }
        let members = object(pattern, at)?;
        let (name, value) = matcher(members, at)?;
        let at = &at.member(name);
        let switch = |name| {
            members
                .get(name)
                .and_then(Value::as_bool)
                .unwrap_or_default()
        };
        Ok(match name.as_str() {
            "equalTo" => ValuePattern::EqualTo {
                text: text(value, at)?,
                any_case: switch("caseInsensitive"),
            },
            "binaryEqualTo" => equal(&binary(value, at)?),
            "contains" => ValuePattern::Contains(text(value, at)?),
            "doesNotContain" => ValuePattern::DoesNotContain(text(value, at)?),
            "matches" => ValuePattern::Matches(Expression::whole(&text(value, at)?, at)?),
            "doesNotMatch" => ValuePattern::DoesNotMatch(Expression::whole(&text(value, at)?, at)?),
            "absent" => match value.as_bool() {
                Some(false) => ValuePattern::Not(Box::new(ValuePattern::Absent)),
                _ => ValuePattern::Absent,
            },
            "equalToJson" => {
                let leniency = Leniency {
                    any_order: switch("ignoreArrayOrder"),
                    more_allowed: switch("ignoreExtraElements"),
                };
                ValuePattern::EqualToJson(Wanted::read(document(value, at)?, leniency, at)?)
            }
            "and" => ValuePattern::And(self.values(value, at)?),
            "or" => ValuePattern::Or(self.values(value, at)?),
            "hasExactly" => ValuePattern::HasExactly(self.values(value, at)?),
            "includes" => ValuePattern::Includes(self.values(value, at)?),
            "not" => ValuePattern::Not(Box::new(self.value(value, at)?)),
            _ => self.json_path(value, at)?,
        })
    }

    fn values(&mut self, value: &Value, at: &Pointer) -> Result<Vec<ValuePattern>, NoPattern> {
        let refused = || NoPattern::at(at, "this is an array of matchers, with at least one");
        let items = value.as_array().filter(|items| !items.is_empty());
        let items = items.ok_or_else(refused)?.iter().enumerate();
        items
            .map(|(index, item)| self.value(item, &at.item(index)))
            .collect()
    }

    fn json_path(&mut self, value: &Value, at: &Pointer) -> Result<ValuePattern, NoPattern> {
        let Value::Object(members) = value else {
            let path = Path::read(&text(value, at)?, at)?;
            return Ok(ValuePattern::JsonPath { path, then: None });
        };
        let mut members = members.clone();
        let expression = members.remove("expression").unwrap_or_default();
        let inner = at.member("expression");
        let path = Path::read(&text(&expression, &inner)?, &inner)?;
        let then = match members.is_empty() {
            true => None,
            false => Some(Box::new(self.value(&Value::Object(members), at)?)),
        };
        Ok(ValuePattern::JsonPath { path, then })
    }
}

fn matcher<'m>(
    members: &'m Map<String, Value>,
    at: &Pointer,
) -> Result<(&'m String, &'m Value), NoPattern> {
    let is_kind = |name: &String| KINDS.contains(&name.as_str());
    let unknown = |name: &&String| !is_kind(name) && !SWITCHES.contains(&name.as_str());
    if let Some(unknown) = members.keys().find(unknown) {
        let detail = format!(
            "no matcher is called `{unknown}`{}",
            instead(unknown, &KINDS)
        );
        return Err(NoPattern::at(&at.member(unknown), detail));
    }
    let mut named = members.iter().filter(|(name, _)| is_kind(name));
    match (named.next(), named.next()) {
        (Some(matcher), None) => Ok(matcher),
        (None, _) => {
            let detail = format!("a matcher says what to match: {}", KINDS.join(", "));
            Err(NoPattern::at(at, detail))
        }
        _ => Err(NoPattern::at(
            at,
            "a matcher says one thing; join several with `and`",
        )),
    }
}

// WireMock takes the JSON as text or as it is.
fn document(value: &Value, at: &Pointer) -> Result<Value, NoPattern> {
    let Value::String(text) = value else {
        return Ok(value.clone());
    };
    let refused = |error| NoPattern::at(at, format!("this is no JSON: {error}"));
    serde_json::from_str(text).map_err(refused)
}

fn binary(value: &Value, at: &Pointer) -> Result<String, NoPattern> {
    let refused = |_| NoPattern::at(at, "this is no base64");
    let bytes = STANDARD.decode(text(value, at)?).map_err(refused)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What a text must be.
pub(super) fn equal(text: &str) -> ValuePattern {
    ValuePattern::EqualTo {
        text: text.to_owned(),
        any_case: false,
    }
}
