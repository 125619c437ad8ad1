//! The simulator beside a bare axum echo server, under the same load in the same run; and for long.
//!
//! `cargo bench -p simulator --bench load` prints the ratio of requests answered a second (creating
//! a valid vacancy: validation, journal and sandbox routing on), the 99th percentile of the time an
//! answer takes, and what each request costs each server in processor time. The echo is measured
//! twice: handing the bytes back, and reading and writing them as JSON, as every service of JSON
//! must. `… -- start` prints how
//! long after its start a process has answered its first `201`. `… -- soak 10000000` sends that many
//! mixed requests over a thousand drafts, `… -- soak 600s` sends them for so long with faults armed;
//! both print what memory the simulator's process holds on the way, which connections and tasks it
//! has left at the end, and how it stops under load.
//!
//! `… -- watched` tells what an open page of the console costs.
//!
//! Both servers are processes of their own; the load comes from this one, over the loopback
//! interface, on the same cores. Timings vary with the machine: read the ratio, not the numbers.

mod connection;
mod control;
mod drive;
mod process;
mod ratio;
mod soak;
mod start;
mod traffic;
mod watched;

use std::env;
use std::time::Duration;

use soak::Length;

fn main() {
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime can be started");
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["echo"] => runtime.block_on(process::serve_echo()),
        ["soak"] => runtime.block_on(soak::run(Length::Requests(1_000_000))),
        ["soak", length] => runtime.block_on(soak::run(length_of(length))),
        ["start"] => runtime.block_on(start::run()),
        ["watched"] => runtime.block_on(watched::run(2)),
        ["watched", seconds] => runtime.block_on(watched::run(whole(seconds))),
        ["ratio"] | [] => runtime.block_on(ratio::run(1)),
        ["ratio", seconds] => runtime.block_on(ratio::run(whole(seconds))),
        _ => eprintln!(
            "usage: load [ratio [SECONDS] | watched [SECONDS] | start | soak [REQUESTS | SECONDSs]]"
        ),
    }
}

fn length_of(word: &str) -> Length {
    match word.strip_suffix('s') {
        Some(seconds) => Length::Time(Duration::from_secs(whole(seconds))),
        None => Length::Requests(whole(word)),
    }
}

fn whole(word: &str) -> u64 {
    word.parse()
        .unwrap_or_else(|_| panic!("`{word}` is not a whole number"))
}
