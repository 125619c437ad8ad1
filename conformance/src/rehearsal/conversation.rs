//! The conversation: hello, one attempt with each action, an action that does not exist, goodbye.

use std::collections::BTreeSet;
use std::time::Duration;

use clients::Begin;
use contract::text::counted;
use serde_json::{Value, json};

use super::Scene;
use super::remedy::remedy;
use crate::attempt::begin::begin;
use crate::control::{Control, ControlError, NewSandbox};
use crate::driver::{Driver, NoAnswer};
use crate::evidence::{Action, Exchange};
use crate::protocol::schema::{Complaint, complaints};
use crate::protocol::{ActParams, Arm, AttemptParams, Call, HelloParams, SettleParams, VERSION};
use crate::scenario::{Given, input};
use crate::seed;

/// The attempt's id: opaque, as in a run.
const ATTEMPT: &str = "3f0c8d51a2b7e9";

/// An action that does not exist.
const NONSENSE: &str = "polish_the_doorknobs";

/// How often it is asked whether the client is idle.
const QUESTIONS: u32 = 20;

/// Talks to an adapter, and shows each scene as it comes. True when nothing was wrong.
///
/// # Errors
///
/// When the simulator cannot be used; that says nothing of the adapter.
pub async fn rehearse(
    driver: &dyn Driver,
    deadline: Duration,
    control: &Control,
    show: &mut (dyn FnMut(&Scene) + Send),
) -> Result<bool, ControlError> {
    let mut rehearsal = Rehearsal {
        driver,
        deadline,
        control,
        show,
        sandbox: String::new(),
        seen: 0,
        sound: true,
        told: BTreeSet::new(),
    };
    rehearsal.go().await?;
    Ok(rehearsal.sound)
}

struct Rehearsal<'a> {
    driver: &'a dyn Driver,
    deadline: Duration,
    control: &'a Control,
    show: &'a mut (dyn FnMut(&Scene) + Send),
    sandbox: String,
    seen: u64,
    sound: bool,
    told: BTreeSet<String>,
}

