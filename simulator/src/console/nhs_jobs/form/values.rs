//! What stands in the inputs: as a vacancy has it, as it was typed, and as it is sent.

use std::collections::BTreeMap;

use contract::limits::{DESCRIPTION, LimitProfile};
use contract::vacancy::Draft;
use serde_json::{Map, Number, Value};

use super::row::{Kind, Row};
use super::table::{SECTIONS, rows};
use crate::console::fields::Fields;
use crate::console::nhs_jobs::told;
use crate::console::parts::{Choice, Day, Field, Input, Problems};

/// What stands in the inputs, by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::console::nhs_jobs) struct Values(pub(super) BTreeMap<String, Vec<String>>);

impl Values {
    /// As a vacancy has them.
    pub(in crate::console::nhs_jobs) fn of(draft: &Draft) -> Self {
        let document = serde_json::to_value(draft).unwrap_or_default();
        let mut values = Self::default();
        for row in rows() {
            let held = document.pointer(&format!("/{}", row.name));
            values.hold(row, held.unwrap_or(&Value::Null));
        }
        values
    }

    fn hold(&mut self, row: &Row, held: &Value) {
        let text = match held {
            Value::String(text) => text.replace("\r\n", "\n"),
            Value::Bool(true) => "yes".to_owned(),
            Value::Bool(false) => "no".to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Array(items) => {
                let items = items.iter().filter_map(Value::as_str).map(str::to_owned);
                self.0.insert(row.name.to_owned(), items.collect());
                return;
            }
            _ => String::new(),
        };
        let texts = match row.kind {
            Kind::Day => {
                let day = text.parse().map(Day::of).unwrap_or_default();
                vec![day.day, day.month, day.year]
            }
            Kind::Items => vec![text.replace("<br>", "\n")],
            Kind::Codes(_) => return,
            _ => vec![text],
        };
        for (name, text) in row.names().into_iter().zip(texts) {
            self.0.insert(name, vec![text]);
        }
    }

    /// As they were typed.
    pub(in crate::console::nhs_jobs) fn typed(fields: &Fields) -> Self {
        let mut values = Self::default();
        for row in rows() {
            for name in row.names() {
                let texts = match row.kind {
                    Kind::Codes(_) => fields.all(&name),
                    _ if fields.has(&name) => vec![fields.get(&name)],
                    _ => continue,
                };
                if !texts.is_empty() {
                    values.0.insert(name, texts);
                }
            }
        }
        values
    }

    /// What a form sends along, so that it can be told later what was typed over what.
    pub(in crate::console::nhs_jobs) fn encoded(&self) -> String {
        let pairs = self.0.iter();
        let pairs = pairs.flat_map(|(name, texts)| texts.iter().map(move |text| (name, text)));
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish()
    }

    pub(super) fn text(&self, name: &str) -> &str {
        let texts = self.0.get(name);
        texts
            .and_then(|texts| texts.first())
            .map_or("", String::as_str)
    }

    fn list(&self, name: &str) -> Vec<String> {
        self.0.get(name).cloned().unwrap_or_default()
    }

    fn day(&self, row: &Row) -> Day {
        let [day, month, year] =
            ["day", "month", "year"].map(|part| self.text(&format!("{}-{part}", row.name)));
        Day {
            day: day.trim().to_owned(),
            month: month.trim().to_owned(),
            year: year.trim().to_owned(),
        }
    }

    /// Whether an input says the same as another time, or was not on the page at all. A form says
    /// nothing of boxes that are not ticked.
    fn same(&self, other: &Self, row: &Row) -> bool {
        let absent = |name: &String| !self.0.contains_key(name);
        if !matches!(row.kind, Kind::Codes(_)) && row.names().iter().all(absent) {
            return true;
        }
        let mut names = row.names().into_iter();
        names.all(|name| match row.kind {
            Kind::Codes(_) => self.list(&name) == other.list(&name),
            _ => self.text(&name) == other.text(&name),
        })
    }

    /// What somebody typed over `was`, onto what stands `now`; and where both have changed, what it
    /// now says.
    pub(in crate::console::nhs_jobs) fn merged(
        mut self,
        was: &Self,
        now: &Self,
    ) -> (Self, Vec<(String, String)>) {
        let mut both = Vec::new();
        for row in rows() {
            if self.same(was, row) {
                for name in row.names() {
                    self.0.remove(&name);
                    self.0.extend(
                        now.0
                            .get_key_value(&name)
                            .map(|(name, texts)| (name.clone(), texts.clone())),
                    );
                }
            } else if !now.same(was, row) && !now.same(&self, row) {
                both.push((row.label.to_owned(), now.told(row)));
            }
        }
        (self, both)
    }

