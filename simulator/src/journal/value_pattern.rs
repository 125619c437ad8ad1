//! WireMock's patterns for one value: a header, a parameter or a body.

use regex::Regex;
use serde_json::{Map, Value};

use super::json_path::JsonPath;
use super::pattern::NoPattern;

/// What one value must be like.
#[derive(Debug)]
pub(super) enum ValuePattern {
    EqualTo {
        text: String,
        any_case: bool,
    },
    Contains(String),
    DoesNotContain(String),
    Matches(Regex),
    DoesNotMatch(Regex),
    Absent,
    EqualToJson {
        wanted: Value,
        any_order: bool,
        more_allowed: bool,
    },
    JsonPath {
        path: JsonPath,
        then: Option<Box<ValuePattern>>,
    },
}

/// A regular expression that must match the whole of a value, as WireMock's do.
pub(super) fn whole(pattern: &str) -> Result<Regex, NoPattern> {
    Regex::new(&format!("^(?s:{pattern})$")).map_err(|error| {
        NoPattern(format!(
            "`{pattern}` is no regular expression here: {error}"
        ))
    })
}

impl ValuePattern {
    /// Reads one pattern.
    pub(super) fn read(pattern: &Value) -> Result<Self, NoPattern> {
        let Value::Object(members) = pattern else {
            return Err(NoPattern(format!("a matcher is an object, not {pattern}")));
        };
        let flag = |name| {
            members
                .get(name)
                .and_then(Value::as_bool)
                .unwrap_or_default()
        };
        let (name, value) = matcher(members)?;
        Ok(match name {
            "equalTo" => Self::EqualTo {
                text: text(value)?,
                any_case: flag("caseInsensitive"),
            },
            "contains" => Self::Contains(text(value)?),
            "doesNotContain" => Self::DoesNotContain(text(value)?),
            "matches" => Self::Matches(whole(&text(value)?)?),
            "doesNotMatch" => Self::DoesNotMatch(whole(&text(value)?)?),
            "absent" => Self::Absent,
            "equalToJson" => Self::EqualToJson {
                wanted: document(value)?,
                any_order: flag("ignoreArrayOrder"),
                more_allowed: flag("ignoreExtraElements"),
            },
            _ => json_path(value)?,
        })
    }

    /// Whether any of the values is like that; for `absent`, whether there is none.
    pub(super) fn any(&self, values: &[String]) -> bool {
        match self {
            Self::Absent => values.is_empty(),
            _ => values.iter().any(|value| self.is_like(value)),
        }
    }

    fn is_like(&self, value: &str) -> bool {
        match self {
            Self::EqualTo {
                text,
                any_case: false,
            } => value == text,
            Self::EqualTo {
                text,
                any_case: true,
            } => value.eq_ignore_ascii_case(text),
            Self::Contains(text) => value.contains(text),
            Self::DoesNotContain(text) => !value.contains(text),
            Self::Matches(pattern) => pattern.is_match(value),
            Self::DoesNotMatch(pattern) => !pattern.is_match(value),
            Self::Absent => false,
            Self::EqualToJson {
                wanted,
                any_order,
                more_allowed,
            } => {
                let read = serde_json::from_str(value).ok();
                read.is_some_and(|read| same(wanted, &read, *any_order, *more_allowed))
            }
            Self::JsonPath { path, then } => {
                let read = serde_json::from_str::<Value>(value).unwrap_or_default();
                let found = path.find(&read).into_iter().map(plain).collect::<Vec<_>>();
                then.as_ref()
                    .map_or(!found.is_empty(), |then| then.any(&found))
            }
        }
    }
}

const MATCHERS: [&str; 8] = [
    "equalTo",
    "contains",
    "doesNotContain",
    "matches",
    "doesNotMatch",
    "absent",
    "equalToJson",
    "matchesJsonPath",
];
const SWITCHES: [&str; 3] = ["caseInsensitive", "ignoreArrayOrder", "ignoreExtraElements"];

fn matcher(members: &Map<String, Value>) -> Result<(&str, &Value), NoPattern> {
    let known = |name: &str| MATCHERS.contains(&name) || SWITCHES.contains(&name);
    if let Some(unknown) = members.keys().find(|name| !known(name)) {
        let there_are = MATCHERS.join(", ");
        return Err(NoPattern(format!(
            "no matcher is called `{unknown}`; there are {there_are}"
        )));
    }
    let mut named = members
        .iter()
        .filter(|(name, _)| MATCHERS.contains(&name.as_str()));
    match (named.next(), named.next()) {
        (Some((name, value)), None) => Ok((name, value)),
        (None, _) => Err(NoPattern(
            "a matcher has no member that says what to match".to_owned(),
        )),
        _ => Err(NoPattern(
            "a matcher says one thing; split it into several".to_owned(),
        )),
    }
}

