//! Reading the checks of a scenario.

use super::expect::{self, WORDS};
use super::{Alternative, Check, Expectation, Fact};
use crate::requirements::Registry;
use crate::scenario::diagnostic::{Notes, did_you_mean};
use crate::scenario::fields::{self, Fields};
use crate::scenario::node::Node;
use crate::scenario::step::{Steps, faults};
use crate::verdict::Verdict;

/// What checks may refer to.
pub(crate) struct Names<'a> {
    pub(crate) notes: &'a Notes,
    pub(crate) acts: Vec<&'a str>,
    pub(crate) labels: Vec<&'a str>,
    pub(crate) attestations: Vec<&'a str>,
    pub(crate) registry: &'a Registry,
}

impl<'a> Names<'a> {
    pub(crate) fn of(steps: &'a Steps<'a>, registry: &'a Registry) -> Self {
        Self {
            notes: steps.notes,
            acts: steps.held.keys().map(String::as_str).collect(),
            labels: steps
                .labels
                .iter()
                .map(|(label, _)| label.as_str())
                .collect(),
            attestations: steps.attestations.iter().map(String::as_str).collect(),
            registry,
        }
    }

    pub(super) fn act(&self, node: &Node) -> Option<String> {
        self.one_of(node, &self.acts, "no step acts under the name")
    }

    pub(super) fn label(&self, node: &Node) -> Option<String> {
        self.one_of(node, &self.labels, "no step has the id")
    }

    pub(super) fn attestation(&self, node: &Node) -> Option<String> {
        self.one_of(node, &self.attestations, "no step attests")
    }

    fn requirement(&self, node: &Node) -> Option<String> {
        let ids: Vec<&str> = self
            .registry
            .rows()
            .iter()
            .map(|row| row.id.as_str())
            .collect();
        let id = fields::text(node, self.notes)?;
        if !ids.contains(&id.as_str()) {
            let near = did_you_mean(&id, ids);
            let remedy = if near.len() < 80 {
                near
            } else {
                "see `conformance requirements`".to_owned()
            };
            self.notes.refuse(
                &node.span,
                format!("there is no requirement `{id}`"),
                remedy,
            );
            return None;
        }
        Some(id)
    }

    fn one_of(&self, node: &Node, known: &[&str], title: &str) -> Option<String> {
        let name = fields::text(node, self.notes)?;
        if known.contains(&name.as_str()) {
            return Some(name);
        }
        let remedy = did_you_mean(&name, known.iter().copied());
        self.notes
            .refuse(&node.span, format!("{title} `{name}`"), remedy);
        None
    }
}

/// Reads `checks:`.
pub(crate) fn read(node: Option<&Node>, names: &Names<'_>) -> Vec<Check> {
    let mut checks: Vec<Check> = Vec::new();
    for item in node.map(fields::items).unwrap_or_default() {
        let Some(check) = check(item, names) else {
            continue;
        };
        if checks.iter().any(|known| known.id == check.id) {
            let title = format!("two checks have the id `{}`", check.id);
            names.notes.refuse(&item.span, title, "give each its own");
        }
        checks.push(check);
    }
    checks
}

fn check(node: &Node, names: &Names<'_>) -> Option<Check> {
    let members = Fields::of(node, names.notes)?;
    let id = members
        .need("id")
        .and_then(|node| check_id(node, names.notes));
    let requirement = members
        .need("requirement")
        .and_then(|node| names.requirement(node));
    let given = facts(members.get("given"), names);
    let when = facts(members.get("when"), names);
    let any_of = alternatives(&members, names);
    members.refuse_unknown();
    refuse_absence_alone(&given, &when, &any_of, &members);
    Some(Check {
        id: id?,
        requirement: requirement?,
        given,
        when,
        any_of,
    })
}

