//! How the person of a transfer differs from an applicant that is nearly it.

use contract::transfer::Person;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::name::{self, Dropped};

/// Where a difference lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "DifferenceField")]
pub enum Field {
    /// The first name.
    FirstName,
    /// The last name.
    LastName,
    /// Both names together.
    Names,
    /// The date of birth.
    DateOfBirth,
    /// The employer.
    Vpd,
}

/// What kind of difference it is. Each is a trouble that real matching is known to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DifferenceKind {
    /// Only marks: `Müller`, `Muller`.
    Marks,
    /// Only a hyphen: `Anne-Marie`, `Annemarie`.
    Hyphen,
    /// Only an apostrophe: `O'Brien`, `OBrien`.
    Apostrophe,
    /// Only spaces: `Mac Donald`, `MacDonald`.
    Spaces,
    /// One is the beginning of the other: `Chris`, `Christopher`.
    Shortened,
    /// One is a part of the other: `Jones`, `Smith-Jones`.
    Part,
    /// One or two letters.
    Misspelt,
    /// First and last name, or day and month, the other way round.
    Swapped,
    /// Something else altogether.
    Other,
}

impl DifferenceKind {
    /// How far apart it leaves two people; the operator is shown the nearest.
    fn weight(self) -> u32 {
        match self {
            Self::Marks | Self::Hyphen | Self::Apostrophe | Self::Spaces => 1,
            Self::Shortened | Self::Part | Self::Misspelt | Self::Swapped => 2,
            Self::Other => 5,
        }
    }
}

/// One difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// Where.
    pub field: Field,
    /// What kind.
    pub kind: DifferenceKind,
}

/// How far apart some differences leave two people.
pub(super) fn distance(differences: &[Difference]) -> u32 {
    differences
        .iter()
        .map(|difference| difference.kind.weight())
        .sum()
}

/// A person whose names are folded once for many comparisons.
pub(super) struct Folded<'a> {
    first: Name<'a>,
    last: Name<'a>,
    born: Date,
}

/// One name, as it stands and folded both ways.
struct Name<'a> {
    whole: &'a str,
    strict: String,
    normalised: String,
}

impl<'a> Folded<'a> {
    pub(super) fn new(person: &'a Person) -> Self {
        let name = |whole| Name {
            whole,
            strict: name::strict(whole),
            normalised: name::normalised(whole),
        };
        Self {
            first: name(&person.first_name),
            last: name(&person.last_name),
            born: person.date_of_birth,
        }
    }

    /// Every difference to another person, or nothing when the two are too far apart to be one: at
    /// most one of first name, last name and date of birth may be something else altogether.
    pub(super) fn differences(&self, held: &Self) -> Option<Vec<Difference>> {
        let mut differences = self.names(held);
        differences.extend(birth(self.born, held.born));
        let other = |found: &&Difference| found.kind == DifferenceKind::Other;
        (differences.iter().filter(other).count() <= 1).then_some(differences)
    }

    fn names(&self, held: &Self) -> Vec<Difference> {
        let crossed = self.first.normalised == held.last.normalised
            && self.last.normalised == held.first.normalised;
        if crossed && self.first.normalised != self.last.normalised {
            return vec![Difference {
                field: Field::Names,
                kind: DifferenceKind::Swapped,
            }];
        }
        let first = kinds(&self.first, &held.first);
        let last = kinds(&self.last, &held.last);
        let at = |field| move |kind| Difference { field, kind };
        let first = first.into_iter().map(at(Field::FirstName));
        first
            .chain(last.into_iter().map(at(Field::LastName)))
            .collect()
    }
}

fn kinds(sent: &Name<'_>, held: &Name<'_>) -> Vec<DifferenceKind> {
    if sent.strict == held.strict {
        return Vec::new();
    }
    let (ours, theirs) = (&sent.normalised, &held.normalised);
    if ours == theirs {
        return small(sent.whole, held.whole);
    }
    let part = |whole: &str, part: &String| name::parts(whole).contains(part);
    let kind = if ours.starts_with(theirs) || theirs.starts_with(ours) {
        DifferenceKind::Shortened
    } else if part(sent.whole, theirs) || part(held.whole, ours) {
        DifferenceKind::Part
    } else if misspelt(ours, theirs) {
        DifferenceKind::Misspelt
    } else {
        DifferenceKind::Other
    };
    vec![kind]
}

