//! The parameters of `begin`: where one attempt's services are, and how to be let in.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One isolated attempt: its own sandbox, its own credentials, its own idea of now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begin {
    /// An opaque name for the attempt; unique within a run.
    pub attempt: String,
    /// The time in the sandbox when the attempt starts.
    pub now: Timestamp,
    /// The NHS Jobs half.
    pub nhs_jobs: NhsJobsAccess,
    /// The ESR half.
    pub esr: EsrAccess,
}

/// Where NHS Jobs answers, and the credentials of one employer account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NhsJobsAccess {
    /// The absolute prefix up to and including `/nhs-jobs/v1`, without a slash at its end.
    pub base_url: String,
    /// Goes into the path.
    pub organisation_id: String,
    /// Goes into the header `X-Account-Id`.
    pub account_id: String,
    /// Goes into the header `X-Api-Key`. Secret.
    pub api_key: String,
}

/// Where ESR answers, and the credentials of one supplier for one employer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EsrAccess {
    /// The absolute prefix up to and including `/esr`, without a slash at its end.
    pub base_url: String,
    /// Where access tokens are issued, absolute.
    pub token_url: String,
    /// Who the supplier is.
    pub client_id: String,
    /// How the supplier proves it. Secret.
    pub client_secret: String,
    /// The employer's Virtual Private Database: text, since it may start with a zero.
    pub vpd: String,
}

impl fmt::Debug for NhsJobsAccess {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("NhsJobsAccess")
            .field("base_url", &self.base_url)
            .field("organisation_id", &self.organisation_id)
            .field("account_id", &self.account_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for EsrAccess {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EsrAccess")
            .field("base_url", &self.base_url)
            .field("token_url", &self.token_url)
            .field("client_id", &self.client_id)
            .field("vpd", &self.vpd)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_do_not_show_in_debug_output() {
        let access = NhsJobsAccess {
            base_url: "http://127.0.0.1/nhs-jobs/v1".to_owned(),
            organisation_id: "ORG".to_owned(),
            account_id: "ACC".to_owned(),
            api_key: "hush".to_owned(),
        };

        assert!(!format!("{access:?}").contains("hush"));
    }
}
