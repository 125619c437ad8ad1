//! The further reports that can be asked for, and the names they are written under.

use std::path::Path;

use clap::ValueEnum;

/// A further report. Each has one fixed name in the folder of the reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// `junit.xml`, for CI
    Junit,
    /// `report.html`, one file for people
    Html,
    /// `ctrf.json`, the Common Test Report Format
    Ctrf,
    /// `summary.md`, for the summary of a CI job
    Markdown,
    /// `requirements.csv`, a row for each requirement
    Csv,
    /// `har/<scenario>.har`, the exchanges of each attempt
    Har,
}

impl Format {
    /// Every further report.
    pub const ALL: [Self; 6] = [
        Self::Junit,
        Self::Html,
        Self::Ctrf,
        Self::Markdown,
        Self::Csv,
        Self::Har,
    ];

    /// Its fixed name; a folder for [`Format::Har`].
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Junit => "junit.xml",
            Self::Html => "report.html",
            Self::Ctrf => "ctrf.json",
            Self::Markdown => "summary.md",
            Self::Csv => "requirements.csv",
            Self::Har => "har",
        }
    }

    /// Where the reports of a run are, in a line: `run.json`, and what was asked for beside it.
    #[must_use]
    pub fn told(folder: &Path, asked: &[Self]) -> String {
        let mut line = format!("reports: {}", folder.join("run.json").display());
        for format in Self::ALL.iter().filter(|format| asked.contains(format)) {
            line.push_str(", ");
            line.push_str(format.name());
        }
        line.push('\n');
        line
    }
}