    pub(super) fn told(&self, row: &Row) -> String {
        match row.kind {
            Kind::Code(_) => told::code(self.text(row.name)),
            Kind::Codes(_) => {
                let told = self
                    .list(row.name)
                    .iter()
                    .map(|word| told::code(word))
                    .collect::<Vec<_>>();
                told.join(", ")
            }
            Kind::Day => {
                let day = self.day(row).date();
                day.map(crate::public::candidates::words::day)
                    .unwrap_or_default()
            }
            Kind::Flag => told::code(self.text(row.name)),
            _ => self.text(row.name).to_owned(),
        }
    }

    /// The members that are not as the vacancy has them, as the control interface would be sent
    /// them; `null` takes one away.
    pub(in crate::console::nhs_jobs) fn members(&self, held: &Self) -> Map<String, Value> {
        let mut members = Map::new();
        let changed = rows().filter(|row| !self.same(held, row));
        for member in changed.map(Row::member) {
            if !members.contains_key(member) {
                members.insert(member.to_owned(), self.member(member));
            }
        }
        members
    }

    fn member(&self, member: &str) -> Value {
        let mut value = Value::Null;
        for row in rows().filter(|row| row.member() == member) {
            if let Some(typed) = self.value(row) {
                put(&mut value, row.name.split('/').skip(1), typed);
            }
        }
        value
    }

    /// What is typed into one input, if anything counts: what belongs to another answer does not.
    fn value(&self, row: &Row) -> Option<Value> {
        if let Some((name, values)) = row.when
            && !values.contains(&self.text(name))
        {
            return None;
        }
        let text = self.text(row.name);
        match row.kind {
            Kind::Codes(_) => {
                let list = self.list(row.name);
                return (!list.is_empty()).then(|| list.into());
            }
            Kind::Day => {
                let day = self.day(row);
                return (!day.is_empty()).then(|| day.wire().into());
            }
            _ if text.is_empty() => return None,
            _ => {}
        }
        Some(match row.kind {
            Kind::Number => number(text),
            Kind::Flag => (text == "yes").into(),
            Kind::Items => text.trim_end().replace('\n', "<br>").into(),
            _ => text.into(),
        })
    }

    /// The fields of the form. What may not be amended is left out of it.
    pub(in crate::console::nhs_jobs) fn sections(
        &self,
        problems: &Problems,
        limits: LimitProfile,
        may: impl Fn(&str) -> bool,
    ) -> Vec<(&'static str, Vec<Field>)> {
        let section = |(title, rows): &(&'static str, &'static [Row])| {
            let open = rows.iter().filter(|row| may(row.member()));
            let fields = open.map(|row| self.field(row, limits).wrong(problems));
            (*title, fields.collect::<Vec<_>>())
        };
        let sections = SECTIONS.iter().map(section);
        sections.filter(|(_, fields)| !fields.is_empty()).collect()
    }

    fn field(&self, row: &Row, limits: LimitProfile) -> Field {
        let text = self.text(row.name);
        let field = match row.kind {
            Kind::Text => Field::line(row.name, row.label),
            Kind::Long(rows) => Field::lines(row.name, row.label, rows).counted(None, DESCRIPTION),
            Kind::Summary => {
                let span = limits.summary();
                Field::lines(row.name, row.label, 6).counted(Some(span.least), span.most)
            }
            Kind::Items => Field::lines(row.name, row.label, 3).hint("One on each line"),
            Kind::Number => Field::number(row.name, row.label),
            Kind::Code(words) => {
                Field::of(row.name, row.label, Input::Select(choices(words, true)))
            }
            Kind::Codes(words) => {
                Field::of(row.name, row.label, Input::Boxes(choices(words, false)))
            }
            Kind::Flag => {
                let choices = [("yes", "Yes"), ("no", "No"), ("", "Not said")];
                let choices = choices.map(|(value, text)| Choice::new(value, text));
                Field::of(row.name, row.label, Input::Radios(choices.into()))
            }
            Kind::Day => Field::of(row.name, row.label, Input::Day(self.day(row))),
        };
        let field = match row.hint {
            "" => field,
            hint => field.hint(hint),
        };
        let field = field.value(text).values(self.list(row.name));
        match row.when {
            Some((name, values)) => field.shown_when(format!("{name}={}", values.join(" "))),
            None => field,
        }
    }
}

fn choices(words: fn() -> Vec<&'static str>, absent: bool) -> Vec<Choice> {
    let none = absent.then(|| Choice::new("", "Not said"));
    let words = words().into_iter();
    let choices = words.map(|word| Choice::new(word, told::code(word)));
    none.into_iter().chain(choices).collect()
}

fn put<'a>(value: &mut Value, mut path: impl Iterator<Item = &'a str>, typed: Value) {
    match path.next() {
        None => *value = typed,
        Some(name) => {
            if !value.is_object() {
                *value = Value::Object(Map::new());
            }
            put(&mut value[name], path, typed);
        }
    }
}

/// A number as it is written on the wire; whatever is none stays text, to be refused as such.
pub(super) fn number(text: &str) -> Value {
    let plain = text.trim().trim_start_matches('£').replace(',', "");
    let number = serde_json::from_str::<Number>(&plain);
    number.map_or_else(|_| text.into(), Value::Number)
}
