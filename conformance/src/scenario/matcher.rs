//! What a value must be.

use contract::operation::Operation;
use regex::Regex;
use serde_json::Value;

use super::diagnostic::Notes;
use super::fields::{self, Fields};
use super::node::{Kind, Node};
use super::step::operations;

/// What a value must be. Exactly one of them; no expressions.
#[derive(Debug, Clone)]
pub enum Matcher {
    /// This very value; numbers by value, members in any order.
    Is(Value),
    /// Text in which this regular expression finds something.
    Re(Regex),
    /// One of these values.
    OneOf(Vec<Value>),
    /// A number from the first to the second, both allowed.
    Between(f64, f64),
    /// Not there, null or empty (`true`), or there (`false`).
    Absent(bool),
    /// The value that stands somewhere else.
    SameAs(Source),
}

/// Where another value stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// In the input that was given last under a name, by JSON Pointer.
    Input {
        /// The symbolic name.
        name: String,
        /// JSON Pointer into the whole `input`.
        at: String,
    },
    /// In the first exchange of an operation.
    Wire {
        /// The operation.
        operation: Operation,
        /// The symbolic name, where the operation has one.
        name: Option<String>,
        /// Which part.
        part: Part,
    },
}

/// A part of an exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The request's body, by JSON Pointer.
    Body(String),
    /// A request header, in lower case.
    Header(String),
    /// The answer's body, by JSON Pointer.
    Response(String),
}

const WORDS: [&str; 6] = ["is", "re", "one_of", "between", "absent", "same_as"];

/// Reads a literal, a list of literals, or a mapping with one of the matchers' words.
pub(crate) fn read(node: &Node, notes: &Notes) -> Option<Matcher> {
    if !matches!(node.kind, Kind::Map(_)) {
        return Some(Matcher::Is(fields::json(node)));
    }
    let members = Fields::of(node, notes)?;
    let found = members.one_of(&WORDS);
    members.refuse_unknown();
    let (word, value) = found?;
    match word {
        "is" => Some(Matcher::Is(fields::json(value))),
        "re" => regex(value, notes).map(Matcher::Re),
        "one_of" => Some(Matcher::OneOf(
            fields::items(value).into_iter().map(fields::json).collect(),
        )),
        "between" => between(value, notes),
        "absent" => members.flag("absent").map(Matcher::Absent),
        _ => source(value, notes).map(Matcher::SameAs),
    }
}

/// Reads a regular expression.
pub(crate) fn regex(node: &Node, notes: &Notes) -> Option<Regex> {
    let text = fields::text(node, notes)?;
    match Regex::new(&text) {
        Ok(regex) => Some(regex),
        Err(error) => {
            notes.note(
                &node.span,
                format!("this is no regular expression: {error}"),
                None,
            );
            None
        }
    }
}

fn between(node: &Node, notes: &Notes) -> Option<Matcher> {
    let bounds = fields::items(node)
        .into_iter()
        .map(|item| fields::json(item).as_f64());
    match bounds.collect::<Option<Vec<_>>>().as_deref() {
        Some([least, most]) if least <= most => Some(Matcher::Between(*least, *most)),
        _ => {
            notes.refuse(
                &node.span,
                "two numbers are expected here",
                "write [least, most]",
            );
            None
        }
    }
}

fn source(node: &Node, notes: &Notes) -> Option<Source> {
    let members = Fields::of(node, notes)?;
    let source = match members.one_of(&["input", "wire"])? {
        ("input", name) => {
            let (name, at) = (fields::text(name, notes), members.need("at"));
            let at = at.and_then(|at| pointer(at, notes));
            Source::Input {
                name: name?,
                at: at?,
            }
        }
        (_, operation) => {
            let operation = fields::word(operation, &operations(), notes);
            let (name, part) = (members.text("name"), part(&members));
            Source::Wire {
                operation: operation?,
                name,
                part: part?,
            }
        }
    };
    members.refuse_unknown();
    Some(source)
}

fn part(members: &Fields<'_>) -> Option<Part> {
    let (word, value) = members.one_of(&["body", "header", "response"])?;
    match word {
        "header" => {
            fields::text(value, members.notes).map(|name| Part::Header(name.to_lowercase()))
        }
        "body" => pointer(value, members.notes).map(Part::Body),
        _ => pointer(value, members.notes).map(Part::Response),
    }
}

/// Reads a JSON Pointer.
pub(crate) fn pointer(node: &Node, notes: &Notes) -> Option<String> {
    let text = fields::text(node, notes)?;
    is_pointer(&text, &node.span, notes).then_some(text)
}

/// Whether a text is a JSON Pointer; noted when it is not.
pub(crate) fn is_pointer(text: &str, span: &std::ops::Range<usize>, notes: &Notes) -> bool {
    let good = text.is_empty() || text.starts_with('/');
    if !good {
        let remedy = format!("write /{}", text.replace('.', "/"));
        notes.refuse(span, format!("`{text}` is no JSON Pointer"), remedy);
    }
    good
}
