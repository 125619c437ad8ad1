//! Answering the protocol on stdin and stdout with one of our own clients.
//!
//! With a misbehaviour it is also what the stdio driver is tested with: an adapter that breaks
//! the protocol on purpose, once.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};

use super::Host;

/// A way to break the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Misbehaviour {
    /// Exits with status 3 instead of answering.
    Crash,
    /// Never answers.
    Hang,
    /// Writes a line that is not JSON before it answers.
    Rubbish,
    /// Answers twice.
    Twice,
    /// Answers after the given deadline of the action has passed.
    Late,
    /// Answers a question that was never asked, then the one that was.
    WrongId,
    /// Writes megabytes on stderr, then answers.
    FloodStderr,
    /// Writes a line of more than 4 MiB.
    LongLine,
    /// Starts a process that outlives it, then never answers.
    Orphan,
}

/// When to misbehave.
#[derive(Debug, Clone)]
pub struct Lapse {
    /// How.
    pub how: Misbehaviour,
    /// At which `act` of this process, from 1.
    pub at: u32,
    /// A file that is made at the first time and keeps a restarted process from doing it again.
    pub once: Option<std::path::PathBuf>,
    /// How long the process lives that [`Misbehaviour::Orphan`] starts, in seconds.
    pub orphan_seconds: u32,
}

/// Serves until stdin ends or `bye` is answered.
///
/// # Errors
///
/// When stdin cannot be read.
pub async fn serve(host: Host, lapse: Option<Lapse>) -> std::io::Result<()> {
    let host = Arc::new(host);
    let acts = Arc::new(AtomicU32::new(0));
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        let Ok(request) = serde_json::from_str::<Value>(&line) else {
            continue;
        };
        let op = request["op"].as_str().unwrap_or_default().to_owned();
        let number = if op == "act" {
            acts.fetch_add(1, Ordering::Relaxed) + 1
        } else {
            0
        };
        let lapse = lapse.clone().filter(|lapse| lapse.is_due(number));
        let answering = answer(Arc::clone(&host), request, lapse);
        if op == "bye" {
            answering.await;
            break;
        }
        tokio::spawn(answering);
    }
    Ok(())
}

impl Lapse {
    fn is_due(&self, act: u32) -> bool {
        act == self.at
            && self
                .once
                .as_ref()
                .is_none_or(|file| std::fs::File::create_new(file).is_ok())
    }
}

async fn answer(host: Arc<Host>, request: Value, lapse: Option<Lapse>) {
    let id = request["id"].clone();
    let op = request["op"].as_str().unwrap_or_default();
    let deadline = request["params"]["deadline_ms"]
        .as_u64()
        .unwrap_or_default();
    if let Some(lapse) = &lapse {
        before(lapse, &id, Duration::from_millis(deadline)).await;
    }
    let line = host.answer(op, request["params"].clone()).await.line(&id);
    write(&line);
    if lapse.is_some_and(|lapse| lapse.how == Misbehaviour::Twice) {
        write(&line);
    }
}

async fn before(lapse: &Lapse, id: &Value, deadline: Duration) {
    match lapse.how {
        Misbehaviour::Crash => std::process::exit(3),
        Misbehaviour::Hang => std::future::pending().await,
        Misbehaviour::Rubbish => write(b"connected to the database\n"),
        Misbehaviour::Twice => {}
        Misbehaviour::Late => tokio::time::sleep(deadline + Duration::from_millis(500)).await,
        Misbehaviour::WrongId => {
            let wrong = id.as_u64().unwrap_or_default() + 100_000;
            write(format!("{}\n", json!({"id": wrong, "ok": {}})).as_bytes());
        }
        Misbehaviour::FloodStderr => flood(),
        Misbehaviour::LongLine => {
            let mut line = vec![b'x'; crate::protocol::LONGEST_LINE + 1];
            line.push(b'\n');
            write(&line);
        }
        Misbehaviour::Orphan => {
            let _ = std::process::Command::new("sleep")
                .arg(lapse.orphan_seconds.to_string())
                .spawn();
            std::future::pending::<()>().await;
        }
    }
}

fn flood() {
    let line = [b'w'; 1023];
    let mut stderr = std::io::stderr().lock();
    for _ in 0..4096 {
        let _ = stderr
            .write_all(&line)
            .and_then(|()| stderr.write_all(b"\n"));
    }
}

/// Whole lines only: answers are written from several tasks.
fn write(line: &[u8]) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(line).and_then(|()| stdout.flush());
}
