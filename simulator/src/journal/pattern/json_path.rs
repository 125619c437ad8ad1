//! `matchesJsonPath`: RFC 9535, with the two functions at the end of a path that WireMock's users
//! know.

use contract::pointer::Pointer;
use serde_json::{Value, json};
use serde_json_path::JsonPath;

use super::NoPattern;

/// Longest expression, in bytes.
const LENGTH: usize = 1_000;
/// Most descendant segments (`..`): each can multiply the work by the size of the document.
const DESCENDANTS: usize = 2;
/// Deepest nesting of brackets: with each level more, the reader tries several times as much, and
/// goes deeper into its stack.
const NESTING: usize = 5;

/// A path through a document, such as `$.salary.minimum` or `$.references[?@.satisfactory]`.
#[derive(Debug, Clone)]
pub(crate) struct Path {
    path: JsonPath,
    // Not the values, but how many members or items they have.
    counted: bool,
}

impl Path {
    pub(super) fn read(expression: &str, at: &Pointer) -> Result<Self, NoPattern> {
        let refused = |detail: String| Err(NoPattern::at(at, detail));
        if expression.len() > LENGTH {
            return refused(format!("a JSONPath has at most {LENGTH} bytes here"));
        }
        if expression.matches("..").count() > DESCENDANTS {
            let detail =
                format!("a JSONPath has at most {DESCENDANTS} `..` here; name the members");
            return refused(detail);
        }
        if nesting(expression) > NESTING {
            let detail = format!("the brackets of a JSONPath nest at most {NESTING} deep here");
            return refused(detail);
        }
        let trimmed = expression.trim();
        let counted = [".length()", ".size()"]
            .iter()
            .find_map(|end| trimmed.strip_suffix(end));
        match JsonPath::parse(counted.unwrap_or(trimmed)) {
            Ok(path) => Ok(Self {
                path,
                counted: counted.is_some(),
            }),
            Err(error) => refused(format!(
                "this is no JSONPath of RFC 9535: {error}. A path begins with `$`; a name with \
                 other characters than letters, digits and `_` is written ['like-this'], and a \
                 filter by expression ?match(@.name, 'A.*')"
            )),
        }
    }

    /// Every value at the path.
    pub(super) fn find(&self, document: &Value) -> Vec<Value> {
        let found = self.path.query(document).into_iter();
        if !self.counted {
            return found.cloned().collect();
        }
        let size = |value: &Value| match value {
            Value::Array(items) => Some(json!(items.len())),
            Value::Object(members) => Some(json!(members.len())),
            _ => None,
        };
        found.filter_map(size).collect()
    }
}

/// How deep brackets stand in one another, quoted ones aside.
fn nesting(expression: &str) -> usize {
    let (mut open, mut deepest, mut quote, mut escaped) = (0usize, 0, None, false);
    for sign in expression.chars() {
        match (quote, sign) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(within), _) if within == sign => quote = None,
            (Some(_), _) => (),
            (None, '"' | '\'') => quote = Some(sign),
            (None, '[' | '(') => open += 1,
            (None, ']' | ')') => open = open.saturating_sub(1),
            _ => (),
        }
        deepest = deepest.max(open);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_nest_so_deep_and_quoted_ones_do_not_count() {
        let deep = |levels: usize| format!("$.a{}0{}", "[?@.b".repeat(levels), "]".repeat(levels));

        assert_eq!(nesting("$.a[?(@.b && (@.c || @['((([']))]"), 4);
        assert_eq!(nesting(r#"$["a\"[(["]"#), 1);
        for levels in [6, 50, 160] {
            let refused = Path::read(&deep(levels), &Pointer::root()).unwrap_err();
            assert!(refused.to_string().contains("at most 5 deep"), "{refused}");
        }
    }

    fn found(expression: &str) -> Vec<Value> {
        let document = json!({ "a": [{ "b-c": 1 }, { "b-c": 2, "d": "x" }] });
        let path = Path::read(expression, &Pointer::root()).unwrap();
        path.find(&document)
    }

    #[test]
    fn filters_slices_descendants_and_lengths_are_understood() {
        assert_eq!(found("$.a[?(@.d == 'x')]['b-c']"), [json!(2)]);
        assert_eq!(found("$..['b-c']"), [json!(1), json!(2)]);
        assert_eq!(found("$.a[-1:].d"), [json!("x")]);
        assert_eq!(found("$.a.length()"), [json!(2)]);
    }

    #[test]
    fn what_is_no_path_or_too_much_work_is_refused() {
        for wrong in ["a.b", "$.a-b", "$[", "$..a..b..c"] {
            assert!(Path::read(wrong, &Pointer::root()).is_err(), "{wrong}");
        }
    }
}
