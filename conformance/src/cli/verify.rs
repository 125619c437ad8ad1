//! `conformance verify`: a certificate that somebody gave us, judged again.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Style};
use askama::Template as _;
use clap::Args;

use super::Exit;
use super::arguments::Cli;
use super::scenarios::{library, shipped_library};
use super::show::{self, tell};
use crate::certificate::{self, Certificate, Document, PAGE, Page, Verification, Verified, moment};
use crate::report::terminal::style::{BOLD, DIM};
use crate::report::words::{count, one_line};

/// Of each kind, so many findings are told one by one.
const TOLD: usize = 12;

/// What may be said after `conformance verify`.
#[derive(Debug, Args)]
pub(super) struct VerifyArguments {
    /// The certificate, or the folder that it is in
    #[arg(value_name = "CERTIFICATE_OR_DIR")]
    certificate: PathBuf,
    /// Hold it against the scenarios of this folder, instead of those in this program
    #[arg(long, value_name = "DIR")]
    scenarios: Option<PathBuf>,
}

/// Verifies a certificate and says what came of it.
pub(super) fn verify(cli: &Cli, arguments: &VerifyArguments) -> Exit {
    let document = match certificate::read(&arguments.certificate) {
        Ok(document) => document,
        Err(error) => return tell(Exit::Usage, &error),
    };
    let library = match library(arguments.scenarios.as_deref()) {
        Ok(library) => library,
        Err(exit) => return exit,
    };
    let mut found = match certificate::verify(&document, &library, &shipped_library()) {
        Ok(found) => found,
        Err(error) => return unjudged(&document, &error),
    };
    if found.foreign.is_empty() {
        found.altered.extend(altered_page(&document));
    }
    let exit = exit(&found);
    let text = told(cli, &document, &found, exit);
    show::conclude(exit, show::print(&text), &[])
}

fn exit(found: &Verification) -> Exit {
    match found.verified() {
        Verified::Yes => Exit::Conformant,
        Verified::No => Exit::NotConformant,
        Verified::OtherVersion => Exit::Inconclusive,
    }
}

fn unjudged(document: &Document, error: &certificate::NotJudged) -> Exit {
    let (file, version) = (
        document.file.display(),
        &document.certificate.made_by.runner,
    );
    anstream::eprintln!("error: {file}: {error}");
    anstream::eprintln!(
        "it was made by version {version} of the tool, this is version {}: verify it with that one",
        env!("CARGO_PKG_VERSION")
    );
    Exit::Usage
}

/// A page that lies beside the certificate and says something else.
fn altered_page(document: &Document) -> Option<String> {
    let certificate = &document.certificate;
    let file = document.file.with_file_name(PAGE);
    let page = Page::of(certificate).render().ok()?;
    let beside = beside(&file, page.len())?;
    (beside != page.as_bytes()).then(|| format!("the page beside it, {}", file.display()))
}

/// As much of a page as could be right, and one byte more.
fn beside(file: &Path, length: usize) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let file = File::open(file).ok()?;
    let most = length as u64 + 1;
    file.take(most).read_to_end(&mut text).ok()?;
    Some(text)
}

fn told(cli: &Cli, document: &Document, found: &Verification, exit: Exit) -> String {
    let mut text = String::new();
    if !cli.quiet {
        opening(&mut text, document);
    }
    counts(&mut text, &document.certificate, found);
    let differing = found.differing.iter().map(|one| {
        let check = plain(&format!("{}#{}", one.attempt, one.check));
        let (recorded, now) = (plain(&one.recorded), plain(&one.recomputed));
        format!("{check}\n    recorded    {recorded}\n    recomputed  {now}")
    });
    list(
        &mut text,
        "altered after it was made",
        found.altered.iter().map(plain),
    );
    list(&mut text, "comes to another verdict", differing);
    list(&mut text, "does not follow", found.untrue.iter().map(plain));
    list(
        &mut text,
        "not of this version",
        found.foreign.iter().map(plain),
    );
    if !cli.quiet && found.verified() == Verified::Yes {
        sentences(&mut text, &document.certificate);
    }
    conclusion(&mut text, &document.certificate, found, exit);
    text
}

