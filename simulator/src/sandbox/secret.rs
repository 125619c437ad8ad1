//! Secrets: drawn from the operating system's entropy, compared in constant time, never shown.

use std::fmt;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::seed::{is_spelt, spell};

/// Letters and digits behind the prefix: 130 bits.
const LENGTH: usize = 26;

/// What a secret opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SecretKind {
    /// Of the header `X-Api-Key`.
    ApiKey,
    /// Of the token endpoint.
    ClientSecret,
    /// Of the header `Authorization: Bearer`.
    AccessToken,
}

impl SecretKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::ApiKey, Self::ClientSecret, Self::AccessToken];

    /// What every secret of the kind starts with, so that one can be recognised wherever it is
    /// written.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::ApiKey => "simkey-",
            Self::ClientSecret => "simsecret-",
            Self::AccessToken => "simtoken-",
        }
    }

    /// The word a mask says: `apiKey`, `clientSecret`, `accessToken`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ApiKey => "apiKey",
            Self::ClientSecret => "clientSecret",
            Self::AccessToken => "accessToken",
        }
    }
}

/// The operating system gave no entropy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no entropy for an identifier or a secret: {0}")]
pub struct NoEntropy(getrandom::Error);

/// Bytes that cannot be guessed.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that draws ids and secrets, which must not follow from a seed"
)]
fn entropy<const N: usize>() -> Result<[u8; N], NoEntropy> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(NoEntropy)?;
    Ok(bytes)
}

/// A word that cannot be guessed.
pub(crate) fn unguessable() -> Result<String, NoEntropy> {
    Ok(spell(&entropy::<LENGTH>()?))
}

/// A number for a sandbox that was not given its seed. Kept below 2^53, so that every JSON reader
/// can say it.
pub(super) fn unguessable_seed() -> Result<u64, NoEntropy> {
    Ok(u64::from_le_bytes(entropy()?) >> 11)
}

/// A secret in the clear. It has no `Display`, and `{:?}` does not show it.
#[derive(Clone)]
pub struct Secret {
    text: String,
    hash: SecretHash,
}

impl Secret {
    /// Draws a new one.
    ///
    /// # Errors
    /// [`NoEntropy`] when the operating system gives none.
    pub fn draw(kind: SecretKind) -> Result<Self, NoEntropy> {
        let text = format!("{}{}", kind.prefix(), unguessable()?);
        let hash = SecretHash::of(&text);
        Ok(Self { text, hash })
    }

    /// One that was drawn in an earlier life of the simulator; nothing where the text is none of ours.
    pub fn kept(kind: SecretKind, text: &str) -> Option<Self> {
        let drawn = text.strip_prefix(kind.prefix())?;
        let sound = drawn.len() == LENGTH && drawn.bytes().all(is_spelt);
        sound.then(|| Self {
            text: text.to_owned(),
            hash: SecretHash::of(text),
        })
    }

    /// The text, for the one who is to have it.
    pub fn reveal(&self) -> &str {
        &self.text
    }

    /// Its hash.
    pub fn hash(&self) -> SecretHash {
        self.hash
    }

    /// Whether a presented text is this secret, in a time that tells nothing about either.
    pub fn is(&self, presented: &str) -> bool {
        self.hash.same(&SecretHash::of(presented))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What is kept of a secret that need not be shown again. Hashing first means that a comparison
/// does not depend on the length of what was presented.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// The hash of a presented text.
    pub fn of(presented: &str) -> Self {
        Self(Sha256::digest(presented.as_bytes()).into())
    }

    /// The hash itself.
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether two hashes are the same, in constant time.
    pub fn same(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(…)")
    }
}

/// Something that looks like a secret, found in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it stands.
    pub range: std::ops::Range<usize>,
    /// What it would open.
    pub kind: SecretKind,
}

/// Fewer bytes hold no secret: what stands behind even the shortest prefix is longer.
const SHORTEST: usize = SecretKind::ApiKey.prefix().len() + LENGTH;

