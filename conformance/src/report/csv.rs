//! `requirements.csv`: a row for each requirement, for a spreadsheet.

use super::by_requirement::{self, Row};
use super::record::{RequirementRecord, RunRecord};
use super::terminal::style;
use crate::requirements::Registry;

/// The first row.
const HEADER: [&str; 14] = [
    "id",
    "level",
    "provenance",
    "verdict",
    "checks",
    "pass",
    "warn",
    "inconclusive",
    "fail",
    "error",
    "not_applicable",
    "title",
    "source",
    "url",
];

/// The requirements with what their checks came to. Those that no check of the run shows have the
/// verdict `not_checked`. Lines end as RFC 4180 says.
#[must_use]
pub fn csv(run: &RunRecord) -> String {
    let mut text = line(HEADER.map(str::to_owned));
    let mut rows = by_requirement::rows(run);
    rows.sort_by_key(|row| row.id);
    rows.iter().for_each(|row| text.push_str(&checked(row)));
    for left in not_checked(run) {
        text.push_str(&left);
    }
    text
}

fn checked(row: &Row<'_>) -> String {
    let text = |pick: fn(&RequirementRecord) -> Option<&String>| {
        row.told.and_then(pick).cloned().unwrap_or_default()
    };
    let [pass, warn, inconclusive, fail, error, not_applicable] =
        row.totals.by_verdict().map(|(_, count)| count.to_string());
    line([
        row.id.to_owned(),
        style::level(row.level).to_owned(),
        row.provenance().to_owned(),
        row.verdict.word().to_owned(),
        row.totals.all().to_string(),
        pass,
        warn,
        inconclusive,
        fail,
        error,
        not_applicable,
        text(|row| Some(&row.title)),
        text(|row| row.source.as_ref()),
        text(|row| row.url.as_ref()),
    ])
}

/// What this build requires and the run showed nothing about.
fn not_checked(run: &RunRecord) -> Vec<String> {
    let known = Registry::embedded().rows().iter();
    let left = known.filter(|row| !run.requirements.contains_key(&row.id));
    left.map(|row| {
        let mut cells = vec![
            row.id.clone(),
            style::level(row.level).to_owned(),
            row.provenance.word().to_owned(),
            "not_checked".to_owned(),
        ];
        cells.extend(std::iter::repeat_n("0".to_owned(), 7));
        cells.push(row.title.clone());
        cells.push(row.source.name.clone());
        cells.push(row.source.url.clone().unwrap_or_default());
        line(cells)
    })
    .collect()
}

fn line(cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| quoted(&cell)).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell in quotes. A spreadsheet takes a cell that begins with one of these signs for a formula,
/// in quotes too; an apostrophe keeps it text.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let guard = if formula { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_cell_that_looks_like_a_formula_stays_text() {
        let cells = ["=1+1", "-2", "@x", "+4", "\tx", "plain, \"quoted\""].map(quoted);

        insta::assert_snapshot!(cells.join("\n"), @r#"
        "'=1+1"
        "'-2"
        "'@x"
        "'+4"
        "'	x"
        "plain, ""quoted"""
        "#);
    }

    #[test]
    fn the_requirements_of_a_run_come_first_with_their_counts() {
        let text = csv(&sample::run());

        let first: Vec<&str> = text.split("\r\n").take(2).collect();
        insta::assert_snapshot!(first.join("\n"), @r#"
    "id","level","provenance","verdict","checks","pass","warn","inconclusive","fail","error","not_applicable","title","source","url"
    "NJ-C-001","MUST","stated","error","7","1","1","1","2","1","1","'=A title","The guide","https://example.org/guide"
    "#);
        assert!(text.contains("\"not_checked\""));
    }
}
