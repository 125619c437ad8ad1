//! Chance, drawn from the run's seed by name, so that one more draw shifts no other.

use sha2::{Digest, Sha256};

/// The seed of a run that is given none.
pub const DEFAULT: u64 = 7;

/// The largest number that JSON carries whole everywhere.
const LARGEST: u64 = (1 << 53) - 1;

/// The seed of something that has a name within the run.
#[must_use]
pub fn named(run: u64, name: &str) -> u64 {
    let mut hash = Sha256::new();
    hash.update(run.to_be_bytes());
    hash.update(name.as_bytes());
    let digest = hash.finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    u64::from_be_bytes(first) & LARGEST
}

/// A number that nobody can foresee: for probes and opaque ids, never for verdicts.
///
/// # Errors
///
/// When the operating system has no entropy to give.
pub fn entropy() -> Result<u64, getrandom::Error> {
    Ok(getrandom::u64()? & LARGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_the_same_seed_in_every_run_with_the_same_seed() {
        assert_eq!(named(7, "a"), named(7, "a"));
        assert_ne!(named(7, "a"), named(7, "b"));
        assert_ne!(named(7, "a"), named(8, "a"));
    }
}
