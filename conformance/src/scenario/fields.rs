//! Reading the members of a mapping, noting every mistake instead of stopping at the first.

use std::cell::RefCell;
use std::ops::Range;

use serde_json::Value;

use super::diagnostic::{Notes, did_you_mean};
use super::node::{Key, Kind, Node};
use super::scalar;

/// The members of a mapping, of which some are known.
pub(crate) struct Fields<'a> {
    pub(crate) notes: &'a Notes,
    pub(crate) span: Range<usize>,
    entries: &'a [(Key, Node)],
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Fields<'a> {
    /// The node as a mapping; anything else is noted.
    pub(crate) fn of(node: &'a Node, notes: &'a Notes) -> Option<Self> {
        let Kind::Map(entries) = &node.kind else {
            // `settle: {}` and a bare `settle:` say the same.
            if is_null(node) {
                return Some(Self {
                    notes,
                    span: node.span.clone(),
                    entries: &[],
                    asked: RefCell::default(),
                });
            }
            notes.note(
                &node.span,
                "a mapping (`key: value`) is expected here",
                None,
            );
            return None;
        };
        Some(Self {
            notes,
            span: node.span.clone(),
            entries,
            asked: RefCell::default(),
        })
    }

    /// The member, `None` when it is absent.
    pub(crate) fn get(&self, name: &'static str) -> Option<&'a Node> {
        self.asked.borrow_mut().push(name);
        self.entries
            .iter()
            .find(|(key, _)| key.text == name)
            .map(|(_, node)| node)
    }

    /// The member, noted when it is absent.
    pub(crate) fn need(&self, name: &'static str) -> Option<&'a Node> {
        let found = self.get(name);
        if found.is_none() {
            let place = self.first_line();
            self.notes.refuse(
                &place,
                format!("`{name}` is missing"),
                format!("add `{name}:` here"),
            );
        }
        found
    }

    /// Text that must be there.
    pub(crate) fn need_text(&self, name: &'static str) -> Option<String> {
        self.need(name).and_then(|node| text(node, self.notes))
    }

    /// Text that may be there.
    pub(crate) fn text(&self, name: &'static str) -> Option<String> {
        self.get(name).and_then(|node| text(node, self.notes))
    }

    /// A whole number that may be there.
    pub(crate) fn whole(&self, name: &'static str) -> Option<u64> {
        self.get(name).and_then(|node| whole(node, self.notes))
    }

    /// A flag that may be there.
    pub(crate) fn flag(&self, name: &'static str) -> Option<bool> {
        let node = self.get(name)?;
        let flag = json(node).as_bool();
        if flag.is_none() {
            self.notes
                .note(&node.span, "true or false is expected here", None);
        }
        flag
    }

    /// A word out of a list that may be there.
    pub(crate) fn word<T: Copy>(
        &self,
        name: &'static str,
        known: &[(&'static str, T)],
    ) -> Option<T> {
        self.get(name)
            .and_then(|node| word(node, known, self.notes))
    }

    /// The items of a list that may be there; one value alone is a list of one.
    pub(crate) fn items(&self, name: &'static str) -> Option<Vec<&'a Node>> {
        self.get(name).map(items)
    }

    /// Which of these members is there; noted when it is not exactly one.
    pub(crate) fn one_of(&self, names: &[&'static str]) -> Option<(&'static str, &'a Node)> {
        let there: Vec<_> = names
            .iter()
            .filter_map(|name| self.get(name).map(|node| (*name, node)))
            .collect();
        if there.len() != 1 {
            let listed = names.join("`, `");
            let title = format!("exactly one of `{listed}` is expected here");
            self.notes.note(&self.first_line(), title, None);
            return None;
        }
        there.first().copied()
    }

    /// Notes the members that nobody asked for.
    pub(crate) fn refuse_unknown(&self) {
        let asked = self.asked.borrow();
        for (key, _) in self.entries {
            if !asked.contains(&key.text.as_str()) {
                let remedy = did_you_mean(&key.text, asked.iter().copied());
                self.notes
                    .refuse(&key.span, format!("unknown key `{}`", key.text), remedy);
            }
        }
    }

    /// The first key: a whole mapping would underline half the file.
    pub(crate) fn first_line(&self) -> Range<usize> {
        self.entries
            .first()
            .map_or_else(|| self.span.clone(), |(key, _)| key.span.clone())
    }
}

/// One value alone is a list of one.
pub(crate) fn items(node: &Node) -> Vec<&Node> {
    match &node.kind {
        Kind::List(items) => items.iter().collect(),
        _ => vec![node],
    }
}

/// The entries of a mapping whose keys are free.
pub(crate) fn entries<'a>(node: &'a Node, notes: &Notes) -> &'a [(Key, Node)] {
    match &node.kind {
        Kind::Map(entries) => entries,
        _ if is_null(node) => &[],
        _ => {
            notes.note(
                &node.span,
                "a mapping (`key: value`) is expected here",
                None,
            );
            &[]
        }
    }
}

pub(crate) fn is_null(node: &Node) -> bool {
    matches!(&node.kind, Kind::Scalar { text, plain: true } if scalar::value(text).is_null())
}

pub(crate) fn text(node: &Node, notes: &Notes) -> Option<String> {
    match json(node) {
        Value::String(text) => Some(text),
        Value::Number(number) => {
            let remedy = format!("write \"{number}\"");
            notes.refuse(&node.span, "text is expected here, not a number", remedy);
            None
        }
        _ => {
            notes.note(&node.span, "text is expected here", None);
            None
        }
    }
}

pub(crate) fn whole(node: &Node, notes: &Notes) -> Option<u64> {
    let number = json(node).as_u64();
    if number.is_none() {
        notes.note(
            &node.span,
            "a whole number, 0 or more, is expected here",
            None,
        );
    }
    number
}

pub(crate) fn word<T: Copy>(node: &Node, known: &[(&'static str, T)], notes: &Notes) -> Option<T> {
    let given = text(node, notes)?;
    let found = known
        .iter()
        .find(|(word, _)| *word == given)
        .map(|(_, value)| *value);
    if found.is_none() {
        let remedy = did_you_mean(&given, known.iter().map(|(word, _)| *word));
        notes.refuse(&node.span, format!("`{given}` is not known here"), remedy);
    }
    found
}

/// The node as JSON.
pub(crate) fn json(node: &Node) -> Value {
    match &node.kind {
        Kind::Scalar { text, plain: true } => scalar::value(text),
        Kind::Scalar { text, plain: false } => Value::String(text.clone()),
        Kind::List(items) => Value::Array(items.iter().map(json).collect()),
        Kind::Map(entries) => {
            let members = entries
                .iter()
                .map(|(key, node)| (key.text.clone(), json(node)));
            Value::Object(members.collect())
        }
    }
}