impl Rehearsal<'_> {
    async fn go(&mut self) -> Result<(), ControlError> {
        let Some(actions) = self.hello().await else {
            return Ok(());
        };
        let given = Given::default();
        let connection = self.control.create(&sandbox(&given)).await?;
        self.sandbox = connection.id.clone();
        let begin = begin(ATTEMPT, given.now, &connection);
        let talked = self.attempt(begin, &actions).await;
        self.control.delete(&connection.id).await?;
        talked?;
        self.goodbye().await;
        Ok(())
    }

    /// The actions that it declares; `None` where nothing more can be asked.
    async fn hello(&mut self) -> Option<Vec<String>> {
        let nonce = seed::entropy().map_or_else(|_| "00".to_owned(), |it| format!("{it:014x}"));
        let call = Call::Hello(HelloParams {
            protocol: vec![VERSION.to_owned()],
            nonce: nonce.clone(),
        });
        let (mut scene, ok) = self.ask("hello", call).await;
        let ok = ok.filter(Value::is_object);
        if let Some(ok) = &ok {
            if ok["nonce"] != json!(nonce) {
                scene.complain(
                    "/ok/nonce: it is not the nonce of the question",
                    "give it back as it came",
                );
            }
            scene.said = introduction(ok);
        }
        self.end_scene(scene);
        let actions = ok?["actions"].as_array().cloned().unwrap_or_default();
        let actions = actions.iter().filter_map(Value::as_str).map(str::to_owned);
        Some(actions.collect())
    }

    async fn attempt(&mut self, begin: Begin, actions: &[String]) -> Result<(), ControlError> {
        let vpd = begin.esr.vpd.clone();
        let (scene, ok) = self.ask("begin", Call::Begin(Box::new(begin))).await;
        self.end_scene(scene);
        if ok.is_none() {
            return Ok(());
        }
        for action in Action::ALL
            .into_iter()
            .filter(|one| actions.iter().any(|declared| declared == one.word()))
        {
            if action == Action::TransferEmploymentChecks {
                let mut applicant = input::default_applicant(0);
                applicant["vpd"] = json!(vpd);
                self.control.load(&self.sandbox, &applicant).await?;
            }
            self.act(action, &vpd).await?;
        }
        self.nonsense().await;
        self.settle().await;
        let end = AttemptParams {
            attempt: ATTEMPT.to_owned(),
        };
        let (mut scene, _) = self.ask("end", Call::End(end)).await;
        scene.arrived = self.arrived().await?;
        if !scene.arrived.is_empty() {
            scene.complain(
                "something was sent after the client had said that it is idle",
                "answer `settle` with true only when no retry and no batch is left",
            );
        }
        self.end_scene(scene);
        Ok(())
    }

    async fn act(&mut self, action: Action, vpd: &str) -> Result<(), ControlError> {
        let mut input = input::default_input(action, 0);
        if let Some(applicant) = input.get_mut("applicant") {
            applicant["employer_vpd"] = json!(vpd);
        }
        let call = self.act_call(action.word(), input);
        let (mut scene, ok) = self.ask(&format!("act {}", action.word()), call).await;
        scene.arrived = self.arrived().await?;
        if let Some(ok) = &ok {
            scene.said = report(ok);
            let claims = ok["outcome"]
                .as_str()
                .unwrap_or_default()
                .starts_with("accepted");
            if claims && scene.arrived.is_empty() {
                scene.complain(
                    "it was reported as accepted, and nothing arrived at the simulator",
                    "send to the `base_url` of `begin`, in every attempt anew",
                );
            }
        }
        self.end_scene(scene);
        Ok(())
    }

    async fn nonsense(&mut self) {
        let call = self.act_call(NONSENSE, json!({}));
        let mut scene = Scene {
            asked: format!("act {NONSENSE}"),
            ..Scene::default()
        };
        match self.driver.carry(call, self.deadline).await {
            Ok(Arm::Unsupported { .. }) => scene.said = "unsupported, as it should be".to_owned(),
            Ok(_) => scene.complain(
                "an action that does not exist was not answered with `unsupported`",
                "answer {\"unsupported\": {\"reason\": \"…\"}} to every action you do not know",
            ),
            Err(why) => scene.no_answer(&why),
        }
        self.end_scene(scene);
    }

    async fn settle(&mut self) {
        for question in 1..=QUESTIONS {
            let call = Call::Settle(SettleParams {
                attempt: ATTEMPT.to_owned(),
                quiet_ms: 1000,
            });
            let (mut scene, ok) = self.ask("settle", call).await;
            let idle = ok.as_ref().map(|ok| ok["idle"] == json!(true));
            if idle == Some(false) && question < QUESTIONS && scene.complaints.is_empty() {
                continue;
            }
            scene.said = match idle {
                Some(true) => "idle".to_owned(),
                Some(false) => "still not idle".to_owned(),
                None => scene.said,
            };
            return self.end_scene(scene);
        }
    }

    /// Says goodbye, and looks for what broke beside the answers.
    async fn goodbye(&mut self) {
        let mut late: Vec<NoAnswer> = self.driver.conclude(ATTEMPT).into_iter().collect();
        self.driver.stop().await;
        late.extend(self.driver.loose_trouble());
        let mut scene = Scene {
            asked: "bye".to_owned(),
            said: "gone".to_owned(),
            ..Scene::default()
        };
        late.iter().for_each(|why| scene.no_answer(why));
        self.end_scene(scene);
    }

    fn act_call(&self, action: &str, input: Value) -> Call {
        Call::Act(ActParams {
            attempt: ATTEMPT.to_owned(),
            action: action.to_owned(),
            name: "job1".to_owned(),
            input,
            deadline_ms: u64::try_from(self.deadline.as_millis()).unwrap_or(u64::MAX),
        })
    }

    /// Asks, and holds what comes against the schema; the `ok` where there is one.
    async fn ask(&self, asked: &str, call: Call) -> (Scene, Option<Value>) {
        let op = call.op();
        let mut scene = Scene {
            asked: asked.to_owned(),
            ..Scene::default()
        };
        let ok = match self.driver.carry(call, self.deadline).await {
            Ok(Arm::Ok(ok)) => Some(ok),
            Ok(Arm::Unsupported { reason }) => {
                scene.no_answer(&NoAnswer::Unsupported { op, reason });
                None
            }
            Ok(Arm::AdapterError { message }) => {
                scene.no_answer(&NoAnswer::AdapterError { op, message });
                None
            }
            Err(why) => {
                scene.no_answer(&why);
                None
            }
        };
        if let Some(ok) = &ok {
            scene.complaints.extend(complaints(op, ok));
        }
        (scene, ok)
    }

    /// What has arrived at the simulator since the last look.
    async fn arrived(&mut self) -> Result<Vec<String>, ControlError> {
        let journal = self.control.journal(&self.sandbox).await?;
        let new = journal
            .exchanges
            .iter()
            .filter(|exchange| exchange.simulator.sequence > self.seen);
        let lines = new.map(|exchange| line(exchange, &self.sandbox)).collect();
        self.seen = journal.facts.last_sequence.max(self.seen);
        Ok(lines)
    }

    fn end_scene(&mut self, mut scene: Scene) {
        self.sound &= scene.complaints.is_empty();
        let told = |complaint: &Complaint| self.told.contains(&complaint.what);
        scene.repeats = !scene.complaints.is_empty() && scene.complaints.iter().all(told);
        let new = scene.complaints.iter().map(|complaint| &complaint.what);
        self.told.extend(new.cloned());
        (self.show)(&scene);
    }
}

impl Scene {
    fn complain(&mut self, what: &str, remedy: &str) {
        self.complaints.push(Complaint {
            what: what.to_owned(),
            remedy: remedy.to_owned(),
        });
    }

    fn no_answer(&mut self, why: &NoAnswer) {
        self.complain(&why.to_string(), remedy(why));
    }
}

fn sandbox(given: &Given) -> NewSandbox {
    NewSandbox {
        seed: seed::DEFAULT,
        now: given.now,
        frozen: true,
        settings: serde_json::Map::new(),
    }
}

/// One exchange in a line, the sandbox's own part of the path left out.
fn line(exchange: &Exchange, sandbox: &str) -> String {
    let request = &exchange.request;
    let path = request.url.replace(&format!("/sandboxes/{sandbox}"), "");
    let answer = exchange.response.as_ref();
    let answer = answer.map_or_else(|| "no answer".to_owned(), |it| it.status.to_string());
    format!("{} {path} → {answer}", request.method)
}

fn introduction(ok: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("?").to_owned();
    let subject = &ok["subject"];
    let actions = ok["actions"].as_array().map_or(0, Vec::len);
    format!(
        "{} {} ({}, {}), {}, {} at a time",
        text(&subject["name"]),
        text(&subject["version"]),
        text(&subject["vendor"]),
        text(&subject["language"]),
        counted(actions, "action", "actions"),
        ok["concurrency"]
    )
}

fn report(ok: &Value) -> String {
    let mut said = ok["outcome"].as_str().unwrap_or("?").to_owned();
    for member in ["reference", "state"] {
        if let Some(value) = ok[member].as_str() {
            said.push_str(&format!(", {member} {value}"));
        }
    }
    let told = ok["told_user"].as_array().map_or(0, Vec::len);
    said.push_str(&format!(", {told} told to the user"));
    said
}
