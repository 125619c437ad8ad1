//! Chance, from one number.
//!
//! Every place that draws has its own child seed, found by name: one more draw in one place shifts
//! no draw in another. What is numbered (transfers, requests) has a child for each number, so that
//! no generator has to be stored with the state.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Letters and digits that cannot be taken for one another when read aloud.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

const HEX: &[u8; 16] = b"0123456789abcdef";

/// The number that everything but identities of sandboxes and secrets follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seed(pub u64);

impl Seed {
    /// The child seed of a place that draws.
    pub fn child(self, name: &str) -> Child {
        Child(digest(&self.0.to_le_bytes(), name))
    }
}

/// The seed of one place that draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Child([u8; 32]);

impl Child {
    /// The child seed of a place within this one.
    pub fn child(&self, name: &str) -> Self {
        Self(digest(&self.0, name))
    }

    /// The child seed of the `number`th thing.
    pub fn number(&self, number: u64) -> Self {
        self.child(&format!("#{number}"))
    }

    /// A generator to draw from.
    pub fn draws(&self) -> ChaCha8Rng {
        ChaCha8Rng::from_seed(self.0)
    }

    /// A number from a range, both ends included.
    pub fn between(&self, least: u64, most: u64) -> u64 {
        self.draws().random_range(least..=most)
    }

    /// Sixteen letters and digits.
    pub fn word(&self) -> String {
        spell(&self.0[..16])
    }

    /// An identifier in the shape of a random UUID, for readers that expect one.
    pub fn uuid(&self) -> String {
        let mut bytes: [u8; 16] = self.0[..16].try_into().expect("a digest has 32 bytes");
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        let mut text = String::with_capacity(36);
        for (index, byte) in bytes.iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            for digit in [byte >> 4, byte & 0xf] {
                text.push(char::from(HEX[usize::from(digit)]));
            }
        }
        text
    }
}

/// One letter or digit for each byte.
pub(super) fn spell(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte & 31)]))
        .collect()
}

/// Whether a character is one that [`spell`] writes.
pub(super) fn is_spelt(byte: u8) -> bool {
    ALPHABET.contains(&byte)
}

fn digest(parent: &[u8], name: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update((parent.len() as u64).to_le_bytes());
    hash.update(parent);
    hash.update(name.as_bytes());
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_same_seed_and_name_draw_the_same() {
        insta::assert_snapshot!(Seed(7).child("transfers").number(1).word(), @"2ag10hbertnyyf9y");
        insta::assert_snapshot!(Seed(7).child("requests").number(1).uuid(), @"8ff1988d-e302-4323-b1af-e5e5968c7018");
    }

    #[test]
    fn one_more_draw_in_one_place_shifts_no_other() {
        let seed = Seed(7);
        let before = seed.child("vacancies").between(1, 1_000_000);

        let mut applicants = seed.child("applicants").draws();
        let _: u64 = applicants.random();

        assert_eq!(seed.child("vacancies").between(1, 1_000_000), before);
    }

    proptest! {
        #[test]
        fn other_seeds_and_other_names_draw_otherwise(a: u64, b: u64, n: u64) {
            prop_assume!(a != b);
            prop_assert_ne!(Seed(a).child("x"), Seed(b).child("x"));
            prop_assert_ne!(Seed(a).child("x"), Seed(a).child("y"));
            prop_assert_ne!(Seed(a).child("x").number(n), Seed(a).child("x"));
        }

        #[test]
        fn a_draw_stays_in_its_range(seed: u64, least in 0u64..1000, more in 0u64..1000) {
            let drawn = Seed(seed).child("range").between(least, least + more);
            prop_assert!((least..=least + more).contains(&drawn));
        }
    }
}
