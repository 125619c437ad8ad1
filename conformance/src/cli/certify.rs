//! `conformance certify`: a run, and the certificate of it; or the certificate of a run that is over.

use std::path::{Path, PathBuf};

use askama::Template as _;
use clap::Args;

use super::Exit;
use super::arguments::{Cli, RunArguments, Snapshots};
use super::run;
use super::scenarios::{library, shipped_library};
use super::show::{self, tell};
use crate::certificate::{self, Certificate, FILE, NoCertificate, PAGE, Page};
use crate::report::folder::{Folder, NotWritten};
use crate::report::stored;
use crate::report::terminal::style::BOLD;
use crate::report::words::{count, shell};

/// Reasons that are told one by one.
const TOLD: usize = 5;

/// What may be said after `conformance certify`.
#[derive(Debug, Args)]
#[command(mut_arg("scenarios", |arg| arg.help(
    "The folder of scenarios; without it those in this program, also where there is a folder `scenarios/`"
)))]
pub(super) struct CertifyArguments {
    /// The folder of a run that is over, to certify it instead of running anew; the certificate is
    /// written there
    #[arg(value_name = "RUN_DIR", conflicts_with_all = [
        "adapter", "exec", "adapter_url", "pull", "wayward", "simulator", "filter", "area",
        "requirement", "feature", "shard", "seed", "jobs", "fail_fast", "out", "format",
        "known_failing", "snapshots", "snapshots_dir",
    ])]
    run_dir: Option<PathBuf>,
    #[command(flatten)]
    run: RunArguments,
}

/// Runs, unless there is a run already, and issues the certificate.
pub(super) fn certify(cli: &Cli, arguments: &CertifyArguments) -> Exit {
    if let Some(folder) = &arguments.run_dir {
        return issue(
            cli,
            folder,
            arguments.run.selection.scenarios.as_deref(),
            Exit::Conformant,
        );
    }
    let mut wanted = arguments.run.clone();
    wanted.selection.shipped = true;
    // Recorded results are of one client; what it is held to here are the requirements alone.
    wanted.snapshots.get_or_insert(Snapshots::Off);
    let exit = run::run(cli, &wanted);
    match exit {
        // Only then is it sure that the files in the folder are those of this run.
        Exit::Conformant | Exit::SnapshotsDiffer | Exit::NotConformant | Exit::Inconclusive => {
            issue(
                cli,
                &wanted.out,
                wanted.selection.scenarios.as_deref(),
                exit,
            )
        }
        exit => {
            anstream::eprintln!("no certificate was issued: {}", exit.meaning());
            exit
        }
    }
}

/// Issues the certificate of the run in a folder, and ends as the run did.
fn issue(cli: &Cli, folder: &Path, scenarios: Option<&Path>, exit: Exit) -> Exit {
    let run = match stored::read(folder) {
        Ok(run) => run,
        Err(error) => return tell(Exit::Usage, &error),
    };
    let library = match library(scenarios) {
        Ok(library) => library,
        Err(exit) => return exit,
    };
    let place = if folder.is_dir() {
        folder
    } else {
        folder.parent().unwrap_or(folder)
    };
    match certificate::certify(&run, place, &library, &shipped_library()) {
        Ok(certificate) => written(cli, &Folder::at(place), &certificate, exit),
        Err(none) => refused(place, &none),
    }
}

fn written(cli: &Cli, folder: &Folder, certificate: &Certificate, exit: Exit) -> Exit {
    let text = match certificate::text(certificate) {
        Ok(text) => text,
        Err(error) => return tell(Exit::Usage, &error),
    };
    let page = Page::of(certificate).render();
    let page = page.map_err(|error| folder.not_written(PAGE, std::io::Error::other(error)));
    let failed: Vec<NotWritten> = [
        folder.write(FILE, &text),
        page.and_then(|page| folder.write(PAGE, page.as_bytes())),
    ]
    .into_iter()
    .filter_map(Result::err)
    .collect();
    if !failed.is_empty() {
        return show::conclude(exit, Ok(()), &failed);
    }
    show::conclude(
        exit,
        show::print(&told(cli, folder.path(), certificate, text.len())),
        &[],
    )
}

fn told(cli: &Cli, folder: &Path, certificate: &Certificate, bytes: usize) -> String {
    let file = folder.join(FILE);
    let megabytes = bytes as f64 / 1e6;
    let mut text = format!(
        "{BOLD}certificate{BOLD:#}: {}, {megabytes:.1} MB, and {PAGE} for people\n",
        file.display()
    );
    if !cli.quiet {
        let sentences = certificate.statement.iter();
        text.extend(sentences.map(|sentence| format!("  {sentence}\n")));
    }
    let command = shell(["conformance", "verify", &file.display().to_string()]);
    text.push_str(&format!("  check it: {command}\n"));
    text
}

/// Says what stands in the way, and where the evidence is.
fn refused(folder: &Path, none: &NoCertificate) -> Exit {
    anstream::eprintln!("no certificate was issued:");
    for reason in none.reasons.iter().take(TOLD) {
        anstream::eprintln!("  {reason}");
    }
    let more = none.reasons.len().saturating_sub(TOLD);
    if more > 0 {
        anstream::eprintln!("  and {}", count(more, "further reason"));
    }
    let evidence = folder.join("evidence");
    if evidence.is_dir() {
        anstream::eprintln!("what was seen is in {}", evidence.display());
    }
    none.exit
}
