//! What was found: a line, and a remedy where something is wrong.

use std::fmt::Write as _;

use anstyle::Style;

use crate::cli::{Exit, show};
use crate::report::terminal::style::{self, DIM};
use crate::verdict::Verdict;

/// Where what is said begins, below the first line of it too.
const INDENT: &str = "                                 ";

/// How one thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Ok,
    /// Worth knowing; a run can be made.
    Note,
    /// It was not looked at.
    LeftOut,
    /// A run cannot be made, or would end in red for a reason of its own.
    Problem(Exit),
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    what: String,
    state: State,
    says: String,
    remedy: Option<String>,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Findings {
    states: Vec<State>,
    mute: bool,
}

impl Finding {
    pub(super) fn ok(what: &str, says: impl Into<String>) -> Self {
        Self::of(what, State::Ok, says)
    }

    pub(super) fn note(what: &str, says: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::of(what, State::Note, says).with(remedy)
    }

    pub(super) fn left_out(what: &str, says: impl Into<String>) -> Self {
        Self::of(what, State::LeftOut, says)
    }

    /// Something that was written or set is wrong.
    pub(super) fn wrong(what: &str, says: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::of(what, State::Problem(Exit::Usage), says).with(remedy)
    }

    /// Adapter, simulator or machine do not do what they should.
    pub(super) fn broken(what: &str, says: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::of(what, State::Problem(Exit::Error), says).with(remedy)
    }

    fn of(what: &str, state: State, says: impl Into<String>) -> Self {
        Self {
            what: what.to_owned(),
            state,
            says: says.into(),
            remedy: None,
        }
    }

    fn with(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    fn told(&self) -> String {
        let (word, colour) = match self.state {
            State::Ok => ("ok", style::verdict(Verdict::Pass)),
            State::Note => ("note", style::verdict(Verdict::Warn)),
            State::LeftOut => ("left out", style::verdict(Verdict::NotApplicable)),
            State::Problem(_) => ("problem", style::verdict(Verdict::Fail)),
        };
        let says = self.says.replace('\n', &format!("\n{INDENT}"));
        let mut text = format!("{colour}{word:<8}{colour:#}  {:<21}  {says}\n", self.what);
        if let Some(remedy) = &self.remedy {
            let dim: Style = if matches!(self.state, State::Problem(_)) {
                Style::new()
            } else {
                DIM
            };
            let _ = writeln!(text, "{INDENT}{dim}→ {remedy}{dim:#}");
        }
        text
    }
}

impl Findings {
    /// Tells it at once: what comes next may take its time.
    pub(super) fn note(&mut self, finding: Finding) {
        self.states.push(finding.state);
        // A reader who has gone away is no mistake; a full disk is told at the end.
        self.mute |= show::print(&finding.told()).is_err();
    }

    /// The last line, and the exit status: what was set wrong is told before what is broken.
    pub(super) fn conclude(self) -> Exit {
        let problems = self.states.iter().filter_map(|state| match state {
            State::Problem(exit) => Some(*exit),
            _ => None,
        });
        let problems: Vec<Exit> = problems.collect();
        let exit = if problems.contains(&Exit::Usage) {
            Exit::Usage
        } else {
            problems.first().copied().unwrap_or(Exit::Conformant)
        };
        let last = match problems.len() {
            0 => "everything is in place\n".to_owned(),
            1 => "1 problem\n".to_owned(),
            count => format!("{count} problems\n"),
        };
        let shown = show::print(&format!("\n{last}"));
        if self.mute {
            Exit::Error
        } else {
            show::conclude(exit, shown, &[])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exit(findings: &[Finding]) -> Exit {
        let states = findings.iter().map(|finding| finding.state).collect();
        Findings {
            states,
            mute: false,
        }
        .conclude()
    }

    #[test]
    fn notes_are_no_problems_and_what_was_set_wrong_comes_first() {
        let (ok, note) = (Finding::ok("a", "b"), Finding::note("a", "b", "c"));
        let (wrong, broken) = (
            Finding::wrong("a", "b", "c"),
            Finding::broken("a", "b", "c"),
        );

        assert_eq!(exit(&[ok.clone(), note]), Exit::Conformant);
        assert_eq!(exit(&[ok, broken.clone()]), Exit::Error);
        assert_eq!(exit(&[broken, wrong]), Exit::Usage);
    }
}
