//! What has been typed into a form, by the names of its questions.

use std::collections::BTreeMap;

use super::super::fields::Fields;

/// The texts of each question; several where boxes were ticked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Typed(BTreeMap<String, Vec<String>>);

impl Typed {
    /// The text of a question; empty where nothing was typed.
    pub(super) fn get(&self, name: &str) -> &str {
        let first = self.0.get(name).and_then(|texts| texts.first());
        first.map_or("", String::as_str)
    }

    /// The boxes that were ticked.
    pub(super) fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a box was ticked.
    pub(super) fn ticks(&self, name: &str, value: &str) -> bool {
        self.all(name).iter().any(|ticked| ticked == value)
    }

    /// Types a text, in place of what stood there.
    pub(super) fn put(&mut self, name: &str, text: impl Into<String>) {
        self.0.insert(name.to_owned(), vec![text.into()]);
    }

    /// Ticks these boxes and no others.
    pub(super) fn tick(&mut self, name: &str, values: &[&str]) {
        let values = values.iter().map(|value| (*value).to_owned());
        self.0.insert(name.to_owned(), values.collect());
    }

    /// Takes away what was typed.
    pub(super) fn clear(&mut self, name: &str) {
        self.0.remove(name);
    }
}

impl From<&Fields> for Typed {
    // A browser writes line ends of its own; texts are compared and counted by the usual one.
    fn from(fields: &Fields) -> Self {
        let mut typed = Self::default();
        for (name, text) in fields.iter() {
            let texts = typed.0.entry(name.to_owned()).or_default();
            texts.push(text.replace("\r\n", "\n"));
        }
        typed
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Typed {
    fn from(pairs: [(&str, &str); N]) -> Self {
        let mut typed = Self::default();
        for (name, text) in pairs {
            typed.put(name, text);
        }
        typed
    }
}