fn opening(text: &mut String, document: &Document) {
    let certificate = &document.certificate;
    let (subject, made_by) = (&certificate.subject, &certificate.made_by);
    let _ = writeln!(
        text,
        "{BOLD}{} {} ({}, {}){BOLD:#}",
        one_line(&subject.name, 80),
        one_line(&subject.version, 80),
        one_line(&subject.vendor, 80),
        one_line(&subject.language, 80)
    );
    let _ = writeln!(text, "  certificate  {}", document.file.display());
    let (ran, seed) = (moment(&certificate.ran), certificate.seed);
    let _ = writeln!(text, "  ran          {ran}, seed {seed}");
    let (runner, contract) = (&made_by.runner, &made_by.contract.name);
    let requirements = count(made_by.requirements.count, "requirement");
    let scenarios = count(made_by.scenarios.count, "scenario");
    let _ = writeln!(
        text,
        "  made by      conformance {}; {}; {requirements}; {scenarios}\n",
        one_line(runner, 40),
        one_line(contract, 80)
    );
}

fn counts(text: &mut String, certificate: &Certificate, found: &Verification) {
    let attempts = certificate.attempts.len();
    let checks = found.agreeing + found.differing.len();
    let (intact, agreeing) = (found.intact, found.agreeing);
    let _ = writeln!(text, "evidence  {intact} of {attempts} digests agree");
    let _ = writeln!(
        text,
        "verdicts  {agreeing} of {checks} checks come to the same when they are judged again"
    );
}

/// Words that somebody else may have written, fit for a terminal.
#[expect(clippy::ptr_arg, reason = "it is mapped over texts that are owned")]
fn plain(words: &String) -> String {
    one_line(words, 400)
}

/// Findings of one kind, the first of them one by one.
fn list(text: &mut String, title: &str, mut found: impl Iterator<Item = String>) {
    for (told, finding) in found.by_ref().take(TOLD).enumerate() {
        if told == 0 {
            let _ = writeln!(text, "\n{BOLD}{title}{BOLD:#}");
        }
        let _ = writeln!(text, "  {finding}");
    }
    let more = found.count();
    if more > 0 {
        let _ = writeln!(text, "{DIM}  and {more} more{DIM:#}");
    }
}

/// What the certificate says: it has just been found to follow.
fn sentences(text: &mut String, certificate: &Certificate) {
    text.push('\n');
    for sentence in &certificate.statement {
        let _ = writeln!(text, "  {}", one_line(sentence, 600));
    }
}

fn conclusion(text: &mut String, certificate: &Certificate, found: &Verification, exit: Exit) {
    let (colour, word) = match found.verified() {
        Verified::Yes => (AnsiColor::Green, "verified"),
        Verified::No => (AnsiColor::Red, "not verified"),
        Verified::OtherVersion => (AnsiColor::Yellow, "not verified by this version"),
    };
    let style = Style::new().bold().fg_color(Some(colour.into()));
    let status = exit.status();
    text.push('\n');
    if found.verified() == Verified::Yes {
        let _ = writeln!(
            text,
            "{style}{word}{style:#}: everything in it follows from the evidence in it (exit status {status})"
        );
        return;
    }
    let advice = match found.verified() {
        Verified::No if !found.foreign.is_empty() => {
            "something was altered or does not follow; another version may be why"
        }
        Verified::No => "do not rely on it; ask whoever gave it to you",
        _ => "what could be judged agrees",
    };
    let _ = writeln!(
        text,
        "{style}{word}{style:#}: {advice} (exit status {status})"
    );
    if !found.foreign.is_empty() {
        let _ = writeln!(text, "{}", elsewhere(certificate));
    }
}

/// Where it can be verified.
fn elsewhere(certificate: &Certificate) -> String {
    let (made_by, own) = (
        one_line(&certificate.made_by.runner, 40),
        env!("CARGO_PKG_VERSION"),
    );
    if made_by == own {
        "take the program that made it, or name the scenarios it was made with: --scenarios DIR"
            .to_owned()
    } else {
        format!("verify it with version {made_by}, which made it (this is {own})")
    }
}
