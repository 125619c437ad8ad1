//! What is said between the program and the person, message by message.

use std::time::Duration;

use clients::Begin;
use serde_json::{Value, json};

use super::{Desk, ENTERED, Person, SETTINGS};
use crate::evidence::{Action, Report};
use crate::observe::choice::{KEYS, choose, command};
use crate::observe::leave::Leave;
use crate::observe::settings::Settings;
use crate::observe::talk::wrapped;
use crate::observe::task::{self, Task};
use crate::observe::{account, field};
use crate::protocol::ActParams;

/// How often one looks whether something has arrived.
const GLANCE: Duration = Duration::from_millis(200);

impl Person {
    /// Tells which settings to enter or change; nothing where they stand as they should.
    pub(super) async fn begin(&self, desk: &mut Desk, begin: &Begin) -> Result<Value, Leave> {
        let settings = Settings::of(begin);
        let (heading, told) = match &desk.entered {
            None => ("Enter in the ATS's settings:", Some(settings.told())),
            Some(before) => (
                "Change in the ATS's settings, and leave the others:",
                settings.changed_from(before),
            ),
        };
        // A folder that is full shows when the session is kept.
        let file = self.terms.folder.join(SETTINGS);
        let _ = settings.keep(&file);
        if let Some(told) = told {
            self.talk.say(&format!("\n{heading}\n\n{told}\n"));
            self.talk
                .say(&format!("  They also stand in {}", file.display()));
            self.done("Enter when they are saved").await?;
        }
        let _ = settings.keep(&self.terms.folder.join(ENTERED));
        desk.entered = Some(settings);
        let day = task::day(begin.now);
        self.talk
            .say(&format!("\nFor NHS Jobs and ESR it is {day}."));
        Ok(json!({}))
    }

    pub(super) async fn act(&self, desk: &mut Desk, act: ActParams) -> Result<Report, Leave> {
        let action = action(&act.action)?;
        let task = on_desk(&mut desk.task)?;
        let told = task.announce(action, &act, &self.terms.folder.join("texts"));
        self.keep_task(&act);
        self.talk.say(&format!("\n{told}\n"));
        let how = "What arrives is shown below. Enter when the ATS shows what became of it";
        loop {
            match self.watch(desk, how).await? {
                line if line.trim() == "?" => self.talk.say(&format!("\n{told}\n")),
                line if line.trim().is_empty() => break,
                _ => {
                    let how = format!("Enter alone goes on; ? shows the task again; {KEYS}.");
                    self.talk.say(&wrapped(&how, ""));
                }
            }
        }
        self.ask_reference(desk, action, &act.name).await?;
        self.account(desk, action, &act.name).await
    }

    /// What the person says, until they say that it is written down right. What arrives while they
    /// answer may change what the ATS shows, so it is told before they are asked whether it is right.
    async fn account(&self, desk: &mut Desk, action: Action, name: &str) -> Result<Report, Leave> {
        let mut report = account::take(&self.talk, action, name).await?;
        loop {
            if self.glance(desk).await? > 0 {
                self.talk
                    .say("This arrived meanwhile. What does the ATS show now?");
            }
            if account::is_right(&self.talk, action, name, &mut report).await? {
                return Ok(report);
            }
        }
    }

    /// The reference that the ATS gave by itself, the first time a name is met.
    async fn ask_reference(
        &self,
        desk: &mut Desk,
        action: Action,
        name: &str,
    ) -> Result<(), Leave> {
        let task = on_desk(&mut desk.task)?;
        if !self.terms.own_references || task.own.contains_key(name) {
            return Ok(());
        }
        let label = field::label(field::reference(action));
        self.talk
            .say(&format!("\nWhat has the ATS given {name} as its {label}?"));
        let told = self.own_reference().await?;
        task.own.insert(name.to_owned(), told);
        Ok(())
    }

    async fn own_reference(&self) -> Result<String, Leave> {
        loop {
            let line = self.talk.ask("reference>").await?;
            if let Some(leave) = command(&self.talk, &line).await? {
                return Err(leave);
            }
            let told = line.trim();
            if !told.is_empty() {
                return Ok(told.to_owned());
            }
            let needed = format!("It is needed, to tell the traffic of this task by; {KEYS}.");
            self.talk.say(&wrapped(&needed, ""));
        }
    }

    pub(super) async fn settle(&self, desk: &mut Desk) -> Result<Value, Leave> {
        let question = "Has the ATS anything left to send?";
        let answers = [
            (Left::Nothing, "nothing: it shows nothing waiting"),
            (Left::Something, "yes: I wait until it has sent it"),
            (Left::NotShown, "it does not show that"),
        ];
        loop {
            match choose(&self.talk, question, &answers).await? {
                Left::Nothing => return Ok(json!({ "idle": true })),
                Left::NotShown => {
                    self.wait_for_quiet(desk).await?;
                    return Ok(json!({ "idle": true }));
                }
                Left::Something => {
                    self.watch(desk, "Enter when it has sent everything")
                        .await?;
                }
            }
        }
    }

    async fn wait_for_quiet(&self, desk: &mut Desk) -> Result<(), Leave> {
        let quiet = self.terms.quiet;
        self.talk.say(&format!(
            "Waiting until nothing has arrived for {} s.",
            quiet.as_secs_f64()
        ));
        let mut still = Duration::ZERO;
        while still < quiet {
            tokio::time::sleep(GLANCE.min(quiet)).await;
            let arrived = self.glance(desk).await?;
            still = if arrived == 0 {
                still + GLANCE.min(quiet)
            } else {
                Duration::ZERO
            };
        }
        Ok(())
    }

    /// Waits for a line, and tells meanwhile what arrives.
    async fn watch(&self, desk: &mut Desk, prompt: &str) -> Result<String, Leave> {
        // On a line of its own, since what arrives is told below it.
        self.talk.say(&format!("{prompt}>"));
        loop {
            tokio::select! {
                line = self.talk.line() => {
                    self.glance(desk).await?;
                    let line = line?;
                    return match command(&self.talk, &line).await? {
                        Some(leave) => Err(leave),
                        None => Ok(line),
                    };
                }
                () = tokio::time::sleep(GLANCE) => {}
            }
            self.glance(desk).await?;
        }
    }

    async fn glance(&self, desk: &mut Desk) -> Result<usize, Leave> {
        match &mut desk.traffic {
            Some(traffic) => Ok(traffic.tell(&self.control, &self.talk).await?),
            None => Ok(0),
        }
    }

    async fn done(&self, prompt: &str) -> Result<(), Leave> {
        let line = self.talk.ask(&format!("{prompt}>")).await?;
        match command(&self.talk, &line).await? {
            Some(leave) => Err(leave),
            None => Ok(()),
        }
    }

    /// For a script that plays the ATS: what a person reads in words.
    fn keep_task(&self, act: &ActParams) {
        let task = json!({"action": act.action, "name": act.name, "input": act.input});
        let file = self.terms.folder.join("task.json");
        let _ = std::fs::write(file, format!("{task:#}\n"));
    }
}

#[derive(Clone, Copy)]
enum Left {
    Nothing,
    Something,
    NotShown,
}

fn on_desk(task: &mut Option<Task>) -> Result<&mut Task, Leave> {
    let nothing = || Leave::Out("no task lies on the desk".to_owned());
    task.as_mut().ok_or_else(nothing)
}

/// The action of the protocol's word.
fn action(word: &str) -> Result<Action, Leave> {
    let mut all = Action::ALL.into_iter();
    let found = all.find(|action| action.word() == word);
    found.ok_or_else(|| Leave::Out(format!("nobody knows how to do `{word}`")))
}
