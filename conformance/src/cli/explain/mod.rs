//! `conformance explain ID`: whatever a report, a refusal or a list names, in a few lines.

mod contract;
mod requirement;
mod scenario;

use super::arguments::ExplainArguments;
use super::scenarios::select;
use super::selection::Selection;
use super::{Exit, show};
use crate::judge::declared_checks;
use crate::judge::unasked;
use crate::requirements::Registry;
use crate::scenario::Scenario;

use ::contract::reading::FieldCode;
use ::contract::refusal::Refusal;
use ::contract::rule;

/// Explains it. Ends with 0, or with 2 where nothing has that name.
pub(super) fn explain(arguments: &ExplainArguments) -> Exit {
    let selected = match select(&Selection::whole(arguments.scenarios.clone())) {
        Ok(selected) => selected,
        Err(exit) => return exit,
    };
    let asked = arguments.id.trim();
    let known = Known {
        registry: Registry::embedded(),
        scenarios: &selected.scenarios,
    };
    match known.find(asked) {
        Some(text) => show::conclude(Exit::Conformant, show::print(&text), &[]),
        None => known.tell_unknown(asked),
    }
}

/// Everything that has a name.
struct Known<'a> {
    registry: &'a Registry,
    scenarios: &'a [Scenario],
}

impl Known<'_> {
    /// What a name means. People type names from memory: case does not matter.
    fn find(&self, asked: &str) -> Option<String> {
        let same = |name: &str| name.eq_ignore_ascii_case(asked);
        let mut rows = self.registry.rows().iter();
        if let Some(row) = rows.find(|row| same(&row.id)) {
            return Some(requirement::told(row, self.scenarios));
        }
        if let Some(check) = unasked::all().find(|check| same(check.id)) {
            return requirement::of_unasked(check.id, self.registry, self.scenarios);
        }
        if let Some(scenario) = self.scenarios.iter().find(|one| same(&one.id)) {
            return Some(scenario::told(scenario, self.registry));
        }
        self.check(asked).or_else(|| self.of_the_services(asked))
    }

    /// A check of a scenario: `scenario#check` as reports write it, or the check's name alone.
    fn check(&self, asked: &str) -> Option<String> {
        let (of, check) = match asked.split_once('#') {
            Some((of, check)) => (Some(of), check),
            None => (None, asked),
        };
        let here = |scenario: &&Scenario| {
            let declared = declared_checks(scenario, self.registry);
            let own = || scenario.checks.iter().any(|one| one.id == check);
            match of {
                Some(of) => scenario.id == of && declared.iter().any(|one| one.id == check),
                None => own(),
            }
        };
        let shown = self.scenarios.iter().filter(here);
        let text: String = shown
            .map(|scenario| scenario::check_told(scenario, check, self.registry))
            .collect();
        (!text.is_empty()).then_some(text)
    }

    fn of_the_services(&self, asked: &str) -> Option<String> {
        let same = |name: &str| name.eq_ignore_ascii_case(asked);
        let refusal = Refusal::ALL.into_iter().find(|one| same(one.code()));
        let field = || FieldCode::ALL.into_iter().find(|one| same(one.code()));
        let rule = || rule::ALL.iter().find(|one| same(one.id));
        refusal
            .map(|refusal| contract::refusal(refusal, self.scenarios))
            .or_else(|| field().map(contract::field))
            .or_else(|| rule().map(contract::rule))
    }

    fn tell_unknown(&self, asked: &str) -> Exit {
        anstream::eprintln!(
            "error: no requirement, check, scenario, code or rule is called `{asked}`"
        );
        let near = near(asked, self.names());
        if near.is_empty() {
            anstream::eprintln!(
                "`conformance list` and `conformance requirements` show what there is"
            );
        } else {
            anstream::eprintln!("did you mean {}?", near.join(", "));
        }
        Exit::Usage
    }

    fn names(&self) -> Vec<&str> {
        let rows = self.registry.rows().iter().map(|row| row.id.as_str());
        let checks = self.scenarios.iter().flat_map(|scenario| &scenario.checks);
        let mut names: Vec<&str> = rows.collect();
        names.extend(unasked::all().map(|check| check.id));
        names.extend(self.scenarios.iter().map(|scenario| scenario.id.as_str()));
        names.extend(checks.map(|check| check.id.as_str()));
        names.extend(Refusal::ALL.map(Refusal::code));
        names.extend(FieldCode::ALL.map(FieldCode::code));
        names.extend(rule::ALL.iter().map(|rule| rule.id));
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// The nearest names, at most three: what differs by slips of the pen, then what the word is part of.
fn near<'a>(asked: &str, names: Vec<&'a str>) -> Vec<&'a str> {
    let asked = asked.to_lowercase();
    let far = |name: &str| {
        let name = name.to_lowercase();
        let slips = strsim::damerau_levenshtein(&name, &asked);
        let part = asked.len() > 2 && name.contains(&asked);
        (slips <= 1 + asked.len() / 4)
            .then_some(slips)
            .or(part.then_some(100 + slips))
    };
    let mut near: Vec<(usize, &str)> = names
        .into_iter()
        .filter_map(|name| Some((far(name)?, name)))
        .collect();
    near.sort_unstable();
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::scenario;

    #[test]
    fn everything_that_has_a_name_can_be_explained_in_any_case() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
        let scenarios = scenario::load(&folder).unwrap();
        let known = Known {
            registry: Registry::embedded(),
            scenarios: &scenarios,
        };

        for name in known.names() {
            let shouted = known.find(&name.to_uppercase());

            assert!(shouted.or_else(|| known.find(name)).is_some(), "{name}");
        }
        let reported = format!("{}#always/draft-told", scenarios[0].id);
        assert!(known.find(&reported).unwrap().contains("NJ-C-003"));
        assert_eq!(known.find("NJ-C-000"), None);
    }

    #[test]
    fn slips_of_the_pen_and_parts_of_names_are_near() {
        let names = vec![
            "NJ-C-014",
            "NJ-C-015",
            "VACANCY_NOT_DRAFT",
            "always/draft-told",
        ];

        assert_eq!(near("nj-c-0014", names.clone()), ["NJ-C-014", "NJ-C-015"]);
        assert_eq!(
            near("vacancy_not_darft", names.clone()),
            ["VACANCY_NOT_DRAFT"]
        );
        assert_eq!(near("draft-told", names.clone()), ["always/draft-told"]);
        assert!(near("something else", names).is_empty());
    }
}
