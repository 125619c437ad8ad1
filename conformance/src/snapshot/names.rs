//! Names in place of what differs from run to run: `[vacancy#1]` is the same thing everywhere.

use std::collections::BTreeMap;

use serde_json::Value;
use url::Url;

use crate::evidence::{Body, Evidence};

/// Members of JSON bodies whose values the services mint, with the word that names them.
const MINTED: [(&str, &str); 4] = [
    ("vacancyId", "vacancy"),
    ("reference", "reference"),
    ("transferId", "transfer"),
    ("applicantNumber", "applicant"),
];

/// What is replaced by what.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: BTreeMap<String, String>,
    counts: BTreeMap<&'static str, u32>,
}

impl Names {
    /// Names everything in the evidence that differs from run to run, in order of appearance.
    pub(super) fn of(evidence: &Evidence) -> Self {
        let mut names = Self::default();
        names.name_addresses(evidence);
        names.fix(&evidence.connection.organisation_id, "[organisation]");
        names.fix(&evidence.connection.account_id, "[account]");
        for exchange in &evidence.exchanges {
            for key in exchange
                .request
                .headers
                .get("idempotency-key")
                .into_iter()
                .flatten()
            {
                names.count(key, "idempotency-key");
            }
            for body in exchange.response.iter().map(|response| &response.body) {
                names.name_minted(body);
            }
        }
        names
    }

    /// The text with every name in place.
    pub(super) fn rename(&self, text: &str) -> String {
        let mut renamed = String::with_capacity(text.len());
        let mut rest = text;
        let mut before = None;
        while let Some(next) = rest.chars().next() {
            if let Some((value, name)) = self.at_start(rest, before) {
                renamed.push_str(name);
                before = value.chars().next_back();
                rest = &rest[value.len()..];
            } else {
                renamed.push(next);
                before = Some(next);
                rest = &rest[next.len_utf8()..];
            }
        }
        renamed
    }

    /// The same for every text of a JSON value; keys sorted.
    pub(super) fn rename_json(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.rename(text)),
            Value::Array(items) => items.iter().map(|item| self.rename_json(item)).collect(),
            Value::Object(members) => {
                let mut sorted: Vec<_> = members.iter().collect();
                sorted.sort_by_key(|(key, _)| *key);
                let renamed = sorted
                    .into_iter()
                    .map(|(key, value)| (key.clone(), self.rename_json(value)));
                Value::Object(renamed.collect())
            }
            other => other.clone(),
        }
    }

    /// The longest value that begins here, where it is a word of its own.
    fn at_start<'a>(&'a self, rest: &str, before: Option<char>) -> Option<(&'a str, &'a str)> {
        if before.is_some_and(is_word) {
            return None;
        }
        let fits = |value: &str| {
            let after = rest.strip_prefix(value)?;
            let ends = after.chars().next().is_none_or(|next| !is_word(next));
            ends.then_some(())
        };
        let found = self.names.iter().filter(|(value, _)| fits(value).is_some());
        found
            .max_by_key(|(value, _)| value.len())
            .map(|(value, name)| (value.as_str(), name.as_str()))
    }

    fn name_addresses(&mut self, evidence: &Evidence) {
        let bases = [
            (&evidence.connection.nhs_jobs_base_url, "/nhs-jobs/v1"),
            (&evidence.connection.esr_base_url, "/esr"),
        ];
        for (base, suffix) in bases {
            let Ok(url) = Url::parse(base) else { continue };
            let sandbox = url
                .path()
                .strip_suffix(suffix)
                .unwrap_or_default()
                .to_owned();
            let origin = url.origin().ascii_serialization();
            self.fix(&format!("{origin}{sandbox}"), "[base]");
            self.fix(&sandbox, "");
            self.fix(&origin, "[public]");
        }
    }

    fn name_minted(&mut self, body: &Body) {
        if let Some(value) = body.json() {
            self.search(&value);
        }
    }

    fn search(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.search(item)),
            Value::Object(members) => {
                for (member, word) in MINTED {
                    if let Some(minted) = members.get(member).and_then(Value::as_str) {
                        self.count(minted, word);
                    }
                }
                members.values().for_each(|member| self.search(member));
            }
            _ => {}
        }
    }

    fn fix(&mut self, value: &str, name: &str) {
        if !value.is_empty() {
            self.names
                .entry(value.to_owned())
                .or_insert_with(|| name.to_owned());
        }
    }

    fn count(&mut self, value: &str, word: &'static str) {
        if value.is_empty() || self.names.contains_key(value) {
            return;
        }
        let count = self.counts.entry(word).or_default();
        *count += 1;
        self.names
            .insert(value.to_owned(), format!("[{word}#{count}]"));
    }
}

/// Whether a character belongs to the word beside it.
fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn names(pairs: &[(&str, &str)]) -> Names {
        let mut names = Names::default();
        for (value, name) in pairs {
            names.fix(value, name);
        }
        names
    }

    #[test]
    fn the_same_value_has_the_same_name_everywhere() {
        let names = names(&[("C9309-26-0264", "[reference#1]")]);

        let renamed = names.rename("C9309-26-0264 is a draft (C9309-26-0264).");

        assert_eq!(renamed, "[reference#1] is a draft ([reference#1]).");
    }

    #[test]
    fn the_longest_value_wins_and_parts_of_words_stay() {
        let names = names(&[("C9309", "[organisation]"), ("C9309-26-1", "[reference#1]")]);

        let renamed = names.rename("C9309-26-1 C9309-26-12 XC9309");

        assert_eq!(renamed, "[reference#1] [organisation]-26-12 XC9309");
    }

    #[test]
    fn json_is_renamed_in_depth_and_sorted() {
        let names = names(&[("V1", "[vacancy#1]")]);

        let renamed = names.rename_json(&json!({"b": ["V1"], "a": {"c": "see V1", "n": 1}}));

        assert_eq!(
            renamed.to_string(),
            r#"{"a":{"c":"see [vacancy#1]","n":1},"b":["[vacancy#1]"]}"#
        );
    }
}
