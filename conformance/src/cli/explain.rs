//! `conformance explain ID`.

use super::Exit;
use super::arguments::ExplainArguments;
use super::scenarios::select;
use crate::report::terminal::style;
use crate::requirements::{Registry, Requirement};
use crate::scenario::Scenario;

pub(super) fn explain(arguments: &ExplainArguments) -> Exit {
    let selected = match select(&arguments.selection) {
        Ok(selected) => selected,
        Err(exit) => return exit,
    };
    let registry = Registry::embedded();
    let id = arguments.id.as_str();
    let requirement = registry.find(id).or_else(|| registry.of_check(id));
    if let Some(requirement) = requirement {
        explain_requirement(requirement, &selected.scenarios);
        return Exit::Conformant;
    }
    let scenario = selected.scenarios.iter().find(|scenario| scenario.id == id);
    if let Some(scenario) = scenario {
        explain_scenario(scenario, registry);
        return Exit::Conformant;
    }
    let check = |scenario: &&Scenario| scenario.checks.iter().any(|check| check.id == id);
    let mut shown = selected.scenarios.iter().filter(check).peekable();
    if shown.peek().is_none() {
        tell_unknown(id, &selected.all, registry);
        return Exit::Usage;
    }
    shown.for_each(|scenario| explain_scenario(scenario, registry));
    Exit::Conformant
}

fn explain_requirement(requirement: &Requirement, scenarios: &[Scenario]) {
    let bold = style::BOLD;
    let level = style::level(requirement.level);
    anstream::println!(
        "{bold}{} {level}{bold:#}  {}",
        requirement.id,
        requirement.title
    );
    anstream::println!("\n  {}", requirement.text);
    anstream::println!("\n  Why it matters: {}", requirement.why);
    anstream::println!("  What to do: {}", requirement.remedy);
    tell_source(requirement);
    let shown = shown_by(requirement, scenarios);
    if let Some(reason) = &requirement.excused {
        anstream::println!("\n  Nothing checks it: {reason}");
    } else if !shown.is_empty() {
        anstream::println!("\n  Shown by");
        shown
            .iter()
            .for_each(|line| anstream::println!("    {line}"));
    }
}

fn tell_source(requirement: &Requirement) {
    let source = &requirement.source;
    anstream::println!(
        "\n  Provenance: {}, {}",
        requirement.provenance.word(),
        source.name
    );
    if let Some(quote) = &source.quote {
        anstream::println!("    “{quote}”");
    }
    if let Some(url) = &source.url {
        anstream::println!("    {url}");
    }
}

fn shown_by(requirement: &Requirement, scenarios: &[Scenario]) -> Vec<String> {
    let always = requirement
        .checks
        .iter()
        .map(|check| format!("{check}, in every attempt"));
    let ours = scenarios.iter().flat_map(|scenario| {
        let checks = scenario
            .checks
            .iter()
            .filter(|check| check.requirement == requirement.id);
        checks.map(move |check| format!("{}  {}", scenario.id, check.id))
    });
    always.chain(ours).collect()
}

fn explain_scenario(scenario: &Scenario, registry: &Registry) {
    let bold = style::BOLD;
    anstream::println!("{bold}{}{bold:#}  {}", scenario.id, scenario.title);
    anstream::println!("\n  {}", scenario.why.replace('\n', "\n  "));
    anstream::println!("\n  Checks, beside those of every attempt");
    for check in &scenario.checks {
        let requirement = registry.find(&check.requirement);
        let text = requirement
            .map(|requirement| requirement.text.as_str())
            .unwrap_or_default();
        anstream::println!("    {}  {}  {text}", check.id, check.requirement);
    }
    anstream::println!("\n  Run it: conformance run --filter {}\n", scenario.id);
}

fn tell_unknown(id: &str, scenarios: &[String], registry: &Registry) {
    anstream::eprintln!("error: no requirement, scenario or check is called `{id}`");
    let requirements = registry.rows().iter().map(|row| row.id.as_str());
    let names = scenarios.iter().map(String::as_str).chain(requirements);
    let far = |name: &str| strsim::damerau_levenshtein(name, id);
    let mut near: Vec<&str> = names.filter(|name| far(name) <= id.len() / 2).collect();
    near.sort_by_key(|name| far(name));
    near.truncate(3);
    if near.is_empty() {
        anstream::eprintln!("`conformance list` and `conformance requirements` show what there is");
    } else {
        anstream::eprintln!("did you mean {}?", near.join(", "));
    }
}
