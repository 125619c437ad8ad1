//! Matching against a model that folds nothing: a name is what somebody meant by it, and is written
//! in any of the ways that mean it. What the book answers is compared with what the rules of the
//! contract say about the meanings, on people who are all but the same.

use contract::settings::Matching;
use contract::transfer::Person;
use jiff::civil::Date;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::json;

use super::super::sample::{MOST, VPD, book, morning, transfer};
use crate::esr::{Activation, Book, LoadRequest, TransferError};

const OTHER_VPD: &str = "278";

/// One sign of a name, as it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A letter, with its mark.
    Letter(char, Option<char>),
    /// One of the signs that are a hyphen to people; they are different signs all the same.
    Hyphen(char),
    /// The same for apostrophes.
    Apostrophe(char),
    Space,
}

/// A name as it is meant: no space at either end, and no two side by side.
type Meant = Vec<Sign>;

/// Reads `zoe"`, `o'brien`, `anne-marie`, `anne_marie`: `"` and `^` are marks of the letter before.
fn meant(written: &str) -> Meant {
    let mut signs: Meant = Vec::new();
    for sign in written.chars() {
        let mark = match sign {
            '"' => Some('\u{308}'),
            '^' => Some('\u{301}'),
            _ => None,
        };
        match (sign, signs.last_mut()) {
            (_, Some(Sign::Letter(_, own))) if mark.is_some() => *own = mark,
            ('-' | '\u{2010}' | '\u{2013}', _) => signs.push(Sign::Hyphen(sign)),
            ('\'' | '\u{2019}', _) => signs.push(Sign::Apostrophe(sign)),
            ('_', _) => signs.push(Sign::Space),
            // To Unicode's case folding the one letter is the two.
            ('ß', _) => signs.extend([Sign::Letter('s', None); 2]),
            (letter, _) => signs.push(Sign::Letter(letter, None)),
        }
    }
    signs
}

/// Whether two names are the same, by the words of the contract.
fn same_name(one: &Meant, other: &Meant, matching: Matching) -> bool {
    let bare = |name: &Meant| {
        let letters = name.iter().filter_map(|sign| match sign {
            Sign::Letter(letter, _) => Some(*letter),
            _ => None,
        });
        letters.collect::<Vec<_>>()
    };
    match matching {
        Matching::Strict => one == other,
        // A name of no letters is no other such name.
        Matching::Normalised if bare(one).is_empty() || bare(other).is_empty() => one == other,
        Matching::Normalised => bare(one) == bare(other),
    }
}

/// One way of writing a name: `ways` decides sign by sign.
fn written(name: &Meant, ways: &[u8]) -> String {
    let mut text = String::new();
    let mut ways = ways.iter().copied().cycle();
    let mut way = || ways.next().unwrap_or_default();
    text.push_str(&" ".repeat(usize::from(way() % 3)));
    for sign in name {
        match sign {
            Sign::Letter(letter, mark) => {
                let upper = way() % 2 == 0;
                let letter: String = match upper {
                    true => letter.to_uppercase().collect(),
                    false => letter.to_string(),
                };
                let composed = match (letter.as_str(), mark) {
                    ("e", Some('\u{308}')) => Some('ë'),
                    ("E", Some('\u{308}')) => Some('Ë'),
                    ("u", Some('\u{308}')) => Some('ü'),
                    ("U", Some('\u{308}')) => Some('Ü'),
                    ("e", Some('\u{301}')) => Some('é'),
                    ("E", Some('\u{301}')) => Some('É'),
                    _ => None,
                };
                match (composed, way() % 2 == 0) {
                    (Some(composed), true) => text.push(composed),
                    _ => text.extend(letter.chars().chain(*mark)),
                }
            }
            Sign::Hyphen(sign) | Sign::Apostrophe(sign) => text.push(*sign),
            Sign::Space => text.push_str([" ", "  ", "\u{a0}", " \t"][usize::from(way() % 4)]),
        }
    }
    text.push_str(&" ".repeat(usize::from(way() % 3)));
    text
}

/// A person as meant.
#[derive(Debug, Clone, PartialEq)]
struct Meaning {
    first: Meant,
    last: Meant,
    born: Date,
}

#[derive(Debug, Clone)]
struct Held {
    vpd: &'static str,
    person: Meaning,
    ways: Vec<u8>,
    source: &'static str,
    employee: bool,
    open: bool,
    registered: bool,
}

/// What the rules say of one transfer.
#[derive(Debug, PartialEq)]
enum Expected {
    /// Onto the one at this place, whose own registration supersedes the one sent.
    Onto {
        place: usize,
        supersedes: bool,
    },
    Refused(TransferError),
}

fn is_in_scope(held: &Held) -> bool {
    held.open && !held.employee && ["TIS", "HICOM"].contains(&held.source)
}

/// The rules of the contract, by looking at everybody.
fn expected(all: &[Held], done: &[usize], sent: &Meaning, matching: Matching) -> Expected {
    let is = |held: &Held| {
        held.vpd == VPD
            && held.person.born == sent.born
            && same_name(&held.person.first, &sent.first, matching)
            && same_name(&held.person.last, &sent.last, matching)
    };
    let alike: Vec<usize> = (0..all.len()).filter(|place| is(&all[*place])).collect();
    let in_scope: Vec<usize> = alike
        .iter()
        .copied()
        .filter(|it| is_in_scope(&all[*it]))
        .collect();
    match in_scope.as_slice() {
        [one] if done.contains(one) => Expected::Refused(TransferError::AlreadyTransferred),
        [one] => Expected::Onto {
            place: *one,
            supersedes: all[*one].registered,
        },
        [] => Expected::Refused(out_of_scope(
            &alike.iter().map(|it| &all[*it]).collect::<Vec<_>>(),
        )),
        several => Expected::Refused(TransferError::SeveralMatches {
            count: several.len(),
        }),
    }
}

