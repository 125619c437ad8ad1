//! Reading rows of the registry.

use contract::provenance::Provenance;

use super::{Requirement, Source};
use crate::judge::unasked;
use crate::scenario::Diagnostics;
use crate::scenario::diagnostic::{Notes, did_you_mean};
use crate::scenario::fields::{self, Fields};
use crate::scenario::node::{self, Node};
use crate::verdict::{EvidenceKind, Level};

const LEVELS: [(&str, Level); 3] = [
    ("MUST", Level::Must),
    ("SHOULD", Level::Should),
    ("MAY", Level::May),
];
const PROVENANCES: [(&str, Provenance); 3] = [
    ("stated", Provenance::Stated),
    ("inferred", Provenance::Inferred),
    ("simulator", Provenance::Simulator),
];
const EVIDENCE: [(&str, EvidenceKind); 3] = [
    ("wire", EvidenceKind::Wire),
    ("reported", EvidenceKind::Reported),
    ("attested", EvidenceKind::Attested),
];

pub(super) fn read(files: &[(&str, &str)]) -> Result<Vec<Requirement>, Diagnostics> {
    let mut rows: Vec<Requirement> = Vec::new();
    let mut mistakes = Vec::new();
    for (file, source) in files {
        let notes = Notes::new(*file, source);
        if let Some(root) = node::parse(source, &notes) {
            for node in fields::items(&root) {
                let Some(row) = row(node, &notes) else {
                    continue;
                };
                if rows.iter().any(|known| known.id == row.id) {
                    let title = format!("two requirements have the id `{}`", row.id);
                    notes.refuse(&node.span, title, "give each its own");
                }
                rows.push(row);
            }
        }
        mistakes.extend(notes.finish());
    }
    if mistakes.is_empty() {
        Ok(rows)
    } else {
        Err(Diagnostics::new(mistakes))
    }
}

fn row(node: &Node, notes: &Notes) -> Option<Requirement> {
    let members = Fields::of(node, notes)?;
    let (id, title, text) = (
        members.need_text("id"),
        members.need_text("title"),
        members.need_text("text"),
    );
    for name in ["level", "provenance", "evidence"] {
        members.need(name);
    }
    let level = members.word("level", &LEVELS);
    let provenance = members.word("provenance", &PROVENANCES);
    let evidence = members.word("evidence", &EVIDENCE);
    let source = members.need("source").and_then(|node| source(node, notes));
    let (checks, excused) = (checks(&members), members.text("excused"));
    let (why, remedy) = (members.need_text("why"), members.need_text("remedy"));
    members.refuse_unknown();
    Some(Requirement {
        id: id?,
        title: title?,
        text: text?,
        level: level?,
        provenance: provenance?,
        source: source?,
        evidence: evidence?,
        checks,
        excused,
        why: why?,
        remedy: remedy?,
    })
}

fn source(node: &Node, notes: &Notes) -> Option<Source> {
    let members = Fields::of(node, notes)?;
    let name = members.need_text("name");
    let (url, quote) = (members.text("url"), members.text("quote"));
    members.refuse_unknown();
    Some(Source {
        name: name?,
        url,
        quote,
    })
}

fn checks(members: &Fields<'_>) -> Vec<String> {
    let mut checks = Vec::new();
    for node in members.items("checks").unwrap_or_default() {
        let Some(name) = fields::text(node, members.notes) else {
            continue;
        };
        let all = unasked::all();
        let known: Vec<&str> = all.map(|check| check.id).collect();
        if !known.contains(&name.as_str()) {
            let remedy = did_you_mean(&name, known);
            members.notes.refuse(
                &node.span,
                format!("no check on every attempt is called `{name}`"),
                remedy,
            );
        }
        checks.push(name);
    }
    checks
}
