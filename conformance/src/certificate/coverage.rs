//! What a certificate covers: scenarios left out, requirements shown and not, and who asks for them.

use std::collections::BTreeSet;

use contract::provenance::Provenance;

use super::record::{Certified, Coverage, ProvenanceCovered, RequirementCovered, SetEntry};
use crate::report::record::{CheckTotals, NotRun};
use crate::requirements::{Registry, Requirement};

/// What these attempts cover of the set.
pub(super) fn of(set: Vec<SetEntry>, attempts: &[Certified]) -> Coverage {
    let asked: BTreeSet<&str> = attempts.iter().map(|one| one.id.as_str()).collect();
    let left = set.iter().filter(|one| !asked.contains(one.id.as_str()));
    let rows = Registry::embedded().rows().iter();
    let requirements: Vec<_> = rows.map(|row| requirement(row, attempts)).collect();
    Coverage {
        left_out: left.map(|one| one.id.clone()).collect(),
        not_run: attempts.iter().filter_map(not_run).collect(),
        by_provenance: by_provenance(&requirements),
        set,
        requirements,
    }
}

fn not_run(attempt: &Certified) -> Option<NotRun> {
    let reason = attempt.evidence.not_run.clone()?;
    Some(NotRun {
        id: attempt.id.clone(),
        reason,
    })
}

fn requirement(row: &Requirement, attempts: &[Certified]) -> RequirementCovered {
    let mut checks = CheckTotals::default();
    let all = attempts.iter().flat_map(|attempt| &attempt.checks);
    all.filter(|check| check.requirement == row.id)
        .for_each(|check| checks.add(check.verdict));
    RequirementCovered {
        id: row.id.clone(),
        title: row.title.clone(),
        text: row.text.clone(),
        level: row.level,
        provenance: row.provenance,
        source: row.source.name.clone(),
        url: row.source.url.clone(),
        quote: row.source.quote.clone(),
        not_shown: not_shown(row, &checks),
        checks,
    }
}

/// Shown is what passed at least once and never did not.
fn not_shown(row: &Requirement, checks: &CheckTotals) -> Option<String> {
    let breached = checks.fail + checks.inconclusive + checks.error;
    let why = if breached > 0 {
        format!("{breached} of its checks did not pass, and were let through as known failures")
    } else if checks.warn > 0 {
        format!("{} of its checks warn: it was not followed", checks.warn)
    } else if checks.pass > 0 {
        return None;
    } else if let Some(excused) = &row.excused {
        format!("nothing checks it: {excused}")
    } else if checks.not_applicable > 0 {
        "what it is about did not occur in the scenarios that ran".to_owned()
    } else {
        "no scenario that ran checks it".to_owned()
    };
    Some(why)
}

fn by_provenance(requirements: &[RequirementCovered]) -> Vec<ProvenanceCovered> {
    let all = [
        Provenance::Stated,
        Provenance::Inferred,
        Provenance::Simulator,
    ];
    all.into_iter()
        .map(|provenance| of_provenance(provenance, requirements))
        .collect()
}

fn of_provenance(provenance: Provenance, all: &[RequirementCovered]) -> ProvenanceCovered {
    let of_it: Vec<_> = all
        .iter()
        .filter(|row| row.provenance == provenance)
        .collect();
    let mut checks = CheckTotals::default();
    for row in &of_it {
        checks.extend(&row.checks);
    }
    ProvenanceCovered {
        provenance,
        meaning: provenance.meaning().to_owned(),
        requirements: of_it.len(),
        shown: of_it.iter().filter(|row| row.not_shown.is_none()).count(),
        checks,
    }
}
