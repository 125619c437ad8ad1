//! Breaking the protocol on purpose.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};

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
    /// Answers with an outcome that the protocol does not know.
    WrongShape,
    /// Says that it broke itself.
    AdapterError,
    /// Exits with status 3 instead of answering `hello`.
    ExitAtHello,
    /// Takes a second before it answers `hello`.
    SlowStart,
}

/// When to misbehave.
#[derive(Debug, Clone)]
pub struct Lapse {
    /// How.
    pub how: Misbehaviour,
    /// At which `act` of this process, from 1.
    pub at: u32,
    /// A file that is made at the first time and keeps every process from doing it again.
    pub once: Option<PathBuf>,
    /// How long the process lives that [`Misbehaviour::Orphan`] starts, in seconds.
    pub orphan_seconds: u32,
}

impl Lapse {
    pub(super) fn is_due(&self, op: &str, act: u32) -> bool {
        let its_turn = match self.how {
            Misbehaviour::ExitAtHello | Misbehaviour::SlowStart => op == "hello",
            _ => op == "act" && act == self.at,
        };
        let first = |file: &PathBuf| std::fs::File::create_new(file).is_ok();
        its_turn && self.once.as_ref().is_none_or(first)
    }

    pub(super) fn repeats(&self) -> bool {
        self.how == Misbehaviour::Twice
    }

    /// What it does and sends before the answer.
    pub(super) async fn before(&self, request: &Value) -> Vec<Vec<u8>> {
        let id = &request["id"];
        match self.how {
            Misbehaviour::Crash | Misbehaviour::ExitAtHello => std::process::exit(3),
            Misbehaviour::Hang => std::future::pending().await,
            Misbehaviour::Rubbish => vec![b"connected to the database\n".to_vec()],
            Misbehaviour::Twice => Vec::new(),
            Misbehaviour::Late => {
                let deadline = request["params"]["deadline_ms"]
                    .as_u64()
                    .unwrap_or_default();
                tokio::time::sleep(Duration::from_millis(deadline + 500)).await;
                Vec::new()
            }
            Misbehaviour::WrongId => {
                let wrong = id.as_u64().unwrap_or_default() + 100_000;
                vec![line(&json!({"id": wrong, "ok": {}}))]
            }
            Misbehaviour::FloodStderr => flood(),
            Misbehaviour::LongLine => {
                let mut line = vec![b'x'; crate::protocol::LONGEST_LINE + 1];
                line.push(b'\n');
                vec![line]
            }
            Misbehaviour::Orphan => {
                let _ = std::process::Command::new("sleep")
                    .arg(self.orphan_seconds.to_string())
                    .spawn();
                std::future::pending().await
            }
            Misbehaviour::WrongShape => {
                vec![line(
                    &json!({"id": id, "ok": {"outcome": "done", "told_user": []}}),
                )]
            }
            Misbehaviour::AdapterError => {
                let why = json!({"message": "the test database is out of space"});
                vec![line(&json!({"id": id, "adapter_error": why}))]
            }
            Misbehaviour::SlowStart => {
                tokio::time::sleep(Duration::from_secs(1)).await;
                Vec::new()
            }
        }
    }

    /// Whether what was sent before stands for the answer.
    pub(super) fn is_instead(&self) -> bool {
        matches!(
            self.how,
            Misbehaviour::WrongShape | Misbehaviour::AdapterError
        )
    }
}

fn line(message: &Value) -> Vec<u8> {
    format!("{message}\n").into_bytes()
}

fn flood() -> Vec<Vec<u8>> {
    let line = [b'w'; 1023];
    let mut stderr = std::io::stderr().lock();
    for _ in 0..4096 {
        let _ = stderr
            .write_all(&line)
            .and_then(|()| stderr.write_all(b"\n"));
    }
    Vec::new()
}
