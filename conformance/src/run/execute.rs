//! Carrying a plan out.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::notes::{ByEvents, Follower, Listener};
use super::outcome::{Attempt, Outcome, dishonest};
use super::plan::{Plan, missing};
use crate::attempt::Attempted;
use crate::evidence::{Blame, Evidence, Trouble};
use crate::probe::{self, Greeting, Probe};
use crate::report::events::{Event, Remark};
use crate::verdict::Verdict;

/// Carries a plan out. Whatever breaks is part of the outcome.
pub async fn run(plan: Arc<Plan>, tell: Listener<'_>) -> Outcome {
    follow(plan, &mut ByEvents(tell)).await
}

/// Carries a plan out, and lets somebody follow it closely.
pub async fn follow(plan: Arc<Plan>, follower: &mut dyn Follower) -> Outcome {
    follower.hear(&Event::RunStarted {
        seed: plan.attempts.seed,
        scenarios: plan.scenarios.len(),
        driver: plan.attempts.adapter.driver().label(),
    });
    let mut outcome = Outcome::default();
    follower.note(&outcome);
    match unless_interrupted(&plan, probe::greet(&plan.attempts.adapter)).await {
        Some(Ok(greeting)) => probe_and_attempt(&plan, greeting, &mut outcome, follower).await,
        Some(Err(failed)) => {
            note_probe(&mut outcome, *failed, follower);
            outcome.trouble.extend(last_words(&plan));
        }
        None => {}
    }
    settle_accounts(&plan, &mut outcome, follower);
    outcome.note(plan.attempts.adapter.driver().loose_trouble());
    outcome.interrupted = plan.interrupt().is_cancelled();
    outcome
}

/// What an adapter wrote on stderr that never said who it is: there the reason stands, and no attempt
/// keeps it.
fn last_words(plan: &Plan) -> Option<Trouble> {
    const LINES: usize = 8;
    let words = plan.attempts.adapter.driver().words_since(0);
    let lines: Vec<&str> = words.trim_end().lines().collect();
    let end = &lines[lines.len().saturating_sub(LINES)..];
    (!end.is_empty()).then(|| Trouble {
        blame: Blame::Adapter,
        step: None,
        message: format!("the adapter wrote on stderr: {}", end.join(" ⏎ ")),
    })
}

async fn probe_and_attempt(
    plan: &Arc<Plan>,
    greeting: Greeting,
    outcome: &mut Outcome,
    follower: &mut dyn Follower,
) {
    let jobs = plan.jobs(greeting.hello.concurrency);
    outcome.jobs = jobs;
    outcome.greeting = Some(greeting.clone());
    let (adapter, control) = (&plan.attempts.adapter, &plan.attempts.control);
    let Some(probes) = unless_interrupted(plan, probe::claims(adapter, control, &greeting)).await
    else {
        return;
    };
    for probe in probes {
        note_probe(outcome, probe, follower);
    }
    if probe::failed(&outcome.probes) {
        return;
    }
    let silence = unless_interrupted(plan, probe::silence(adapter, control, &greeting));
    // A client may be patient with a silent port. Where it can do several things at once the
    // scenarios need not wait for that; should the probe fail, their verdicts fall with it.
    if jobs > 1 {
        let attempts = attempt_all(plan, &greeting, jobs - 1, outcome, follower);
        let (probe, ()) = tokio::join!(silence, attempts);
        probe
            .into_iter()
            .for_each(|probe| note_probe(outcome, probe, follower));
    } else if let Some(probe) = silence.await {
        note_probe(outcome, probe, follower);
        if !probe::failed(&outcome.probes) {
            attempt_all(plan, &greeting, jobs, outcome, follower).await;
        }
    }
}

/// Who is asked to stop does not wait for an adapter that may never answer.
async fn unless_interrupted<T>(plan: &Plan, work: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        done = work => Some(done),
        () = plan.interrupt().cancelled() => None,
    }
}

