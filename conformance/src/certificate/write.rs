//! The text of a certificate, as it is written into its file.

use super::read::{MOST_BYTES, too_many};
use super::record::Certificate;

/// A certificate that nobody would read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TooLarge {
    /// Its text is too long.
    #[error("the certificate would have {} MB, and no more than {} MiB are read; {REMEDY}", .bytes / 1_000_000, MOST_BYTES / 1024 / 1024)]
    Bytes {
        /// How long it would be.
        bytes: usize,
    },
    /// It has too many of something.
    #[error(
        "the certificate would have more than {most} members in `{member}`, and no more are read; {REMEDY}"
    )]
    Members {
        /// The member that has them.
        member: &'static str,
        /// How many there may be.
        most: usize,
    },
}

const REMEDY: &str = "certify fewer scenarios at a time (--area, --shard)";

/// Indented JSON, what it says before what it follows from, and a line feed.
///
/// # Errors
///
/// When it would be larger than what is read.
pub fn text(certificate: &Certificate) -> Result<Vec<u8>, TooLarge> {
    if let Some((member, most)) = too_many(certificate) {
        return Err(TooLarge::Members { member, most });
    }
    let text = serde_json::to_vec_pretty(certificate);
    let mut text = text.expect("records have text for names, and no number is infinite");
    text.push(b'\n');
    let bytes = text.len();
    if bytes as u64 > MOST_BYTES {
        return Err(TooLarge::Bytes { bytes });
    }
    Ok(text)
}
