//! Many mixed requests over a thousand drafts, and what they leave behind.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use contract::connection::SandboxConnection;
use serde_json::{Value, json};

use crate::connection::Connection;
use crate::control::{call, metric};
use crate::process::Server;
use crate::traffic::{nhs_jobs, vacancy};

const CONNECTIONS: u64 = 32;
const DRAFTS: usize = 1_000;
const ROWS: u32 = 10;

/// How long to go on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Length {
    /// So many requests, without faults.
    Requests(u64),
    /// For so long, with faults armed.
    Time(Duration),
}

/// What is shared between the connections.
struct Soak {
    address: SocketAddr,
    mix: Vec<Arc<[u8]>>,
    sent: AtomicU64,
    lost: AtomicU64,
    over: AtomicBool,
}

/// Prints resident memory before, on the way and after, and how the simulator stops.
pub(crate) async fn run(length: Length) {
    let simulator = Server::simulator();
    println!("idle: {} KiB resident", simulator.resident());
    let soak = Arc::new(prepare(&simulator).await);
    println!("{DRAFTS} drafts: {} KiB resident", simulator.resident());
    if matches!(length, Length::Time(_)) {
        arm(&simulator).await;
    }
    let tasks = metric(simulator.control(), "simulator_tasks ").await;
    let walks: Vec<_> = (0..CONNECTIONS)
        .map(|number| tokio::spawn(walk(Arc::clone(&soak), number)))
        .collect();
    for row in 1..=ROWS {
        soak.wait(length, row).await;
        println!("{}", soak.told(&simulator));
    }
    settle(&soak, &simulator, walks, tasks).await;
    stop_under_load(simulator, &soak).await;
}

impl Soak {
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
    async fn wait(&self, length: Length, row: u32) {
        let began = Instant::now();
        let over = || match length {
            Length::Requests(all) => {
                self.sent.load(Ordering::Relaxed) >= all / u64::from(ROWS) * u64::from(row)
            }
            Length::Time(all) => began.elapsed() >= all / ROWS,
        };
        while !over() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    fn told(&self, simulator: &Server) -> String {
        let (sent, lost) = (&self.sent, &self.lost);
        format!(
            "{:>9} requests, {} answers lost by faults: {} KiB resident, {} threads",
            sent.load(Ordering::Relaxed),
            lost.load(Ordering::Relaxed),
            simulator.resident(),
            simulator.threads()
        )
    }
}

/// Creates the drafts and prepares a read, a good and a stale update and a refused salary for each.
async fn prepare(simulator: &Server) -> Soak {
    let sandbox = simulator.sandbox();
    let mut connection = Connection::open(simulator.address)
        .await
        .expect("it listens");
    let create = nhs_jobs(sandbox, "POST", "", Some(&vacancy()));
    let mut mix = Vec::new();
    for _ in 0..DRAFTS {
        let answer = connection.exchange(&create).await.expect("it answers");
        let made: Value = serde_json::from_slice(answer.body).expect("the answer is JSON");
        let id = made["vacancyId"].as_str().expect("a vacancy has an id");
        mix.extend(about(sandbox, &format!("/{id}")));
    }
    Soak {
        address: simulator.address,
        mix,
        sent: AtomicU64::new(0),
        lost: AtomicU64::new(0),
        over: AtomicBool::new(false),
    }
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

/// Arms one fault of each manner of ending an exchange, each for a few exchanges in a thousand.
async fn arm(simulator: &Server) {
    for (kind, attributes) in [
        ("latency", json!({"latencyMs": 20, "jitterMs": 10})),
        ("slow_body", json!({"durationMs": 50, "chunks": 5})),
        ("status", json!({"status": 503, "retryAfterSeconds": 1})),
        ("drop_before_commit", json!({})),
        ("commit_then_drop", json!({})),
        ("truncate", json!({"bytes": 10})),
        ("malformed_json", json!({})),
        ("connection_reset", json!({})),
    ] {
        let fault = json!({"type": kind, "attributes": attributes, "toxicity": 0.002});
        call(simulator.control(), "POST", "/faults", Some(&fault)).await;
    }
}

/// Sends one request after the other, on a new connection wherever a fault has ended the last.
async fn walk(soak: Arc<Soak>, number: u64) {
    let offset = usize::try_from(number).expect("a small number") * 125;
    let mut requests = soak.mix.iter().cycle().skip(offset);
    while !soak.over.load(Ordering::Relaxed) {
        let Ok(mut connection) = Connection::open(soak.address).await else {
            return;
        };
        for request in requests.by_ref() {
            soak.sent.fetch_add(1, Ordering::Relaxed);
            if connection.exchange(request).await.is_err() {
                soak.lost.fetch_add(1, Ordering::Relaxed);
                break;
            }
            if soak.over.load(Ordering::Relaxed) {
                return;
            }
        }
    }
}

/// Ends the load, and looks at what the simulator still holds open.
async fn settle(
    soak: &Soak,
    simulator: &Server,
    walks: Vec<tokio::task::JoinHandle<()>>,
    before: f64,
) {
    soak.over.store(true, Ordering::Relaxed);
    for walk in walks {
        walk.await.expect("no connection panics");
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    let control = simulator.control();
    let open = metric(control, "simulator_connections_open{listener=\"public\"}").await;
    let tasks = tasks_left(control, before).await;
    let resident = simulator.resident();
    println!(
        "afterwards: {open} connections open, {tasks} tasks ({before} before), {resident} KiB resident"
    );
    assert!(open < 0.5, "no connection is left over");
    assert!(tasks <= before, "no task is left over");
}

/// How many tasks there are once those of the last few calls are gone.
async fn tasks_left(control: SocketAddr, before: f64) -> f64 {
    let mut tasks = f64::MAX;
    for _ in 0..50 {
        tasks = metric(control, "simulator_tasks ").await;
        if tasks <= before {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    tasks
}

/// Asks for the end while requests are coming: the process must go by itself, with status 0.
async fn stop_under_load(mut simulator: Server, soak: &Arc<Soak>) {
    soak.over.store(false, Ordering::Relaxed);
    let walks: Vec<_> = (0..CONNECTIONS)
        .map(|number| tokio::spawn(walk(Arc::clone(soak), number)))
        .collect();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let (status, took) = simulator.terminate();
    println!("asked to stop under load: {status} after {took:.1?}");
    soak.over.store(true, Ordering::Relaxed);
    for walk in walks {
        walk.await.expect("no connection panics");
    }
    assert!(status.success(), "it stops cleanly");
}
