//! Writing YAML as the scenarios of this repository are written.

use serde_json::{Map, Value};

use crate::generated::notation::{ordered, quoted};

/// The longest line before a mapping is written one member a line.
const WIDTH: usize = 112;

/// Text of a scenario, line by line.
#[derive(Debug, Default)]
pub(super) struct Yaml {
    text: String,
}

impl Yaml {
    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn line(&mut self, indent: usize, line: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Wrapped, each line behind `# `.
    pub(super) fn comment(&mut self, text: &str) {
        let mut line = String::from("#");
        for word in text.split_whitespace() {
            if line.chars().count() + 1 + word.chars().count() > 104 {
                self.line(0, &line);
                line = String::from("#");
            }
            line.push(' ');
            line.push_str(word);
        }
        self.line(0, &line);
    }

    /// A member: in one line where it fits, else its own members below it.
    pub(super) fn member(&mut self, indent: usize, name: &str, value: &Value) {
        let flow = format!("{name}: {}", flow(value));
        let fits = indent + flow.chars().count() <= WIDTH;
        match value {
            Value::Object(members) if !fits && !is_text(members) => {
                self.line(indent, &format!("{name}:"));
                for (name, value) in ordered(members) {
                    self.member(indent + 2, &key(name), value);
                }
            }
            Value::Array(items) if !fits && items.iter().all(Value::is_object) => {
                self.line(indent, &format!("{name}:"));
                for item in items {
                    self.line(indent + 2, &format!("- {}", self::flow(item)));
                }
            }
            _ => self.line(indent, &flow),
        }
    }

    /// A step: what it does first, its label, and the rest.
    pub(super) fn step(&mut self, step: &Value, label: Option<&str>) {
        let Some(members) = step.as_object() else {
            return;
        };
        if label.is_none() && members.len() == 1 {
            let (name, value) = members
                .iter()
                .next()
                .map_or(("", &Value::Null), |(name, value)| (name.as_str(), value));
            return self.line(2, &format!("- {name}: {}", flow(value)));
        }
        for (nth, (name, value)) in ordered(members).into_iter().enumerate() {
            if nth == 0 {
                self.line(2, &format!("- {name}: {}", flow(value)));
                if let Some(label) = label {
                    self.line(4, &format!("id: {label}"));
                }
            } else {
                self.member(4, name, value);
            }
        }
    }

    pub(super) fn check(&mut self, check: &Value) {
        self.line(
            2,
            &format!("- id: {}", check["id"].as_str().unwrap_or_default()),
        );
        for (name, value) in check.as_object().into_iter().flatten() {
            if name != "id" && name == "requirement" {
                self.member(4, name, value);
            }
        }
        for (name, value) in check.as_object().into_iter().flatten() {
            if name != "id" && name != "requirement" {
                self.member(4, name, value);
            }
        }
    }
}

fn is_text(members: &Map<String, Value>) -> bool {
    members.contains_key("$text")
}

/// In one line.
fn flow(value: &Value) -> String {
    match value {
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(members) => {
            let members: Vec<String> = ordered(members)
                .into_iter()
                .map(|(name, value)| format!("{}: {}", key(name), flow(value)))
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        other => scalar(other),
    }
}

/// A word as it is, any other text in quotes.
pub(super) fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) if is_word(text) => text.clone(),
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

fn key(name: &str) -> String {
    let plain = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_/-$".contains(&byte));
    if plain { name.to_owned() } else { quoted(name) }
}

/// Letters, digits inside, single spaces: nothing that YAML could take for something else.
fn is_word(text: &str) -> bool {
    const TAKEN: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let letters = text
        .chars()
        .all(|letter| letter.is_ascii_alphanumeric() || "_ -,'".contains(letter));
    let begins = text.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let ends = text.ends_with(|letter: char| letter.is_ascii_alphanumeric());
    let spaced = text.contains("  ") || text.contains(", ");
    letters
        && begins
        && ends
        && !spaced
        && !text.contains(',')
        && !TAKEN.contains(&text.to_lowercase().as_str())
}
