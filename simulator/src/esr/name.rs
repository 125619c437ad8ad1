//! Names, folded for comparison.
//!
//! Any Unicode name is compared as people would: composed or decomposed, upper or lower case. The
//! normalised fold also drops marks, hyphens, apostrophes and spaces. Letters stay letters: `ø` is
//! no `o` with a mark, and nothing here guesses.

use caseless::Caseless;
use contract::settings::Matching;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What the normalised fold drops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dropped {
    Marks,
    Hyphens,
    Apostrophes,
    Spaces,
}

impl Dropped {
    pub(super) const ALL: [Self; 4] = [Self::Marks, Self::Hyphens, Self::Apostrophes, Self::Spaces];

    fn holds(self, letter: char) -> bool {
        match self {
            Self::Marks => is_combining_mark(letter),
            Self::Hyphens => is_hyphen(letter),
            Self::Apostrophes => is_apostrophe(letter),
            Self::Spaces => letter.is_whitespace(),
        }
    }
}

/// The form of a name that a sandbox's matching compares.
pub(super) fn fold(name: &str, matching: Matching) -> String {
    match matching {
        Matching::Strict => strict(name),
        Matching::Normalised => normalised(name),
    }
}

/// Trimmed, spaces collapsed, case folded, in NFC.
pub(super) fn strict(name: &str) -> String {
    // ASCII is its own normal form and folds to lower case; most names are ASCII.
    let folded: String = if name.is_ascii() {
        name.to_ascii_lowercase()
    } else {
        name.nfd().default_case_fold().nfc().collect()
    };
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As [`strict`], without marks, hyphens, apostrophes and spaces.
pub(super) fn normalised(name: &str) -> String {
    without(name, &Dropped::ALL)
}

/// As [`strict`], without some of what the normalised fold drops. A name of nothing else stays as
/// the strict fold has it: no two such names are the same for want of letters.
pub(super) fn without(name: &str, dropped: &[Dropped]) -> String {
    strip(strict(name), dropped)
}

/// The normalised form of a name that is folded strictly.
pub(super) fn bare(strict: &str) -> String {
    strip(strict.to_owned(), &Dropped::ALL)
}

fn strip(strict: String, dropped: &[Dropped]) -> String {
    let kept = |letter: &char| !dropped.iter().any(|class| class.holds(*letter));
    let bare: String = if strict.is_ascii() {
        strict.chars().filter(kept).collect()
    } else {
        strict.nfd().filter(kept).nfc().collect()
    };
    if bare.is_empty() { strict } else { bare }
}

/// The parts of a name that spaces or hyphens separate, normalised.
pub(super) fn parts(name: &str) -> Vec<String> {
    let split = |letter: char| letter.is_whitespace() || is_hyphen(letter);
    name.split(split)
        .filter(|part| !part.is_empty())
        .map(normalised)
        .collect()
}

/// Hyphen-minus, the soft hyphen, the hyphens and dashes of General Punctuation, the minus sign,
/// and the small and full-width forms.
fn is_hyphen(letter: char) -> bool {
    matches!(
        letter,
        '-' | '\u{ad}' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// The apostrophe and what keyboards and word processors put in its place.
fn is_apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '`' | '\u{b4}' | '\u{2b9}'..='\u{2bd}' | '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2035}' | '\u{ff07}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn strictly_a_name_is_the_same_in_any_case_spacing_or_composition() {
        let held = strict("José  María");

        assert_eq!(strict("  jose\u{301} MARI\u{301}A\u{a0}"), held);
        assert_ne!(strict("Jose Maria"), held);
    }

    #[test]
    fn case_is_folded_as_unicode_says_and_not_only_for_ascii() {
        assert_eq!(strict("STRASSE"), strict("Straße"));
        assert_eq!(strict("ΣΊΣΥΦΟΣ"), strict("Σίσυφος"));
        assert_eq!(strict("Đặng"), strict("ĐẶNG"));
    }

    #[test]
    fn normalised_a_name_loses_marks_hyphens_apostrophes_and_spaces() {
        assert_eq!(normalised("Anne-Marie"), normalised("Annemarie"));
        assert_eq!(normalised("O’Brien"), normalised("O Brien"));
        assert_eq!(normalised("Müller"), normalised("Muller"));
        assert_eq!(normalised("N’Guyễn"), normalised("nguyen"));
    }

    #[test]
    fn a_letter_of_its_own_is_no_letter_with_a_mark() {
        assert_ne!(normalised("Sørensen"), normalised("Sorensen"));
        assert_ne!(normalised("Müller"), normalised("Mueller"));
    }

    #[test]
    fn a_name_of_nothing_but_marks_is_not_every_such_name() {
        assert_ne!(normalised("-"), normalised("'"));
    }

    proptest! {
        #[test]
        fn folding_a_folded_name_changes_nothing(name in "\\PC{0,20}") {
            prop_assert_eq!(strict(&strict(&name)), strict(&name));
            prop_assert_eq!(normalised(&normalised(&name)), normalised(&name));
        }

        #[test]
        fn what_is_strictly_the_same_is_the_same_when_normalised(name in "\\PC{1,20}") {
            let alike = strict(&name);
            prop_assert_eq!(normalised(&alike), normalised(&name));
        }
    }
}