/// Which of what the normalised fold drops it takes to make two names the same.
fn small(sent: &str, held: &str) -> Vec<DifferenceKind> {
    let needed = |dropped: &Dropped| {
        let others: Vec<Dropped> = Dropped::ALL
            .into_iter()
            .filter(|other| other != dropped)
            .collect();
        name::without(sent, &others) != name::without(held, &others)
    };
    Dropped::ALL
        .into_iter()
        .filter(needed)
        .map(DifferenceKind::from)
        .collect()
}

impl From<Dropped> for DifferenceKind {
    fn from(dropped: Dropped) -> Self {
        match dropped {
            Dropped::Marks => Self::Marks,
            Dropped::Hyphens => Self::Hyphen,
            Dropped::Apostrophes => Self::Apostrophe,
            Dropped::Spaces => Self::Spaces,
        }
    }
}

/// At most two slips of the pen, and at most one for every three letters.
fn misspelt(ours: &str, theirs: &str) -> bool {
    let (ours_long, theirs_long) = (ours.chars().count(), theirs.chars().count());
    let allowed = (ours_long.min(theirs_long) / 3).min(2);
    ours_long.abs_diff(theirs_long) <= allowed && strsim::osa_distance(ours, theirs) <= allowed
}

fn birth(sent: Date, held: Date) -> Option<Difference> {
    let kind = if sent == held {
        return None;
    } else if swapped(sent) == Some(held) {
        DifferenceKind::Swapped
    } else if strsim::osa_distance(&sent.to_string(), &held.to_string()) == 1 {
        DifferenceKind::Misspelt
    } else {
        DifferenceKind::Other
    };
    Some(Difference {
        field: Field::DateOfBirth,
        kind,
    })
}

/// The date with day and month the other way round, if there is one.
pub(super) fn swapped(date: Date) -> Option<Date> {
    Date::new(date.year(), date.day(), date.month()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(first_name: &str, last_name: &str, born: &str) -> Person {
        Person {
            first_name: first_name.into(),
            last_name: last_name.into(),
            date_of_birth: born.parse().expect("a date"),
        }
    }

    /// The differences as short words; `-` when the two are too far apart.
    fn told(sent: (&str, &str, &str), held: (&str, &str, &str)) -> String {
        let (sent, held) = (
            person(sent.0, sent.1, sent.2),
            person(held.0, held.1, held.2),
        );
        let Some(differences) = Folded::new(&sent).differences(&Folded::new(&held)) else {
            return "-".into();
        };
        let word = |found: &Difference| format!("{:?} {:?}", found.field, found.kind);
        differences.iter().map(word).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn each_known_trouble_is_named() {
        let born = "1996-02-09";
        let cases = [
            told(("Jürgen", "Müller", born), ("Jurgen", "Muller", born)),
            told(
                ("Anne-Marie", "O'Brien", born),
                ("Annemarie", "OBrien", born),
            ),
            told(("Mac Donald", "X", born), ("MacDonald", "X", born)),
            told(
                ("Chris", "Jones", born),
                ("Christopher", "Smith-Jones", born),
            ),
            told(
                ("Jacob", "Okafor", born),
                ("Jacob Sebastian", "Okaofr", born),
            ),
            told(("Nguyen", "An", born), ("An", "Nguyen", born)),
            told(
                ("An", "Nguyen", "1996-02-09"),
                ("An", "Nguyen", "1996-09-02"),
            ),
            told(
                ("An", "Nguyen", "1996-02-09"),
                ("An", "Nguyen", "1996-02-08"),
            ),
            told(("Amy", "Jones", born), ("Amy", "Featherstonehaugh", born)),
            told(("Amy", "Jones", born), ("Bea", "Featherstonehaugh", born)),
        ];

        insta::assert_debug_snapshot!(cases, @r#"
        [
            "FirstName Marks, LastName Marks",
            "FirstName Hyphen, LastName Apostrophe",
            "FirstName Spaces",
            "FirstName Shortened, LastName Part",
            "FirstName Shortened, LastName Misspelt",
            "Names Swapped",
            "DateOfBirth Swapped",
            "DateOfBirth Misspelt",
            "LastName Other",
            "-",
        ]
        "#);
    }

    #[test]
    fn the_same_person_differs_in_nothing() {
        assert_eq!(
            told(
                ("JOSE\u{301}", "x", "2000-01-01"),
                ("José", " X ", "2000-01-01")
            ),
            ""
        );
    }
}
