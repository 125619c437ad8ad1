//! One part of a run that is split over several machines.

use std::fmt;
use std::str::FromStr;

/// `2/5`: the second of five parts. All parts together are the whole, and no scenario is in two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    part: usize,
    of: usize,
}

/// The text names no part.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("write the part and how many there are, as in 2/5; the parts are 1/5 to 5/5")]
pub struct BadShard;

impl Shard {
    /// Keeps what belongs to this part: every so many-th, so that slow neighbours are spread.
    pub fn keep<T>(self, all: &mut Vec<T>) {
        let mut place = 0..;
        all.retain(|_| {
            place
                .next()
                .is_some_and(|place: usize| place % self.of == self.part - 1)
        });
    }

    /// Which part, from 1.
    #[must_use]
    pub fn part(self) -> usize {
        self.part
    }

    /// How many parts there are.
    #[must_use]
    pub fn of(self) -> usize {
        self.of
    }
}

impl FromStr for Shard {
    type Err = BadShard;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (part, of) = text.split_once('/').ok_or(BadShard)?;
        let number = |text: &str| text.trim().parse::<usize>().map_err(|_| BadShard);
        let (part, of) = (number(part)?, number(of)?);
        if part == 0 || part > of {
            return Err(BadShard);
        }
        Ok(Self { part, of })
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.part, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_together_are_the_whole() {
        for of in 1..=7 {
            let mut seen = Vec::new();
            for part in 1..=of {
                let mut all: Vec<u32> = (0..10).collect();
                Shard { part, of }.keep(&mut all);
                seen.extend(all);
            }
            seen.sort_unstable();
            assert_eq!(seen, (0..10).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_names_no_part_is_refused() {
        for text in ["", "2", "0/5", "6/5", "1/0", "a/b", "-1/5", "1/2/3"] {
            assert_eq!(text.parse::<Shard>(), Err(BadShard), "{text}");
        }
        assert_eq!("2/5".parse(), Ok(Shard { part: 2, of: 5 }));
    }
}
