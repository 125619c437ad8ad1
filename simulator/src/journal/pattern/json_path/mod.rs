//! `matchesJsonPath`: RFC 9535, with the two functions at the end of a path that WireMock's users
//! know.
//!
//! The library reads the path; it is followed here, because a short path can select more than any
//! memory holds (`$[0,0][0,0]…`), and nothing that follows it elsewhere can be stopped on the way.

mod expressions;
mod filter;
mod follow;

use contract::pointer::Pointer;
use jsonpath_rust::parser::model::JpQuery;
use jsonpath_rust::parser::parse_json_path;
use serde_json::{Value, json};

use self::expressions::Expressions;
use self::follow::Follow;
use super::NoPattern;
use super::work::Work;

/// Longest expression, in bytes.
const LENGTH: usize = 1_000;
/// Most descendant segments (`..`): each can multiply the work by the size of the document.
const DESCENDANTS: usize = 2;
/// Deepest nesting of brackets: with each level more, the reader tries several times as much, and
/// goes deeper into its stack.
const NESTING: usize = 5;

/// A path through a document, such as `$.salary.minimum` or `$.references[?@.satisfactory]`.
#[derive(Debug, Clone)]
pub(crate) struct Path {
    query: JpQuery,
    expressions: Expressions,
    // Not the values, but how many members or items they have.
    counted: bool,
}

/// What a path leads to.
#[derive(Debug)]
pub(super) enum Found<'v> {
    /// A value of the document.
    Value(&'v Value),
    /// How many members or items it has.
    Count(usize),
}

impl Path {
    pub(super) fn read(expression: &str, at: &Pointer) -> Result<Self, NoPattern> {
        bounded(expression).map_err(|detail| NoPattern::at(at, detail))?;
        let trimmed = expression.trim();
        let counted = [".length()", ".size()"]
            .iter()
            .find_map(|end| trimmed.strip_suffix(end));
        let query = parse_json_path(counted.unwrap_or(trimmed)).map_err(|error| {
            let detail = format!(
                "this is no JSONPath of RFC 9535: {}. A path begins with `$`; a name with other \
                 characters than letters, digits and `_` is written ['like-this'], and a filter by \
                 expression ?match(@.name, 'A.*')",
                told(&error.to_string())
            );
            NoPattern::at(at, detail)
        })?;
        Ok(Self {
            expressions: Expressions::of(&query, at)?,
            query,
            counted: counted.is_some(),
        })
    }

    /// Everything at the path; whatever, where the work is over.
    pub(super) fn find<'v>(&self, document: &'v Value, work: &Work) -> Vec<Found<'v>> {
        let follow = Follow::new(document, &self.expressions, work);
        let found = follow.query(&self.query.segments, document).into_iter();
        match self.counted {
            true => found.filter_map(size).map(Found::Count).collect(),
            false => found.map(Found::Value).collect(),
        }
    }
}

impl Found<'_> {
    // WireMock counts a path as matched where it leads to something.
    pub(super) fn holds_something(&self) -> bool {
        match self {
            Self::Count(_) => true,
            Self::Value(Value::Null) => false,
            Self::Value(Value::Array(items)) => !items.is_empty(),
            Self::Value(Value::Object(members)) => !members.is_empty(),
            Self::Value(_) => true,
        }
    }

    // An array is looked at whole and item by item, as WireMock does with lists.
    pub(super) fn texts(&self) -> Vec<String> {
        let plain = |value: &Value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        match self {
            Self::Count(count) => vec![json!(count).to_string()],
            Self::Value(value) => {
                let items = value.as_array().into_iter().flatten().map(plain);
                [plain(value)].into_iter().chain(items).collect()
            }
        }
    }
}

// The reader's words name its grammar; where it stopped is what helps.
fn told(error: &str) -> String {
    let (_, place) = error.split_once("--> ").unwrap_or_default();
    match place.lines().next().and_then(|place| place.split_once(':')) {
        Some(("1", character)) => format!("it is not understood from character {character} on"),
        Some((line, character)) => {
            format!("it is not understood from line {line}, character {character} on")
        }
        None => error.to_owned(),
    }
}

fn size(value: &Value) -> Option<usize> {
    match value {
        Value::Array(items) => Some(items.len()),
        Value::Object(members) => Some(members.len()),
        _ => None,
    }
}

fn bounded(expression: &str) -> Result<(), String> {
    if expression.len() > LENGTH {
        return Err(format!("a JSONPath has at most {LENGTH} bytes here"));
    }
    if expression.matches("..").count() > DESCENDANTS {
        return Err(format!(
            "a JSONPath has at most {DESCENDANTS} `..` here; name the members"
        ));
    }
    if nesting(expression) > NESTING {
        return Err(format!(
            "the brackets of a JSONPath nest at most {NESTING} deep here"
        ));
    }
    Ok(())
}

/// How deep brackets stand in one another, quoted ones aside.
fn nesting(expression: &str) -> usize {
    let (mut open, mut deepest, mut quote, mut escaped) = (0usize, 0, None, false);
    for sign in expression.chars() {
        match (quote, sign) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(within), _) if within == sign => quote = None,
            (Some(_), _) => (),
            (None, '"' | '\'') => quote = Some(sign),
            (None, '[' | '(') => open += 1,
            (None, ']' | ')') => open = open.saturating_sub(1),
            _ => (),
        }
        deepest = deepest.max(open);
    }
    deepest
}

#[cfg(test)]
mod tests;
