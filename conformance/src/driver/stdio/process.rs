//! One child process: its pipes, its end.

use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout};
use tokio::sync::{mpsc, watch};

use super::lines::{self, Line};
use crate::driver::NoAnswer;
use crate::driver::command::CommandLine;
use crate::driver::desk::Desk;
use crate::driver::group::Group;
use crate::driver::peer::Peer;
use crate::driver::warden::{Ward, Warden};
use crate::driver::words::Words;
use crate::protocol::{Carried, Reply, Request, Violation};

/// How long a child that closed its stdout may take to end before it is ended.
const LAST_MOMENT: Duration = Duration::from_millis(500);

/// A running child, ended with its whole group when this is dropped.
pub(in crate::driver) struct Process {
    desk: Arc<Mutex<Desk>>,
    to_child: mpsc::UnboundedSender<Vec<u8>>,
    order: watch::Sender<bool>,
    ended: watch::Receiver<bool>,
}

impl Process {
    /// Starts the child, leader of a process group of its own.
    ///
    /// # Errors
    ///
    /// When there is no such program, or it may not be run.
    pub(in crate::driver) fn start(
        line: &CommandLine,
        warden: &Warden,
        words: &Words,
    ) -> Result<Self, NoAnswer> {
        let refuse = |error: std::io::Error| NoAnswer::CannotStart {
            command: line.to_string(),
            why: error.to_string(),
        };
        let mut child = spawn(line).map_err(refuse)?;
        let desk = Arc::new(Mutex::new(Desk::default()));
        let (to_child, lines) = mpsc::unbounded_channel();
        let (order, ordered) = watch::channel(false);
        let (ending, ended) = watch::channel(false);
        if let Some(stdin) = child.stdin.take() {
            tokio::spawn(write(stdin, lines));
        }
        if let Some(stderr) = child.stderr.take() {
            tokio::spawn(listen(stderr, words.clone()));
        }
        let stdout = child.stdout.take();
        let keeper = Keeper::of(child, warden);
        tokio::spawn(keep(keeper, stdout, Arc::clone(&desk), ordered, ending));
        Ok(Self {
            desk,
            to_child,
            order,
            ended,
        })
    }
}

#[async_trait]
impl Peer for Process {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    // Where the writer is gone the reader notices too, and says why.
    fn send(&self, request: Request, _deadline: Duration) {
        let _ = self.to_child.send(request.line());
    }

    fn end(&self) {
        let _ = self.order.send(true);
    }

    async fn ended(&self) {
        let mut ended = self.ended.clone();
        let _ = ended.wait_for(|ended| *ended).await;
    }
}

fn spawn(line: &CommandLine) -> std::io::Result<Child> {
    let mut command = line.command();
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.kill_on_drop(true);
    #[cfg(unix)]
    command.process_group(0);
    command.spawn()
}

/// The child with what ends everything it started, also when the runtime is torn down.
struct Keeper {
    child: Child,
    group: Option<Group>,
    warden: Warden,
}

impl Keeper {
    fn of(child: Child, warden: &Warden) -> Self {
        let group = child.id().map(Group::led_by);
        if let Some(group) = group {
            warden.watch(Ward::Group(group.number()));
        }
        Self {
            child,
            group,
            warden: warden.clone(),
        }
    }

    async fn kill(&mut self) {
        self.kill_group();
        let _ = self.child.start_kill();
        let _ = self.child.wait().await;
    }

    // Once only, and as soon as the child's end is known: later its number may be somebody else's.
    fn kill_group(&mut self) {
        if let Some(group) = self.group.take() {
            group.kill();
            self.warden.release(Ward::Group(group.number()));
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.kill_group();
    }
}

/// Reads the child's replies to their end, then sees to its own.
async fn keep(
    mut keeper: Keeper,
    stdout: Option<ChildStdout>,
    desk: Arc<Mutex<Desk>>,
    mut ordered: watch::Receiver<bool>,
    ending: watch::Sender<bool>,
) {
    let mut reading = std::pin::pin!(read(stdout, &desk));
    let end = tokio::select! {
        () = &mut reading => End::Silent,
        status = keeper.child.wait() => End::Exited(status.ok()),
        _ = ordered.wait_for(|ordered| *ordered) => End::Ordered,
    };
    let how = match end {
        End::Ordered => "was ended".to_owned(),
        End::Silent => after_silence(&mut keeper).await,
        End::Exited(status) => {
            // What it wrote last may still be in the pipe.
            let _ = tokio::time::timeout(LAST_MOMENT, reading).await;
            describe(status)
        }
    };
    keeper.kill().await;
    fall(&desk, how);
    drop(keeper);
    let _ = ending.send(true);
}

/// What ended the reading.
enum End {
    /// The child closed its stdout.
    Silent,
    /// The child is gone.
    Exited(Option<ExitStatus>),
    /// The runner has had enough of it.
    Ordered,
}

/// How a child goes on that closed its stdout: mostly it exits in the same moment.
async fn after_silence(keeper: &mut Keeper) -> String {
    match tokio::time::timeout(LAST_MOMENT, keeper.child.wait()).await {
        Ok(status) => describe(status.ok()),
        Err(_) => "closed its stdout".to_owned(),
    }
}

fn fall(desk: &Mutex<Desk>, how: String) {
    let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
    let asked = desk.waiting_for();
    desk.fall(NoAnswer::Crashed { how, asked });
}

fn describe(status: Option<ExitStatus>) -> String {
    match status.map(|status| (status.code(), signal(status))) {
        Some((Some(code), _)) => format!("exited with status {code}"),
        Some((None, Some(signal))) => format!("was killed by signal {signal}"),
        _ => "ended".to_owned(),
    }
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_status: ExitStatus) -> Option<i32> {
    None
}

async fn read(stdout: Option<ChildStdout>, desk: &Mutex<Desk>) {
    let Some(stdout) = stdout else { return };
    let mut reader = BufReader::with_capacity(64 * 1024, stdout);
    let mut first = true;
    while let Ok(line) = lines::next(&mut reader).await {
        let reply = match line {
            Line::Whole(line) => Reply::read(without_mark(&line, first)),
            Line::TooLong => Err(Violation::TooLong(Carried::Line)),
            Line::End => return,
        };
        first = false;
        desk.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take(reply);
    }
}

/// Some platforms open a text stream with a byte order mark; it is no part of the first line.
fn without_mark(line: &[u8], first: bool) -> &[u8] {
    const MARK: &[u8] = b"\xef\xbb\xbf";
    if first {
        line.strip_prefix(MARK).unwrap_or(line)
    } else {
        line
    }
}

async fn write(mut stdin: ChildStdin, mut lines: mpsc::UnboundedReceiver<Vec<u8>>) {
    while let Some(line) = lines.recv().await {
        if stdin.write_all(&line).await.is_err() || stdin.flush().await.is_err() {
            return;
        }
    }
}

async fn listen(mut stderr: ChildStderr, words: Words) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(count @ 1..) = stderr.read(&mut buffer).await {
        words.write(&buffer[..count]);
    }
}