// Open records say why before closed ones; among open ones an employee does first, among closed
// ones an applicant of the feed.
fn out_of_scope(alike: &[&Held]) -> TransferError {
    let fed = |held: &&Held| ["TIS", "HICOM"].contains(&held.source);
    let (open, closed): (Vec<&Held>, Vec<&Held>) =
        alike.iter().copied().partition(|held| held.open);
    match (open.is_empty(), closed.is_empty()) {
        (true, true) => TransferError::NoMatch,
        (false, _) if open.iter().any(|held| held.employee) => TransferError::IsEmployee,
        (false, _) => TransferError::NotFromTis,
        _ if closed.iter().any(|held| fed(held) && !held.employee) => {
            TransferError::ApplicantClosed
        }
        _ if closed.iter().any(|held| held.employee) => TransferError::IsEmployee,
        _ => TransferError::NotFromTis,
    }
}

fn name() -> impl Strategy<Value = Meant> {
    let known = [
        "zoe\"",
        "zoe",
        "zoe^",
        "o'brien",
        "o\u{2019}brien",
        "obrien",
        "o_brien",
        "anne-marie",
        "anne\u{2010}marie",
        "anne\u{2013}marie",
        "anne_marie",
        "annemarie",
        "anne",
        "mu\"ller",
        "muller",
        "mueller",
        "straße",
        "strasse",
        "sørensen",
        "sorensen",
        "-",
        "'",
        "\u{2019}",
    ];
    select(known.map(meant).to_vec())
}

fn meaning() -> impl Strategy<Value = Meaning> {
    // The second has day and month the other way round.
    let days = ["1996-02-03", "1996-03-02", "1996-02-04"].map(|day| day.parse().unwrap());
    let born = prop_oneof![4 => Just(days[0]), 1 => select(days.to_vec())];
    (name(), name(), born).prop_map(|(first, last, born)| Meaning { first, last, born })
}

fn ways() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 1..12)
}

/// Whom a transfer names, how that is written, and how it is matched.
type Asked = (Meaning, Vec<u8>, Matching);

/// A few meanings, of which most people have one or half of two: so that there are twins.
fn people() -> impl Strategy<Value = (Vec<Held>, Vec<Asked>)> {
    let meanings = prop::collection::vec(meaning(), 1..4);
    meanings.prop_flat_map(|meanings| {
        let one = move || {
            let meanings = meanings.clone();
            (any::<Index>(), any::<Index>(), 0..4u8).prop_map(move |(one, other, half)| {
                let (one, other) = (one.get(&meanings).clone(), other.get(&meanings).clone());
                match half {
                    0 => Meaning {
                        last: other.last,
                        ..one
                    },
                    _ => one,
                }
            })
        };
        let vpd = prop_oneof![6 => Just(VPD), 1 => Just(OTHER_VPD)];
        let source = select(vec![
            "TIS",
            "TIS",
            "TIS",
            "HICOM",
            "MANUAL",
            "E_RECRUITMENT",
        ]);
        let held = (vpd, one(), ways(), source, 0..6u8, 0..4u8, any::<bool>());
        let held = held.prop_map(
            |(vpd, person, ways, source, employee, open, registered)| Held {
                vpd,
                person,
                ways,
                source,
                employee: employee == 0,
                open: open > 0,
                registered,
            },
        );
        let matching = select(vec![Matching::Strict, Matching::Normalised]);
        (
            prop::collection::vec(held, 0..7),
            prop::collection::vec((one(), ways(), matching), 1..6),
        )
    })
}

fn load(book: &mut Book, held: &Held) -> String {
    let mut body = json!({
        "vpd": held.vpd, "source": held.source, "open": held.open,
        "personType": if held.employee { "EMPLOYEE" } else { "APPLICANT" },
        "firstName": written(&held.person.first, &held.ways),
        "lastName": written(&held.person.last, &held.ways),
        "dateOfBirth": held.person.born.to_string(),
    });
    if held.registered {
        body["professionalRegistration"] = json!({ "body": "GDC", "number": "12345" });
    }
    let request = LoadRequest::read(&body).unwrap().remove(0);
    let loaded = book.load(request, VPD, MOST, morning());
    loaded.applicant_number.unwrap().to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn matching_is_what_the_contract_says_of_any_people((held, sent) in people()) {
        let mut book = book();
        book.set_activation(OTHER_VPD, Activation::Activated).unwrap();
        let numbers: Vec<String> = held.iter().map(|held| load(&mut book, held)).collect();
        let mut done = Vec::new();

        for (meaning, ways, matching) in &sent {
            let person = Person {
                first_name: written(&meaning.first, ways),
                last_name: written(&meaning.last, ways),
                date_of_birth: meaning.born,
            };
            let answered = book.transfer(VPD, transfer(&person), *matching, morning());

            let answered = match answered {
                Err(refused) => Expected::Refused(refused),
                Ok(result) => Expected::Onto {
                    place: numbers.iter().position(|it| *it == result.applicant_number).unwrap(),
                    supersedes: result.records.iter().any(|it| it.message_type.is_some()),
                },
            };
            prop_assert_eq!(&answered, &expected(&held, &done, meaning, *matching));
            if let Expected::Onto { place, .. } = answered {
                done.push(place);
            }
        }
    }
}
