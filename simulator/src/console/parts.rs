//! What pages are put together from: fields of forms, the summary of what is wrong with one, pages
//! of a long list, tags. Each is a value that writes itself, so `{{ field }}` is all a template
//! says.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;
use contract::connection::SandboxConnection;
use contract::problem::FieldError;
use jiff::civil::Date;

use super::fields::Fields;
use crate::sandbox::page::Page;

/// One field of a form, with its label, its hint and what is wrong with it.
#[derive(Debug, Clone, Template)]
#[template(path = "console/parts/field.html")]
pub(super) struct Field {
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
pub(super) enum Input {
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
pub(super) struct Line {
    kind: &'static str,
    mode: &'static str,
    /// In characters: 2, 4, 10, 20 or 40.
    width: u8,
}

/// One of several.
#[derive(Debug, Clone, Default)]
pub(super) struct Choice {
    /// What the form sends.
    pub(super) value: String,
    /// What people read.
    pub(super) text: String,
    /// A sentence more.
    pub(super) hint: String,
}

impl Choice {
    /// A choice.
    pub(super) fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            text: text.into(),
            hint: String::new(),
        }
    }

    /// With a sentence more.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// A day as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Day {
    /// Of the month.
    pub(super) day: String,
    /// 1 to 12.
    pub(super) month: String,
    /// Four digits.
    pub(super) year: String,
}

impl Day {
    /// A date in three boxes.
    pub(super) fn of(date: Date) -> Self {
        Self {
            day: date.day().to_string(),
            month: date.month().to_string(),
            year: date.year().to_string(),
        }
    }

    /// What was typed into the three boxes of a field.
    pub(super) fn typed(fields: &Fields, name: &str) -> Self {
        let part = |part| fields.trimmed(&format!("{name}-{part}"));
        Self {
            day: part("day"),
            month: part("month"),
            year: part("year"),
        }
    }

    /// Whether nothing was typed.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// As the wire writes a date: `2026-12-18`. What is no date is written as it was typed, so that
    /// whoever judges it can refuse it.
    pub(super) fn wire(&self) -> String {
        let number = |text: &str| text.parse::<u16>().ok();
        match (number(&self.year), number(&self.month), number(&self.day)) {
            (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            _ => format!("{}-{}-{}", self.year, self.month, self.day),
        }
    }

    /// The date, if there is such a day.
    pub(super) fn date(&self) -> Option<Date> {
        self.wire().parse().ok()
    }
}

impl Field {
    /// A line of text.
    pub(super) fn line(name: impl Into<String>, label: impl Into<String>) -> Self {
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
    pub(super) fn number(name: impl Into<String>, label: impl Into<String>) -> Self {
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
    pub(super) fn lines(name: impl Into<String>, label: impl Into<String>, rows: u8) -> Self {
        Self::of(name, label, Input::Lines(rows))
    }

    /// Any way to fill it in.
    pub(super) fn of(name: impl Into<String>, label: impl Into<String>, input: Input) -> Self {
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
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Filled in.
    pub(super) fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// With boxes ticked.
    pub(super) fn values(mut self, values: Vec<String>) -> Self {
        self.values = values;
        self
    }

    /// A line so many characters wide: 2, 4, 10, 20 or 40.
    pub(super) fn width(mut self, width: u8) -> Self {
        if let Input::Line(line) = &mut self.input {
            line.width = width;
        }
        self
    }

    /// With a counter of characters below a text of several lines.
    pub(super) fn counted(mut self, least: Option<usize>, most: usize) -> Self {
        self.least = least;
        self.most = Some(most);
        self
    }

    /// With a script, shown only while another field has one of these values:
    /// `contractType=FIXED_TERM LOCUM`. Without one it is always shown.
    pub(super) fn shown_when(mut self, when: impl Into<String>) -> Self {
        self.shown_when = Some(when.into());
        self
    }

    /// With what is wrong with it.
    pub(super) fn wrong(mut self, problems: &Problems) -> Self {
        let id = self.id();
        let own = problems.problems.iter().filter(|problem| problem.to == id);
        self.errors = own.map(|problem| problem.text.clone()).collect();
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
pub(super) fn id(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    format!("f-{}", name.chars().map(plain).collect::<String>())
}

/// What is wrong with a form: the summary at its top, each line a link to its field.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "console/parts/errors.html")]
pub(super) struct Problems {
    problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Debug, Clone)]
struct Problem {
    to: String,
    text: String,
}

impl Problems {
    /// One more, with the field of this name.
    pub(super) fn at(&mut self, name: &str, text: impl Into<String>) {
        self.problems.push(Problem {
            to: id(name),
            text: text.into(),
        });
    }

    /// One more, with no field of its own.
    pub(super) fn whole(&mut self, text: impl Into<String>) {
        self.problems.push(Problem {
            to: String::new(),
            text: text.into(),
        });
    }

    /// What the contract refused, each with the field that `name_of` knows for its pointer.
    pub(super) fn of(errors: &[FieldError], name_of: impl Fn(&str) -> Option<String>) -> Self {
        let mut problems = Self::default();
        for error in errors {
            match name_of(&error.field) {
                Some(name) => problems.at(&name, error.message.clone()),
                None => problems.whole(error.message.clone()),
            }
        }
        problems
    }

    /// Whether nothing is wrong.
    pub(super) fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }
}

/// The links to the other pages of a long list.
#[derive(Debug, Clone, Template)]
#[template(path = "console/parts/pager.html")]
pub(super) struct Pager {
    page: usize,
    pages: usize,
    address: String,
}

impl Pager {
    /// Of the page of a list that is shown at `address`, whose query may say more: the number of
    /// the page is added to it.
    pub(super) fn of<T>(page: &Page<T>, address: impl Into<String>) -> Self {
        Self {
            page: page.page,
            pages: page.pages(),
            address: address.into(),
        }
    }

    fn to(&self, page: usize) -> String {
        let and = if self.address.contains('?') { '&' } else { '?' };
        format!("{}{and}page={page}", self.address)
    }

    /// The first, the last, and those around this one; `None` stands for some left out.
    fn items(&self) -> Vec<Option<usize>> {
        let near =
            |page: &usize| *page == 1 || *page == self.pages || page.abs_diff(self.page) <= 1;
        let mut items = Vec::new();
        let mut last = 0;
        for page in [
            1,
            self.page.saturating_sub(1),
            self.page,
            self.page + 1,
            self.pages,
        ] {
            if page <= last || page > self.pages || !near(&page) {
                continue;
            }
            if page > last + 1 {
                items.push(None);
            }
            items.push(Some(page));
            last = page;
        }
        items
    }
}

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
impl HtmlSafe for Field {}
impl HtmlSafe for Problems {}
impl HtmlSafe for Pager {}
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

    #[test]
    fn a_pager_shows_the_ends_and_what_is_near() {
        let items = |page, pages| {
            let address = String::new();
            Pager {
                page,
                pages,
                address,
            }
            .items()
        };

        assert_eq!(items(1, 3), [Some(1), Some(2), Some(3)]);
        assert_eq!(
            items(5, 9),
            [Some(1), None, Some(4), Some(5), Some(6), None, Some(9)]
        );
    }

    #[test]
    fn what_is_no_day_is_written_as_it_was_typed() {
        let day = |day: &str| Day {
            day: day.into(),
            month: "2".into(),
            year: "2026".into(),
        };

        assert_eq!(day("9").wire(), "2026-02-09");
        assert_eq!(
            (day("30").wire(), day("30").date()),
            ("2026-02-30".into(), None)
        );
        assert_eq!(day("x").wire(), "2026-2-x");
    }
}
