//! The same load with and without somebody who watches, in turns: a page of the console that was
//! left open must neither slow the simulator nor make it grow.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::drive::drive;
use crate::process::Server;
use crate::traffic;

const CONNECTIONS: usize = 32;
const ROUNDS: usize = 5;

/// Prints each round, the median ratio, and what memory the simulator holds before and after.
pub(crate) async fn run(seconds: u64) {
    let simulator = Server::simulator();
    let sandbox = simulator.sandbox();
    let control = simulator
        .control
        .expect("the simulator names its control listener");
    let read = traffic::nhs_jobs(sandbox, "GET", "", None);
    let length = Duration::from_secs(seconds);
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let alone = drive(simulator.address, read.clone(), CONNECTIONS, length).await;
        let before = simulator.resident();
        let watching = tokio::spawn(watch(control));
        let watched = drive(simulator.address, read.clone(), CONNECTIONS, length).await;
        watching.abort();
        let after = simulator.resident();
        ratios.push(watched.a_second / alone.a_second);
        println!(
            "alone {:>8.0} a second   watched {:>8.0} a second   {before} KiB, then {after} KiB",
            alone.a_second, watched.a_second
        );
    }
    ratios.sort_by(f64::total_cmp);
    println!("ratio, median of {ROUNDS}: {:.3}", ratios[ROUNDS / 2]);
}

/// Reads events as a page that was left open does, until it is aborted.
async fn watch(control: SocketAddr) {
    let mut stream = TcpStream::connect(control).await.expect("it listens");
    let request =
        format!("GET /sandboxes/default/traffic/stream HTTP/1.1\r\nHost: {control}\r\n\r\n");
    stream
        .write_all(request.as_bytes())
        .await
        .expect("it reads");
    let mut buffer = vec![0; 64 * 1024];
    while stream.read(&mut buffer).await.is_ok_and(|read| read > 0) {}
}
