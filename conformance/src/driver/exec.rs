//! Driving a process for each attempt.
//!
//! Every process speaks the whole protocol on its stdin and stdout, for one attempt only: `hello`,
//! `begin`, `act` and `settle`, `end`, `bye`. So whatever can be driven over stdio can be driven
//! this way too. The first `hello` of a run has a process of its own. An attempt has not ended
//! before its process has.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;

use super::command::CommandLine;
use super::lives::{FAREWELL, farewell};
use super::peer::{self, Peer as _};
use super::stdio::process::Process;
use super::warden::Warden;
use super::words::Words;
use super::{Driver, NoAnswer};
use crate::protocol::{Arm, Call};

/// Attempts that may pass a deadline before nothing more is asked: waiting takes time.
const MOST_LATE: u32 = 2;

/// A program that is started for each attempt.
pub struct Exec {
    line: CommandLine,
    warden: Warden,
    words: Words,
    book: Mutex<Book>,
}

#[derive(Default)]
struct Book {
    greeting: Option<Call>,
    /// The processes of open attempts, and of those that broke, until they are concluded.
    open: HashMap<String, Arc<Process>>,
    loose: Vec<NoAnswer>,
    /// Why no further process is started.
    enough: Option<NoAnswer>,
    late: u32,
}

impl Exec {
    /// Drives the program of this command line; the warden sees to it should the runner be killed.
    #[must_use]
    pub fn new(line: CommandLine, warden: Warden) -> Self {
        Self {
            line,
            warden,
            words: Words::default(),
            book: Mutex::default(),
        }
    }

    /// A process of its own for the greeting: it says who it is and goes.
    async fn greet(&self, call: Call, deadline: Duration) -> Result<Arm, NoAnswer> {
        self.book().greeting = Some(call.clone());
        let process = self.start()?;
        let greeted = peer::ask(&process, call, deadline).await;
        farewell(&process).await;
        let loose = process.desk().loose();
        self.book().loose.extend(loose);
        greeted
    }

    async fn begin(&self, call: Call, deadline: Duration) -> Result<Arm, NoAnswer> {
        let process = Arc::new(self.start()?);
        let attempt = call.attempt().unwrap_or_default().to_owned();
        self.book().open.insert(attempt, Arc::clone(&process));
        let greeting = self.book().greeting.clone();
        if let Some(greeting) = greeting {
            self.ask(&process, greeting, deadline).await?;
        }
        self.ask(&process, call, deadline).await
    }

    async fn go_on(&self, call: Call, deadline: Duration) -> Result<Arm, NoAnswer> {
        let process = call.attempt().and_then(|attempt| self.process_of(attempt));
        let process = process.ok_or_else(|| NoAnswer::Lost {
            why: "no process was started for it".to_owned(),
        })?;
        let is_the_end = matches!(call, Call::End(_));
        let answered = self.ask(&process, call, deadline).await;
        if is_the_end {
            farewell(process.as_ref()).await;
        }
        answered
    }

    async fn ask(
        &self,
        process: &Process,
        call: Call,
        deadline: Duration,
    ) -> Result<Arm, NoAnswer> {
        let answered = peer::ask(process, call, deadline).await;
        if let Err(why @ NoAnswer::Deadline { .. }) = &answered {
            self.count_late(why);
        }
        answered
    }

    fn count_late(&self, why: &NoAnswer) {
        let mut book = self.book();
        book.late += 1;
        if book.late >= MOST_LATE {
            let why = why.to_string();
            book.enough.get_or_insert(NoAnswer::Gone { why });
        }
    }

    /// A program that cannot be started is not tried a second time.
    fn start(&self) -> Result<Process, NoAnswer> {
        let enough = self.book().enough.clone();
        if let Some(why) = enough {
            return Err(why);
        }
        let started = Process::start(&self.line, &self.warden, &self.words);
        if let Err(why) = &started {
            self.book().enough = Some(why.clone());
        }
        started
    }

    fn process_of(&self, attempt: &str) -> Option<Arc<Process>> {
        self.book().open.get(attempt).cloned()
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Driver for Exec {
    fn label(&self) -> String {
        format!("`{}`, a process for each attempt", self.line)
    }

    async fn carry(&self, call: Call, deadline: Duration) -> Result<Arm, NoAnswer> {
        match call {
            Call::Hello(_) => self.greet(call, deadline).await,
            Call::Begin(_) => self.begin(call, deadline).await,
            // Each process has its own, at its end.
            Call::Bye => Ok(Arm::Ok(serde_json::json!({}))),
            Call::Act(_) | Call::Settle(_) | Call::End(_) => self.go_on(call, deadline).await,
        }
    }

    fn words_mark(&self) -> u64 {
        self.words.mark()
    }

    fn words_since(&self, mark: u64) -> String {
        self.words.since(mark)
    }

    // Ended here and not only by `end`: an attempt that broke is never asked for its end.
    fn conclude(&self, attempt: &str) -> Option<NoAnswer> {
        let process = self.book().open.remove(attempt)?;
        let mut desk = process.desk();
        let trouble = desk.conclude(attempt);
        self.book().loose.extend(desk.loose());
        drop(desk);
        process.end();
        trouble
    }

    fn loose_trouble(&self) -> Vec<NoAnswer> {
        self.book().loose.clone()
    }

    async fn stop(&self) {
        let left: Vec<_> = self
            .book()
            .open
            .drain()
            .map(|(_, process)| process)
            .collect();
        for process in left {
            process.end();
            let _ = tokio::time::timeout(FAREWELL, process.ended()).await;
        }
    }
}
