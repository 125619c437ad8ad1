//! Reading a JSON body strictly: where it is malformed, the refusal says at which line and column.

mod node;
#[cfg(test)]
mod tests;

use contract::reading::Json;
use contract::refusal::Refusal;
use serde::de::DeserializeSeed as _;

use self::node::Node;
use crate::problem::Refused;

/// Reads a whole body.
///
/// Stricter than `serde_json` alone: a member that stands twice is refused, because two readers
/// could take two different values for it.
///
/// # Errors
///
/// `MALFORMED_JSON` with the place and what is wrong there.
pub(super) fn read(body: &[u8]) -> Result<Json<'_>, Refused> {
    let malformed = |detail: String| Refused::new(Refusal::MalformedJson, detail);
    if body.is_empty() {
        return Err(malformed(
            "the body is empty where a JSON object is expected".to_owned(),
        ));
    }
    if body.starts_with(b"\xef\xbb\xbf") {
        return Err(malformed(
            "the body begins with a byte order mark; leave it out".to_owned(),
        ));
    }
    if let Some(document) = quickly(body) {
        return Ok(document);
    }
    let text = std::str::from_utf8(body).map_err(|error| malformed(not_utf8(body, error)))?;
    carefully(text).map_err(|error| malformed(format!("the body is not well-formed JSON: {error}")))
}

// Most of a body is long texts, and `sonic-rs` looks through them many bytes at a time. What it
// does not read is read again: the other reader decides, and tells the place.
fn quickly(body: &[u8]) -> Option<Json<'_>> {
    let mut reader = sonic_rs::Deserializer::from_slice(body);
    let document = Node::ROOT.deserialize(&mut reader).ok()?;
    reader.end().ok().map(|()| document)
}

fn carefully(text: &str) -> serde_json::Result<Json<'_>> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let document = Node::ROOT.deserialize(&mut reader)?;
    reader.end().map(|()| document)
}

fn not_utf8(body: &[u8], error: std::str::Utf8Error) -> String {
    let before = &body[..error.valid_up_to()];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before
        .iter()
        .rev()
        .take_while(|byte| **byte != b'\n')
        .count()
        + 1;
    format!("the body is not UTF-8: the byte at line {line} column {column} begins no character")
}
