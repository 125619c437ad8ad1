//! Comparing what a certificate says with what follows: one line for each of its members.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::report::words::one_line;

/// Members that hold words and requirements of the version that wrote them.
const WORDED: [&str; 6] = [
    "/statement",
    "/notice",
    "/unknown",
    "/probes",
    "/coverage/requirements",
    "/coverage/byProvenance",
];

/// How much of a value is told.
const SHOWN: usize = 120;

/// A member that says something else than what follows.
pub(super) struct Difference {
    /// The first place where it does, as a JSON Pointer.
    place: String,
    /// What stands there, and what follows.
    told: String,
    /// How many more places of the member do.
    more: usize,
    /// Whether all of them hold words alone.
    worded: bool,
}

impl Difference {
    /// Whether another version could have worded it so.
    pub(super) fn is_worded(&self) -> bool {
        self.worded
    }

    /// In a line.
    pub(super) fn told(&self) -> String {
        let (place, told) = (&self.place, &self.told);
        match self.more {
            0 => format!("`{place}` {told}"),
            more => format!("`{place}` {told}; and {more} more there"),
        }
    }
}

/// The members that differ, each with the first place where it does.
pub(super) fn by_member(recorded: &Value, again: &Value) -> Vec<Difference> {
    let mut places = Vec::new();
    differences(recorded, again, &mut String::new(), &mut places);
    let mut members: BTreeMap<String, Difference> = BTreeMap::new();
    for (place, told) in places {
        let worded = WORDED.iter().any(|member| place.starts_with(member));
        let member = place.split('/').nth(1).unwrap_or_default().to_owned();
        members
            .entry(member)
            .and_modify(|known| {
                known.more += 1;
                known.worded &= worded;
            })
            .or_insert(Difference {
                place,
                told,
                more: 0,
                worded,
            });
    }
    members.into_values().collect()
}

/// Every place where two documents differ, with what stands there.
fn differences(one: &Value, other: &Value, place: &mut String, found: &mut Vec<(String, String)>) {
    match (one, other) {
        _ if one == other => {}
        (Value::Object(members), Value::Object(others)) => {
            let names: BTreeSet<&String> = members.keys().chain(others.keys()).collect();
            for name in names {
                let both = (members.get(name), others.get(name));
                inner(name, both, place, found);
            }
        }
        (Value::Array(items), Value::Array(others)) => {
            for at in 0..items.len().max(others.len()) {
                let both = (items.get(at), others.get(at));
                inner(&at.to_string(), both, place, found);
            }
        }
        _ => {
            let told = format!("says {}; it follows {}", shortly(one), shortly(other));
            found.push((place.clone(), told));
        }
    }
}

/// The differences in a member or an item of both, or of one of them.
fn inner(
    name: &str,
    (one, other): (Option<&Value>, Option<&Value>),
    place: &mut String,
    found: &mut Vec<(String, String)>,
) {
    let length = place.len();
    place.push('/');
    place.push_str(name);
    differences(
        one.unwrap_or(&Value::Null),
        other.unwrap_or(&Value::Null),
        place,
        found,
    );
    place.truncate(length);
}

/// A value in a line.
fn shortly(value: &Value) -> String {
    one_line(&value.to_string(), SHOWN)
}
