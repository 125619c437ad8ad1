//! The servers, each a process of its own.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use axum::Router;
use axum::body::Bytes;
use axum::routing::post;
use contract::connection::SandboxConnection;
use serde::Deserialize;

/// A server that is killed when it is no longer needed.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) address: SocketAddr,
    pub(crate) sandbox: Option<SandboxConnection>,
}

#[derive(Deserialize)]
struct Ready {
    public: String,
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
        ];
        Self::spawn(Command::new(env!("CARGO_BIN_EXE_simulator")).args(ports))
    }

    /// A bare axum server that answers a body with itself.
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
        let address = ready
            .public
            .trim_start_matches("http://")
            .trim_end_matches('/');
        let address = address.parse().expect("the ready line names an address");
        Self {
            child,
            address,
            sandbox: ready.sandbox,
        }
    }

    /// Resident memory of the server's process in KiB, where the system tells.
    pub(crate) fn resident(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }
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
    let router = Router::new().route("/echo", post(|body: Bytes| async { body }));
    axum::serve(listener, router)
        .await
        .expect("the echo serves until it is killed");
}
