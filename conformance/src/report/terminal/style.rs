//! Words and colours that all parts of the terminal report share.

use anstyle::{AnsiColor, Style};

use crate::verdict::{EvidenceKind, Level, Verdict};

/// Headings.
pub const BOLD: Style = Style::new().bold();

/// What may be passed over.
pub const DIM: Style = Style::new().dimmed();

/// The colour of a verdict.
#[must_use]
pub fn verdict(verdict: Verdict) -> Style {
    let colour = match verdict {
        Verdict::Pass => AnsiColor::Green,
        Verdict::Warn | Verdict::Inconclusive => AnsiColor::Yellow,
        Verdict::Fail => AnsiColor::Red,
        Verdict::Error => AnsiColor::Magenta,
        Verdict::NotApplicable => AnsiColor::BrightBlack,
    };
    Style::new().bold().fg_color(Some(colour.into()))
}

/// A verdict as people read it.
#[must_use]
pub fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotApplicable => "not applicable",
        other => other.word(),
    }
}

/// A level as the requirement spells it.
#[must_use]
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Must => "MUST",
        Level::Should => "SHOULD",
        Level::May => "MAY",
    }
}

/// Where the evidence for a check comes from.
#[must_use]
pub fn evidence(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Wire => "seen on the wire",
        EvidenceKind::Reported => "as the client reported",
        EvidenceKind::Attested => "as a person attested",
    }
}
