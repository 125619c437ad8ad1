//! The further reports of a run, made from the files it left: `run.json` and the evidence.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use askama::Template as _;

use super::folder::{Folder, NotWritten};
use super::format::Format;
use super::record::{FORMAT, RunRecord};
use super::{csv, ctrf, har, html, junit, markdown};
use crate::evidence::Evidence;

/// There is no run that can be read.
#[derive(Debug, thiserror::Error)]
pub enum NoRun {
    /// The file cannot be read.
    #[error("{} cannot be read: {source}; name the folder that `conformance run --out` wrote", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is something else.
    #[error("{} is not a run: {why}", .path.display())]
    NotARun {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
}

/// Reads a run from its folder, or from its `run.json`.
///
/// # Errors
///
/// When it cannot be read, is no run, or was written in another version of the format.
pub fn read(place: &Path) -> Result<RunRecord, NoRun> {
    let path = if place.is_dir() {
        place.join("run.json")
    } else {
        place.to_owned()
    };
    let text = fs::read(&path).map_err(|source| NoRun::Unreadable {
        path: path.clone(),
        source,
    })?;
    let run: RunRecord = serde_json::from_slice(&text).map_err(|error| NoRun::NotARun {
        path: path.clone(),
        why: error.to_string(),
    })?;
    if run.format != FORMAT {
        let why = format!(
            "its format is `{}`, this program reads `{FORMAT}`",
            run.format
        );
        return Err(NoRun::NotARun { path, why });
    }
    Ok(run)
}

/// Writes further reports of a run into `folder`; the evidence is read from `from`. What cannot be
/// written does not keep the others from being written.
#[must_use]
pub fn write(run: &RunRecord, formats: &[Format], from: &Path, folder: &Folder) -> Vec<NotWritten> {
    let wanted = Format::ALL.into_iter().filter(|one| formats.contains(one));
    wanted
        .flat_map(|format| match text(run, format) {
            None => write_hars(run, from, folder),
            Some(Ok(text)) => folder
                .write(format.name(), text.as_bytes())
                .err()
                .into_iter()
                .collect(),
            Some(Err(error)) => vec![folder.not_written(format.name(), error)],
        })
        .collect()
}

/// The text of a report that is one file.
fn text(run: &RunRecord, format: Format) -> Option<io::Result<String>> {
    let text = match format {
        Format::Junit => junit::junit(run).map_err(io::Error::other),
        Format::Html => html::Page::of(run).render().map_err(io::Error::other),
        Format::Ctrf => Ok(format!("{:#}\n", ctrf::ctrf(run))),
        Format::Markdown => Ok(markdown::markdown(run)),
        Format::Csv => Ok(csv::csv(run)),
        Format::Har => return None,
    };
    Some(text)
}

fn write_hars(run: &RunRecord, from: &Path, folder: &Folder) -> Vec<NotWritten> {
    let attempted = run
        .scenarios
        .iter()
        .filter(|scenario| scenario.not_run.is_none());
    attempted
        .filter_map(|scenario| {
            let name = format!("{}/{}.har", Format::Har.name(), scenario.id);
            let evidence = from.join(scenario.evidence.as_deref()?);
            match evidence_har(&evidence) {
                Ok(har) => folder.write(&name, har.as_bytes()).err(),
                Err(error) => Some(folder.not_written(&name, error)),
            }
        })
        .collect()
}

fn evidence_har(path: &Path) -> io::Result<String> {
    let text = fs::read(path).map_err(|error| {
        let path = path.display();
        io::Error::new(error.kind(), format!("its evidence {path}: {error}"))
    })?;
    let evidence: Evidence = serde_json::from_slice(&text)?;
    Ok(format!("{:#}\n", har::har(&evidence)))
}
