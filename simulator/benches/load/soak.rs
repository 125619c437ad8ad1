//! Many mixed requests over a thousand drafts, and what memory they leave behind.

use std::net::SocketAddr;
use std::sync::Arc;

use contract::connection::SandboxConnection;
use serde_json::{Value, json};

use crate::connection::Connection;
use crate::process::Server;
use crate::traffic::{nhs_jobs, vacancy};

const CONNECTIONS: u64 = 32;
const DRAFTS: usize = 1_000;

/// Prints resident memory before, on the way and after `requests` requests.
pub(crate) async fn run(requests: u64) {
    let simulator = Server::simulator();
    let sandbox = simulator
        .sandbox
        .clone()
        .expect("the simulator names its sandbox");
    println!(
        "idle: {} KiB resident",
        simulator.resident().unwrap_or_default()
    );
    let mix = prepare(&simulator, &sandbox).await;
    println!(
        "{DRAFTS} drafts: {} KiB resident",
        simulator.resident().unwrap_or_default()
    );
    for tenth in 1..=10 {
        send(simulator.address, &mix, requests / 10 / CONNECTIONS).await;
        let resident = simulator.resident().unwrap_or_default();
        println!(
            "{} requests: {resident} KiB resident",
            requests / 10 * tenth
        );
    }
}

/// Creates the drafts and prepares a read, a refused update and a refused salary for each.
async fn prepare(simulator: &Server, sandbox: &SandboxConnection) -> Arc<[Arc<[u8]>]> {
    let mut connection = Connection::open(simulator.address)
        .await
        .expect("it listens");
    let create = nhs_jobs(sandbox, "POST", "", Some(&vacancy()));
    let mut mix = Vec::new();
    for _ in 0..DRAFTS {
        let answer = connection.exchange(&create).await.expect("it answers");
        let made: Value = serde_json::from_slice(answer.body).expect("the answer is JSON");
        let id = made["vacancyId"]
            .as_str()
            .expect("a created vacancy has an id");
        mix.extend(about(sandbox, &format!("/{id}")));
    }
    mix.into()
}

fn about(sandbox: &SandboxConnection, below: &str) -> [Arc<[u8]>; 4] {
    let (mut current, mut stale, mut poor) = (vacancy(), vacancy(), vacancy());
    current["version"] = json!(1);
    stale["version"] = json!(99);
    poor["version"] = json!(1);
    poor["salary"] = json!({"type": "FIXED", "amount": "£1", "period": "YEAR"});
    [
        nhs_jobs(sandbox, "GET", below, None),
        nhs_jobs(sandbox, "PUT", below, Some(&current)),
        nhs_jobs(sandbox, "PUT", below, Some(&stale)),
        nhs_jobs(sandbox, "PUT", below, Some(&poor)),
    ]
}

async fn send(address: SocketAddr, mix: &Arc<[Arc<[u8]>]>, each: u64) {
    let tasks: Vec<_> = (0..CONNECTIONS)
        .map(|number| tokio::spawn(walk(address, Arc::clone(mix), number, each)))
        .collect();
    for task in tasks {
        task.await.expect("no connection panics");
    }
}

async fn walk(address: SocketAddr, mix: Arc<[Arc<[u8]>]>, number: u64, each: u64) {
    let mut connection = Connection::open(address).await.expect("it listens");
    let offset = usize::try_from(number).expect("a small number") * 125;
    for request in mix
        .iter()
        .cycle()
        .skip(offset)
        .take(usize::try_from(each).expect("fits"))
    {
        connection.exchange(request).await.expect("it answers");
    }
}
