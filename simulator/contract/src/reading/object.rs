//! One object of a document while it is being read.

use std::borrow::Cow;
use std::cell::Cell;

use jiff::civil::Date;

use super::{FieldCode, Json, Notes};
use crate::codes::Code;
use crate::limits::Span;
use crate::pointer::Pointer;
use crate::text;

/// An object of the document. Each member is asked for by name; what nobody asked for is unknown.
#[derive(Debug)]
pub struct Object<'a> {
    members: &'a [Member<'a>],
    at: Pointer,
    notes: &'a Notes,
    // Which members were asked for, in their order.
    asked: Vec<Cell<bool>>,
    // Where the member after the one asked for last stands.
    next: Cell<usize>,
}

type Member<'a> = (Cow<'a, str>, Json<'a>);

impl<'a> Object<'a> {
    pub(super) fn new(members: &'a [Member<'a>], at: Pointer, notes: &'a Notes) -> Self {
        Self {
            members,
            at,
            notes,
            asked: vec![Cell::new(false); members.len()],
            next: Cell::new(0),
        }
    }

    /// Where notes are taken.
    pub fn notes(&self) -> &'a Notes {
        self.notes
    }

    /// Where the member stands, or would stand.
    pub fn pointer(&self, name: &str) -> Pointer {
        self.at.member(name)
    }

    /// Notes a violation at a member.
    pub fn refuse(&self, name: &str, code: FieldCode, rule: &str, message: impl Into<String>) {
        self.notes.refuse(&self.pointer(name), code, rule, message);
    }

    /// The member's value; `null` counts as missing.
    pub fn value(&self, name: &str) -> Option<&'a Json<'a>> {
        let at = self.position(name)?;
        self.asked[at].set(true);
        self.next.set(at + 1);
        Some(&self.members[at].1).filter(|value| !matches!(value, Json::Null))
    }

    // Members mostly stand in the order in which they are asked for: the search goes on where the
    // last one ended.
    fn position(&self, name: &str) -> Option<usize> {
        let is = |(known, _): &Member<'_>| known == name;
        let (before, after) = self.members.split_at(self.next.get());
        let ahead = after.iter().position(is).map(|at| before.len() + at);
        ahead.or_else(|| before.iter().position(is))
    }

    /// As [`Object::value`], and a missing member is a violation.
    pub fn required(&self, name: &'static str, rule: &str) -> Option<&'a Json<'a>> {
        let value = self.value(name);
        if value.is_none() {
            self.refuse(
                name,
                FieldCode::Required,
                rule,
                format!("`{name}` is required"),
            );
        }
        value
    }

    /// A text that must be there.
    pub fn text(&self, name: &'static str, span: Span, rule: &str) -> Option<String> {
        self.text_by(name, span, (rule, rule))
    }

    /// A text that must be there, and not empty, by one rule, and so long at most by another: what
    /// a source says of the one it need not say of the other.
    pub fn text_by(
        &self,
        name: &'static str,
        span: Span,
        (there, most): (&str, &str),
    ) -> Option<String> {
        self.required(name, there)
            .and_then(|value| self.read_text(name, value, span, (there, most)))
    }

    /// A text that may be missing.
    pub fn optional_text(&self, name: &'static str, span: Span, rule: &str) -> Option<String> {
        self.value(name)
            .and_then(|value| self.read_text(name, value, span, (rule, rule)))
    }

    fn read_text(
        &self,
        name: &str,
        value: &Json<'_>,
        span: Span,
        (least, most): (&str, &str),
    ) -> Option<String> {
        let Json::Text(held) = value else {
            self.wrong_type(name, "text", most);
            return None;
        };
        let length = text::length(held);
        if span.holds(length) {
            return Some(held.clone().into_owned());
        }
        let (code, rule) = if length < span.least {
            (FieldCode::TooShort, least)
        } else {
            (FieldCode::TooLong, most)
        };
        let message = format!(
            "`{name}` has {}; at least {} and at most {} are allowed, invisible ones included",
            text::counted(length, "character", "characters"),
            span.least,
            span.most
        );
        self.refuse(name, code, rule, message);
        None
    }

    /// A code that must be there.
    pub fn code<C: Code>(&self, name: &'static str, rule: &str) -> Option<C> {
        self.required(name, rule)
            .and_then(|value| self.read_code(|| self.pointer(name), value, rule))
    }

    /// A code that may be missing.
    pub fn optional_code<C: Code>(&self, name: &'static str, rule: &str) -> Option<C> {
        self.value(name)
            .and_then(|value| self.read_code(|| self.pointer(name), value, rule))
    }

    /// Codes in an array that may be missing.
    pub fn codes<C: Code>(&self, name: &'static str, rule: &str) -> Vec<C> {
        let Some(value) = self.value(name) else {
            return Vec::new();
        };
        let Json::Array(items) = value else {
            self.wrong_type(name, "an array of codes", rule);
            return Vec::new();
        };
        let at = |index| self.pointer(name).item(index);
        let read = |(index, item)| self.read_code(|| at(index), item, rule);
        items.iter().enumerate().filter_map(read).collect()
    }

    // The place is spelt only where it has to be told.
    fn read_code<C: Code>(
        &self,
        at: impl Fn() -> Pointer,
        value: &Json<'_>,
        rule: &str,
    ) -> Option<C> {
        let Json::Text(word) = value else {
            let at = at();
            let message = format!("`{}` must be a code, as text", at.last());
            self.notes.refuse(&at, FieldCode::WrongType, rule, message);
            return None;
        };
        let code = C::read_wire(word).ok();
        if code.is_none() {
            let known = C::wire_words().join(", ");
            let at = at();
            let message = format!("`{}` must be one of {known}", at.last());
            self.notes
                .refuse(&at, FieldCode::UnknownCode, rule, message);
        }
        code
    }

    /// `true` or `false` that must be there.
    pub fn flag(&self, name: &'static str, rule: &str) -> Option<bool> {
        self.required(name, rule)
            .and_then(|value| self.read_flag(name, value, rule))
    }

    /// `true` or `false` that may be missing.
    pub fn optional_flag(&self, name: &'static str, rule: &str) -> Option<bool> {
        self.value(name)
            .and_then(|value| self.read_flag(name, value, rule))
    }

    fn read_flag(&self, name: &str, value: &Json<'_>, rule: &str) -> Option<bool> {
        let Json::Bool(flag) = value else {
            self.wrong_type(name, "true or false", rule);
            return None;
        };
        Some(*flag)
    }

    /// A whole number that must be there and lie within bounds.
    pub fn whole(&self, name: &'static str, least: i64, most: i64, rule: &str) -> Option<i64> {
        let value = self.required(name, rule)?;
        let Some(number) = value.as_i64() else {
            self.wrong_type(name, "a whole number", rule);
            return None;
        };
        if !(least..=most).contains(&number) {
            let message = format!("`{name}` must be from {least} to {most}");
            self.refuse(name, FieldCode::OutOfRange, rule, message);
            return None;
        }
        Some(number)
    }

    /// A date that must be there, written `2026-12-18`.
    pub fn date(&self, name: &'static str, rule: &str) -> Option<Date> {
        self.required(name, rule)
            .and_then(|value| self.read_date(name, value, rule))
    }

    /// A date that may be missing.
    pub fn optional_date(&self, name: &'static str, rule: &str) -> Option<Date> {
        self.value(name)
            .and_then(|value| self.read_date(name, value, rule))
    }

    fn read_date(&self, name: &str, value: &Json<'_>, rule: &str) -> Option<Date> {
        let Json::Text(written) = value else {
            self.wrong_type(name, "a date as text", rule);
            return None;
        };
        let date = full_date(written);
        if date.is_none() {
            let message = format!("`{name}` must be a real date written like 2026-12-18");
            self.refuse(name, FieldCode::NotValid, rule, message);
        }
        date
    }

    /// A nested object that must be there.
    pub fn object(&self, name: &'static str, rule: &str) -> Option<Object<'a>> {
        self.required(name, rule)
            .and_then(|value| self.read_object(self.pointer(name), value, rule))
    }

    /// A nested object that may be missing.
    pub fn optional_object(&self, name: &'static str, rule: &str) -> Option<Object<'a>> {
        self.value(name)
            .and_then(|value| self.read_object(self.pointer(name), value, rule))
    }

    /// The objects of an array that may be missing.
    pub fn objects(&self, name: &'static str, rule: &str) -> Vec<Object<'a>> {
        let Some(value) = self.value(name) else {
            return Vec::new();
        };
        let Json::Array(items) = value else {
            self.wrong_type(name, "an array", rule);
            return Vec::new();
        };
        let at = self.pointer(name);
        let read = |(index, item)| self.read_object(at.item(index), item, rule);
        items.iter().enumerate().filter_map(read).collect()
    }

    fn read_object(&self, at: Pointer, value: &'a Json<'a>, rule: &str) -> Option<Object<'a>> {
        let Json::Object(members) = value else {
            let message = format!("`{}` must be an object", at.last());
            self.notes.refuse(&at, FieldCode::WrongType, rule, message);
            return None;
        };
        Some(Object::new(members, at, self.notes))
    }

    /// Notes a value of another kind than the contract asks for.
    pub fn wrong_type(&self, name: &str, wanted: &str, rule: &str) {
        self.refuse(
            name,
            FieldCode::WrongType,
            rule,
            format!("`{name}` must be {wanted}"),
        );
    }

    /// Notes every member that nobody asked for, by name. Call it last.
    pub fn refuse_unknown(&self, rule: &str) {
        for name in self.unasked() {
            let shown = name.chars().take(80).collect::<String>();
            let message =
                format!("there is no member `{shown}` here; check its spelling, or leave it out");
            self.notes.unknown(&self.pointer(name), rule, message);
        }
    }

    /// Whether every member was asked for.
    pub fn is_exhausted(&self) -> bool {
        self.asked.iter().all(Cell::get)
    }

    fn unasked(&self) -> Vec<&'a str> {
        let members = self.members.iter().zip(&self.asked);
        let unasked = members.filter(|(_, asked)| !asked.get());
        let mut names: Vec<&str> = unasked.map(|((name, _), _)| name.as_ref()).collect();
        names.sort_unstable();
        names
    }
}

/// A date of the form `2026-12-18` and no other of the forms that ISO 8601 allows.
fn full_date(written: &str) -> Option<Date> {
    let shaped = written.len() == 10 && written.as_bytes().iter().enumerate().all(dash_or_digit);
    if shaped { written.parse().ok() } else { None }
}

fn dash_or_digit((index, byte): (usize, &u8)) -> bool {
    if index == 4 || index == 7 {
        *byte == b'-'
    } else {
        byte.is_ascii_digit()
    }
}
