//! What an adapter is told of its sandbox.

use clients::{Begin, EsrAccess, NhsJobsAccess};
use contract::connection::SandboxConnection;
use jiff::Timestamp;

/// The parameters of `begin`.
pub(crate) fn begin(attempt: &str, now: Timestamp, connection: &SandboxConnection) -> Begin {
    let (nhs_jobs, esr) = (&connection.nhs_jobs, &connection.esr);
    Begin {
        attempt: attempt.to_owned(),
        now,
        nhs_jobs: NhsJobsAccess {
            base_url: nhs_jobs.base_url.clone(),
            organisation_id: nhs_jobs.organisation_id.clone(),
            account_id: nhs_jobs.account_id.clone(),
            api_key: nhs_jobs.api_key.clone(),
        },
        esr: EsrAccess {
            base_url: esr.base_url.clone(),
            token_url: esr.token_url.clone(),
            client_id: esr.client_id.clone(),
            client_secret: esr.client_secret.clone(),
            vpd: esr.vpd.clone(),
        },
    }
}
