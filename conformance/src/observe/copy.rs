//! Texts that must not be typed by hand: each in a file of its own, to open and copy from.

use std::fs;
use std::path::{Path, PathBuf};

/// Where the texts of one form are written.
pub(super) struct Copies<'a> {
    folder: &'a Path,
    reference: String,
}

impl<'a> Copies<'a> {
    /// Into this folder, under the reference of the form.
    pub(super) fn into(folder: &'a Path, reference: &str) -> Self {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
        Self {
            folder,
            reference: reference.chars().map(plain).collect(),
        }
    }

    /// The text itself where it fits and nothing in it is hard to see, else the file that holds it.
    pub(super) fn shown(&self, path: &str, text: &str, room: usize) -> String {
        if is_plain(text) && text.chars().count() <= room {
            return text.to_owned();
        }
        match self.write(path, text) {
            Ok(file) => told(text, &file),
            // The folder is full or gone: better a long line than no text.
            Err(_) => text.to_owned(),
        }
    }

    fn write(&self, path: &str, text: &str) -> std::io::Result<PathBuf> {
        fs::create_dir_all(self.folder)?;
        let file = self.folder.join(format!("{}.{path}.txt", self.reference));
        fs::write(&file, text)?;
        Ok(file)
    }
}

/// How long it is, what is odd about it, where it stands.
fn told(text: &str, file: &Path) -> String {
    let count = text.chars().count();
    let odd = if has_hidden(text) {
        ", some invisible,"
    } else {
        ""
    };
    let file = file.display();
    format!("copy all {count} characters{odd} from\n       {file}")
}

/// Whether a reader sees every character, where it begins and ends, and finds each on a keyboard: a mark
/// of its own behind a letter, a curly quote or an emoji is copied, not typed.
fn is_plain(text: &str) -> bool {
    let single = !text.contains("  ") && text.trim() == text;
    let usual = |c: char| c.is_ascii_graphic() || c == ' ' || c.is_alphanumeric();
    single && !text.is_empty() && text.chars().all(usual)
}

fn has_hidden(text: &str) -> bool {
    let breaks = |c: char| matches!(c, '\n' | '\r');
    let hidden = |c: char| {
        (c.is_control() && !breaks(c))
            || (c.is_whitespace() && c != ' ' && !breaks(c))
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
    };
    text.chars().any(hidden) || text.trim_end_matches(['\n', '\r']).ends_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_seen_is_shown_and_the_rest_is_copied_from_a_file_byte_for_byte() {
        let folder = tempfile::tempdir().unwrap();
        let copies = Copies::into(folder.path(), "OBS ABC/001");

        assert_eq!(copies.shown("a", "Staff Nurse", 40), "Staff Nurse");
        for text in [
            "Staff  Nurse",
            "tail \u{200b}",
            " x",
            "two\nlines",
            "e\u{301}t\u{e9}",
            "the ward’s",
            &"x".repeat(41),
        ] {
            let told = copies.shown("job.title", text, 40);

            assert!(told.starts_with("copy all "), "{told}");
            let file = folder.path().join("OBS-ABC-001.job.title.txt");
            assert_eq!(fs::read_to_string(file).unwrap(), text);
        }
    }
}
