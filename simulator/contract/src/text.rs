//! How characters are counted, and how a number is told.

use std::fmt::Display;

/// The number of characters of a text as the contract counts them: Unicode scalar values, a CRLF
/// counted as one, nothing trimmed.
///
/// Invisible trailing characters count, because they bite users in practice (stated: NHSBSA
/// KA-25633); how the real service counts is not public (provenance `simulator`).
pub fn length(text: &str) -> usize {
    let bytes = text.as_bytes();
    // Hardly any text has a carriage return, and whether one has is seen at once.
    let breaks = match memchr::memchr(b'\r', bytes) {
        Some(first) => bytes[first..]
            .windows(2)
            .filter(|pair| pair == b"\r\n")
            .count(),
        None => 0,
    };
    text.chars().count() - breaks
}

/// The text with every CRLF turned into LF: the form in which texts are compared.
pub fn with_lf(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// A number with its noun: `1 sandbox`, `2 sandboxes`.
pub fn counted<N: PartialEq + From<u8> + Display>(number: N, one: &str, several: &str) -> String {
    let noun = if number == N::from(1) { one } else { several };
    format!("{number} {noun}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_counts_once_whichever_way_it_is_written() {
        assert_eq!(
            (length("a\r\nb"), length("a\nb"), length("a\rb")),
            (3, 3, 3)
        );
    }

    #[test]
    fn one_is_told_in_the_singular() {
        let told = [0_usize, 1, 2].map(|number| counted(number, "try", "tries"));

        assert_eq!(told, ["0 tries", "1 try", "2 tries"]);
    }

    #[test]
    fn invisible_trailing_characters_count() {
        assert_eq!(length("ab \u{200b}\u{a0}"), 5);
    }
}
