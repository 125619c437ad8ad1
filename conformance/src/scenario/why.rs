//! The first comment of a scenario: why a client's users would care.

/// The first run of comment lines, joined. Lines for editors (`yaml-language-server`) are passed by.
pub(crate) fn read(source: &str) -> Option<String> {
    let comments = source
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .take_while(|line| line.starts_with('#'))
        .map(|line| line.trim_start_matches('#').trim())
        .filter(|line| !line.starts_with("yaml-language-server:"));
    let why = comments.collect::<Vec<_>>().join(" ");
    let why = why.trim();
    (!why.is_empty()).then(|| why.to_owned())
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_first_comment_is_joined_without_the_line_for_editors() {
        let source =
            "# yaml-language-server: $schema=x\n# One reason,\n# told in two lines.\n\ntitle: x";

        assert_eq!(
            read(source).as_deref(),
            Some("One reason, told in two lines.")
        );
    }

    #[test]
    fn a_file_that_starts_with_a_key_gives_no_reason() {
        assert_eq!(read("title: x # not a reason"), None);
    }
}
