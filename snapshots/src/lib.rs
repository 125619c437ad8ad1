//! Recorded results of the reference client, one per scenario, under `scenarios/`.
//!
//! This package holds nothing but its tests: they run the reference client against every scenario
//! and compare, with insta's own engine, what came of it with what is recorded. To record the
//! results as they are now, read the difference first, then
//! `cargo run --release --bin conformance -- run --snapshots new`, and `… -- review` for what changed.
