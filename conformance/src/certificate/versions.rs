//! The versions of what judges a client: this tool, the contract, the requirements, the scenarios.

use contract::provenance::OURS;
use contract::rule;
use serde_json::{Value, json};

use super::digest;
use super::library::Library;
use super::record::{ContractStated, Counted, MadeBy};
use crate::protocol;
use crate::requirements::{Registry, Requirement};

/// What this program judges by, with this set of scenarios.
pub(super) fn own(library: &Library, shipped: &Library) -> MadeBy {
    MadeBy {
        runner: env!("CARGO_PKG_VERSION").to_owned(),
        protocol: protocol::VERSION.to_owned(),
        contract: contract(),
        requirements: requirements(Registry::embedded()),
        scenarios: library.counted(),
        shipped_scenarios: library == shipped,
    }
}

fn contract() -> ContractStated {
    let rules = rule::ALL.iter().map(|rule| {
        json!([
            rule.id,
            rule.text,
            rule.provenance.word(),
            rule.source.name,
            rule.source.url
        ])
    });
    ContractStated {
        name: OURS.name.to_owned(),
        sha256: digest::of_value(&rules.collect()),
    }
}

fn requirements(registry: &Registry) -> Counted {
    let rows: Value = registry.rows().iter().map(row).collect();
    Counted {
        count: registry.rows().len(),
        sha256: digest::of_value(&rows),
    }
}

/// What of a requirement could change a verdict or a word of a certificate.
fn row(row: &Requirement) -> Value {
    json!([
        row.id,
        row.title,
        row.text,
        row.level,
        row.provenance,
        row.source.name,
        row.source.url,
        row.source.quote,
        row.evidence,
        row.checks,
        row.excused
    ])
}

/// Which of this program's versions differ from those of a certificate, in plain words.
pub(super) fn differences(theirs: &MadeBy, own: &MadeBy) -> Vec<String> {
    let mut differ = Vec::new();
    if theirs.runner != own.runner {
        let (theirs, ours) = (&theirs.runner, &own.runner);
        differ.push(format!(
            "the tool: it was made by version {theirs}, this is version {ours}"
        ));
    }
    let (their_contract, contract) = (&theirs.contract, &own.contract);
    if their_contract != contract {
        let (theirs, ours) = (&their_contract.name, &contract.name);
        differ.push(if theirs == ours {
            format!("the rules of the contract ({ours}) are others in this program")
        } else {
            format!("the contract: it was made by {theirs}, this program has {ours}")
        });
    }
    differ.extend(counted(
        "requirements",
        &theirs.requirements,
        &own.requirements,
    ));
    differ.extend(counted("scenarios", &theirs.scenarios, &own.scenarios));
    if theirs.protocol != own.protocol {
        let (theirs, ours) = (&theirs.protocol, &own.protocol);
        differ.push(format!(
            "the adapter protocol: version {theirs} there, version {ours} here"
        ));
    }
    differ
}

fn counted(what: &str, theirs: &Counted, own: &Counted) -> Option<String> {
    let told = || {
        let (many, here) = (theirs.count, own.count);
        let (one, other) = (short(&theirs.sha256), short(&own.sha256));
        format!("the {what}: {many} there (sha256 {one}…), {here} here (sha256 {other}…)")
    };
    (theirs != own).then(told)
}

/// The beginning of a digest: enough to tell two apart.
pub(super) fn short(sha256: &str) -> String {
    sha256.chars().take(12).collect()
}
