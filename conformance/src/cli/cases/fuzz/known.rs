//! What was found before: tried first, and told as still failing or fixed.

use std::path::{Path, PathBuf};

use super::report::Report;
use crate::cli::cases::stage::Stage;
use crate::generated::reduce::{HowFar, Shrunk};
use crate::generated::shrinking::Finding;
use crate::generated::tally::Found;
use crate::generated::{Bench, CaseFile, Tried};
use crate::report::record::StoredCase;

impl Report<'_> {
    /// Tries the stored cases again.
    pub(super) async fn replay(&mut self, stage: &Stage, known: Vec<(PathBuf, CaseFile)>) {
        let (bench, _) = &stage.benches[0];
        for (path, case) in known {
            let missing = stage.cannot_do(&case);
            if missing.is_some() {
                self.note(&path, &case, "not tried", missing);
                continue;
            }
            let tried = again(bench, &case).await;
            if bench.is_interrupted() {
                let why = Some("it was interrupted".to_owned());
                self.note(&path, &case, "not tried", why);
                continue;
            }
            let fails = tried.as_ref().is_some_and(|tried| tried.shows(&case.check));
            let state = match (fails, case.flaky) {
                (true, _) => "fails",
                (false, true) => "not shown",
                (false, false) => "fixed",
            };
            self.note(&path, &case, state, None);
            if fails {
                self.stored.push(as_finding(&case, tried));
            }
        }
    }

    fn note(&mut self, path: &Path, case: &CaseFile, state: &str, why: Option<String>) {
        self.known.push(StoredCase {
            id: case.id.clone(),
            file: path.display().to_string(),
            check: case.check.clone(),
            state: state.to_owned(),
            reason: why,
        });
    }

    /// What became of each, in a line.
    pub(super) fn tell_known(&self, text: &mut String) {
        for case in &self.known {
            text.push_str(&line(case));
        }
        for finding in &self.stored {
            let reason = finding.breach().and_then(|breach| breach.reason.as_ref());
            if let Some(reason) = reason {
                text.push_str(&format!("  {reason}\n"));
            }
        }
    }
}

fn line(case: &StoredCase) -> String {
    match case.state.as_str() {
        "fixed" => format!(
            "\nFIXED {}: {} no longer shows it. Take {} away, or keep it as a scenario with `conformance promote`\n",
            case.id, case.check, case.file
        ),
        "fails" => format!("\nSTILL FAILS {}: {}\n", case.id, case.check),
        "not shown" => format!(
            "\nNOT SHOWN {}: {} was flaky when it was found, and showed in none of {TRIES} tries; {} is kept\n",
            case.id, case.check, case.file
        ),
        other => format!(
            "\n{other}: {} ({})\n",
            case.id,
            case.reason.as_deref().unwrap_or("no reason is known")
        ),
    }
}

/// How often a flaky case is tried before it counts as not shown.
pub(in crate::cli::cases) const TRIES: u32 = 3;

/// Tries a stored case again; one that is flaky several times, until it shows.
pub(in crate::cli::cases) async fn again(bench: &Bench, case: &CaseFile) -> Option<Tried> {
    let tries = if case.flaky { TRIES } else { 1 };
    let mut last = None;
    for nth in 1..=tries {
        let id = format!("stored-{}-{nth}", case.id);
        last = bench.try_case(&id, &case.case).await;
        let shows = last.as_ref().is_some_and(|tried| tried.shows(&case.check));
        if shows || bench.is_interrupted() {
            break;
        }
    }
    last
}

fn as_finding(case: &CaseFile, tried: Option<Tried>) -> Finding {
    Finding {
        check: case.check.clone(),
        also: Vec::new(),
        same_as: None,
        found: Found {
            check: case.check.clone(),
            number: None,
            case: case.case.clone(),
            tried: tried.clone(),
            seen: 1,
            places: Default::default(),
        },
        shrunk: Shrunk {
            case: case.case.clone(),
            tries: 0,
            tried: tried.clone(),
            beside: Default::default(),
            how_far: HowFar::Complete,
            steady: true,
        },
        tried,
    }
}
