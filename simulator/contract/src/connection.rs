//! What a client needs to reach one sandbox.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One sandbox as it is told to whoever will use it: base URLs and credentials.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SandboxConnection {
    /// The sandbox's id: `default` or an unguessable word.
    pub id: String,
    /// Absolute prefix of everything public in this sandbox, without a final slash.
    pub base_url: String,
    /// How to reach NHS Jobs.
    pub nhs_jobs: NhsJobsConnection,
    /// How to reach ESR.
    pub esr: EsrConnection,
}

/// How an ATS reaches NHS Jobs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NhsJobsConnection {
    /// Absolute, ends in `/nhs-jobs/v1`.
    pub base_url: String,
    /// The organisation in the path of every call.
    pub organisation_id: String,
    /// The account of the header `X-Account-Id`.
    pub account_id: String,
    /// The secret of the header `X-Api-Key`.
    pub api_key: String,
}

/// How an ATS reaches ESR.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EsrConnection {
    /// Absolute, ends in `/esr`.
    pub base_url: String,
    /// Where tokens are issued.
    pub token_url: String,
    /// The supplier's client id.
    pub client_id: String,
    /// The supplier's client secret.
    pub client_secret: String,
    /// The employer's Virtual Private Database number, as text: leading zeros matter.
    pub vpd: String,
}

// Written by hand so that a secret cannot reach a log by way of `{:?}`.
impl fmt::Debug for SandboxConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxConnection")
            .field("id", &self.id)
            .field("base_url", &self.base_url)
            .field("nhs_jobs", &self.nhs_jobs)
            .field("esr", &self.esr)
            .finish()
    }
}

impl fmt::Debug for NhsJobsConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NhsJobsConnection")
            .field("base_url", &self.base_url)
            .field("organisation_id", &self.organisation_id)
            .field("account_id", &self.account_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for EsrConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EsrConnection")
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
    fn debugging_a_connection_shows_no_secret() {
        let connection = EsrConnection {
            base_url: "http://127.0.0.1:1/esr".into(),
            token_url: "http://127.0.0.1:1/esr/oauth2/token".into(),
            client_id: "supplier".into(),
            client_secret: "s3cret".into(),
            vpd: "277".into(),
        };

        assert!(!format!("{connection:?}").contains("s3cret"));
    }
}
