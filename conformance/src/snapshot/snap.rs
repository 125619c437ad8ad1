//! insta's `.snap` files, read and written without insta: the shipped runner depends neither on
//! Cargo nor on a vendor's `INSTA_*` variables. Our tests hold both against insta's own engine.

/// One snapshot file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snap {
    /// One line for the reader: the scenario's title.
    pub description: String,
    /// The recorded text, without white space at its end.
    pub contents: String,
}

/// The text is not in insta's present format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it does not start with a block of metadata between two lines `---`")]
pub struct NotASnap;

impl Snap {
    /// A snapshot of a text. As insta does, white space at its end is left out.
    #[must_use]
    pub fn new(description: &str, contents: &str) -> Self {
        let contents = contents.replace("\r\n", "\n").trim_end().to_owned();
        Self {
            description: description.to_owned(),
            contents,
        }
    }

    /// The file's text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let description = scalar(&self.description);
        format!("---\ndescription: {description}\n---\n{}\n", self.contents)
    }

    /// Reads a file's text. Metadata that only insta uses is passed over.
    ///
    /// # Errors
    ///
    /// When it has no block of metadata at its beginning.
    pub fn read(text: &str) -> Result<Self, NotASnap> {
        let text = text.replace("\r\n", "\n");
        let body = text.strip_prefix("---\n").ok_or(NotASnap)?;
        let (metadata, contents) = body.split_once("\n---\n").ok_or(NotASnap)?;
        let described = metadata
            .lines()
            .find_map(|line| line.strip_prefix("description: "));
        Ok(Self::new(
            &described.map(unquoted).unwrap_or_default(),
            contents,
        ))
    }
}

/// A YAML scalar, quoted where insta quotes it.
fn scalar(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else {
        json(text)
    }
}

/// A sentence that YAML takes as text without quotes.
fn is_plain(text: &str) -> bool {
    const SPECIAL: &str = ":{}[],#`\"'\\";
    let sentence = text.contains(' ') && !text.ends_with(' ');
    let special = |character: char| character.is_control() || SPECIAL.contains(character);
    sentence
        && text.starts_with(|first: char| first.is_ascii_alphabetic())
        && !text.contains(special)
}

// YAML's double quotes take JSON's escapes.
fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn unquoted(scalar: &str) -> String {
    serde_json::from_str(scalar).unwrap_or_else(|_| scalar.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples() -> [Snap; 4] {
        [
            Snap::new("A draft is told as a draft", "one\n  two\n\nthree\n\n"),
            Snap::new(
                "Told: \"a draft\", it's said",
                "\n---\nlooks like a fence\n",
            ),
            Snap::new("42", "körper\twith a tab"),
            Snap::new("", "x"),
        ]
    }

    #[test]
    fn what_is_written_is_read_back() {
        for snap in samples() {
            assert_eq!(Snap::read(&snap.to_text()), Ok(snap));
        }
    }

    #[test]
    fn insta_reads_what_is_written_and_would_write_the_same() {
        let folder = tempfile::tempdir().unwrap();
        for (index, snap) in samples().into_iter().enumerate().take(2) {
            let ours = folder.path().join(format!("ours-{index}.snap"));
            let theirs = folder.path().join(format!("theirs-{index}.snap"));
            std::fs::write(&ours, snap.to_text()).unwrap();

            let read = insta::Snapshot::from_file(&ours).unwrap();
            read.save(&theirs).unwrap();

            assert_eq!(
                read.metadata().description(),
                Some(snap.description.as_str())
            );
            assert_eq!(
                read.as_text().unwrap().to_string(),
                snap.contents.trim_start_matches('\u{feff}')
            );
            assert_eq!(std::fs::read_to_string(theirs).unwrap(), snap.to_text());
        }
    }

    #[test]
    fn a_file_of_another_kind_is_refused() {
        assert_eq!(Snap::read("hello"), Err(NotASnap));
    }
}
