//! The operations of the public interface: one name each, everywhere.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An operation of the simulated services. Its name is the same in the API description, in faults,
/// in the journal and in scenarios.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Operation {
    /// An ATS creates a draft vacancy.
    CreateVacancy,
    /// An ATS replaces its own draft.
    UpdateVacancy,
    /// An ATS reads one of its own vacancies back.
    GetVacancy,
    /// An ATS finds its own vacancies.
    ListVacancies,
    /// A supplier obtains an access token for ESR.
    IssueToken,
    /// The one-off transfer of employment checks.
    TransferEmploymentChecks,
    /// The result of a transfer again.
    GetTransfer,
    /// Applicants awaiting checks, for suppliers that match on their side.
    ListApplicants,
    /// Whether the ESR interface is up.
    GetStatus,
    /// The public search of published adverts.
    SearchAdverts,
    /// One published advert as candidates see it.
    ViewAdvert,
    /// The redirect from an advert to the ATS.
    Apply,
}

/// Which of the simulated services an operation belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Service {
    /// NHS Jobs towards an ATS.
    NhsJobs,
    /// ESR towards an ATS.
    Esr,
    /// NHS Jobs towards candidates.
    CandidateSite,
}

impl Operation {
    /// Every operation, in the order of the contract.
    pub const ALL: [Self; 12] = [
        Self::CreateVacancy,
        Self::UpdateVacancy,
        Self::GetVacancy,
        Self::ListVacancies,
        Self::IssueToken,
        Self::TransferEmploymentChecks,
        Self::GetTransfer,
        Self::ListApplicants,
        Self::GetStatus,
        Self::SearchAdverts,
        Self::ViewAdvert,
        Self::Apply,
    ];

    /// The one name of the operation.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CreateVacancy => "createVacancy",
            Self::UpdateVacancy => "updateVacancy",
            Self::GetVacancy => "getVacancy",
            Self::ListVacancies => "listVacancies",
            Self::IssueToken => "issueToken",
            Self::TransferEmploymentChecks => "transferEmploymentChecks",
            Self::GetTransfer => "getTransfer",
            Self::ListApplicants => "listApplicants",
            Self::GetStatus => "getStatus",
            Self::SearchAdverts => "searchAdverts",
            Self::ViewAdvert => "viewAdvert",
            Self::Apply => "apply",
        }
    }

    /// The HTTP method.
    pub const fn method(self) -> &'static str {
        match self {
            Self::CreateVacancy | Self::IssueToken | Self::TransferEmploymentChecks => "POST",
            Self::UpdateVacancy => "PUT",
            _ => "GET",
        }
    }

    /// The path below a sandbox's base, with its parameters in braces.
    pub const fn path(self) -> &'static str {
        match self {
            Self::CreateVacancy | Self::ListVacancies => {
                "/nhs-jobs/v1/organisations/{organisationId}/vacancies"
            }
            Self::UpdateVacancy | Self::GetVacancy => {
                "/nhs-jobs/v1/organisations/{organisationId}/vacancies/{vacancyId}"
            }
            Self::IssueToken => "/esr/oauth2/token",
            Self::TransferEmploymentChecks => "/esr/dit/v1/employers/{vpd}/employment-checks",
            Self::GetTransfer => "/esr/dit/v1/employers/{vpd}/employment-checks/{transferId}",
            Self::ListApplicants => "/esr/dit/v1/employers/{vpd}/applicants",
            Self::GetStatus => "/esr/status",
            Self::SearchAdverts => "/api/v1/search_xml",
            Self::ViewAdvert => "/candidate/jobadvert/{reference}",
            Self::Apply => "/candidate/jobadvert/{reference}/apply",
        }
    }

    /// The service the operation belongs to.
    pub const fn service(self) -> Service {
        match self {
            Self::CreateVacancy | Self::UpdateVacancy | Self::GetVacancy | Self::ListVacancies => {
                Service::NhsJobs
            }
            Self::SearchAdverts | Self::ViewAdvert | Self::Apply => Service::CandidateSite,
            _ => Service::Esr,
        }
    }

    /// Whether the operation answers a list in JSON, page by page.
    pub const fn is_list(self) -> bool {
        matches!(self, Self::ListVacancies | Self::ListApplicants)
    }

    /// Whether the operation may change what the service holds for an ATS.
    pub const fn writes(self) -> bool {
        matches!(
            self,
            Self::CreateVacancy | Self::UpdateVacancy | Self::TransferEmploymentChecks
        )
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The name is none of the operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownOperation(pub String);

impl fmt::Display for UnknownOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Operation::ALL.map(Operation::name).join(", ");
        write!(f, "no operation is called `{}`; there are {known}", self.0)
    }
}

impl std::error::Error for UnknownOperation {}

impl FromStr for Operation {
    type Err = UnknownOperation;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL
            .into_iter()
            .find(|operation| operation.name() == name);
        found.ok_or_else(|| UnknownOperation(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_serialised_name_is_the_name() {
        for operation in Operation::ALL {
            let written = serde_json::to_string(&operation).unwrap();
            assert_eq!(written, format!("\"{}\"", operation.name()));
            assert_eq!(operation.name().parse(), Ok(operation));
        }
    }
}
