//! Going through the steps of a scenario, in order.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::{Span, SpanRelativeTo, Timestamp};
use serde_json::{Value, json};

use super::setup::World;
use super::{Attempts, Broken};
use crate::driver::ActReply;
use crate::evidence::{ActAnswer, ActRecord, Action, Done, Evidence, Mark, StepRecord, Trouble};
use crate::scenario::Scenario;
use crate::scenario::step::{Act, Do};
use crate::time::Stopwatch;

/// Between two questions whether the client is idle.
const PAUSE: Duration = Duration::from_millis(20);

/// Where an attempt stands.
pub(super) struct Course<'a> {
    pub(super) attempts: &'a Attempts,
    pub(super) world: &'a World,
    pub(super) evidence: &'a mut Evidence,
    /// The sandbox clock, as far as the runner moved it.
    now: Timestamp,
    /// The ids of records that steps loaded, by their symbolic names.
    pub(super) records: BTreeMap<String, String>,
}

impl Attempts {
    /// Begins, goes through the steps and ends. What was observed is in the evidence either way.
    pub(super) async fn go_through(
        &self,
        scenario: &Scenario,
        world: &World,
        evidence: &mut Evidence,
    ) -> Result<(), Trouble> {
        let now = scenario.given.now;
        let records = world.records.clone();
        let mut course = Course {
            attempts: self,
            world,
            evidence,
            now,
            records,
        };
        course
            .begin()
            .await
            .map_err(|broken| broken.trouble(None))?;
        for (index, step) in scenario.steps.iter().enumerate() {
            let done = course.step(index, &step.what).await;
            done.map_err(|broken| broken.trouble(Some(index)))?;
            stay(&step.what).await;
        }
        course.end().await.map_err(|broken| broken.trouble(None))
    }
}

impl Course<'_> {
    async fn begin(&mut self) -> Result<(), Broken> {
        Ok(self
            .attempts
            .adapter
            .begin(self.world.begin.clone())
            .await?)
    }

    async fn end(&mut self) -> Result<(), Broken> {
        let before = self.sequence().await?;
        self.attempts.adapter.end(self.attempt()).await?;
        let after = self.sequence().await?;
        self.evidence.end = Some(Mark { before, after });
        Ok(())
    }

    async fn step(&mut self, step: usize, what: &Do) -> Result<(), Broken> {
        let before = self.sequence().await?;
        let at = self.now;
        let done = self.perform(what).await;
        let mark = Mark {
            before,
            after: self.sequence().await?,
        };
        if let (Some(company), Ok(done)) = (self.attempts.company(), &done) {
            company.hear(what, done).await;
        }
        let (done, broken) = match done {
            Ok(done) => (Some(done), None),
            Err(broken) => (unanswered(what, self), Some(broken)),
        };
        let record = done.map(|done| StepRecord {
            step,
            mark,
            at,
            done,
        });
        self.evidence.timeline.extend(record);
        broken.map_or(Ok(()), Err)
    }

    async fn perform(&mut self, what: &Do) -> Result<Done, Broken> {
        let (control, sandbox) = (&self.attempts.control, self.world.connection.id.as_str());
        match what {
            Do::Act(act) => self.act(act).await,
            Do::Settle { quiet_ms, .. } => self.settle(Duration::from_millis(*quiet_ms)).await,
            Do::Advance { duration } => {
                control.advance(sandbox, duration).await?;
                self.moved_on(duration);
                Ok(Done::Advance {
                    duration: duration.clone(),
                })
            }
            Do::Fault { fault } => {
                control.arm(sandbox, fault).await?;
                Ok(Done::Fault {
                    fault: fault.clone(),
                })
            }
            Do::ClearFaults => {
                control.disarm(sandbox).await?;
                Ok(Done::Fault {
                    fault: json!("none"),
                })
            }
            Do::Person(person) => self.person(person).await,
            // Nobody is there to answer in a run; a person answers where somebody observes.
            Do::Attest { id, ask } => {
                let answer = match self.attempts.company() {
                    Some(company) => company.attest(ask).await,
                    None => None,
                };
                let id = id.clone();
                Ok(Done::Attest { id, answer })
            }
        }
    }

    async fn act(&mut self, act: &Act) -> Result<Done, Broken> {
        let input = self.input(act);
        let deadline = act.deadline_ms.map(Duration::from_millis);
        let adapter = &self.attempts.adapter;
        let word = act.action.word();
        let reply = adapter
            .act(self.attempt(), word, &act.name, input.clone(), deadline)
            .await?;
        let answer = match reply {
            ActReply::Report(report) => ActAnswer::Report(report),
            ActReply::Unsupported { reason } => ActAnswer::Unsupported { reason },
        };
        Ok(Done::Act(ActRecord {
            action: act.action,
            name: act.name.clone(),
            input,
            answer,
        }))
    }

    /// The input with what only the runner knows.
    fn input(&self, act: &Act) -> Value {
        input_of(act, &self.world.begin.esr.vpd)
    }

    /// Asks until the client is idle, or patience ends.
    async fn settle(&mut self, quiet: Duration) -> Result<Done, Broken> {
        let stopwatch = Stopwatch::start();
        loop {
            let idle = self.attempts.adapter.settle(self.attempt(), quiet).await?;
            if idle || stopwatch.elapsed() > self.attempts.patience {
                return Ok(Done::Settle { idle });
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Follows the sandbox clock, on which one day is 24 hours.
    fn moved_on(&mut self, duration: &str) {
        let span: Option<Span> = duration.parse().ok();
        let moved =
            span.and_then(|span| span.to_duration(SpanRelativeTo::days_are_24_hours()).ok());
        self.now = moved
            .and_then(|moved| self.now.checked_add(moved).ok())
            .unwrap_or(self.now);
    }

    /// The journal's last sequence at this moment.
    pub(super) async fn sequence(&self) -> Result<u64, Broken> {
        Ok(self
            .attempts
            .control
            .last_sequence(&self.world.connection.id)
            .await?)
    }

    fn attempt(&self) -> &str {
        &self.world.begin.attempt
    }
}

/// After "idle" and its mark: the time for work to show itself that an idle client should not have.
async fn stay(what: &Do) {
    if let Do::Settle { listen_ms, .. } = what
        && *listen_ms > 0
    {
        tokio::time::sleep(Duration::from_millis(*listen_ms)).await;
    }
}

/// What is known of an act that got no answer: that it was asked for.
fn unanswered(what: &Do, course: &Course<'_>) -> Option<Done> {
    let Do::Act(act) = what else { return None };
    Some(Done::Act(ActRecord {
        action: act.action,
        name: act.name.clone(),
        input: course.input(act),
        answer: ActAnswer::None,
    }))
}

/// The input of an act; an applicant is of the employer that the adapter was told of.
pub(crate) fn input_of(act: &Act, vpd: &str) -> Value {
    let mut input = act.input.clone();
    let applicant = input.get_mut("applicant").and_then(Value::as_object_mut);
    if let (Action::TransferEmploymentChecks, Some(applicant)) = (act.action, applicant) {
        applicant.entry("employer_vpd").or_insert(json!(vpd));
    }
    input
}
