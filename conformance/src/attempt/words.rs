//! What an adapter wrote for people, fit to be kept.

use contract::connection::SandboxConnection;

/// The text with this sandbox's secrets masked, as the journal masks them.
pub(super) fn masked(text: &str, connection: &SandboxConnection) -> String {
    let secrets = [
        (&connection.nhs_jobs.api_key, "[secret:apiKey:own]"),
        (&connection.esr.client_secret, "[secret:clientSecret:own]"),
    ];
    secrets
        .into_iter()
        .filter(|(secret, _)| !secret.is_empty())
        .fold(text.to_owned(), |text, (secret, mask)| {
            text.replace(secret.as_str(), mask)
        })
}