fn text(value: &Value) -> Result<String, NoPattern> {
    let refused = || NoPattern(format!("the matcher's value must be text, not {value}"));
    value.as_str().map(str::to_owned).ok_or_else(refused)
}

// WireMock takes the JSON as text or as it is.
fn document(value: &Value) -> Result<Value, NoPattern> {
    let Value::String(text) = value else {
        return Ok(value.clone());
    };
    serde_json::from_str(text).map_err(|error| NoPattern(format!("`equalToJson`: {error}")))
}

fn json_path(value: &Value) -> Result<ValuePattern, NoPattern> {
    let Value::Object(members) = value else {
        let path = JsonPath::read(&text(value)?)?;
        return Ok(ValuePattern::JsonPath { path, then: None });
    };
    let mut members = members.clone();
    let path = members.remove("expression").unwrap_or_default();
    let path = JsonPath::read(&text(&path)?)?;
    let then = ValuePattern::read(&Value::Object(members))?;
    Ok(ValuePattern::JsonPath {
        path,
        then: Some(Box::new(then)),
    })
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn same(wanted: &Value, read: &Value, any_order: bool, more_allowed: bool) -> bool {
    let same = |wanted: &Value, read: &Value| same(wanted, read, any_order, more_allowed);
    match (wanted, read) {
        (Value::Object(wanted), Value::Object(read)) => {
            (more_allowed || wanted.len() == read.len())
                && wanted
                    .iter()
                    .all(|(name, wanted)| read.get(name).is_some_and(|read| same(wanted, read)))
        }
        (Value::Array(wanted), Value::Array(read)) if any_order => {
            (more_allowed || wanted.len() == read.len()) && each_once(wanted, read, same)
        }
        (Value::Array(wanted), Value::Array(read)) => {
            wanted.len() == read.len()
                && wanted
                    .iter()
                    .zip(read)
                    .all(|(wanted, read)| same(wanted, read))
        }
        (Value::Number(wanted), Value::Number(read)) => wanted.as_f64() == read.as_f64(),
        _ => wanted == read,
    }
}

fn each_once(wanted: &[Value], read: &[Value], same: impl Fn(&Value, &Value) -> bool) -> bool {
    let mut left = read.iter().collect::<Vec<_>>();
    wanted.iter().all(|wanted| {
        let place = left.iter().position(|read| same(wanted, read));
        place.map(|place| left.swap_remove(place)).is_some()
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn likes(pattern: Value, value: &str) -> bool {
        ValuePattern::read(&pattern)
            .unwrap()
            .any(&[value.to_owned()])
    }

    #[test]
    fn a_regular_expression_matches_the_whole_value() {
        assert!(likes(json!({"matches": "SIM-\\d+"}), "SIM-400"));
        assert!(!likes(json!({"matches": "SIM"}), "SIM-400"));
    }

    #[test]
    fn json_is_compared_by_value_and_may_hold_more_where_that_is_allowed() {
        let body = r#"{"salary": {"minimum": 1.0}, "title": "x", "list": [2, 1]}"#;

        let part = json!({"salary": {"minimum": 1}, "list": [1, 2]});
        let lenient = json!({
            "equalToJson": part, "ignoreExtraElements": true, "ignoreArrayOrder": true
        });
        assert!(likes(lenient, body));
        assert!(!likes(json!({"equalToJson": part}), body));
    }

    #[test]
    fn a_json_path_finds_a_value_or_judges_it() {
        let body = r#"{"salary": {"minimum": 32073}, "patterns": ["FULL_TIME"]}"#;

        assert!(likes(json!({"matchesJsonPath": "$.salary.minimum"}), body));
        assert!(!likes(json!({"matchesJsonPath": "$.salary.amount"}), body));
        let judged =
            json!({"matchesJsonPath": {"expression": "$.patterns[*]", "contains": "FULL"}});
        assert!(likes(judged, body));
    }

    #[test]
    fn what_is_not_understood_is_refused_by_name() {
        let refused = ValuePattern::read(&json!({"equalsTo": "x"})).unwrap_err();

        assert!(
            refused
                .to_string()
                .contains("no matcher is called `equalsTo`"),
            "{refused}"
        );
    }
}
