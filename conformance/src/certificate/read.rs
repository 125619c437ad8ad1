//! Reading a certificate that somebody gave us: bounded, and nothing in it goes unread.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::record::{Certificate, Certified};
use super::strict::Strict;
use super::{FILE, FORMAT, digest};
use crate::report::words::one_line;

/// The largest certificate that is read. The 163 scenarios of this repository make one of some 7 MB.
pub(super) const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// The most attempts and the most known failures of a certificate: what is judged is bounded, too.
const MOST: [(&str, usize); 2] = [("attempts", 5_000), ("known", 1_000)];

/// A certificate as it stands in its file.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The file.
    pub file: PathBuf,
    /// What it says.
    pub certificate: Certificate,
    /// The same, word for word.
    pub(super) value: Value,
}

/// There is no certificate that can be read.
#[derive(Debug, thiserror::Error)]
pub enum NotRead {
    /// The file cannot be read.
    #[error("{} cannot be read: {source}; {}", .file.display(), remedy(.file))]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is larger than any certificate.
    #[error("{} is larger than {} MiB, which no certificate is; ask for the certificate itself, not an archive of it", .file.display(), MOST_BYTES / 1024 / 1024)]
    TooLarge {
        /// The file.
        file: PathBuf,
    },
    /// It ends in the middle.
    #[error("{} ends in the middle, at line {line}; ask for the whole file again", .file.display())]
    Truncated {
        /// The file.
        file: PathBuf,
        /// Where.
        line: usize,
    },
    /// It is not JSON, or not of one meaning.
    #[error("{} cannot be read as JSON: {why}; ask for the file as `conformance certify` wrote it", .file.display())]
    NotJson {
        /// The file.
        file: PathBuf,
        /// What is wrong, with line and column.
        why: String,
    },
    /// It is something else, or of another version of the format.
    #[error("{} is no certificate that this program reads: `format` is {found}, it reads `{FORMAT}`; {}", .file.display(), other_format(.found))]
    Format {
        /// The file.
        file: PathBuf,
        /// What it says of itself.
        found: String,
    },
    /// It does not have the members of a certificate.
    #[error("{}: at `{place}`: {why}; it is not as `conformance certify` writes certificates (`conformance schema certificate`): ask for the file as it was written", .file.display())]
    Shape {
        /// The file.
        file: PathBuf,
        /// The member.
        place: String,
        /// What is wrong with it.
        why: String,
    },
}

fn remedy(file: &Path) -> &'static str {
    let run = file.with_file_name("run.json");
    if run.is_file() {
        "a run is there, and no certificate was issued for it: `conformance certify` the folder, and see why"
    } else {
        "name the certificate, or the folder that `conformance certify --out` wrote"
    }
}

fn other_format(found: &str) -> &'static str {
    if found.starts_with("`conformance-certificate/") {
        "take the version of the tool that the certificate names as `madeBy`"
    } else {
        "name the file certificate.json"
    }
}

/// Reads a certificate, or the one in a folder.
///
/// # Errors
///
/// When it cannot be read, is too large, is cut off, is no certificate, or holds what certificates
/// do not hold.
pub fn read(place: &Path) -> Result<Document, NotRead> {
    let file = if place.is_dir() {
        place.join(FILE)
    } else {
        place.to_owned()
    };
    let text = bytes(&file).map_err(|source| NotRead::Unreadable {
        file: file.clone(),
        source,
    })?;
    parse(file, &text)
}

/// As many bytes as a certificate may have, and one more.
fn bytes(file: &Path) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    File::open(file)?
        .take(MOST_BYTES + 1)
        .read_to_end(&mut text)?;
    Ok(text)
}

/// Reads the text of a certificate; `file` is the name it is told by.
pub(crate) fn parse(file: PathBuf, text: &[u8]) -> Result<Document, NotRead> {
    if text.len() as u64 > MOST_BYTES {
        return Err(NotRead::TooLarge { file });
    }
    let value = match serde_json::from_slice(text) {
        Ok(Strict(value)) => value,
        Err(error) => return Err(not_json(file, &error)),
    };
    if value["format"] != FORMAT {
        let found = match &value["format"] {
            Value::Null => "missing".to_owned(),
            Value::String(found) => format!("`{}`", one_line(found, 60)),
            _ => "no text".to_owned(),
        };
        return Err(NotRead::Format { file, found });
    }
    let certificate = match typed(&value) {
        Ok(certificate) => certificate,
        Err((place, why)) => {
            let (place, why) = (plain(&place), plain(&why));
            return Err(NotRead::Shape { file, place, why });
        }
    };
    Ok(Document {
        file,
        certificate,
        value,
    })
}

