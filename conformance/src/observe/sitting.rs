//! A sitting: one task after the other, each judged when it is over, until all are or somebody stops.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::afterwards::{came_to, enter_own, is_gone, nobody_there, not_probed, of_simulator};
use super::choice::KEYS;
use super::leave::Leave;
use super::order;
use super::overview::summary;
use super::person::Person;
use super::references::Mint;
use super::session::{NoSession, Session};
use super::standing::{Circumstances, Standing};
use super::talk::{Talk, wrapped};
use super::task::Task;
use super::{calendar, session};
use crate::evidence::{Evidence, Observed};
use crate::probe;
use crate::report::events::Event;
use crate::run::{Attempt, Follower, Outcome, Plan, finish};
use crate::scenario::Scenario;
use crate::verdict::Verdict;

/// How a sitting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Every task is done.
    Done,
    /// The person stopped; the rest can be done another time.
    Stopped,
    /// Nobody answers any more.
    Gone,
    /// The simulator does not do as asked; what is done is kept.
    Broken,
}

/// One sitting of a session.
pub struct Sitting<'a> {
    /// What is to be observed.
    pub plan: &'a Plan,
    /// Who is observed.
    pub person: Arc<Person>,
    /// Where they read and type.
    pub talk: Arc<Talk>,
    /// What is kept.
    pub session: &'a mut Session,
    /// What decides which scenarios are tasks.
    pub circumstances: Circumstances,
    /// The scenarios of this sitting, where it is not about all that are left.
    pub only: Option<BTreeSet<String>>,
    /// The folder of the reports.
    pub out: PathBuf,
}

/// What became of one try at a task.
enum Tried {
    Over(Box<Attempt>),
    Again,
    Ended(Ended),
}

