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
mod clock;
mod control;
mod coverage;
mod credentials;
mod drafts;
mod faults;
mod idempotency;
mod journal;
mod magic;
mod matching;
mod people;
mod prefer;
mod ready;
mod salary;
mod sandboxes;
mod state;
mod stop;
mod support;
mod tokens;
mod worlds;