/// Attempts every scenario that the adapter can do, `jobs` at a time.
async fn attempt_all(
    plan: &Arc<Plan>,
    greeting: &Greeting,
    jobs: u32,
    outcome: &mut Outcome,
    follower: &mut dyn Follower,
) {
    let slots = Arc::new(Semaphore::new(jobs as usize));
    let mut open = JoinSet::new();
    let mut stopped = false;
    for (index, scenario) in plan.scenarios.iter().enumerate() {
        if let Some(reason) = missing(scenario, &greeting.actions) {
            let evidence = Evidence {
                scenario: scenario.id.clone(),
                not_run: Some(reason),
                ..Evidence::default()
            };
            let result = Attempt::of(index, scenario, evidence);
            follower.hear(&finish(&result));
            outcome.results.push(result);
            follower.note(outcome);
            continue;
        }
        let slot = loop {
            tokio::select! {
                biased;
                Some(done) = open.join_next() => stopped |= finished(plan, done, outcome, follower),
                slot = Arc::clone(&slots).acquire_owned() => break slot,
            }
        };
        if (stopped && plan.fail_fast) || plan.interrupt().is_cancelled() {
            break;
        }
        follower.hear(&Event::ScenarioStarted {
            scenario: scenario.id.clone(),
        });
        let plan = Arc::clone(plan);
        open.spawn(async move {
            let attempted = plan.attempts.execute(&plan.scenarios[index]).await;
            drop(slot);
            (index, attempted)
        });
    }
    while let Some(done) = open.join_next().await {
        finished(plan, done, outcome, follower);
    }
}

/// Judges an attempt that came to its end; true when it failed.
fn finished(
    plan: &Plan,
    done: Result<(usize, Attempted), tokio::task::JoinError>,
    outcome: &mut Outcome,
    follower: &mut dyn Follower,
) -> bool {
    let (index, attempted) = match done {
        Ok(done) => done,
        Err(error) => {
            let message = format!("an attempt broke off: {error}");
            outcome.trouble.push(Trouble {
                blame: Blame::Runner,
                step: None,
                message,
            });
            return true;
        }
    };
    let scenario = &plan.scenarios[index];
    if attempted.interrupted {
        outcome
            .left
            .push((scenario.id.clone(), "interrupted".to_owned()));
        return false;
    }
    let mut result = Attempt::of(index, scenario, attempted.evidence);
    (result.stderr, result.elapsed) = (attempted.stderr, attempted.elapsed);
    follower.hear(&finish(&result));
    let failed = result.verdict.verdict >= Verdict::Fail;
    outcome.results.push(result);
    follower.note(outcome);
    failed
}

/// What is told of a scenario that came to its end.
pub(crate) fn finish(result: &Attempt) -> Event {
    let remarks = result
        .verdict
        .checks
        .iter()
        .filter(|check| check.verdict > Verdict::Pass);
    Event::ScenarioFinished {
        scenario: result.verdict.id.clone(),
        verdict: result.verdict.verdict,
        remarks: remarks
            .map(|check| Remark {
                check: check.id.clone(),
                verdict: check.verdict,
                reason: check.reason.clone(),
            })
            .collect(),
        elapsed_ms: u64::try_from(result.elapsed.as_millis()).unwrap_or(u64::MAX),
    }
}

/// Gives every scenario its verdict or its reason for having none, in the order of the plan.
fn settle_accounts(plan: &Plan, outcome: &mut Outcome, follower: &mut dyn Follower) {
    let cut_short = if plan.interrupt().is_cancelled() {
        "interrupted"
    } else {
        "stopped after a failure"
    };
    let dishonest = dishonest(&outcome.probes);
    for (index, scenario) in plan.scenarios.iter().enumerate() {
        let known = outcome
            .results
            .iter_mut()
            .find(|result| result.index == index);
        match (known, &dishonest) {
            (Some(result), Some(trouble)) => result.spoil(scenario, trouble),
            (Some(_), None) => {}
            (None, Some(trouble)) => {
                let trouble = vec![trouble.clone()];
                let evidence = Evidence {
                    scenario: scenario.id.clone(),
                    trouble,
                    ..Evidence::default()
                };
                let result = Attempt::of(index, scenario, evidence);
                follower.hear(&finish(&result));
                outcome.results.push(result);
            }
            (None, None) if !outcome.left.iter().any(|(id, _)| *id == scenario.id) => {
                outcome
                    .left
                    .push((scenario.id.clone(), cut_short.to_owned()));
            }
            (None, None) => {}
        }
    }
    outcome.results.sort_by_key(|result| result.index);
    outcome.left.sort();
}

fn note_probe(outcome: &mut Outcome, probe: Probe, follower: &mut dyn Follower) {
    follower.hear(&Event::Probed {
        probe: probe.clone(),
    });
    outcome.probes.push(probe);
    follower.note(outcome);
}
