//! Two names, or two days, letter by letter: what is the same, and what is not.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization as _;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// What it says. A space that differs is written as `␣`, to be seen.
    pub(super) text: String,
    /// Whether the other text says something else here.
    pub(super) differs: bool,
}

/// Two texts, each in parts. They are compared composed, as matching does, and a long one no
/// further than its first 200 letters.
pub(super) fn compared(one: &str, other: &str) -> (Vec<Part>, Vec<Part>) {
    let letters = |text: &str| text.nfc().take(200).collect::<Vec<char>>();
    let (one, other) = (letters(one), letters(other));
    let same = common(&one, &other);
    let ours = same.iter().map(|(at, _)| *at).collect::<Vec<_>>();
    let theirs = same.iter().map(|(_, at)| *at).collect::<Vec<_>>();
    (parts(&one, &ours), parts(&other, &theirs))
}

/// Two days, each by day, month and year.
pub(super) fn days(one: Date, other: Date) -> (Vec<Part>, Vec<Part>) {
    let fields = |date: Date| {
        [
            date.day().to_string(),
            date.strftime("%B").to_string(),
            date.year().to_string(),
        ]
    };
    let told = |own: [String; 3], other: &[String; 3]| {
        let pairs = own.into_iter().zip(other);
        let parts = pairs.map(|(text, other)| Part {
            differs: text != *other,
            text,
        });
        let mut spaced = Vec::new();
        for part in parts {
            if !spaced.is_empty() {
                spaced.push(Part {
                    text: " ".to_owned(),
                    differs: false,
                });
            }
            spaced.push(part);
        }
        spaced
    };
    let (one, other) = (fields(one), fields(other));
    (told(one.clone(), &other), told(other, &one))
}

/// The places of a longest common subsequence.
fn common(one: &[char], other: &[char]) -> Vec<(usize, usize)> {
    let mut longest = vec![vec![0_u16; other.len() + 1]; one.len() + 1];
    for i in (0..one.len()).rev() {
        for j in (0..other.len()).rev() {
            longest[i][j] = match one[i] == other[j] {
                true => longest[i + 1][j + 1] + 1,
                false => longest[i + 1][j].max(longest[i][j + 1]),
            };
        }
    }
    let (mut i, mut j, mut same) = (0, 0, Vec::new());
    while i < one.len() && j < other.len() {
        if one[i] == other[j] {
            same.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    same
}

fn parts(letters: &[char], same: &[usize]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        let differs = same.binary_search(&at).is_err();
        let shown = if differs && letter.is_whitespace() {
            '␣'
        } else {
            *letter
        };
        match parts.last_mut() {
            Some(part) if part.differs == differs => part.text.push(shown),
            _ => parts.push(Part {
                text: shown.to_string(),
                differs,
            }),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What differs stands in brackets.
    fn told(one: &str, other: &str) -> [String; 2] {
        let (one, other) = compared(one, other);
        [one, other].map(marked)
    }

    fn marked(parts: Vec<Part>) -> String {
        let marked = parts.into_iter().map(|part| match part.differs {
            true => format!("[{}]", part.text),
            false => part.text,
        });
        marked.collect()
    }

    #[test]
    fn the_letters_that_differ_are_marked_on_both_sides() {
        assert_eq!(told("O'Brien", "OBrien"), ["O[']Brien", "OBrien"]);
        assert_eq!(
            told("Anne-Marie", "Anne Marie"),
            ["Anne[-]Marie", "Anne[␣]Marie"]
        );
        assert_eq!(told("Müller", "Muller"), ["M[ü]ller", "M[u]ller"]);
        assert_eq!(told("Okafor", "Okaofr"), ["Oka[f]or", "Okao[f]r"]);
        assert_eq!(told("", "An"), ["", "[An]"]);
        assert_eq!(told("José", "Jose\u{301}"), ["José", "José"]);
    }

    #[test]
    fn a_swapped_day_and_month_are_marked() {
        let (one, other) = days(jiff::civil::date(1996, 2, 9), jiff::civil::date(1996, 9, 2));

        assert_eq!(marked(one), "[9] [February] 1996");
        assert_eq!(marked(other), "[2] [September] 1996");
    }
}
