//! What pages are put together from: fields of forms, the summary of what is wrong with one, pages
//! of a long list, tags. Each is a value that writes itself, so `{{ field }}` is all a template
//! says.

mod day;
mod field;
mod pager;
mod problems;

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;
use contract::connection::SandboxConnection;

pub(super) use self::day::Day;
pub(super) use self::field::{Choice, Field, Input};
pub(super) use self::pager::Pager;
pub(super) use self::problems::Problems;

/// How an ATS reaches a sandbox: base URLs and credentials, each to be copied.
#[derive(Debug, Clone, Template)]
#[template(path = "console/parts/connection.html")]
pub(super) struct Connection {
    connection: SandboxConnection,
    /// What the ids of its elements begin with, where a page shows several.
    prefix: String,
}

impl Connection {
    /// The one of a page, or one of several, told apart by `prefix`.
    pub(super) fn new(connection: SandboxConnection, prefix: impl Into<String>) -> Self {
        Self {
            connection,
            prefix: prefix.into(),
        }
    }
}

/// A word in a coloured box. The colour never says more than the word.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    /// What it says.
    pub(super) text: String,
    /// `grey`, `blue`, `green`, `yellow`, `red` or `purple`.
    pub(super) colour: &'static str,
}

impl Tag {
    /// A tag.
    pub(super) fn new(text: impl Into<String>, colour: &'static str) -> Self {
        Self {
            text: text.into(),
            colour,
        }
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = askama::filters::escape(&self.text, askama::filters::Html)
            .unwrap_or_else(|never| match never {});
        write!(f, "<strong class=\"tag {}\">{text}</strong>", self.colour)
    }
}

// Each escapes what it is given by itself, in its own template or by the filter.
impl HtmlSafe for Connection {}
impl HtmlSafe for Tag {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_escapes_what_it_shows() {
        let evil = "<script>alert(1)</script>\"'";
        let mut problems = Problems::default();
        problems.at("a", evil);
        let field = Field::line("a", evil)
            .hint(evil)
            .value(evil)
            .wrong(&problems);
        let shown = format!("{field}{problems}{}", Tag::new(evil, "red"));

        assert!(!shown.contains("<script"), "{shown}");
        assert!(!shown.contains(evil), "{shown}");
    }
}
