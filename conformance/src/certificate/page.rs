//! `certificate.html`: the certificate for people, one file without script, that prints on A4.

use askama::Template;
use jiff::Timestamp;

use super::record::{Certificate, RequirementCovered};
use crate::report::record::KnownRecord;
use crate::report::terminal::style;
use crate::report::words;
use crate::verdict::Verdict;

/// The page. Whatever comes from elsewhere is escaped by the template.
#[derive(Template)]
#[template(path = "certificate.html")]
pub struct Page<'a> {
    certificate: &'a Certificate,
    /// The requirements that were shown, and those that were not.
    shown: Vec<&'a RequirementCovered>,
    not_shown: Vec<&'a RequirementCovered>,
    /// Checks that warn, with their reasons.
    warnings: Vec<(String, &'a str)>,
    judged: u64,
}

impl<'a> Page<'a> {
    /// The page of a certificate.
    #[must_use]
    pub fn of(certificate: &'a Certificate) -> Self {
        let rows = certificate.coverage.requirements.iter();
        let (shown, not_shown) = rows.partition(|row| row.not_shown.is_none());
        let checks = &certificate.totals.checks;
        Self {
            certificate,
            shown,
            not_shown,
            warnings: warnings(certificate),
            judged: checks.all() - checks.not_applicable,
        }
    }
}

fn warnings(certificate: &Certificate) -> Vec<(String, &str)> {
    let all = certificate.attempts.iter().flat_map(|attempt| {
        let checks = attempt.checks.iter();
        checks.map(|check| (&attempt.id, check))
    });
    let warn = all.filter(|(_, check)| check.verdict == Verdict::Warn);
    warn.map(|(id, check)| (format!("{id}#{}", check.id), words::reason(check)))
        .collect()
}

/// A moment to the second: what is finer is of no use to a reader.
pub(crate) fn moment(moment: &Timestamp) -> String {
    moment.strftime("%-d %B %Y, %H:%M:%S UTC").to_string()
}

/// A verdict as people read it.
fn word(verdict: &Verdict) -> &'static str {
    style::word(*verdict)
}

/// What became of a known failure, as people read it.
fn state(known: &KnownRecord) -> &'static str {
    words::state(known.state)
}

/// How much a requirement demands.
fn level(row: &&RequirementCovered) -> &'static str {
    style::level(row.level)
}
