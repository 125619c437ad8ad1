//! What a certificate says, in plain sentences, and what nobody can say.

use clients::{Flaw, Subject};
use contract::provenance::Provenance;
use contract::text::counted;
use jiff::tz::TimeZone;

use super::record::{Certificate, Coverage};
use crate::report::record::KnownState;
use crate::report::words::one_line;

/// That a certificate is nobody's official statement.
pub(super) const NOTICE: &str = "Not issued by, and not affiliated with, NHSBSA, NHS England or ESR. It says that a client \
     conforms with an independent simulator of what is publicly known, with synthetic data only.";

/// So many characters of what the client calls itself stand in a sentence.
const MOST_NAMED: usize = 80;

/// What nobody outside knows of the real services.
const UNKNOWN: [&str; 7] = [
    "The real interface by which an applicant tracking system sends vacancies to NHS Jobs is not public: its addresses, \
     methods, headers, field names, codes and the wording of its refusals are unknown, and those of the simulator are its own.",
    "How NHS Jobs counts characters, reads amounts of money, limits how often it is asked, and how long it takes to answer.",
    "The real interface of ESR for employment checks is not public: its addresses, messages, field names, means of signing in, \
     codes and the wording of its refusals are unknown, and those of the simulator are its own.",
    "Which side looks for the matching applicant, how names are compared there (capitals, accents, hyphens), and what becomes \
     of several that match.",
    "What ESR does with a second transfer of the same applicant, how an existing professional registration is told, and what \
     becomes of identity or occupational health data that is sent all the same.",
    "How often a real service wants to be asked again after a failure, and whether it knows that it was asked before.",
    "What people see on the screens of NHS Jobs and ESR, approvals there, several locations, documents, and the hourly files of \
     e-Recruitment: they are not simulated.",
];

/// The same, to be put into a certificate.
pub(super) fn unknown() -> Vec<String> {
    UNKNOWN.map(str::to_owned).to_vec()
}

/// Which of this tool's own clients this is.
pub(super) fn ours(subject: &Subject) -> Option<String> {
    if subject.vendor != "example" || subject.language != "Rust" {
        return None;
    }
    let flawed = || Flaw::ALL.iter().any(|flaw| flaw.name() == subject.name);
    match subject.name.as_str() {
        "reference" => Some("the reference client of this tool".to_owned()),
        _ if flawed() => Some("a client of this tool with a flaw made on purpose".to_owned()),
        _ => None,
    }
}

/// The sentences of a certificate, of which everything else is filled in.
pub(super) fn sentences(certificate: &Certificate) -> Vec<String> {
    let first = [Some(behaved(certificate)), let_through(certificate)];
    let then = [
        certificate.ours.as_deref().map(of_ours),
        Some(set(certificate)),
        left_out(&certificate.coverage),
        not_run(&certificate.coverage),
        Some(requirements(&certificate.coverage)),
        Some(SIMULATED.to_owned()),
        Some(UNSIGNED.to_owned()),
    ];
    first.into_iter().chain(then).flatten().collect()
}

const SIMULATED: &str = "NHS Jobs and ESR were played by an independent simulator. The real interfaces are not public, so this \
     says nothing about being accepted by them.";

const UNSIGNED: &str = "Whoever ran the tool made this document; nobody else vouches for it. The command conformance verify shows that the \
     verdicts follow from the evidence in it; it cannot show that the evidence is of the client that is named. For that, ask \
     for a signature by somebody you trust, or run the tool yourself.";

fn behaved(certificate: &Certificate) -> String {
    let (subject, checks) = (&certificate.subject, &certificate.totals.checks);
    let judged = checks.all() - checks.not_applicable;
    let ran = counted(certificate.coverage.ran(), "scenario", "scenarios");
    let day = certificate.ran.to_zoned(TimeZone::UTC).date();
    // Words of the maker must not crowd out what follows them.
    let name = one_line(&subject.name, MOST_NAMED);
    let version = one_line(&subject.version, MOST_NAMED);
    let vendor = one_line(&subject.vendor, MOST_NAMED);
    let all = counted(judged, "check", "checks");
    let how = match judged - checks.pass {
        0 => format!("as required in all of {all}"),
        some => format!("as required in all but {some} of {all}"),
    };
    format!("{name} {version} of {vendor} behaved {how}, in {ran}, on {day}.")
}

fn let_through(certificate: &Certificate) -> Option<String> {
    let known = certificate.known.iter();
    let known = known.filter(|one| one.state == KnownState::Fails).count();
    let mut told = Vec::new();
    if known > 0 {
        let one = "known failure, from a list of the maker's own, is not held against it; it stands below with its reason.";
        let more = "known failures, from a list of the maker's own, are not held against it; they stand below with their reasons.";
        told.push(counted(known, one, more));
    }
    if certificate.totals.checks.warn > 0 {
        told.push("What warns is a recommendation that was not followed.".to_owned());
    }
    (!told.is_empty()).then(|| told.join(" "))
}

fn of_ours(ours: &str) -> String {
    format!(
        "The client is {ours}: this shows what a certificate looks like, and says nothing of anybody's product."
    )
}

fn set(certificate: &Certificate) -> String {
    let made_by = &certificate.made_by;
    let scenarios = counted(made_by.scenarios.count, "scenario", "scenarios");
    if made_by.shipped_scenarios {
        let version = &made_by.runner;
        format!(
            "The set of scenarios is the one that version {version} of this tool is shipped with: {scenarios}."
        )
    } else {
        format!(
            "The set of scenarios is not the one that this tool is shipped with, but one of {scenarios} of the maker's choice; \
             those that were used stand in this document."
        )
    }
}

fn left_out(coverage: &Coverage) -> Option<String> {
    let (asked, of, left) = (
        coverage.attempted(),
        coverage.set.len(),
        coverage.left_out.len(),
    );
    let left_out = counted(
        left,
        "was left out, and is listed",
        "were left out, and are listed",
    );
    (left > 0)
        .then(|| format!("It covers only {asked} of the {of} scenarios of that set: {left_out}."))
}

fn not_run(coverage: &Coverage) -> Option<String> {
    let left = coverage.not_run.len();
    let left_out = counted(
        left,
        "scenario, which is listed",
        "scenarios, which are listed",
    );
    (left > 0).then(|| {
        format!("Not run, for want of an action that the client does not have: {left_out}.")
    })
}

fn requirements(coverage: &Coverage) -> String {
    let of = |provenance| {
        let mut all = coverage.by_provenance.iter();
        all.find(|one| one.provenance == provenance)
            .map_or(0, |one| one.shown)
    };
    let (stated, inferred, own) = (
        of(Provenance::Stated),
        of(Provenance::Inferred),
        of(Provenance::Simulator),
    );
    let (shown, all) = (coverage.shown(), coverage.requirements.len());
    format!(
        "It shows {shown} of {all} requirements: {stated} that a public source states, {inferred} that follow from public sources, \
         and {own} that are this simulator's own choice."
    )
}
