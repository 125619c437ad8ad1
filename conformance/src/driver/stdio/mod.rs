//! Driving a child process over its stdin and stdout.
//!
//! The child leads a process group, so that ending it ends everything it started. It is started
//! when it is first needed, and once more after a crash.

mod lines;
pub(super) mod process;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use self::process::Process;
use super::command::CommandLine;
use super::lives::{Beginning, Lives};
use super::peer::Peer;
use super::warden::Warden;
use super::words::Words;
use super::{Driver, NoAnswer};
use crate::protocol::{Arm, Call};

/// A child process that speaks the protocol on its stdin and stdout.
pub struct Stdio {
    program: Program,
    lives: Lives,
}

/// What is started.
struct Program {
    line: CommandLine,
    warden: Warden,
    words: Words,
}

impl Stdio {
    /// Drives the program of this command line; the warden sees to it should the runner be killed.
    #[must_use]
    pub fn new(line: CommandLine, warden: Warden) -> Self {
        Self {
            program: Program {
                line,
                warden,
                words: Words::default(),
            },
            lives: Lives::default(),
        }
    }
}

#[async_trait]
impl Beginning for Program {
    async fn begin(&self, _before: Option<&dyn Peer>) -> Result<Arc<dyn Peer>, NoAnswer> {
        let process = Process::start(&self.line, &self.warden, &self.words)?;
        Ok(Arc::new(process))
    }
}

#[async_trait]
impl Driver for Stdio {
    fn label(&self) -> String {
        format!("`{}`, over stdio", self.program.line)
    }

    async fn carry(&self, call: Call, deadline: Duration) -> Result<Arm, NoAnswer> {
        self.lives.carry(&self.program, call, deadline).await
    }

    fn words_mark(&self) -> u64 {
        self.program.words.mark()
    }

    fn words_since(&self, mark: u64) -> String {
        self.program.words.since(mark)
    }

    fn conclude(&self, attempt: &str) -> Option<NoAnswer> {
        self.lives.conclude(attempt)
    }

    fn loose_trouble(&self) -> Vec<NoAnswer> {
        self.lives.loose()
    }

    async fn stop(&self) {
        self.lives.stop().await;
    }
}
