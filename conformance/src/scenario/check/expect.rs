//! Reading what is expected on the wire, in a report and by a person.

use super::read::Names;
use super::{Answered, Count, Expectation, OutcomeIs, ToldUser, Which, Wire};
use crate::evidence::{Action, Outcome, Severity};
use crate::scenario::fields::{self, Fields};
use crate::scenario::matcher::{self, Matcher, is_pointer};
use crate::scenario::node::Node;
use crate::scenario::step::operations;

/// The words of expectations.
pub(super) const WORDS: [&str; 4] = ["wire", "outcome", "told_user", "attested"];

pub(super) fn read(word: &str, node: &Node, names: &Names<'_>) -> Option<Expectation> {
    match word {
        "wire" => wire(node, names).map(Expectation::Wire),
        "outcome" => outcome(node, names).map(Expectation::Outcome),
        "told_user" => told_user(node, names).map(Expectation::ToldUser),
        _ => attested(node, names).map(Expectation::Attested),
    }
}

fn wire(node: &Node, names: &Names<'_>) -> Option<Wire> {
    let members = Fields::of(node, names.notes)?;
    members.need("operation");
    let operation = members.word("operation", &operations());
    let name = members.get("name").and_then(|node| names.act(node));
    let step = members.get("step").and_then(|node| names.label(node));
    let after = members.get("after").and_then(|node| names.label(node));
    let answered = members
        .get("answered")
        .and_then(|node| answered(node, names))
        .unwrap_or_default();
    let wire = Wire {
        operation: operation?,
        name,
        step,
        after,
        answered,
        count: count(&members),
        body: pointed(members.get("body"), names),
        headers: headers(members.get("headers"), names),
        response: pointed(members.get("response"), names),
    };
    members.refuse_unknown();
    Some(wire)
}

fn answered(node: &Node, names: &Names<'_>) -> Option<Answered> {
    let members = Fields::of(node, names.notes)?;
    let matched = |name| {
        members
            .get(name)
            .and_then(|node| matcher::read(node, names.notes))
    };
    let answered = Answered {
        status: matched("status"),
        code: matched("code"),
        committed: members.flag("committed"),
        delivered: members.flag("delivered"),
    };
    members.refuse_unknown();
    Some(answered)
}

/// `count`, or `at_least` and `at_most`; nothing said means at least one.
fn count(members: &Fields<'_>) -> Count {
    let (count, least, most) = (
        members.whole("count"),
        members.whole("at_least"),
        members.whole("at_most"),
    );
    match (count, least, most) {
        (Some(exactly), ..) => Count {
            least: exactly,
            most: Some(exactly),
        },
        (None, None, None) => Count::SOME,
        (None, least, most) => Count {
            least: least.unwrap_or(0),
            most,
        },
    }
}

fn pointed(node: Option<&Node>, names: &Names<'_>) -> Vec<(String, Matcher)> {
    let read = |(key, value): &(crate::scenario::node::Key, Node)| {
        let good = is_pointer(&key.text, &key.span, names.notes);
        let matcher = matcher::read(value, names.notes)?;
        good.then_some((key.text.clone(), matcher))
    };
    let entries = node
        .map(|node| fields::entries(node, names.notes))
        .unwrap_or_default();
    entries.iter().filter_map(read).collect()
}

fn headers(node: Option<&Node>, names: &Names<'_>) -> Vec<(String, Matcher)> {
    let entries = node
        .map(|node| fields::entries(node, names.notes))
        .unwrap_or_default();
    let read = |(key, value): &(crate::scenario::node::Key, Node)| {
        Some((
            key.text.to_ascii_lowercase(),
            matcher::read(value, names.notes)?,
        ))
    };
    entries.iter().filter_map(read).collect()
}

fn which(members: &Fields<'_>, names: &Names<'_>) -> Option<Which> {
    let action = members.word("action", &Action::ALL.map(|action| (action.word(), action)));
    let step = members.get("step").and_then(|node| names.label(node));
    let name = members.need("name").and_then(|node| names.act(node));
    Some(Which {
        name: name?,
        action,
        step,
    })
}

fn outcome(node: &Node, names: &Names<'_>) -> Option<OutcomeIs> {
    let members = Fields::of(node, names.notes)?;
    let which = which(&members, names);
    let is = words(
        &members,
        "is",
        &OUTCOMES.map(|outcome| (outcome.word(), outcome)),
    );
    let matched = |name| {
        members
            .get(name)
            .and_then(|node| matcher::read(node, names.notes))
    };
    let (state, reference, attempts) =
        (matched("state"), matched("reference"), matched("attempts"));
    members.refuse_unknown();
    if is.is_empty() && state.is_none() && reference.is_none() && attempts.is_none() {
        let title = "nothing is expected of the report";
        let remedy = "add `is`, `state`, `reference` or `attempts`";
        names.notes.refuse(&members.first_line(), title, remedy);
    }
    Some(OutcomeIs {
        which: which?,
        is,
        state,
        reference,
        attempts,
    })
}

pub(crate) const OUTCOMES: [Outcome; 8] = [
    Outcome::Accepted,
    Outcome::AcceptedWithWarnings,
    Outcome::Rejected,
    Outcome::NotSent,
    Outcome::ConfigError,
    Outcome::RetryPending,
    Outcome::Failed,
    Outcome::Unknown,
];

fn told_user(node: &Node, names: &Names<'_>) -> Option<ToldUser> {
    const SEVERITIES: [(&str, Severity); 3] = [
        ("error", Severity::Error),
        ("warning", Severity::Warning),
        ("info", Severity::Info),
    ];
    let members = Fields::of(node, names.notes)?;
    let which = which(&members, names);
    let severity = words(&members, "severity", &SEVERITIES);
    let field = members.text("field");
    let matches = members
        .get("matches")
        .and_then(|node| matcher::regex(node, names.notes));
    let count = count(&members);
    members.refuse_unknown();
    Some(ToldUser {
        which: which?,
        severity,
        field,
        matches,
        count,
    })
}

fn words<T: Copy>(members: &Fields<'_>, name: &'static str, known: &[(&'static str, T)]) -> Vec<T> {
    let items = members.items(name).unwrap_or_default();
    items
        .into_iter()
        .filter_map(|item| fields::word(item, known, members.notes))
        .collect()
}

fn attested(node: &Node, names: &Names<'_>) -> Option<String> {
    let members = Fields::of(node, names.notes)?;
    let id = members.need("id").and_then(|node| names.attestation(node));
    members.refuse_unknown();
    id
}
