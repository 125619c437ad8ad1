//! Reading a document field by field: every violation is noted, none stops the reading.

mod field;
mod json;
mod object;

use std::cell::RefCell;

pub use field::{FieldCode, FieldPage, UnknownFieldCode};
pub use json::Json;
pub use object::Object;

use crate::pointer::Pointer;
use crate::problem::FieldError;
use crate::settings::{ErrorsShown, Settings, UnknownFields};

/// A document that was read, with what is worth a warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<T> {
    /// The document.
    pub value: T,
    /// Warnings of the answer; the document was accepted all the same.
    pub warnings: Vec<FieldError>,
}

/// What has been noted so far. Shared by all the objects of one document.
#[derive(Debug)]
pub struct Notes {
    settings: Settings,
    violations: RefCell<Vec<FieldError>>,
    warnings: RefCell<Vec<FieldError>>,
}

impl Notes {
    /// Nothing noted yet.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            violations: RefCell::default(),
            warnings: RefCell::default(),
        }
    }

    /// The switches that hold for this document.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Notes a violation.
    pub fn refuse(&self, at: &Pointer, code: FieldCode, rule: &str, message: impl Into<String>) {
        self.violations
            .borrow_mut()
            .push(error(at, code, rule, message.into()));
    }

    /// Notes a warning.
    pub fn warn(&self, at: &Pointer, code: FieldCode, rule: &str, message: impl Into<String>) {
        self.warnings
            .borrow_mut()
            .push(error(at, code, rule, message.into()));
    }

    /// Notes a member that the contract does not know, as the sandbox's switch says.
    pub fn unknown(&self, at: &Pointer, rule: &str, message: impl Into<String>) {
        match self.settings.unknown_fields {
            UnknownFields::Refuse => self.refuse(at, FieldCode::UnknownField, rule, message),
            UnknownFields::Warn => self.warn(at, FieldCode::UnknownField, rule, message),
        }
    }

    /// The document, unless something was refused.
    ///
    /// # Errors
    /// Every violation, or only the first if the sandbox is set so. A document that could not be
    /// built is always accompanied by a violation.
    pub fn finish<T>(self, value: Option<T>) -> Result<Reading<T>, Vec<FieldError>> {
        let mut violations = self.violations.into_inner();
        if self.settings.errors == ErrorsShown::First {
            violations.truncate(1);
        }
        match value {
            Some(value) if violations.is_empty() => Ok(Reading {
                value,
                warnings: self.warnings.into_inner(),
            }),
            _ => Err(violations),
        }
    }
}

/// The whole document as an object, or a violation at its root.
pub fn document<'a>(
    value: &'a Json<'a>,
    rule: &'static str,
    notes: &'a Notes,
) -> Option<Object<'a>> {
    let Json::Object(members) = value else {
        let message = "the body must be one JSON object";
        notes.refuse(&Pointer::root(), FieldCode::WrongType, rule, message);
        return None;
    };
    Some(Object::new(members, Pointer::root(), notes))
}

fn error(at: &Pointer, code: FieldCode, rule: &str, message: String) -> FieldError {
    FieldError {
        field: at.to_string(),
        code: code.code().to_owned(),
        rule: rule.to_owned(),
        message,
    }
}