fn check_id(node: &Node, notes: &Notes) -> Option<String> {
    let id = fields::text(node, notes)?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(plain) {
        let remedy = "use lower case letters, digits and hyphens, such as duration-sent";
        notes.refuse(&node.span, format!("`{id}` is no id of a check"), remedy);
        return None;
    }
    Some(id)
}

fn alternatives(members: &Fields<'_>, names: &Names<'_>) -> Vec<Alternative> {
    let own = expectations(members, names);
    let Some(several) = members.items("any_of") else {
        if !WORDS.iter().any(|word| members.get(word).is_some()) {
            let title = "the check expects nothing";
            let remedy = "add `wire`, `outcome`, `told_user`, `attested` or `any_of`";
            names.notes.refuse(&members.first_line(), title, remedy);
        }
        return vec![Alternative {
            all: own,
            grade: Verdict::Pass,
        }];
    };
    if !own.is_empty() {
        let title = "`any_of` stands alone";
        names.notes.refuse(
            &members.first_line(),
            title,
            "move the other expectations into it",
        );
    }
    several
        .into_iter()
        .filter_map(|node| alternative(node, names))
        .collect()
}

fn alternative(node: &Node, names: &Names<'_>) -> Option<Alternative> {
    let members = Fields::of(node, names.notes)?;
    let all = expectations(&members, names);
    let grades = [("pass", Verdict::Pass), ("warn", Verdict::Warn)];
    let grade = members.word("grade", &grades).unwrap_or(Verdict::Pass);
    members.refuse_unknown();
    if all.is_empty() {
        names.notes.note(
            &members.first_line(),
            "this alternative expects nothing",
            None,
        );
    }
    Some(Alternative { all, grade })
}

fn expectations(members: &Fields<'_>, names: &Names<'_>) -> Vec<Expectation> {
    let read = |word: &&'static str| expect::read(word, members.get(word)?, names);
    WORDS.iter().filter_map(read).collect()
}

fn facts(node: Option<&Node>, names: &Names<'_>) -> Vec<Fact> {
    let items = node.map(fields::items).unwrap_or_default();
    items
        .into_iter()
        .flat_map(|item| fact(item, names))
        .collect()
}

fn fact(node: &Node, names: &Names<'_>) -> Vec<Fact> {
    let Some(members) = Fields::of(node, names.notes) else {
        return Vec::new();
    };
    let mut facts: Vec<Fact> = Vec::new();
    for seen in expectations(&members, names) {
        if holds_of_nothing(&seen) {
            let title = "an absence proves nothing, so it cannot be what is given";
            let remedy = "name something that was observed: drop `count: 0` or `at_most`";
            names.notes.refuse(&members.first_line(), title, remedy);
        }
        facts.push(Fact::Seen(Box::new(seen)));
    }
    let person = members.get("person").and_then(|node| names.label(node));
    facts.extend(person.map(Fact::PersonDid));
    let fault = members.word("fault", &faults());
    facts.extend(fault.map(|fault| Fact::FaultFired(fault.to_owned())));
    members.refuse_unknown();
    facts
}

/// A client that never connects sends nothing wrong. So what must not happen is only judged beside
/// something that did.
fn refuse_absence_alone(
    given: &[Fact],
    when: &[Fact],
    any_of: &[Alternative],
    members: &Fields<'_>,
) {
    let silent = any_of
        .iter()
        .any(|one| !one.all.is_empty() && one.all.iter().all(holds_of_nothing));
    if silent && given.is_empty() && when.is_empty() {
        let title = "this check would pass if nothing at all had happened";
        let remedy = "add `given:` with what must have been observed, such as \
                      `given: { wire: { operation: createVacancy, name: job1 } }`";
        members.notes.refuse(&members.first_line(), title, remedy);
    }
}

fn holds_of_nothing(expectation: &Expectation) -> bool {
    match expectation {
        Expectation::Wire(wire) => wire.count.holds_of_nothing(),
        Expectation::ToldUser(told) => told.count.holds_of_nothing(),
        Expectation::Outcome(_) | Expectation::Attested(_) => false,
    }
}