/// Finds everything in some bytes that has the shape of a secret of any sandbox, in order.
pub fn scan(bytes: &[u8]) -> Vec<Found> {
    let mut found = Vec::new();
    // Nearly every header is as short as that.
    if bytes.len() < SHORTEST {
        return found;
    }
    let mut at = 0;
    while let Some(start) = next_prefix(bytes, at) {
        let hit = SecretKind::ALL
            .into_iter()
            .find_map(|kind| shaped(bytes, start, kind));
        at = hit.as_ref().map_or(start + 1, |hit| hit.range.end);
        found.extend(hit);
    }
    found
}

/// What every prefix starts with. Every byte of every body is looked through for it, so it is
/// looked for as fast as memory can be read.
static BEGINNING: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("sim"));

fn next_prefix(bytes: &[u8], from: usize) -> Option<usize> {
    BEGINNING
        .find(bytes.get(from..)?)
        .map(|offset| from + offset)
}

fn shaped(bytes: &[u8], start: usize, kind: SecretKind) -> Option<Found> {
    let rest = bytes[start..].strip_prefix(kind.prefix().as_bytes())?;
    let word = rest.get(..LENGTH)?;
    let end = start + kind.prefix().len() + LENGTH;
    word.iter().all(|byte| is_spelt(*byte)).then_some(Found {
        range: start..end,
        kind,
    })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// The files of product code that hold a text.
    fn files_with(text: &str, folder: &Path) -> Vec<String> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("facts") {
                found.extend(files_with(text, &path));
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let code = fs::read_to_string(&path).unwrap();
                let product = code.split("#[cfg(test)]").next().unwrap_or_default();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                found.extend(product.contains(text).then_some(name));
            }
        }
        found.sort();
        found
    }

    // A secret can be compared by `is` alone: it has no `==`, its text is told where a sandbox is
    // made known, where a token is issued, and by tests; none of these compares.
    #[test]
    fn secrets_are_compared_in_constant_time_and_in_one_place() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");

        assert_eq!(files_with(".ct_eq(", &source), ["secret.rs"]);
        assert_eq!(
            files_with(".reveal()", &source),
            ["instance.rs", "issue_token.rs", "sample.rs"]
        );
    }

    #[test]
    fn a_secret_is_itself_and_no_other() {
        let secret = Secret::draw(SecretKind::ApiKey).unwrap();
        let other = Secret::draw(SecretKind::ApiKey).unwrap();

        assert!(secret.is(secret.reveal()));
        assert!(!secret.is(other.reveal()) && !secret.is(""));
    }

    #[test]
    fn the_shortest_secret_is_found_alone() {
        let shortest = SecretKind::ALL
            .into_iter()
            .map(|kind| kind.prefix().len() + LENGTH)
            .min();
        let key = Secret::draw(SecretKind::ApiKey).unwrap();

        assert_eq!(shortest, Some(SHORTEST));
        assert_eq!(scan(key.reveal().as_bytes()).len(), 1);
    }

    #[test]
    fn every_kind_of_secret_begins_alike() {
        let found = |kind: SecretKind| BEGINNING.find(kind.prefix().as_bytes());

        assert!(
            SecretKind::ALL
                .into_iter()
                .all(|kind| found(kind) == Some(0))
        );
    }

    #[test]
    fn debugging_a_secret_does_not_show_it() {
        let secret = Secret::draw(SecretKind::ClientSecret).unwrap();

        assert_eq!(
            format!("{secret:?} {:?}", secret.hash()),
            "Secret(…) SecretHash(…)"
        );
    }

    #[test]
    fn secrets_are_found_wherever_they_are_written() {
        let key = Secret::draw(SecretKind::ApiKey).unwrap();
        let token = Secret::draw(SecretKind::AccessToken).unwrap();
        let text = format!("ss simkey-short {}&t={}x", key.reveal(), token.reveal());

        let found = scan(text.as_bytes());

        let seen: Vec<_> = found
            .iter()
            .map(|hit| (hit.kind, &text[hit.range.clone()]))
            .collect();
        let wanted = [
            (SecretKind::ApiKey, key.reveal()),
            (SecretKind::AccessToken, token.reveal()),
        ];
        assert_eq!(seen, wanted);
    }
}
