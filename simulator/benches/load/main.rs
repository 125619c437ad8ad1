//! The simulator beside a bare axum echo server, under the same load in the same run.
//!
//! `cargo bench -p simulator --bench load` prints the ratio of requests answered a second (creating
//! a valid vacancy: validation, journal and sandbox routing on), and the 99th percentile of the
//! time an answer takes. `… -- soak 10000000` sends that many mixed requests (reads, updates,
//! refusals over a thousand drafts) and prints what memory the simulator's process holds.
//!
//! Both servers are processes of their own; the load comes from this one, over the loopback
//! interface, on the same cores. Timings vary with the machine: read the ratio, not the numbers.

mod connection;
mod drive;
mod process;
mod ratio;
mod soak;
mod traffic;

use std::env;

fn main() {
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime can be started");
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["echo"] => runtime.block_on(process::serve_echo()),
        ["soak"] => runtime.block_on(soak::run(1_000_000)),
        ["soak", count] => runtime.block_on(soak::run(whole(count))),
        ["ratio"] | [] => runtime.block_on(ratio::run(2)),
        ["ratio", seconds] => runtime.block_on(ratio::run(whole(seconds))),
        _ => eprintln!("usage: load [ratio [SECONDS] | soak [REQUESTS]]"),
    }
}

fn whole(word: &str) -> u64 {
    word.parse()
        .unwrap_or_else(|_| panic!("`{word}` is not a whole number"))
}
