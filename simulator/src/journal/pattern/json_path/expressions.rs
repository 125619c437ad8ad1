//! What a path may hold beyond its grammar; and its regular expressions, compiled once.

use std::collections::BTreeMap;

use contract::pointer::Pointer;
use jsonpath_rust::parser::model::{
    Comparable, Filter, FilterAtom, FnArg, JpQuery, Literal, Segment, Selector, Test, TestFunction,
};

use super::super::NoPattern;
use super::super::regular::Expression;

/// The regular expressions of a path, by their text.
#[derive(Debug, Clone, Default)]
pub(super) struct Expressions {
    of_match: BTreeMap<String, Expression>,
    of_search: BTreeMap<String, Expression>,
}

impl Expressions {
    /// Those of a path.
    ///
    /// # Errors
    ///
    /// [`NoPattern`] where one is not understood, or a function is used as the RFC does not.
    pub(super) fn of(query: &JpQuery, at: &Pointer) -> Result<Self, NoPattern> {
        let mut reader = Reader {
            found: Self::default(),
            at,
        };
        reader.segments(&query.segments)?;
        Ok(reader.found)
    }

    pub(super) fn get(&self, whole: bool, text: &str) -> Option<&Expression> {
        match whole {
            true => self.of_match.get(text),
            false => self.of_search.get(text),
        }
    }
}

struct Reader<'a> {
    found: Expressions,
    at: &'a Pointer,
}

impl Reader<'_> {
    fn segments(&mut self, segments: &[Segment]) -> Result<(), NoPattern> {
        segments.iter().try_for_each(|segment| match segment {
            Segment::Descendant(inner) => self.segments(std::slice::from_ref(inner)),
            Segment::Selector(selector) => self.selector(selector),
            Segment::Selectors(all) => all.iter().try_for_each(|one| self.selector(one)),
        })
    }

    fn selector(&mut self, selector: &Selector) -> Result<(), NoPattern> {
        match selector {
            Selector::Filter(filter) => self.filter(filter),
            _ => Ok(()),
        }
    }

    fn filter(&mut self, filter: &Filter) -> Result<(), NoPattern> {
        match filter {
            Filter::Or(all) | Filter::And(all) => all.iter().try_for_each(|one| self.filter(one)),
            Filter::Atom(FilterAtom::Filter { expr, .. }) => self.filter(expr),
            Filter::Atom(FilterAtom::Test { expr, .. }) => self.test(expr),
            Filter::Atom(FilterAtom::Comparison(compared)) => {
                let (left, right) = compared.vals();
                self.comparable(left)?;
                self.comparable(right)
            }
        }
    }

    fn test(&mut self, test: &Test) -> Result<(), NoPattern> {
        if let Test::Function(function) = test
            && function.is_comparable()
        {
            return self.refused(&format!("`{function}` is a value: compare it with another"));
        }
        self.inner(test)
    }

    fn inner(&mut self, test: &Test) -> Result<(), NoPattern> {
        match test {
            Test::RelQuery(segments) => self.segments(segments),
            Test::AbsQuery(query) => self.segments(&query.segments),
            Test::Function(function) => self.function(function),
        }
    }

    fn comparable(&mut self, compared: &Comparable) -> Result<(), NoPattern> {
        match compared {
            Comparable::Function(function) => self.function(function),
            Comparable::Literal(_) | Comparable::SingularQuery(_) => Ok(()),
        }
    }

    fn function(&mut self, function: &TestFunction) -> Result<(), NoPattern> {
        match function {
            TestFunction::Length(given) => self.value(given),
            TestFunction::Value(given) | TestFunction::Count(given) => match given {
                FnArg::Test(test) if !matches!(**test, Test::Function(_)) => self.inner(test),
                _ => self.refused(&format!("`{function}` asks of a path what it leads to")),
            },
            TestFunction::Match(given, text) => self.regular(true, given, text),
            TestFunction::Search(given, text) => self.regular(false, given, text),
            TestFunction::Custom(name, _) => self.refused(&format!(
                "no function is called `{name}`; there are length, count, value, match and search"
            )),
        }
    }

    fn value(&mut self, given: &FnArg) -> Result<(), NoPattern> {
        match given {
            FnArg::Literal(_) => Ok(()),
            FnArg::Test(test) => self.inner(test),
            FnArg::Filter(filter) => self.refused(&format!("`{filter}` is no value")),
        }
    }

    fn regular(&mut self, whole: bool, given: &FnArg, text: &FnArg) -> Result<(), NoPattern> {
        self.value(given)?;
        let FnArg::Literal(Literal::String(text)) = text else {
            return self.refused("the second argument of `match` and `search` is a quoted text");
        };
        let expression = Expression::of_path(text, whole, self.at)?;
        let found = match whole {
            true => &mut self.found.of_match,
            false => &mut self.found.of_search,
        };
        found.insert(text.clone(), expression);
        Ok(())
    }

    fn refused(&self, detail: &str) -> Result<(), NoPattern> {
        Err(NoPattern::at(self.at, detail))
    }
}
