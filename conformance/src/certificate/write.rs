//! The text of a certificate, as it is written into its file.

use super::read::MOST_BYTES;
use super::record::Certificate;

/// A certificate that nobody would read.
#[derive(Debug, thiserror::Error)]
#[error(
    "the certificate would have {} MB, and no more than {} MiB are read; certify fewer scenarios at a time \
     (--area, --shard)", .bytes / 1_000_000, MOST_BYTES / 1024 / 1024
)]
pub struct TooLarge {
    bytes: usize,
}

/// Indented JSON, what it says before what it follows from, and a line feed.
///
/// # Errors
///
/// When it would be larger than what is read.
pub fn text(certificate: &Certificate) -> Result<Vec<u8>, TooLarge> {
    let text = serde_json::to_vec_pretty(certificate);
    let mut text = text.expect("records have text for names, and no number is infinite");
    text.push(b'\n');
    let bytes = text.len();
    if bytes as u64 > MOST_BYTES {
        return Err(TooLarge { bytes });
    }
    Ok(text)
}
