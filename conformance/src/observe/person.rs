//! A person as one more way to drive a client: asked in words, answering in words.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use clients::{AdapterName, Begin, HelloReply, Subject};
use contract::connection::SandboxConnection;
use serde_json::{Value, json};
use tokio::sync::{Mutex, MutexGuard};

use super::choice::{KEYS, choose, command};
use super::leave::Leave;
use super::place::Place;
use super::settings::Settings;
use super::talk::{Talk, wrapped};
use super::task::{self, Task};
use super::traffic::Traffic;
use super::{account, field, happening};
use crate::attempt::Company;
use crate::control::{Control, ControlError, NewSandbox};
use crate::driver::{Driver, NoAnswer};
use crate::evidence::{Action, Done, Report};
use crate::protocol::{ActParams, Arm, Call, HelloParams, VERSION};
use crate::scenario::step::Do;

/// How often one looks whether something has arrived.
const GLANCE: Duration = Duration::from_millis(200);

/// The file of the settings that the ATS should have now.
const SETTINGS: &str = "settings.json";

/// The file of those that the person said are saved.
const ENTERED: &str = "entered.json";

/// How a person is observed.
pub struct Terms {
    /// The ATS.
    pub subject: Subject,
    /// What it can do.
    pub actions: Vec<Action>,
    /// Whether it gives jobs and applicants references of its own.
    pub own_references: bool,
    /// Whether only the arrival of requests is told, and not how they were answered.
    pub blind: bool,
    /// How long nothing must arrive where the ATS does not show whether it has something left to send.
    pub quiet: Duration,
    /// Where settings, tasks and long texts are written.
    pub folder: PathBuf,
}

/// A person in front of an ATS.
pub struct Person {
    talk: Arc<Talk>,
    control: Control,
    place: Place,
    terms: Terms,
    desk: Mutex<Desk>,
}

/// What lies on their desk.
#[derive(Default)]
struct Desk {
    entered: Option<Settings>,
    task: Option<Task>,
    traffic: Option<Traffic>,
    left: Option<Leave>,
}

impl Person {
    /// A person with a terminal, and an ATS connected to a sandbox.
    #[must_use]
    pub fn at(talk: Arc<Talk>, control: Control, place: Place, terms: Terms) -> Self {
        let desk = Desk {
            entered: Settings::kept(&terms.folder.join(ENTERED)),
            ..Desk::default()
        };
        Self {
            talk,
            control,
            place,
            terms,
            desk: Mutex::new(desk),
        }
    }

    /// Puts a task on the desk.
    pub(super) async fn take_up(&self, task: Task) {
        let mut desk = self.desk.lock().await;
        (desk.task, desk.traffic, desk.left) = (Some(task), None, None);
    }

    /// Takes it away again, with the way in which it was left where it was.
    pub(super) async fn put_down(&self) -> (Option<Task>, Option<Leave>) {
        let mut desk = self.desk.lock().await;
        (desk.task.take(), desk.left.take())
    }

    /// What must be changed back in the settings of the ATS once the session is over.
    pub async fn to_change_back(&self, right: &Begin) -> Option<String> {
        let desk = self.desk.lock().await;
        Settings::of(right).changed_from(desk.entered.as_ref()?)
    }

    async fn answer(&self, call: Call) -> Result<Arm, Leave> {
        let mut desk = self.desk.lock().await;
        if let Some(left) = &desk.left {
            return Err(left.clone());
        }
        let answered = match call {
            Call::Hello(params) => Ok(json!(self.hello(params))),
            Call::Begin(begin) => self.begin(&mut desk, &begin).await,
            Call::Act(act) => self.act(&mut desk, act).await.map(|report| json!(report)),
            Call::Settle(_) => self.settle(&mut desk).await,
            Call::End(_) | Call::Bye => Ok(json!({})),
        };
        if let Err(left) = &answered {
            desk.left = Some(left.clone());
        }
        answered.map(Arm::Ok)
    }

    fn hello(&self, params: HelloParams) -> HelloReply {
        let words = self
            .terms
            .actions
            .iter()
            .map(|action| action.word().to_owned());
        HelloReply {
            protocol: VERSION.to_owned(),
            adapter: AdapterName {
                name: "a person".to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            },
            subject: self.terms.subject.clone(),
            actions: words.collect(),
            features: Vec::new(),
            concurrency: 1,
            nonce: params.nonce,
        }
    }

    /// Tells which settings to enter or change; nothing where they stand as they should.
    async fn begin(&self, desk: &mut Desk, begin: &Begin) -> Result<Value, Leave> {
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

    async fn act(&self, desk: &mut Desk, act: ActParams) -> Result<Report, Leave> {
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
                _ => self.talk.say(&format!(
                    "Enter alone goes on; ? shows the task again; {KEYS}."
                )),
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
            self.talk.say(&format!(
                "It is needed, to tell the traffic of this task by; {KEYS}."
            ));
        }
    }

    async fn settle(&self, desk: &mut Desk) -> Result<Value, Leave> {
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

    /// What is to be said without an answer being waited for, unless the task was left already.
    async fn unless_left(&self) -> Option<MutexGuard<'_, Desk>> {
        let desk = self.desk.lock().await;
        desk.left.is_none().then_some(desk)
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

#[async_trait]
impl Driver for Person {
    fn label(&self) -> String {
        "a person at the ATS, whose answers are attestations (honesty probes do not apply)"
            .to_owned()
    }

    // A person takes the time they need: no deadline applies.
    async fn carry(&self, call: Call, _deadline: Duration) -> Result<Arm, NoAnswer> {
        self.answer(call).await.map_err(|_| NoAnswer::Left)
    }

    fn company(&self) -> Option<&dyn Company> {
        Some(self)
    }

    async fn stop(&self) {}
}

#[async_trait]
impl Company for Person {
    async fn sandbox(
        &self,
        control: &Control,
        new: &NewSandbox,
    ) -> Result<SandboxConnection, ControlError> {
        self.place.clear(control, new).await?;
        let connection = self.place.connection().clone();
        let mut desk = self.desk.lock().await;
        if let Some(task) = &desk.task {
            if task.is_about_tokens() {
                let id = &connection.id;
                control.credential(id, "access-tokens", "expire").await?;
            }
            let references = (!self.terms.own_references).then(|| task.references());
            desk.traffic = Some(Traffic::of(&connection, references, self.terms.blind));
        }
        Ok(connection)
    }

    async fn hear(&self, what: &Do, done: &Done) {
        if self.unless_left().await.is_some()
            && let Some(told) = happening::told(what, done)
        {
            self.talk.say(&format!("\n{}", wrapped(&told, "")));
        }
    }

    async fn attest(&self, question: &str) -> Option<bool> {
        let mut desk = self.unless_left().await?;
        let answers = [
            (Some(true), "yes"),
            (Some(false), "no"),
            (None, "I cannot tell"),
        ];
        match choose(&self.talk, question, &answers).await {
            Ok(answer) => answer,
            Err(left) => {
                desk.left = Some(left);
                None
            }
        }
    }
}
