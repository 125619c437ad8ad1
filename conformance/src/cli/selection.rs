//! Which of the scenarios a command is about.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use super::Exit;
use crate::judge::declared_checks;
use crate::requirements::Registry;
use crate::run::Shard;
use crate::scenario::Scenario;
use crate::scenario::diagnostic::did_you_mean;
use crate::scenario::step::Do;

/// The flags that choose scenarios. Several values of one flag widen the choice, several flags
/// narrow it.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "The scenarios")]
pub(super) struct Selection {
    /// The folder of scenarios; without it `scenarios/` where there is one, else those in this
    /// program
    #[arg(long, value_name = "DIR")]
    pub(super) scenarios: Option<PathBuf>,
    /// Only scenarios whose id contains this, or that check this requirement; may be repeated
    #[arg(long, value_name = "TEXT")]
    pub(super) filter: Vec<String>,
    /// Only scenarios of this folder (nhs-jobs, esr/matching); may be repeated
    #[arg(long, value_name = "AREA", value_delimiter = ',')]
    area: Vec<String>,
    /// Only scenarios with a check of this requirement (NJ-C-014); may be repeated
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    requirement: Vec<String>,
    /// Only scenarios that need this: an action (update_vacancy), a fault (commit_then_drop), what
    /// a person does (publish), or another kind of step (advance); may be repeated
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    feature: Vec<String>,
    /// Only one part of the scenarios so chosen, to split a run over several machines (2/5);
    /// `conformance report DIR DIR …` puts the parts together again
    #[arg(long, value_name = "PART/OF")]
    pub(super) shard: Option<Shard>,
    /// Whether a folder `scenarios/` that happens to be there is passed over.
    #[arg(skip)]
    pub(super) shipped: bool,
}

impl Selection {
    /// Every scenario of a folder.
    pub(super) fn whole(scenarios: Option<PathBuf>) -> Self {
        Self {
            scenarios,
            ..Self::default()
        }
    }

    /// Whether nothing narrows the choice.
    pub(super) fn is_whole(&self) -> bool {
        self.shard.is_none() && self.flags().iter().all(|(_, values)| values.is_empty())
    }

    /// The flags that narrow the choice, as they can be typed again.
    pub(super) fn told(&self) -> String {
        let flags = self.flags().into_iter();
        let each = flags.flat_map(|(flag, values)| {
            let told = move |value: &String| format!("{flag} {value}");
            values.iter().map(told)
        });
        let shard = self.shard.map(|shard| format!("--shard {shard}"));
        each.chain(shard).collect::<Vec<_>>().join(" ")
    }

    /// Keeps the scenarios that were asked for. A word that no scenario can fit is told with near
    /// ones: a slip of the pen must not look like a run of nothing.
    pub(super) fn keep(&self, scenarios: &mut Vec<Scenario>) -> Result<(), Exit> {
        self.refuse_unknown(scenarios)?;
        let all: BTreeSet<String> = scenarios.iter().map(|one| one.id.clone()).collect();
        scenarios.retain(|scenario| self.wants(scenario, &all));
        if let Some(shard) = self.shard {
            shard.keep(scenarios);
        }
        Ok(())
    }

    fn flags(&self) -> [(&'static str, &Vec<String>); 4] {
        [
            ("--filter", &self.filter),
            ("--area", &self.area),
            ("--requirement", &self.requirement),
            ("--feature", &self.feature),
        ]
    }

    fn wants(&self, scenario: &Scenario, all: &BTreeSet<String>) -> bool {
        let features = features(scenario);
        any(&self.filter, |filter| fits(scenario, filter, all))
            && any(&self.area, |area| is_in(scenario, area))
            && any(&self.requirement, |id| requirements(scenario).contains(id))
            && any(&self.feature, |word| features.contains(word.as_str()))
    }

    fn refuse_unknown(&self, scenarios: &[Scenario]) -> Result<(), Exit> {
        let rows = Registry::embedded().rows().iter();
        let ids: BTreeSet<String> = rows.map(|row| row.id.clone()).collect();
        let areas: BTreeSet<String> = scenarios.iter().flat_map(areas).collect();
        let words = scenarios.iter().flat_map(features).map(str::to_owned);
        let words: BTreeSet<String> = words.collect();
        let asked = [
            ("requirement", &self.requirement, &ids),
            ("area", &self.area, &areas),
            ("feature", &self.feature, &words),
        ];
        for (kind, values, known) in asked {
            let trimmed = |value: &&String| !known.contains(value.trim_end_matches('/'));
            if let Some(unknown) = values.iter().find(trimmed) {
                let remedy = did_you_mean(unknown, known.iter().map(String::as_str));
                anstream::eprintln!("error: no scenario has the {kind} `{unknown}`");
                anstream::eprintln!("{remedy}");
                return Err(Exit::Usage);
            }
        }
        Ok(())
    }
}

/// Whether any fits; without a wish all do.
fn any(wishes: &[String], fits: impl Fn(&String) -> bool) -> bool {
    wishes.is_empty() || wishes.iter().any(fits)
}

/// An id, else a part of ids, or a requirement that the scenario checks itself.
fn fits(scenario: &Scenario, filter: &String, all: &BTreeSet<String>) -> bool {
    let named = if all.contains(filter) {
        scenario.id == *filter
    } else {
        scenario.id.contains(filter.as_str())
    };
    let mut own = scenario.checks.iter().map(|check| &check.requirement);
    named || own.any(|requirement| requirement == filter)
}

fn is_in(scenario: &Scenario, area: &str) -> bool {
    let rest = scenario.id.strip_prefix(area.trim_end_matches('/'));
    rest.is_some_and(|rest| rest.starts_with('/'))
}

/// The folders that a scenario is in, the inner ones too.
fn areas(scenario: &Scenario) -> Vec<String> {
    let id = &scenario.id;
    let ends = id.match_indices('/').map(|(end, _)| end);
    ends.map(|end| id[..end].to_owned()).collect()
}

/// The requirements that a scenario checks, those of every attempt included.
fn requirements(scenario: &Scenario) -> BTreeSet<String> {
    let checks = declared_checks(scenario, Registry::embedded()).into_iter();
    checks.map(|check| check.requirement).collect()
}

/// What a scenario needs, in the words of scenario files.
fn features(scenario: &Scenario) -> BTreeSet<&str> {
    scenario
        .steps
        .iter()
        .filter_map(|step| match &step.what {
            Do::Act(act) => Some(act.action.word()),
            Do::Fault { fault } => fault["type"].as_str(),
            Do::Person(person) => Some(person.word()),
            Do::Advance { .. } => Some("advance"),
            Do::Attest { .. } => Some("attest"),
            Do::Settle { .. } | Do::ClearFaults => None,
        })
        .collect()
}
