//! Facts about the simulator as its users meet it: through real sockets.
//!
//! One binary with a file for each area, because linking a binary for each would cost more than
//! all the tests together.

#![expect(
    clippy::unwrap_used,
    reason = "whatever is missing fails the test that needs it"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "how long a client waits is measured by its own watch"
)]

mod amending;
mod arming;
mod bad_input;
mod broken_answers;
mod candidates;
mod certificate;
mod clock;
mod configuration;
mod control;
mod corrected;
mod coverage;
mod credentials;
mod drafts;
mod early;
mod events;
mod explain;
mod export;
mod faults;
mod generated;
mod healthcheck;
mod idempotency;
mod isolation;
mod journal;
mod limits;
mod logs;
mod magic;
mod matching;
mod metrics;
mod pages;
mod patterns;
mod people;
mod prefer;
mod process;
mod ready;
mod salary;
mod sandboxes;
mod secrets;
mod state;
mod stop;
mod support;
mod tls;
mod tokens;
mod wait;
mod wiremock;
mod worlds;
