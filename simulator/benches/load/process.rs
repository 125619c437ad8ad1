//! The servers, each a process of its own.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::routing::post;
use axum::{Json, Router};
use contract::connection::SandboxConnection;
use serde::Deserialize;
use serde_json::Value;

/// A server that is killed when it is no longer needed.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    pub(crate) control: Option<SocketAddr>,
    sandbox: Option<SandboxConnection>,
}

#[derive(Deserialize)]
struct Ready {
    public: String,
    control: Option<String>,
    sandbox: Option<SandboxConnection>,
}

impl Server {
    /// The simulator, with its default journal.
    pub(crate) fn simulator() -> Self {
        let ports = [
            "--listen",
            "127.0.0.1:0",
            "--control",
            "127.0.0.1:0",
            "--print-ready",
            // A quick round creates more than a sandbox usually holds.
            "--max-vacancies",
            "10000000",
        ];
        Self::spawn(Command::new(env!("CARGO_BIN_EXE_simulator")).args(ports))
    }

    /// A bare axum server that answers a body with itself: as bytes, and read and written as JSON.
    pub(crate) fn echo() -> Self {
        let this = std::env::current_exe().expect("this program has a path");
        Self::spawn(Command::new(this).arg("echo"))
    }

    fn spawn(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server can be started");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("stdout is piped");
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("the server says where it listens");
        let ready: Ready = serde_json::from_str(&line).expect("the ready line is JSON");
        Self {
            child,
            address: address(&ready.public),
            control: ready.control.as_deref().map(address),
            sandbox: ready.sandbox,
        }
    }

    /// What a client of the simulator needs.
    pub(crate) fn sandbox(&self) -> &SandboxConnection {
        self.sandbox
            .as_ref()
            .expect("the simulator names its sandbox")
    }

    /// Where the simulator's control interface listens.
    pub(crate) fn control(&self) -> SocketAddr {
        self.control
            .expect("the simulator names its control interface")
    }

    /// Resident memory of the server's process in KiB; 0 where the system does not tell.
    pub(crate) fn resident(&self) -> u64 {
        self.status("VmRSS:")
    }

    /// How many threads the server's process has.
    pub(crate) fn threads(&self) -> u64 {
        self.status("Threads:")
    }

    fn status(&self, begins: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with(begins));
        let value = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
        value.unwrap_or_default()
    }

    /// Processor time that the server's process has used; zero where the system does not tell.
    pub(crate) fn processor_time(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()));
        let stat = stat.unwrap_or_default();
        let fields = stat.rsplit(')').next().unwrap_or_default();
        let ticks = fields.split_whitespace().skip(11).take(2);
        let ticks: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
        // In hundredths of a second, wherever there is a /proc.
        Duration::from_millis(ticks * 10)
    }

    /// Asks the process to stop, as an operating system does, and waits until it has.
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
    pub(crate) fn terminate(&mut self) -> (ExitStatus, Duration) {
        let asked = Instant::now();
        let signal = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        assert!(
            signal.is_ok_and(|sent| sent.success()),
            "the signal is sent"
        );
        let status = self.child.wait().expect("it is this process's child");
        (status, asked.elapsed())
    }
}

fn address(url: &str) -> SocketAddr {
    let address = url.trim_start_matches("http://").trim_end_matches('/');
    address.parse().expect("the ready line names an address")
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing is lost with it; it may already have gone.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves the echo until it is killed.
pub(crate) async fn serve_echo() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let address = listener
        .local_addr()
        .expect("a bound listener has an address");
    println!("{{\"public\": \"http://{address}\"}}");
    let router = Router::new()
        .route("/echo", post(|body: Bytes| async { body }))
        .route(
            "/json",
            post(|Json(body): Json<Value>| async { Json(body) }),
        );
    axum::serve(listener, router)
        .await
        .expect("the echo serves until it is killed");
}