impl Sitting<'_> {
    /// Leads through the tasks.
    ///
    /// # Errors
    ///
    /// When the session cannot be kept: better to stop than to lose what a person did.
    pub async fn lead(
        &mut self,
        follower: &mut dyn Follower,
    ) -> Result<(Outcome, Ended), NoSession> {
        let mut outcome = self.begin(follower).await;
        let open = self.open(&outcome);
        self.open_words(&open);
        let mut ended = Ended::Done;
        for (at, index) in open.iter().enumerate() {
            let heading = format!("Task {} of {}", at + 1, open.len());
            match self.task(*index, &heading).await? {
                Tried::Over(result) => {
                    let broken = is_gone(&result.evidence);
                    self.note(*result, &mut outcome, follower);
                    if broken {
                        ended = Ended::Broken;
                        break;
                    }
                }
                Tried::Again => {}
                Tried::Ended(how) => {
                    ended = how;
                    break;
                }
            }
        }
        let ended = self.settle_accounts(&mut outcome, ended);
        Ok((outcome, ended))
    }

    /// Who is observed, what was done before, and what nobody is asked for.
    async fn begin(&self, follower: &mut dyn Follower) -> Outcome {
        let mut outcome = Outcome {
            jobs: 1,
            greeting: probe::greet(&self.plan.attempts.adapter).await.ok(),
            probes: not_probed(),
            ..Outcome::default()
        };
        follower.hear(&Event::RunStarted {
            seed: self.plan.attempts.seed,
            scenarios: self.plan.scenarios.len(),
            driver: self.plan.attempts.adapter.driver().label(),
        });
        for probe in outcome.probes.clone() {
            follower.hear(&Event::Probed { probe });
        }
        for (index, scenario) in self.plan.scenarios.iter().enumerate() {
            if let Some(result) = self.known(index, scenario) {
                follower.hear(&finish(&result));
                outcome.results.push(result);
            }
        }
        follower.note(&outcome);
        outcome
    }

    /// What is known of a scenario before the sitting.
    fn known(&self, index: usize, scenario: &Scenario) -> Option<Attempt> {
        let session = &*self.session;
        match self.circumstances.standing(scenario, Some(session)) {
            Standing::Open => None,
            Standing::Done => {
                let evidence = session.evidence(&self.out, &scenario.id)?;
                let mut result = Attempt::of(index, scenario, evidence);
                let task = session.tasks.get(&scenario.id).copied().unwrap_or_default();
                result.elapsed = Duration::from_millis(task.elapsed_ms);
                Some(result)
            }
            Standing::Excused(why) => {
                let evidence = Evidence {
                    scenario: scenario.id.clone(),
                    not_run: Some(why),
                    ..Evidence::default()
                };
                Some(Attempt::of(index, scenario, evidence))
            }
        }
    }

    /// The places of the tasks still to be done, in the order in which they are shown.
    fn open(&self, outcome: &Outcome) -> Vec<usize> {
        let scenarios = &self.plan.scenarios;
        let wanted = |id: &String| self.only.as_ref().is_none_or(|only| only.contains(id));
        let is_known = |id: &String| outcome.results.iter().any(|one| one.verdict.id == *id);
        let is_open = |one: &&Scenario| wanted(&one.id) && !is_known(&one.id);
        let mut open: Vec<&Scenario> = scenarios.iter().filter(is_open).collect();
        order::arrange(&mut open);
        let place = |one: &Scenario| scenarios.iter().position(|other| other.id == one.id);
        open.into_iter().filter_map(place).collect()
    }

    fn open_words(&self, open: &[usize]) {
        let time = open
            .iter()
            .map(|index| order::estimate(&self.plan.scenarios[*index]));
        let about = order::about(time.sum());
        self.talk
            .say(&format!("\n{}.", summary(open.len(), self.done(), &about)));
        let how = format!(
            "You do each task in the ATS and say what it shows; no answer is known beforehand. At any \
             number or Enter, {KEYS}. What is done is kept in {}, and the same command goes on from \
             there. Use only what the tasks give you: synthetic data, no real person.",
            self.out.display()
        );
        self.talk.say(&wrapped(&how, ""));
    }

    fn done(&self) -> usize {
        let scenarios = self.plan.scenarios.iter();
        scenarios
            .filter(|scenario| self.session.is_done(&scenario.id))
            .count()
    }

    /// One task, until it is over or left for good.
    async fn task(&mut self, index: usize, heading: &str) -> Result<Tried, NoSession> {
        loop {
            match self.once(index, heading).await? {
                Tried::Again => self.talk.say("\nOnce more, from the beginning."),
                over => return Ok(over),
            }
        }
    }

    async fn once(&mut self, index: usize, heading: &str) -> Result<Tried, NoSession> {
        let scenario = &self.plan.scenarios[index];
        let tries = self.take_up(scenario, heading).await?;
        let stamped = self.stamped(scenario)?;
        self.person.take_up(Task::of(stamped.clone())).await;
        let attempted = self.plan.attempts.execute(&stamped).await;
        let (task, left) = self.person.put_down().await;
        if attempted.interrupted {
            return Ok(Tried::Ended(Ended::Stopped));
        }
        let tried = match left {
            None => Ok(None),
            Some(Leave::Out(why)) => Ok(Some(why)),
            Some(Leave::Simulator(why)) => Err(of_simulator(why)),
            Some(Leave::Again) => return Ok(Tried::Again),
            Some(Leave::Stop) => return Ok(Tried::Ended(Ended::Stopped)),
            Some(Leave::Gone) => return Ok(Tried::Ended(Ended::Gone)),
        };
        let mut evidence = attempted.evidence;
        if let Err(trouble) = &tried {
            evidence.trouble = vec![trouble.clone()];
        }
        let left_out = tried.unwrap_or_default();
        evidence.observed = Some(Observed { tries, left_out });
        if let Some(task) = &task {
            enter_own(task, &mut evidence);
        }
        self.over(index, evidence, attempted.elapsed)
            .map(Tried::Over)
    }

    async fn take_up(&mut self, scenario: &Scenario, heading: &str) -> Result<u32, NoSession> {
        let task = self.session.tasks.entry(scenario.id.clone()).or_default();
        task.tries += 1;
        let tries = task.tries;
        self.session.keep(&self.out)?;
        let rule = "-".repeat(super::talk::WIDTH);
        self.talk.say(&format!("\n{rule}\n{heading}"));
        Ok(tries)
    }

    fn stamped(&mut self, scenario: &Scenario) -> Result<Scenario, NoSession> {
        let mut mint = Mint {
            tag: &self.session.tag,
            last: &mut self.session.last_reference,
        };
        let stamped = mint.stamp(&calendar::moved(scenario, self.circumstances.today));
        self.session.keep(&self.out)?;
        Ok(stamped)
    }

    /// Judges what is over, keeps it, and tells what it came to.
    fn over(
        &mut self,
        index: usize,
        evidence: Evidence,
        elapsed: Duration,
    ) -> Result<Box<Attempt>, NoSession> {
        let scenario = &self.plan.scenarios[index];
        let mut result = Attempt::of(index, scenario, evidence);
        result.elapsed = elapsed;
        session::keep_evidence(&self.out, &result.evidence)?;
        let task = self.session.tasks.entry(scenario.id.clone()).or_default();
        // What broke is tried again in the next sitting.
        task.done = result.verdict.verdict != Verdict::Error;
        task.elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
        self.session.keep(&self.out)?;
        self.talk
            .say(&format!("\n{}", came_to(scenario, &result.verdict)));
        Ok(Box::new(result))
    }

    fn note(&self, result: Attempt, outcome: &mut Outcome, follower: &mut dyn Follower) {
        follower.hear(&finish(&result));
        outcome.results.push(result);
        follower.note(outcome);
    }

    /// Says what is left. A sitting that leaves something to another one has stopped, also where all
    /// that it was about is done.
    fn settle_accounts(&self, outcome: &mut Outcome, ended: Ended) -> Ended {
        for scenario in &self.plan.scenarios {
            let known = |result: &Attempt| result.verdict.id == scenario.id;
            if !outcome.results.iter().any(known) {
                let reason = "not observed yet".to_owned();
                outcome.left.push((scenario.id.clone(), reason));
            }
        }
        outcome.results.sort_by_key(|result| result.index);
        outcome.left.sort();
        let ended = match ended {
            Ended::Done if !outcome.left.is_empty() => Ended::Stopped,
            ended => ended,
        };
        outcome.interrupted = ended == Ended::Stopped;
        let any = outcome
            .results
            .iter()
            .any(|result| result.evidence.not_run.is_none());
        if ended == Ended::Gone && any {
            outcome.trouble.push(nobody_there());
        }
        ended
    }
}
