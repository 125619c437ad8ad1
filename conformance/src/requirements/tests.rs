//! The registry, the checks on every attempt and the scenarios keep in step.

use std::collections::BTreeSet;
use std::path::Path;

use super::Registry;
use crate::judge::unasked;
use crate::scenario;

#[test]
fn the_embedded_requirements_are_without_mistakes() {
    if let Err(mistakes) = Registry::read(&super::FILES) {
        panic!("{mistakes}");
    }
}

#[test]
fn every_check_on_every_attempt_and_case_shows_exactly_one_requirement() {
    for check in unasked::all() {
        let rows = Registry::embedded().rows().iter();
        let shown = rows
            .filter(|row| row.checks.iter().any(|name| name == check.id))
            .count();
        assert_eq!(shown, 1, "{}", check.id);
    }
}

#[test]
fn every_requirement_is_checked_or_excused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let scenarios = scenario::load(&folder).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let named: BTreeSet<&str> = scenarios
        .iter()
        .flat_map(|scenario| {
            scenario
                .checks
                .iter()
                .map(|check| check.requirement.as_str())
        })
        .collect();

    let unchecked: Vec<&str> = Registry::embedded()
        .rows()
        .iter()
        .filter(|row| {
            let checked = !row.checks.is_empty() || named.contains(row.id.as_str());
            checked == row.excused.is_some()
        })
        .map(|row| row.id.as_str())
        .collect();

    assert_eq!(
        unchecked,
        Vec::<&str>::new(),
        "neither checked nor excused, or both"
    );
}

#[test]
fn a_mistake_in_a_row_is_told_at_its_place() {
    let rows = "- id: X-1\n  title: T\n  text: T\n  level: MUSST\n  provenance: stated\n  \
                source: { name: Guide }\n  evidence: wire\n  checks: [always/request-vald]\n  \
                why: W\n  remedy: R\n";

    let mistakes = Registry::read(&[("rows.yaml", rows)]).unwrap_err();

    insta::assert_snapshot!(mistakes, @r"
    error: `MUSST` is not known here
     --> rows.yaml:4:10
      |
    4 |   level: MUSST
      |          ^^^^^
      |
      = help: did you mean `MUST`?

    error: no check on every attempt is called `always/request-vald`
     --> rows.yaml:8:12
      |
    8 |   checks: [always/request-vald]
      |            ^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `always/request-valid`?
    ");
}
