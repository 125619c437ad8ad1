//! Doctors: who they are in the ATS, and what ESR holds of them.

use std::sync::LazyLock;

use fake::Fake as _;
use fake::faker::name::raw::{FirstName, LastName};
use fake::locales::{CY_GB, EN, FR_FR, PT_BR};
use proptest::prelude::{Just, Strategy, any as arbitrary};
use proptest::sample::select;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng as _;
use serde_json::{Map, Value, json};

use super::edit::{Shared, any};

/// A doctor.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Doctor {
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) date_of_birth: &'static str,
    /// What ESR holds, each as a difference from a plain record of this person.
    pub(super) records: Vec<Map<String, Value>>,
}

impl Doctor {
    /// What the ATS holds of the person, as a difference from the plain applicant.
    pub(super) fn person(&self) -> Map<String, Value> {
        let own = [
            ("first_name", self.first_name.as_str(), "Sam"),
            ("last_name", self.last_name.as_str(), "Sample"),
            ("date_of_birth", self.date_of_birth, "1990-06-15"),
        ];
        differing(&own)
    }

    /// A record of ESR, as a difference from the plain one.
    pub(super) fn record(&self, nth: usize) -> Map<String, Value> {
        let own = [
            ("firstName", self.first_name.as_str(), "Sam"),
            ("lastName", self.last_name.as_str(), "Sample"),
            ("dateOfBirth", self.date_of_birth, "1990-06-15"),
        ];
        let mut record = differing(&own);
        record.extend(self.records.get(nth).cloned().unwrap_or_default());
        record
    }
}

fn differing(members: &[(&str, &str, &str)]) -> Map<String, Value> {
    let other = members.iter().filter(|(_, own, plain)| own != plain);
    other
        .map(|(name, own, _)| ((*name).to_owned(), Value::from(*own)))
        .collect()
}

/// A doctor, mostly one whom ESR finds.
pub(super) fn doctor() -> Shared<Doctor> {
    static DOCTOR: LazyLock<Shared<Doctor>> = LazyLock::new(|| {
        (name(), birth(), held())
            .prop_map(|((first, last), date_of_birth, held)| {
                let records = held.records(&first, &last);
                Doctor {
                    first_name: first,
                    last_name: last,
                    date_of_birth,
                    records,
                }
            })
            .sboxed()
    });
    DOCTOR.clone()
}

const NAMES: &[(&str, &str)] = &[
    ("Aoife", "O'Brien"),
    ("Zo\u{eb}", "M\u{fc}ller-L\u{fc}denscheidt"),
    ("Jose\u{301}", "Nu\u{301}n\u{303}ez"),
    ("Mary Jane", "van der Berg"),
    ("SIOBHAN", "MCDONALD"),
    ("ng\u{e3}", "de la Cruz"),
    ("Anne-Marie", "St. John-Smythe"),
    ("D\u{2019}Arcy", "O\u{2019}Neill"),
    ("X", "Y"),
    ("\u{141}ukasz", "\u{17b}\u{f3}\u{142}\u{107}"),
    ("Ff\u{14d}n", "ap Rhys"),
    ("Null", "True"),
    ("\u{674e}", "\u{5c0f}\u{9f99}"),
    ("\u{645}\u{631}\u{64a}\u{645}", "\u{62d}\u{633}\u{646}"),
    ("I\u{307}lker", "\u{130}nan"),
    ("Jean  Luc", "Du Bois"),
    ("Sam", "Sample Jr."),
    ("Str\u{f6}\u{df}e", "Gro\u{df}"),
];

fn name() -> Shared<(String, String)> {
    let odd = select(NAMES).prop_map(|(first, last)| (first.to_owned(), last.to_owned()));
    let plain = Just(("Sam".to_owned(), "Sample".to_owned()));
    any(vec![
        (5, plain.sboxed()),
        (5, odd.sboxed()),
        (3, realistic()),
    ])
}

