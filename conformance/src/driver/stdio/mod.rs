//! Driving a child process over its stdin and stdout.
//!
//! The child leads a process group, so that ending it ends everything it started. It is started
//! when it is first needed, and once more after a crash; what was open at the crash stays broken.

mod command;
mod desk;
mod group;
mod guard;
mod lines;
mod process;
mod words;

use std::path::PathBuf;
use std::sync::{Arc, Mutex as StdMutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Mutex;

use self::process::Process;
use self::words::Words;
use super::{Driver, NoAnswer};
use crate::protocol::{Arm, Call};

pub use command::{BadCommand, CommandLine};
pub use guard::guard;

/// How long a child may take to say goodbye.
const FAREWELL: Duration = Duration::from_secs(2);

/// A child process that speaks the protocol on its stdin and stdout.
pub struct Stdio {
    line: CommandLine,
    runner: Option<PathBuf>,
    words: Words,
    // Held while a child is started and greeted: everybody else needs that child too.
    life: Mutex<Life>,
    // Every child so far, the present one last; for the books that need no waiting.
    children: StdMutex<Vec<Arc<Process>>>,
}

/// What the one restart depends on.
#[derive(Default)]
struct Life {
    starts: u32,
    no_start: Option<NoAnswer>,
    greeting: Option<Call>,
}

impl Stdio {
    /// Drives the program of this command line.
    ///
    /// `runner` is the path of the `conformance` program, which guards the child's process group
    /// against the runner being killed; without it a child is still ended on every orderly way out.
    #[must_use]
    pub fn new(line: CommandLine, runner: Option<PathBuf>) -> Self {
        Self {
            line,
            runner,
            words: Words::default(),
            life: Mutex::default(),
            children: StdMutex::default(),
        }
    }

    async fn child_for(&self, call: &Call, deadline: Duration) -> Result<Arc<Process>, NoAnswer> {
        let mut life = self.life.lock().await;
        if let Call::Hello(_) = call {
            life.greeting = Some(call.clone());
        }
        let Some(child) = self.present() else {
            return self.start_first(&mut life);
        };
        let fallen = child.desk().fallen().cloned();
        let Some(why) = fallen else {
            return self.the_same(child, call);
        };
        if needs_its_beginning(call) {
            return Err(NoAnswer::Lost {
                why: why.to_string(),
            });
        }
        if life.starts > 1 {
            return Err(NoAnswer::Gone {
                why: why.to_string(),
            });
        }
        self.start_again(&mut life, call, deadline).await
    }

    /// The present child, unless the attempt began with an earlier one.
    fn the_same(&self, child: Arc<Process>, call: &Call) -> Result<Arc<Process>, NoAnswer> {
        let known = call
            .attempt()
            .is_none_or(|attempt| child.desk().knows(attempt));
        if known || !needs_its_beginning(call) {
            return Ok(child);
        }
        Err(NoAnswer::Lost {
            why: self.first_fall(),
        })
    }

    /// A program that cannot be started is not tried a second time.
    fn start_first(&self, life: &mut Life) -> Result<Arc<Process>, NoAnswer> {
        if let Some(why) = &life.no_start {
            return Err(why.clone());
        }
        let started = self.start(life);
        life.no_start = started.as_ref().err().cloned();
        started
    }

    fn start(&self, life: &mut Life) -> Result<Arc<Process>, NoAnswer> {
        life.starts += 1;
        let child = Process::start(&self.line, self.runner.as_deref(), &self.words)?;
        let child = Arc::new(child);
        self.all().push(Arc::clone(&child));
        Ok(child)
    }

    /// Starts the child once more and greets it, since `hello` comes before everything else.
    async fn start_again(
        &self,
        life: &mut Life,
        call: &Call,
        deadline: Duration,
    ) -> Result<Arc<Process>, NoAnswer> {
        let child = self.start(life)?;
        if let (Some(greeting), false) = (life.greeting.clone(), matches!(call, Call::Hello(_))) {
            child.ask(greeting, deadline).await?;
        }
        Ok(child)
    }

    fn present(&self) -> Option<Arc<Process>> {
        self.all().last().cloned()
    }

    fn first_fall(&self) -> String {
        let children = self.all();
        let fallen = children
            .iter()
            .find_map(|child| child.desk().fallen().map(ToString::to_string));
        fallen.unwrap_or_else(|| "another adapter process ran".to_owned())
    }

    fn all(&self) -> std::sync::MutexGuard<'_, Vec<Arc<Process>>> {
        self.children.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the call means something only to the child that its attempt began with.
fn needs_its_beginning(call: &Call) -> bool {
    call.attempt().is_some() && !matches!(call, Call::Begin(_))
}

#[async_trait]
impl Driver for Stdio {
    fn label(&self) -> String {
        format!("`{}`, over stdio", self.line)
    }

    async fn carry(&self, call: Call, deadline: Duration) -> Result<Arm, NoAnswer> {
        let child = self.child_for(&call, deadline).await?;
        child.ask(call, deadline).await
    }

    fn words_mark(&self) -> u64 {
        self.words.mark()
    }

    fn words_since(&self, mark: u64) -> String {
        self.words.since(mark)
    }

    fn conclude(&self, attempt: &str) -> Option<NoAnswer> {
        let children = self.all();
        let troubles = children.iter().map(|child| {
            let trouble = child.desk().conclude(attempt);
            if trouble.is_some() {
                child.abandon(attempt);
            }
            trouble
        });
        troubles.collect::<Vec<_>>().into_iter().flatten().next()
    }

    fn loose_trouble(&self) -> Vec<NoAnswer> {
        self.all()
            .iter()
            .flat_map(|child| child.desk().loose())
            .collect()
    }

    async fn stop(&self) {
        let _life = self.life.lock().await;
        let Some(child) = self.present() else { return };
        if child.desk().fallen().is_none() && child.ask(Call::Bye, FAREWELL).await.is_ok() {
            let _ = tokio::time::timeout(FAREWELL, child.ended()).await;
        }
        child.end();
        child.ended().await;
    }
}
