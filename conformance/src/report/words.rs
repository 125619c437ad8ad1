//! Words that the reports share.

use std::collections::BTreeMap;

use super::record::{KnownState, RunRecord, ScenarioRecord, TroubleRecord};
use crate::evidence::Blame;
use crate::probe::{self, Probe, ProbeVerdict};
use crate::verdict::{CheckResult, Verdict};
use contract::text::counted;

/// The client's name and version.
pub(super) fn subject(run: &RunRecord) -> String {
    run.subject.as_ref().map_or_else(
        || "A client that never said who it is".to_owned(),
        |subject| format!("{} {}", subject.name, subject.version),
    )
}

/// The probes that failed.
pub(super) fn failed_probes(run: &RunRecord) -> impl Iterator<Item = &Probe> {
    let all = run.probes.iter();
    all.filter(|probe| probe.verdict == ProbeVerdict::Failed)
}

/// What broke beside the probes, each thing once.
pub(super) fn beside_probes(run: &RunRecord) -> impl Iterator<Item = &TroubleRecord> {
    run.trouble.iter().filter(|trouble| {
        failed_probes(run).all(|probe| probe.reason.as_ref() != Some(&trouble.message))
    })
}

/// What a failed probe means: of an adapter that nobody can believe, or of what could not be asked.
pub(super) fn of_probe(probe: &Probe) -> String {
    let reason = probe.reason.as_deref().unwrap_or("no reason is known");
    match probe.blame {
        Some(blame @ (Blame::Simulator | Blame::Runner)) => format!(
            "{reason} ({}). The adapter could not be probed, so every check is an error.",
            blame.word()
        ),
        Some(Blame::Adapter) | None => format!(
            "{reason} (adapter). An honest adapter {}; nothing else it says counts, so every check \
             is an error.",
            probe.asks
        ),
    }
}

/// What broke outside any scenario, a sentence or two each.
pub(crate) fn trouble(run: &RunRecord) -> Vec<String> {
    let beside = beside_probes(run).map(|trouble| {
        let (message, blame) = (&trouble.message, trouble.blame.word());
        format!("Trouble ({blame}): {message}")
    });
    failed_probes(run).map(of_probe).chain(beside).collect()
}

/// What did not run, by reason.
pub(super) fn not_run(run: &RunRecord) -> BTreeMap<&str, Vec<&str>> {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for left in &run.not_run {
        reasons.entry(&left.reason).or_default().push(&left.id);
    }
    reasons
}

/// Of the scenarios that were counted, how many did not run: ` (63 of them did not run)`, or nothing.
pub(super) fn left_out(run: &RunRecord) -> String {
    let left = run
        .scenarios
        .iter()
        .filter(|scenario| scenario.not_run.is_some());
    match left.count() {
        0 => String::new(),
        left => format!(" ({left} of them did not run)"),
    }
}

/// Every check that is worse than a pass and not let through, in order.
pub(crate) fn failures(run: &RunRecord) -> impl Iterator<Item = (&ScenarioRecord, &CheckResult)> {
    let all = run.scenarios.iter().flat_map(|scenario| {
        let checks = scenario.checks.iter();
        checks.map(move |check| (scenario, check))
    });
    all.filter(|(scenario, check)| {
        check.verdict > Verdict::Pass && run.let_through(&scenario.id, &check.id).is_none()
    })
}

/// Whether a failed probe took every verdict away: then there is nothing to say of any check.
pub(super) fn all_lost(run: &RunRecord) -> bool {
    probe::failed(&run.probes)
}

/// Why no check could be judged, where that is the same for all of them.
pub(super) fn only_reason(scenario: &ScenarioRecord) -> Option<&str> {
    let first = scenario.checks.first()?.reason.as_deref()?;
    let same = |check: &CheckResult| {
        check.verdict == Verdict::Error && check.reason.as_deref() == Some(first)
    };
    scenario.checks.iter().all(same).then_some(first)
}

/// `scenario#check`, the name of a check in a whole run.
pub(crate) fn check_id(scenario: &ScenarioRecord, check: &CheckResult) -> String {
    format!("{}#{}", scenario.id, check.id)
}

pub(crate) fn reason(check: &CheckResult) -> &str {
    check.reason.as_deref().unwrap_or("no reason is known")
}

/// What became of a known failure.
pub(crate) fn state(state: KnownState) -> &'static str {
    match state {
        KnownState::Fails => "fails as known",
        KnownState::Healed => "healed",
        KnownState::Changed => "fails, but not as known",
        KnownState::NotSeen => "not seen in this run",
    }
}

/// The command that shows one scenario again, ready for a shell.
pub(super) fn replay(run: &RunRecord, scenario: &ScenarioRecord) -> String {
    let mut command = run.replay.clone();
    command.extend(["--filter".to_owned(), scenario.id.clone()]);
    shell(command.iter().map(String::as_str))
}

/// The command that looks at adapter and simulator one by one, with the flags of the run.
pub(super) fn doctor(run: &RunRecord) -> String {
    let mut flags = run.replay.iter().skip(2);
    let mut command = vec!["conformance", "doctor"];
    while let Some(flag) = flags.next() {
        if flag == "--seed" {
            flags.next();
        } else {
            command.push(flag);
        }
    }
    shell(command)
}

/// A command as a shell takes it; with what no shell takes, as it is.
pub(crate) fn shell<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    shlex::try_join(words.iter().copied()).unwrap_or_else(|_| words.join(" "))
}

/// `1 scenario`, `2 scenarios`.
pub(crate) fn count(count: usize, noun: &str) -> String {
    counted(count, noun, &format!("{noun}s"))
}

/// The text without line breaks and other control characters, and not longer than so many
/// characters.
pub(crate) fn one_line(text: &str, most: usize) -> String {
    let plain = |character: char| {
        if character.is_control() {
            ' '
        } else {
            character
        }
    };
    let mut line: String = text.chars().take(most).map(plain).collect();
    if text.chars().nth(most).is_some() {
        line.push('…');
    }
    line
}
