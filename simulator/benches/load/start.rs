//! From the start of a process to its first `201`.

use std::time::{Duration, Instant};

use crate::connection::Connection;
use crate::process::Server;
use crate::traffic::{nhs_jobs, vacancy};

const ROUNDS: usize = 21;

/// Prints the median and the longest of several starts.
pub(crate) async fn run() {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        times.push(once().await);
    }
    times.sort_unstable();
    let (median, longest) = (times[ROUNDS / 2], times[ROUNDS - 1]);
    println!("first 201 after its start: median of {ROUNDS} {median:.1?}, longest {longest:.1?}");
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
async fn once() -> Duration {
    let began = Instant::now();
    let simulator = Server::simulator();
    let create = nhs_jobs(simulator.sandbox(), "POST", "", Some(&vacancy()));
    let opened = Connection::open(simulator.address).await;
    let mut connection = opened.expect("it listens");
    let answer = connection.exchange(&create).await.expect("it answers");
    assert_eq!(answer.status, 201);
    began.elapsed()
}
