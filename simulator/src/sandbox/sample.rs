//! Sandboxes for the tests of this folder.

use contract::refusal::Refusal;
use serde_json::json;

use super::clock::{Change, duration};
use super::door::Presented;
use super::options::Options;
use super::quota::Quota;
use super::registry::{Sandbox, Sandboxes};

pub(super) type One = Sandbox<()>;

pub(super) fn options(body: serde_json::Value) -> Options {
    Options::read(&body).expect("readable options")
}

pub(super) fn frozen() -> Options {
    options(json!({
        "seed": 7, "now": "2026-11-02T09:00:00Z", "clock": "frozen", "fixtures": "empty"
    }))
}

pub(super) fn sandboxes() -> Sandboxes<()> {
    Sandboxes::new(&frozen(), Quota::default()).expect("entropy")
}

/// Presents the sandbox's own credentials, but for what the test changes.
pub(super) fn present(
    sandbox: &One,
    change: impl FnOnce(&mut Presented<'_>),
) -> Result<(), Refusal> {
    let connection = sandbox.connection("http://sim").nhs_jobs;
    let mut presented = Presented {
        api_key: Some(&connection.api_key),
        account_id: Some(&connection.account_id),
        organisation_id: &connection.organisation_id,
    };
    change(&mut presented);
    sandbox.admit_nhs_jobs(presented)
}

/// Presents another key beside the sandbox's own organisation and account.
pub(super) fn with_key(sandbox: &One, key: &str) -> Result<(), Refusal> {
    let connection = sandbox.connection("http://sim").nhs_jobs;
    sandbox.admit_nhs_jobs(Presented {
        api_key: Some(key),
        account_id: Some(&connection.account_id),
        organisation_id: &connection.organisation_id,
    })
}

pub(super) fn token(sandbox: &One) -> String {
    let esr = sandbox.connection("http://sim").esr;
    let issued = sandbox
        .issue_token(&esr.client_id, &esr.client_secret)
        .expect("entropy");
    issued.expect("a token").token.reveal().to_owned()
}

pub(super) fn advance(sandbox: &One, text: &str) {
    let change = Change::Advance {
        duration: duration(text).expect("a duration"),
    };
    let mut world = sandbox.world();
    let now = world.now();
    world.clock.change(change, now).expect("within range");
}
