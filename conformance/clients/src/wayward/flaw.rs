//! What is known of a flaw.

use std::fmt;
use std::str::FromStr;

use super::FLAWS;
use crate::conduct::Conduct;

/// One thing that a wayward client gets wrong.
#[derive(Clone, Copy)]
pub struct Flaw {
    pub(super) name: &'static str,
    pub(super) gets_wrong: &'static str,
    pub(super) hurts: &'static str,
    pub(super) trips: &'static [&'static str],
    pub(super) shown_by: &'static str,
    pub(super) conduct: fn() -> Conduct,
}

const COUNT: usize = {
    let (mut count, mut group) = (0, 0);
    while group < FLAWS.len() {
        count += FLAWS[group].len();
        group += 1;
    }
    count
};

impl Flaw {
    /// Every flaw, grouped by what it is about.
    pub const ALL: &'static [Self] = &{
        let mut all = [FLAWS[0][0]; COUNT];
        let (mut count, mut group) = (0, 0);
        while group < FLAWS.len() {
            let mut one = 0;
            while one < FLAWS[group].len() {
                all[count] = FLAWS[group][one];
                count += 1;
                one += 1;
            }
            group += 1;
        }
        all
    };

    /// Its name, in kebab case: `trims-texts`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What it gets wrong, in a sentence.
    pub const fn description(&self) -> &'static str {
        self.gets_wrong
    }

    /// Whom it hurts, and how.
    pub const fn hurts(&self) -> &'static str {
        self.hurts
    }

    /// What it is expected to trip: ids of checks (`always/…`), ids of requirements (`NJ-C-022`)
    /// where a scenario's own check is the one to notice, or probes of the runner (`probe/…`).
    pub const fn trips(&self) -> &'static [&'static str] {
        self.trips
    }

    /// What a scenario must provide for the flaw to show.
    pub const fn shown_by(&self) -> &'static str {
        self.shown_by
    }

    pub(super) fn conduct(&self) -> Conduct {
        (self.conduct)()
    }
}

impl PartialEq for Flaw {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Flaw {}

impl fmt::Debug for Flaw {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Flaw({})", self.name)
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

/// The word names no flaw.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no wayward client is called `{0}`")]
pub struct UnknownFlaw(pub String);

impl FromStr for Flaw {
    type Err = UnknownFlaw;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().copied().find(|flaw| flaw.name == name);
        found.ok_or_else(|| UnknownFlaw(name.to_owned()))
    }
}
