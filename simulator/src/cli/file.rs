//! The configuration file: the flags by their names, in TOML.

use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

/// Why a configuration file is not usable. Every message begins with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}{place}: {text}", path = path.display(), place = place.map_or(String::new(), |(line, column)| format!(":{line}:{column}")))]
pub(super) struct FileError {
    path: PathBuf,
    place: Option<(usize, usize)>,
    text: String,
}

/// A configuration file as it was read.
#[derive(Debug)]
pub(super) struct ConfigFile {
    path: PathBuf,
    text: String,
    entries: Vec<Entry>,
}

/// One value of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The name of the flag, without its dashes.
    pub(super) name: String,
    /// The value as the flag takes it, or whether a flag without a value is there.
    pub(super) value: Written,
    // Where name and value start in the text.
    name_at: usize,
    value_at: usize,
}

/// A value as the command line takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Written {
    /// Behind the flag.
    Text(String),
    /// The flag stands alone, or is left out.
    Switch(bool),
}

impl ConfigFile {
    /// Reads a file; `names` are the flags it may have.
    ///
    /// # Errors
    ///
    /// [`FileError`] where it cannot be read, is no TOML, or has an unknown name or a value that
    /// no flag takes.
    pub(super) fn read(path: &Path, names: &[&str]) -> Result<Self, FileError> {
        let unreadable = |text: String| FileError {
            path: path.to_owned(),
            place: None,
            text,
        };
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
        let mut file = Self {
            path: path.to_owned(),
            entries: Vec::new(),
            text,
        };
        file.entries = file.parse(names)?;
        Ok(file)
    }

    /// The values, in the order of their names.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// That a flag does not take its value.
    pub(super) fn refused(&self, entry: &Entry, text: impl Into<String>) -> FileError {
        self.mistake(entry.value_at, text)
    }

    fn parse(&self, names: &[&str]) -> Result<Vec<Entry>, FileError> {
        let table = DeTable::parse(&self.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            self.mistake(at, error.message())
        })?;
        let entry = |(name, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
            let (name_at, value_at) = (name.span().start, value.span().start);
            let name: &str = AsRef::<std::borrow::Cow<'_, str>>::as_ref(name);
            if !names.contains(&name) {
                return Err(self.mistake(name_at, unknown(name, names)));
            }
            let value = written(value.get_ref())
                .ok_or_else(|| self.mistake(value_at, format!("`{name}` takes one plain value")))?;
            Ok(Entry {
                name: name.to_owned(),
                value,
                name_at,
                value_at,
            })
        };
        table.get_ref().iter().map(entry).collect()
    }

    fn mistake(&self, at: usize, text: impl Into<String>) -> FileError {
        let before = &self.text.as_bytes()[..at.min(self.text.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let start = before.iter().rposition(|byte| *byte == b'\n');
        let column = before.len() - start.map_or(0, |start| start + 1) + 1;
        FileError {
            path: self.path.clone(),
            place: Some((line, column)),
            text: text.into(),
        }
    }
}

fn written(value: &DeValue<'_>) -> Option<Written> {
    Some(match value {
        DeValue::Boolean(on) => Written::Switch(*on),
        DeValue::String(text) => Written::Text(text.to_string()),
        DeValue::Integer(number) => Written::Text(number.to_string()),
        DeValue::Datetime(instant) => Written::Text(instant.to_string()),
        DeValue::Float(_) | DeValue::Array(_) | DeValue::Table(_) => return None,
    })
}

fn unknown(name: &str, names: &[&str]) -> String {
    let near = |known: &&&str| strsim::damerau_levenshtein(known, name) <= 2;
    let nearest = names
        .iter()
        .filter(near)
        .min_by_key(|known| strsim::damerau_levenshtein(known, name));
    match nearest {
        Some(nearest) => format!("there is no `{name}`; did you mean `{nearest}`?"),
        None => format!("there is no `{name}`; there are the flags of `simulator --help`"),
    }
}
