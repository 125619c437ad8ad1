//! The exit statuses.

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Conformant, or done.
    Conformant,
    /// Not conformant.
    NotConformant,
    /// The command line, the configuration or a scenario is wrong.
    Usage,
    /// Nothing failed, but something could not be judged.
    Inconclusive,
    /// Nothing ran.
    NothingRan,
    /// The adapter, the runner or the simulator broke.
    Error,
    /// Conformant, but something differs from the snapshots.
    SnapshotsDiffer,
    /// Interrupted; the reports are written.
    Interrupted,
}

impl Exit {
    /// The status that the operating system is given.
    #[must_use]
    pub fn status(self) -> u8 {
        match self {
            Self::Conformant => 0,
            Self::NotConformant => 1,
            Self::Usage => 2,
            Self::Inconclusive => 3,
            Self::NothingRan => 4,
            Self::Error => 5,
            Self::SnapshotsDiffer => 6,
            Self::Interrupted => 130,
        }
    }

    /// The one with this status; a status that no run ends with is an error.
    #[must_use]
    pub fn of_status(status: u8) -> Self {
        let all = [
            Self::Conformant,
            Self::NotConformant,
            Self::Usage,
            Self::Inconclusive,
            Self::NothingRan,
            Self::SnapshotsDiffer,
            Self::Interrupted,
        ];
        let found = all.into_iter().find(|exit| exit.status() == status);
        found.unwrap_or(Self::Error)
    }

    /// What it means, for the last line of a report.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Conformant => "conformant",
            Self::NotConformant => "not conformant",
            Self::Usage => "usage, configuration or scenario error",
            Self::Inconclusive => "not conclusive",
            Self::NothingRan => "nothing ran",
            Self::Error => "adapter, runner or simulator error",
            Self::SnapshotsDiffer => "conformant; differs from the snapshots",
            Self::Interrupted => "interrupted",
        }
    }
}