/// Invented people of several languages, drawn from a seed.
fn realistic() -> Shared<(String, String)> {
    arbitrary::<u64>()
        .prop_map(|seed| {
            let mut chance = ChaCha8Rng::seed_from_u64(seed);
            let named = |first: String, last: String| (first, last);
            match seed % 4 {
                0 => named(
                    FirstName(CY_GB).fake_with_rng(&mut chance),
                    LastName(CY_GB).fake_with_rng(&mut chance),
                ),
                1 => named(
                    FirstName(FR_FR).fake_with_rng(&mut chance),
                    LastName(FR_FR).fake_with_rng(&mut chance),
                ),
                2 => named(
                    FirstName(PT_BR).fake_with_rng(&mut chance),
                    LastName(PT_BR).fake_with_rng(&mut chance),
                ),
                _ => named(
                    FirstName(EN).fake_with_rng(&mut chance),
                    LastName(EN).fake_with_rng(&mut chance),
                ),
            }
        })
        .sboxed()
}

fn birth() -> Shared<&'static str> {
    let odd = [
        "1996-02-29",
        "1996-04-03",
        "1988-01-01",
        "1999-12-31",
        "2000-10-09",
        "1964-02-28",
        "1990-03-12",
        "1969-12-31",
    ];
    any(vec![
        (3, Just("1990-06-15").sboxed()),
        (4, select(odd.to_vec()).sboxed()),
    ])
}

/// What ESR holds of somebody.
#[derive(Debug, Clone, Copy)]
enum Held {
    One,
    Hicom,
    Registered,
    OtherCase,
    Spaced,
    Nobody,
    Twins,
    ByHand,
    HandBeside,
    Employee,
    Closed,
    ClosedBeside,
    ERecruitment,
    WithoutMarks,
}

fn held() -> Shared<Held> {
    let some = |held: Held| Just(held).sboxed();
    any(vec![
        (16, some(Held::One)),
        (2, some(Held::Hicom)),
        (4, some(Held::Registered)),
        (1, some(Held::OtherCase)),
        (1, some(Held::Spaced)),
        (4, some(Held::Nobody)),
        (3, some(Held::Twins)),
        (2, some(Held::ByHand)),
        (1, some(Held::HandBeside)),
        (1, some(Held::Employee)),
        (1, some(Held::Closed)),
        (1, some(Held::ClosedBeside)),
        (1, some(Held::ERecruitment)),
        (1, some(Held::WithoutMarks)),
    ])
}

impl Held {
    fn records(self, first: &str, last: &str) -> Vec<Map<String, Value>> {
        let with = |value: Value| value.as_object().cloned().unwrap_or_default();
        let plain = Map::new();
        let registration =
            json!({ "professionalRegistration": { "body": "GMC", "number": "7654321" } });
        match self {
            Self::One => vec![plain],
            Self::Hicom => vec![with(json!({ "source": "HICOM" }))],
            Self::Registered => vec![with(registration)],
            Self::OtherCase => vec![with(
                json!({ "firstName": first.to_uppercase(), "lastName": last.to_lowercase() }),
            )],
            Self::Spaced => vec![with(
                json!({ "firstName": format!(" {first} "), "lastName": last }),
            )],
            Self::Nobody => Vec::new(),
            Self::Twins => vec![plain.clone(), plain],
            Self::ByHand => vec![with(json!({ "source": "MANUAL" }))],
            Self::HandBeside => vec![plain, with(json!({ "source": "MANUAL" }))],
            Self::Employee => vec![with(json!({ "personType": "EMPLOYEE" }))],
            Self::Closed => vec![with(json!({ "open": false }))],
            Self::ClosedBeside => vec![plain, with(json!({ "open": false }))],
            Self::ERecruitment => vec![with(json!({ "source": "E_RECRUITMENT" }))],
            Self::WithoutMarks => vec![with(
                json!({ "firstName": plain_letters(first), "lastName": plain_letters(last) }),
            )],
        }
    }
}

fn plain_letters(name: &str) -> String {
    let plain: String = name.chars().filter(char::is_ascii_alphabetic).collect();
    if plain.is_empty() {
        "A".to_owned()
    } else {
        plain
    }
}
