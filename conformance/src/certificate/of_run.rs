//! From the files that a run leaves to a certificate, or to what stands in its way.

use std::fs;
use std::path::Path;

use super::issue::{self, Given, Story};
use super::library::Library;
use super::objections::objections;
use super::record::{AdapterStated, Certificate, Whereabouts};
use super::{addresses, versions};
use crate::cli::Exit;
use crate::evidence::Evidence;
use crate::report::known::KnownFailure;
use crate::report::make;
use crate::report::record::{KnownRecord, NotRun, RunRecord, ScenarioRecord};
use crate::report::words;

/// Why there is no certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoCertificate {
    /// How the program ends.
    pub exit: Exit,
    /// What stands in the way, each in a line.
    pub reasons: Vec<String>,
}

impl NoCertificate {
    fn usage(reason: String) -> Self {
        let reasons = vec![reason];
        let exit = Exit::Usage;
        Self { exit, reasons }
    }
}

/// Makes the certificate of a run whose files are in `folder`. `library` is the set of scenarios it
/// was run with, `shipped` the one in this program.
///
/// # Errors
///
/// What stands in the way: a client that is not conformant, a run that is none of scenarios or not
/// over, evidence that is missing, or that is judged otherwise now.
pub fn certify(
    run: &RunRecord,
    folder: &Path,
    library: &Library,
    shipped: &Library,
) -> Result<Certificate, NoCertificate> {
    refuse_unfit(run)?;
    let stories = run.scenarios.iter();
    let stories = stories.map(|scenario| story(scenario, folder, library));
    let stories: Vec<Story> = stories.collect::<Result<_, _>>()?;
    refuse_observed(&stories)?;
    let given = given(run, library, shipped)?;
    let certificate = issue::certificate(given, stories);
    let certificate = certificate.map_err(|error| NoCertificate::usage(error.to_string()))?;
    refuse_other_verdicts(run, &certificate)?;
    match objections(&certificate) {
        none if none.is_empty() => Ok(certificate),
        reasons => Err(NoCertificate {
            exit: Exit::NotConformant,
            reasons,
        }),
    }
}

/// What the run itself says against it.
fn refuse_unfit(run: &RunRecord) -> Result<(), NoCertificate> {
    if run.generated.is_some() {
        let why = "it is a run of generated cases, which another seed makes anew; certify a run of scenarios";
        return Err(NoCertificate::usage(why.to_owned()));
    }
    let exit = match make::exit(run) {
        Exit::Conformant | Exit::SnapshotsDiffer => return refuse_unjudged(run),
        exit => exit,
    };
    let checks = words::failures(run).map(|(scenario, check)| {
        let (id, word) = (words::check_id(scenario, check), check.verdict.word());
        format!("{id} {word}: {}", words::reason(check))
    });
    let trouble = words::trouble(run).into_iter();
    let mut reasons = vec![format!("the run is {}", run.meaning)];
    reasons.extend(trouble.chain(checks));
    Err(NoCertificate { exit, reasons })
}

/// Scenarios that were begun and have no verdict.
fn refuse_unjudged(run: &RunRecord) -> Result<(), NoCertificate> {
    let judged = |left: &&NotRun| run.scenarios.iter().any(|one| one.id == left.id);
    let left = run.not_run.iter().filter(|left| !judged(left));
    let reasons: Vec<_> = left
        .map(|left| format!("{} has no verdict: {}", left.id, left.reason))
        .collect();
    if reasons.is_empty() {
        Ok(())
    } else {
        let exit = Exit::Inconclusive;
        Err(NoCertificate { exit, reasons })
    }
}

/// What a person attests is believed by who knows that person, and judged again by nobody.
fn refuse_observed(stories: &[Story]) -> Result<(), NoCertificate> {
    if stories
        .iter()
        .all(|story| story.evidence.observed.is_none())
    {
        return Ok(());
    }
    let why = "a person acted in this run, and no adapter: certificates are of what a program can ask again; hand out its report (`conformance report --format html`)";
    Err(NoCertificate::usage(why.to_owned()))
}

fn story(
    scenario: &ScenarioRecord,
    folder: &Path,
    library: &Library,
) -> Result<Story, NoCertificate> {
    let id = &scenario.id;
    let source = library.source(id).ok_or_else(|| {
        let why = format!("there is no scenario `{id}` here; name the folder of the run's scenarios with --scenarios");
        NoCertificate::usage(why)
    })?;
    // Ids of the library are names of files; those of a stored run could be anything.
    let file = folder.join("evidence").join(format!("{id}.json"));
    let evidence = fs::read(&file)
        .map_err(|error| error.to_string())
        .and_then(|text| serde_json::from_slice::<Evidence>(&text).map_err(|why| why.to_string()));
    let evidence = evidence.map_err(|why| {
        let file = file.display();
        NoCertificate::usage(format!(
            "the evidence {file} cannot be read: {why}; do the run again"
        ))
    })?;
    Ok(Story {
        id: id.clone(),
        source: source.to_owned(),
        evidence: addresses::replaced(&evidence),
    })
}

fn given(run: &RunRecord, library: &Library, shipped: &Library) -> Result<Given, NoCertificate> {
    let nobody = || NoCertificate::usage("the run does not say who the client is".to_owned());
    Ok(Given {
        subject: run.subject.clone().ok_or_else(nobody)?,
        adapter: AdapterStated {
            name: run.adapter.name.clone(),
            actions: run.adapter.actions.clone(),
        },
        ran: run.started,
        elapsed_ms: run.elapsed_ms,
        seed: run.seed,
        shard: run.shard.clone(),
        place: match run.simulator.as_str() {
            "in process" => Whereabouts::InProcess,
            _ => Whereabouts::Elsewhere,
        },
        made_by: versions::own(library, shipped),
        probes: run.probes.clone(),
        known: run.known.iter().map(known).collect(),
        set: library.set(),
    })
}

/// The entry of the list that a record is of.
pub(super) fn known(record: &KnownRecord) -> KnownFailure {
    KnownFailure {
        scenario: record.scenario.clone(),
        check: record.check.clone(),
        reason: record.reason.clone(),
        message: record.message.clone(),
        expires: record.expires,
    }
}

/// Judging the evidence again, without addresses, must come to what the run came to.
fn refuse_other_verdicts(run: &RunRecord, certificate: &Certificate) -> Result<(), NoCertificate> {
    let attempts = run.scenarios.iter().zip(&certificate.attempts);
    let differing: Vec<String> = attempts
        .filter(|(then, now)| {
            let then = then.checks.iter().map(|check| (&check.id, check.verdict));
            let now = now.checks.iter().map(|check| (&check.id, check.verdict));
            !then.eq(now)
        })
        .map(|(then, _)| {
            let id = &then.id;
            format!(
                "{id} comes to other verdicts than in the run; its evidence, its scenario or this tool has changed since: do the run again"
            )
        })
        .collect();
    if differing.is_empty() {
        Ok(())
    } else {
        let (exit, reasons) = (Exit::Usage, differing);
        Err(NoCertificate { exit, reasons })
    }
}
