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
        line(folder, std::iter::once("run.json").chain(names(asked)))
    }

    /// Where further reports were written, in a line; nothing where there are none.
    #[must_use]
    pub fn told_alone(folder: &Path, asked: &[Self]) -> String {
        line(folder, names(asked))
    }
}

/// In the order of the formats, whatever order they were asked for in.
fn names(asked: &[Format]) -> impl Iterator<Item = &'static str> {
    let asked = Format::ALL.iter().filter(|format| asked.contains(format));
    asked.map(|format| format.name())
}

fn line(folder: &Path, mut names: impl Iterator<Item = &'static str>) -> String {
    let Some(first) = names.next() else {
        return String::new();
    };
    let mut line = format!("reports: {}", folder.join(first).display());
    for name in names {
        line.push_str(", ");
        line.push_str(name);
    }
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_names_what_was_written_in_one_order() {
        let (folder, asked) = (Path::new("out"), [Format::Csv, Format::Junit]);
        let place = |name: &str| folder.join(name).display().to_string();

        assert_eq!(
            Format::told(folder, &asked),
            format!(
                "reports: {}, junit.xml, requirements.csv\n",
                place("run.json")
            )
        );
        assert_eq!(
            Format::told_alone(folder, &asked),
            format!("reports: {}, requirements.csv\n", place("junit.xml"))
        );
        assert_eq!(Format::told_alone(folder, &[]), "");
    }
}
