//! Which operations a kind of fault can befall.

use contract::operation::{Operation, Service};

/// The operations that a kind of fault makes sense for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Every operation.
    Every,
    /// Those that answer JSON.
    Json,
    /// Those whose answers hold a code of some list.
    Codes,
    /// Those that may change what the service holds.
    Writes,
    /// Those that ask for an API key.
    Key,
    /// Those that ask for an access token.
    Token,
}

impl Reach {
    /// Whether a fault can befall `operation`.
    pub(crate) fn holds(self, operation: Operation) -> bool {
        let service = operation.service();
        let token = service == Service::Esr && operation != Operation::IssueToken;
        match self {
            Self::Every => true,
            Self::Json => service != Service::CandidateSite,
            Self::Codes => {
                service == Service::NhsJobs || (token && operation != Operation::ListApplicants)
            }
            Self::Writes => operation.writes(),
            Self::Key => service == Service::NhsJobs,
            Self::Token => token,
        }
    }

    /// What these operations have in common.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Every => "every operation",
            Self::Json => "operations that answer JSON",
            Self::Codes => "operations whose answers hold a code",
            Self::Writes => "operations that change something",
            Self::Key => "operations that ask for an API key",
            Self::Token => "operations that ask for an access token",
        }
    }

    /// The operations, in the order of the contract.
    pub(crate) fn operations(self) -> impl Iterator<Item = Operation> {
        Operation::ALL
            .into_iter()
            .filter(move |operation| self.holds(*operation))
    }
}
