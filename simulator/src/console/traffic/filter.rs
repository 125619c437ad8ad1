//! Which exchanges a page shows.

use contract::operation::Service;

use super::super::fields::Asked;
use crate::journal::Entry;

/// Which exchanges are shown, as the query says it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Filter {
    /// How they ended.
    pub(super) show: Show,
    /// At which service.
    pub(super) service: At,
}

/// How exchanges ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Show {
    /// However.
    #[default]
    All,
    /// With a refusal, or a status from 400.
    Refused,
    /// By a fault or a case that was asked for.
    Faults,
    /// With a change.
    Changes,
}

/// At which service.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum At {
    /// At any.
    #[default]
    All,
    /// At NHS Jobs.
    NhsJobs,
    /// At ESR.
    Esr,
    /// At the candidate site.
    Candidates,
}

impl From<&Asked> for Filter {
    // What is not understood is passed over.
    fn from(asked: &Asked) -> Self {
        let (show, service) = (asked.get("show"), asked.get("service"));
        let shown = Show::ALL.into_iter().find(|(one, _)| one.word() == show);
        let at = At::ALL.into_iter().find(|(one, _)| one.word() == service);
        Self {
            show: shown.map(|(one, _)| one).unwrap_or_default(),
            service: at.map(|(one, _)| one).unwrap_or_default(),
        }
    }
}

impl Filter {
    /// Whether an exchange is shown.
    pub(super) fn wants(self, entry: &Entry) -> bool {
        self.show.wants(entry) && self.service.wants(entry)
    }

    /// As a query.
    pub(super) fn query(self) -> String {
        format!("show={}&service={}", self.show.word(), self.service.word())
    }
}

impl Show {
    /// Every way, with its words.
    pub(super) const ALL: [(Self, &'static str); 4] = [
        (Self::All, "All"),
        (Self::Refused, "Refused"),
        (Self::Faults, "Made to happen"),
        (Self::Changes, "Changed something"),
    ];

    /// Its word in the query.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Refused => "refused",
            Self::Faults => "faults",
            Self::Changes => "changes",
        }
    }

    fn wants(self, entry: &Entry) -> bool {
        let outcome = entry.outcome();
        outcome.map_or(self == Self::All, |outcome| match self {
            Self::All => true,
            Self::Refused => {
                let failed = |status: http::StatusCode| status.as_u16() >= 400;
                outcome.refusal.is_some() || outcome.status.is_some_and(failed)
            }
            Self::Faults => outcome.fault.is_some() || outcome.magic.is_some(),
            Self::Changes => outcome.committed,
        })
    }
}

impl At {
    /// Every service, with its words.
    pub(super) const ALL: [(Self, &'static str); 4] = [
        (Self::All, "Both services"),
        (Self::NhsJobs, "NHS Jobs"),
        (Self::Esr, "ESR"),
        (Self::Candidates, "Candidates"),
    ];

    /// Its word in the query.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::NhsJobs => "nhs-jobs",
            Self::Esr => "esr",
            Self::Candidates => "candidates",
        }
    }

    fn wants(self, entry: &Entry) -> bool {
        let service = entry
            .arrival
            .operation
            .map(contract::operation::Operation::service);
        match self {
            Self::All => true,
            Self::NhsJobs => service == Some(Service::NhsJobs),
            Self::Esr => service == Some(Service::Esr),
            Self::Candidates => service == Some(Service::CandidateSite),
        }
    }
}
