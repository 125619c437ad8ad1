//! The console over a real socket: what its pages say, and whom its forms listen to.

#![expect(
    clippy::unwrap_used,
    reason = "whatever is missing fails the test that needs it"
)]

#[path = "../edge/certificate.rs"]
#[expect(
    dead_code,
    reason = "shared with the tests of the listeners, which start programs in its folder"
)]
mod certificate;

#[path = "../edge/support.rs"]
#[expect(
    dead_code,
    reason = "shared with the tests of the interfaces, which need more of it"
)]
mod support;

mod browser;
mod classroom;
mod esr;
mod every_page;
mod gone;
mod nhs_jobs;
mod safety;
mod sign_in;
mod stale;
mod tls;
