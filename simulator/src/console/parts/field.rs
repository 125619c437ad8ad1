//! One field of a form: its label, its hint, how it is filled in, and what is wrong with it.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{Day, Problems};

/// One field of a form, with its label, its hint and what is wrong with it.
#[derive(Debug, Clone, Template)]
#[template(path = "console/parts/field.html")]
pub(in crate::console) struct Field {
    name: String,
    label: String,
    hint: String,
    value: String,
    values: Vec<String>,
    errors: Vec<String>,
    input: Input,
    least: Option<usize>,
    most: Option<usize>,
    shown_when: Option<String>,
}

/// How a field is filled in.
#[derive(Debug, Clone)]
pub(in crate::console) enum Input {
    /// One line.
    Line(Line),
    /// Several lines; so many are shown at first.
    Lines(u8),
    /// One of several, all shown.
    Radios(Vec<Choice>),
    /// Any of several.
    Boxes(Vec<Choice>),
    /// One of several, in a list.
    Select(Vec<Choice>),
    /// A day, in three boxes: `{name}-day`, `{name}-month`, `{name}-year`.
    Day(Day),
    /// A file of these kinds.
    File(&'static str),
}

/// What kind of line.
#[derive(Debug, Clone, Copy)]
pub(in crate::console) struct Line {
    kind: &'static str,
    mode: &'static str,
    /// In characters: 2, 4, 10, 20 or 40.
    width: u8,
}

/// One of several.
#[derive(Debug, Clone, Default)]
pub(in crate::console) struct Choice {
    /// What the form sends.
    pub(in crate::console) value: String,
    /// What people read.
    pub(in crate::console) text: String,
    /// A sentence more.
    pub(in crate::console) hint: String,
}

impl Choice {
    /// A choice.
    pub(in crate::console) fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            text: text.into(),
            hint: String::new(),
        }
    }

    /// With a sentence more.
    pub(in crate::console) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

impl Field {
    /// A line of text.
    pub(in crate::console) fn line(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of(
            name,
            label,
            Input::Line(Line {
                kind: "text",
                mode: "",
                width: 40,
            }),
        )
    }

    /// A line that digits are typed into.
    pub(in crate::console) fn number(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of(
            name,
            label,
            Input::Line(Line {
                kind: "text",
                mode: "decimal",
                width: 10,
            }),
        )
    }

    /// A text of several lines.
    pub(in crate::console) fn lines(
        name: impl Into<String>,
        label: impl Into<String>,
        rows: u8,
    ) -> Self {
        Self::of(name, label, Input::Lines(rows))
    }

    /// Any way to fill it in.
    pub(in crate::console) fn of(
        name: impl Into<String>,
        label: impl Into<String>,
        input: Input,
    ) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            hint: String::new(),
            value: String::new(),
            values: Vec::new(),
            errors: Vec::new(),
            input,
            least: None,
            most: None,
            shown_when: None,
        }
    }

    /// With a sentence below the label.
    pub(in crate::console) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Filled in.
    pub(in crate::console) fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// With boxes ticked.
    pub(in crate::console) fn values(mut self, values: Vec<String>) -> Self {
        self.values = values;
        self
    }

    /// A line so many characters wide: 2, 4, 10, 20 or 40.
    pub(in crate::console) fn width(mut self, width: u8) -> Self {
        if let Input::Line(line) = &mut self.input {
            line.width = width;
        }
        self
    }

    /// With a counter of characters below a text of several lines.
    pub(in crate::console) fn counted(mut self, least: Option<usize>, most: usize) -> Self {
        self.least = least;
        self.most = Some(most);
        self
    }

    /// With a script, shown only while another field has one of these values:
    /// `contractType=FIXED_TERM LOCUM`. Without one it is always shown.
    pub(in crate::console) fn shown_when(mut self, when: impl Into<String>) -> Self {
        self.shown_when = Some(when.into());
        self
    }

    /// With what is wrong with it.
    pub(in crate::console) fn wrong(mut self, problems: &Problems) -> Self {
        self.errors = problems.with(&self.id());
        self
    }

    fn id(&self) -> String {
        id(&self.name)
    }

    fn ticked(&self, value: &str) -> bool {
        self.values.iter().any(|ticked| ticked == value)
    }

    /// The ids of what describes the field.
    fn described(&self) -> String {
        let counted = self.most.is_some() && matches!(self.input, Input::Lines(_));
        let parts = [
            (!self.hint.is_empty(), "hint"),
            (!self.errors.is_empty(), "error"),
            (counted, "count"),
        ];
        let held = parts.into_iter().filter(|(held, _)| *held);
        held.map(|(_, part)| format!("{}-{part}", self.id()))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The id of the field of this name.
pub(in crate::console) fn id(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    format!("f-{}", name.chars().map(plain).collect::<String>())
}

// Its template escapes whatever it shows.
impl HtmlSafe for Field {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_described_by_its_hint_and_its_errors() {
        let mut problems = Problems::default();
        problems.at("jobTitle", "Enter a title");
        let field = Field::line("jobTitle", "Job title")
            .hint("Up to 70")
            .wrong(&problems);

        assert!(
            field
                .to_string()
                .contains("aria-describedby=\"f-jobTitle-hint f-jobTitle-error\"")
        );
        assert!(problems.to_string().contains("href=\"#f-jobTitle\""));
    }
}
