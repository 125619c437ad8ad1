//! The runner as a whole: clients of every kind against the repository's scenarios.

mod honesty;
mod reference_client;
mod stage;
mod stdio;