fn not_json(file: PathBuf, error: &serde_json::Error) -> NotRead {
    if error.is_eof() {
        let line = error.line();
        return NotRead::Truncated { file, line };
    }
    let why = plain(error);
    NotRead::NotJson { file, why }
}

/// Words that somebody else may have written, fit for a terminal.
fn plain(words: &impl ToString) -> String {
    one_line(&words.to_string(), 300)
}

/// The members by their types; nothing may be left that no type reads.
fn typed(value: &Value) -> Result<Certificate, (String, String)> {
    let certificate: Certificate = serde_path_to_error::deserialize(value)
        .map_err(|error| (error.path().to_string(), error.inner().to_string()))?;
    if let Some(place) = unread(value, &digest::value(&certificate), String::new()) {
        let why = "a member that certificates do not have, or not so written".to_owned();
        return Err((place, why));
    }
    if let Some((member, most)) = too_many(&certificate) {
        let why = format!("there are more than {most} of them");
        return Err((format!("/{member}"), why));
    }
    refuse_twice(&certificate)?;
    Ok(certificate)
}

/// The member of which there is more than anybody reads, and how many there may be.
pub(super) fn too_many(certificate: &Certificate) -> Option<(&'static str, usize)> {
    let there = [certificate.attempts.len(), certificate.known.len()];
    let mut all = MOST.into_iter().zip(there);
    all.find_map(|((member, most), there)| (there > most).then_some((member, most)))
}

/// The first place where a document says something else than what was read of it.
fn unread(document: &Value, read: &Value, place: String) -> Option<String> {
    match (document, read) {
        (Value::Object(one), Value::Object(other)) => {
            let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            names.into_iter().find_map(|name| {
                let inner = || format!("{place}/{name}");
                match (one.get(name), other.get(name)) {
                    (Some(one), Some(other)) => unread(one, other, inner()),
                    _ => Some(inner()),
                }
            })
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let items = one.iter().zip(other).enumerate();
            let mut items = items.map(|(at, (one, other))| (format!("{place}/{at}"), one, other));
            items.find_map(|(place, one, other)| unread(one, other, place))
        }
        (one, other) => (one != other).then_some(place),
    }
}

/// What must stand once, and what must stand at all.
fn refuse_twice(certificate: &Certificate) -> Result<(), (String, String)> {
    let set = certificate.coverage.set.iter().map(|one| one.id.as_str());
    let set: BTreeSet<&str> = once("/coverage/set", "scenario", set)?;
    let attempts = || certificate.attempts.iter().map(|one| one.id.as_str());
    once("/attempts", "attempt", attempts())?;
    for (place, attempt) in certificate.attempts.iter().enumerate() {
        let checks = attempt.checks.iter().map(|check| check.id.as_str());
        once(&format!("/attempts/{place}/checks"), "check", checks)?;
        known_to_set(&set, place, attempt)?;
    }
    let left = certificate.coverage.left_out.iter().map(String::as_str);
    let accounted: BTreeSet<&str> = attempts().chain(left).collect();
    match set.iter().find(|id| !accounted.contains(*id)) {
        Some(id) => Err((
            "/attempts".to_owned(),
            format!("the attempt at `{id}` is missing, and it is not among those left out"),
        )),
        None => Ok(()),
    }
}

fn known_to_set(
    set: &BTreeSet<&str>,
    place: usize,
    attempt: &Certified,
) -> Result<(), (String, String)> {
    if set.contains(attempt.id.as_str()) {
        return Ok(());
    }
    let why = format!("there is no scenario `{}` in `coverage.set`", attempt.id);
    Err((format!("/attempts/{place}/id"), why))
}

fn once<'a>(
    place: &str,
    what: &str,
    ids: impl Iterator<Item = &'a str>,
) -> Result<BTreeSet<&'a str>, (String, String)> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err((
                place.to_owned(),
                format!("the {what} `{id}` stands there twice"),
            ));
        }
    }
    Ok(seen)
}
