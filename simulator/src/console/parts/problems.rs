//! What is wrong with a form: the summary at its top.

use askama::Template;
use askama::filters::HtmlSafe;
use contract::problem::FieldError;

use super::field::id;

/// What is wrong with a form: the summary at its top, each line a link to its field.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "console/parts/errors.html")]
pub(in crate::console) struct Problems {
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
    pub(in crate::console) fn at(&mut self, name: &str, text: impl Into<String>) {
        self.problems.push(Problem {
            to: id(name),
            text: text.into(),
        });
    }

    /// One more, with no field of its own.
    pub(in crate::console) fn whole(&mut self, text: impl Into<String>) {
        self.problems.push(Problem {
            to: String::new(),
            text: text.into(),
        });
    }

    /// What the contract refused, each with the field that `name_of` knows for its pointer.
    pub(in crate::console) fn of(
        errors: &[FieldError],
        name_of: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let mut problems = Self::default();
        for error in errors {
            match name_of(&error.field) {
                Some(name) => problems.at(&name, error.message.clone()),
                None => problems.whole(error.message.clone()),
            }
        }
        problems
    }

    /// What is wrong with the field of this id.
    pub(super) fn with(&self, id: &str) -> Vec<String> {
        let own = self.problems.iter().filter(|problem| problem.to == id);
        own.map(|problem| problem.text.clone()).collect()
    }

    /// Whether nothing is wrong.
    pub(in crate::console) fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }
}

// Its template escapes whatever it shows.
impl HtmlSafe for Problems {}
