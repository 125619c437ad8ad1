//! Regular expressions: linear in time, bounded in size, matching the whole of a value.

use contract::pointer::Pointer;
use regex::{Regex, RegexBuilder};

use super::NoPattern;
use super::work::Work;

/// Longest expression, in bytes.
const LENGTH: usize = 10_000;
/// Largest compiled expression, in bytes.
const COMPILED: usize = 1024 * 1024;
/// What counts as a small one, which is tried on a text of any length.
const SMALL: usize = 64 * 1024;
/// Longest text that a larger one is tried on, in bytes. Matching takes at most as long as the two
/// sizes multiplied, and nobody can stop it on the way: this keeps one match within seconds.
const TEXT: usize = 64 * 1024;
/// Deepest nesting of groups.
const NESTING: u32 = 50;

const TOO_LARGE_FOR_TEXT: &str = "a regular expression this large is tried on values of up to 65,536 \
    bytes, and there is a longer one; repeat less, or look for a part of it with `contains`";

/// An expression that must match the whole of a value, or be found in it.
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    regex: Regex,
    small: bool,
}

impl Expression {
    /// An expression that must match the whole of a value, as WireMock's do; `.` matches a new
    /// line.
    ///
    /// # Errors
    ///
    /// [`NoPattern`] where it is none, or too large.
    pub(super) fn whole(expression: &str, at: &Pointer) -> Result<Self, NoPattern> {
        Self::read(expression, &format!(r"\A(?s:{expression})\z"), at)
    }

    /// An expression as `match` (the whole) and `search` (a part) of a JSONPath have it; `.`
    /// matches no new line.
    ///
    /// # Errors
    ///
    /// As [`Expression::whole`].
    pub(super) fn of_path(expression: &str, whole: bool, at: &Pointer) -> Result<Self, NoPattern> {
        match whole {
            true => Self::read(expression, &format!(r"\A(?R:{expression})\z"), at),
            false => Self::read(expression, &format!("(?R:{expression})"), at),
        }
    }

    fn read(written: &str, framed: &str, at: &Pointer) -> Result<Self, NoPattern> {
        if written.len() > LENGTH {
            let detail = format!("a regular expression has at most {LENGTH} bytes here");
            return Err(NoPattern::at(at, detail));
        }
        let refused = |error| NoPattern::at(at, told(&error));
        // Alone first: a bracket too many must not close ours.
        compile(written, COMPILED).map_err(refused)?;
        if let Ok(regex) = compile(framed, SMALL) {
            return Ok(Self { regex, small: true });
        }
        let regex = compile(framed, COMPILED).map_err(refused)?;
        Ok(Self {
            regex,
            small: false,
        })
    }

    /// Whether a text is like that.
    pub(super) fn is_match(&self, text: &str, work: &Work) -> bool {
        if !self.small && text.len() > TEXT {
            work.give_up(TOO_LARGE_FOR_TEXT);
        }
        work.goes_on() && self.regex.is_match(text)
    }
}

fn compile(expression: &str, most: usize) -> Result<Regex, regex::Error> {
    RegexBuilder::new(expression)
        .size_limit(most)
        .dfa_size_limit(COMPILED)
        .nest_limit(NESTING)
        .build()
}

fn told(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => {
            "the regular expression is too large; repeat less".to_owned()
        }
        _ => format!(
            "this is no regular expression here: {}. Look-around and back-references are not \
             understood, because they could take for ever; say it with `and`, `or` and `not`",
            error.to_string().lines().last().unwrap_or_default().trim()
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn whole(expression: &str) -> Result<Expression, NoPattern> {
        Expression::whole(expression, &Pointer::root().member("url"))
    }

    fn is(expression: &str, text: &str) -> bool {
        whole(expression)
            .unwrap()
            .is_match(text, &Work::of(Duration::MAX))
    }

    fn refused(expression: &str) -> String {
        whole(expression).unwrap_err().to_string()
    }

    #[test]
    fn the_whole_value_is_matched() {
        assert!(is("a|b", "b"));
        assert!(!is("a|b", "bb"));
        assert!(is("a.b", "a\nb"));
    }

    #[test]
    fn what_could_take_for_ever_or_too_much_room_is_refused() {
        assert!(refused("(?=a)b").contains("look-around"));
        assert!(refused("(((a{1000}){1000}){1000}").contains("no regular expression"));
        assert!(refused("((a{1000}){1000}){1000}").contains("too large"));
        assert!(refused("a)|(b").contains("unopened group"));
        assert!(refused(&"a".repeat(LENGTH + 1)).contains("at most 10000 bytes"));
    }

    #[test]
    fn a_large_expression_is_not_tried_on_a_long_text() {
        let (small, large) = (
            whole("[ab]*").unwrap(),
            whole("(?:[ab]{1,30}){1,30}").unwrap(),
        );
        let tried = |expression: &Expression, length: usize| {
            let work = Work::of(Duration::MAX);
            let matches = expression.is_match(&"a".repeat(length), &work);
            (matches, work.done().is_ok())
        };

        assert_eq!(tried(&small, TEXT + 1), (true, true));
        assert_eq!(tried(&large, 900), (true, true));
        assert_eq!(tried(&large, TEXT + 1), (false, false));
    }
}
