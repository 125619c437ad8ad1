//! Text into HTML.

use serde_json::Value;

/// A member that is text; empty where there is none.
pub(super) fn of<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}

/// Text that says nothing else than it says.
pub(super) fn escaped(text: &str) -> String {
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    text.replace('"', "&quot;")
}

/// Paragraphs, and words in backticks: all the Markdown that descriptions use.
pub(super) fn prose(text: &str) -> String {
    let paragraphs = text
        .split("\n\n")
        .filter(|paragraph| !paragraph.trim().is_empty());
    paragraphs
        .map(|paragraph| format!("<p>{}</p>\n", line(paragraph)))
        .collect()
}

/// One paragraph, without its tags.
pub(super) fn line(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts
        .map(|(index, part)| match index % 2 {
            0 => escaped(part),
            _ => format!("<code>{}</code>", escaped(part)),
        })
        .collect()
}

/// A name as the target of a link.
pub(super) fn anchor(name: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    name.chars().map(plain).collect()
}

/// Every item of an array, written.
pub(super) fn each(items: &Value, write: impl FnMut(&Value) -> String) -> String {
    items
        .as_array()
        .map(|items| items.iter().map(write).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_html_is_shown_and_not_obeyed() {
        assert_eq!(line("a `<b>` & c"), "a <code>&lt;b&gt;</code> &amp; c");
    }
}
