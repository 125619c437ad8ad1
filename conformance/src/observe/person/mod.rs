//! A person as one more way to drive a client: asked in words, answering in words.

mod conversation;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use clients::{AdapterName, Begin, HelloReply, Subject};
use contract::connection::SandboxConnection;
use serde_json::json;
use tokio::sync::{Mutex, MutexGuard};

use super::choice::choose;
use super::happening;
use super::leave::Leave;
use super::place::Place;
use super::settings::Settings;
use super::talk::{Talk, wrapped};
use super::task::Task;
use super::traffic::Traffic;
use crate::attempt::Company;
use crate::control::{Control, ControlError, NewSandbox};
use crate::driver::{Driver, NoAnswer};
use crate::evidence::{Action, Done};
use crate::protocol::{Arm, Call, HelloParams, VERSION};
use crate::scenario::step::Do;

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

    /// What is to be said without an answer being waited for, unless the task was left already.
    async fn unless_left(&self) -> Option<MutexGuard<'_, Desk>> {
        let desk = self.desk.lock().await;
        desk.left.is_none().then_some(desk)
    }
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
