//! Regular expressions: linear in time, bounded in size, matching the whole of a value.

use contract::pointer::Pointer;
use regex::{Regex, RegexBuilder};

use super::NoPattern;

/// Longest expression, in bytes.
const LENGTH: usize = 10_000;
/// Largest compiled expression, in bytes.
const COMPILED: usize = 1024 * 1024;
/// Deepest nesting of groups.
const NESTING: u32 = 50;

/// An expression that must match the whole of a value, as WireMock's do; `.` matches a new line.
pub(crate) fn whole(expression: &str, at: &Pointer) -> Result<Regex, NoPattern> {
    if expression.len() > LENGTH {
        let detail = format!("a regular expression has at most {LENGTH} bytes here");
        return Err(NoPattern::at(at, detail));
    }
    // Alone first: a bracket too many must not close ours.
    compile(expression)
        .and_then(|_| compile(&format!(r"\A(?s:{expression})\z")))
        .map_err(|error| NoPattern::at(at, told(&error)))
}

fn compile(expression: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(expression)
        .size_limit(COMPILED)
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
    use super::*;

    fn refused(expression: &str) -> String {
        let at = Pointer::root().member("url");
        whole(expression, &at).unwrap_err().to_string()
    }

    #[test]
    fn the_whole_value_is_matched() {
        let at = Pointer::root();

        assert!(whole("a|b", &at).unwrap().is_match("b"));
        assert!(!whole("a|b", &at).unwrap().is_match("bb"));
        assert!(whole("a.b", &at).unwrap().is_match("a\nb"));
    }

    #[test]
    fn what_could_take_for_ever_or_too_much_room_is_refused() {
        assert!(refused("(?=a)b").contains("look-around"));
        assert!(refused("(((a{1000}){1000}){1000}").contains("no regular expression"));
        assert!(refused("((a{1000}){1000}){1000}").contains("too large"));
        assert!(refused("a)|(b").contains("unopened group"));
        assert!(refused(&"a".repeat(LENGTH + 1)).contains("at most 10000 bytes"));
    }
}
