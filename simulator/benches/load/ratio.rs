//! The same load on both servers, in turns.

use std::time::Duration;

use crate::control::call;
use crate::drive::{Measured, drive};
use crate::process::Server;
use crate::traffic;

const CONNECTIONS: usize = 32;
const ROUNDS: usize = 9;

/// Prints each round and the median ratio.
pub(crate) async fn run(seconds: u64) {
    let (simulator, echo) = (Server::simulator(), Server::echo());
    let create = traffic::nhs_jobs(simulator.sandbox(), "POST", "", Some(&traffic::vacancy()));
    let length = Duration::from_secs(seconds);
    println!("idle: {} KiB resident", simulator.resident());
    let mut ratios = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        let bytes = measured(&echo, traffic::echo("/echo"), length).await;
        let json = measured(&echo, traffic::echo("/json"), length).await;
        let ours = measured(&simulator, create.clone(), length).await;
        assert_eq!(ours.0.refused, 0, "only what was created is measured");
        for (ratios, other) in ratios.iter_mut().zip([&bytes, &json]) {
            ratios.push(ours.0.a_second / other.0.a_second);
        }
        println!("axum, bytes  {}\naxum, JSON   {}", row(&bytes), row(&json));
        println!("simulator    {}", row(&ours));
        // Each round begins with an empty sandbox.
        call(
            simulator.control(),
            "POST",
            "/sandboxes/default/reset",
            None,
        )
        .await;
    }
    let [bytes, json] = ratios.map(median);
    println!(
        "ratio, median of {ROUNDS}: {bytes:.3} to the echo of bytes, {json:.3} to that of JSON"
    );
    println!("after: {} KiB resident", simulator.resident());
}

fn median(mut ratios: Vec<f64>) -> f64 {
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
}

/// What came back, and what each request cost the server in microseconds of processor time.
async fn measured(
    server: &Server,
    request: std::sync::Arc<[u8]>,
    length: Duration,
) -> (Measured, f64) {
    let before = server.processor_time();
    let measured = drive(server.address, request, CONNECTIONS, length).await;
    let spent = server.processor_time().saturating_sub(before);
    let each = spent.as_secs_f64() * 1e6 / measured.answered;
    (measured, each)
}

fn row((measured, each): &(Measured, f64)) -> String {
    let Measured {
        a_second, p50, p99, ..
    } = measured;
    format!("{a_second:>9.0} a second   p50 {p50:>9.1?}   p99 {p99:>9.1?}   {each:>5.1} µs each")
}
