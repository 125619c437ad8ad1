//! The same load on both servers, in turns.

use std::time::Duration;

use crate::drive::{Measured, drive};
use crate::process::Server;
use crate::traffic;

const CONNECTIONS: usize = 32;
const ROUNDS: usize = 5;

/// Prints each round and the median ratio.
pub(crate) async fn run(seconds: u64) {
    let (simulator, echo) = (Server::simulator(), Server::echo());
    let sandbox = simulator
        .sandbox
        .as_ref()
        .expect("the simulator names its sandbox");
    let create = traffic::nhs_jobs(sandbox, "POST", "", Some(&traffic::vacancy()));
    let length = Duration::from_secs(seconds);
    println!(
        "idle: {} KiB resident",
        simulator.resident().unwrap_or_default()
    );
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let bare = drive(echo.address, traffic::echo(), CONNECTIONS, length).await;
        let ours = drive(simulator.address, create.clone(), CONNECTIONS, length).await;
        ratios.push(ours.a_second / bare.a_second);
        println!("axum echo  {}\nsimulator  {}", row(&bare), row(&ours));
    }
    ratios.sort_by(f64::total_cmp);
    println!("ratio, median of {ROUNDS}: {:.3}", ratios[ROUNDS / 2]);
    println!(
        "after: {} KiB resident",
        simulator.resident().unwrap_or_default()
    );
}

fn row(measured: &Measured) -> String {
    let Measured {
        a_second,
        p50,
        p99,
        refused,
    } = measured;
    format!("{a_second:>9.0} a second   p50 {p50:>9.1?}   p99 {p99:>9.1?}   refused {refused}")
}
