//! Carrying a plan out.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::outcome::{Attempt, Outcome, dishonest};
use super::plan::{Plan, missing};
use crate::attempt::Attempted;
use crate::evidence::{Blame, Evidence, Trouble};
use crate::probe::{self, Greeting, Probe};
use crate::report::events::{Event, Remark};
use crate::verdict::Verdict;

/// Hears what happens, while it happens.
pub type Listener<'a> = &'a mut (dyn FnMut(&Event) + Send);

/// Carries a plan out. Whatever breaks is part of the outcome.
pub async fn run(plan: Arc<Plan>, tell: Listener<'_>) -> Outcome {
    tell(&Event::RunStarted {
        seed: plan.attempts.seed,
        scenarios: plan.scenarios.len(),
        driver: plan.attempts.adapter.driver().label(),
    });
    let mut outcome = Outcome::default();
    match probe::greet(&plan.attempts.adapter).await {
        Ok(greeting) => probe_and_attempt(&plan, greeting, &mut outcome, tell).await,
        Err(failed) => note_probe(&mut outcome, *failed, tell),
    }
    settle_accounts(&plan, &mut outcome, tell);
    outcome.note(plan.attempts.adapter.driver().loose_trouble());
    outcome.interrupted = plan.interrupt().is_cancelled();
    outcome
}

async fn probe_and_attempt(
    plan: &Arc<Plan>,
    greeting: Greeting,
    outcome: &mut Outcome,
    tell: Listener<'_>,
) {
    let jobs = plan.jobs(greeting.hello.concurrency);
    outcome.jobs = jobs;
    outcome.greeting = Some(greeting.clone());
    let (adapter, control) = (&plan.attempts.adapter, &plan.attempts.control);
    for probe in probe::claims(adapter, control, &greeting).await {
        note_probe(outcome, probe, tell);
    }
    if probe::failed(&outcome.probes) {
        return;
    }
    // A client may be patient with a silent port. Where it can do several things at once the
    // scenarios need not wait for that; should the probe fail, their verdicts fall with it.
    if jobs > 1 {
        let silence = probe::silence(adapter, control, &greeting);
        let attempts = attempt_all(plan, &greeting, jobs - 1, outcome, tell);
        let (probe, ()) = tokio::join!(silence, attempts);
        note_probe(outcome, probe, tell);
    } else {
        note_probe(
            outcome,
            probe::silence(adapter, control, &greeting).await,
            tell,
        );
        if !probe::failed(&outcome.probes) {
            attempt_all(plan, &greeting, jobs, outcome, tell).await;
        }
    }
}

/// Attempts every scenario that the adapter can do, `jobs` at a time.
async fn attempt_all(
    plan: &Arc<Plan>,
    greeting: &Greeting,
    jobs: u32,
    outcome: &mut Outcome,
    tell: Listener<'_>,
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
            tell(&finish(&result));
            outcome.results.push(result);
            continue;
        }
        let slot = loop {
            tokio::select! {
                biased;
                Some(done) = open.join_next() => stopped |= finished(plan, done, outcome, tell),
                slot = Arc::clone(&slots).acquire_owned() => break slot,
            }
        };
        if (stopped && plan.fail_fast) || plan.interrupt().is_cancelled() {
            break;
        }
        tell(&Event::ScenarioStarted {
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
        finished(plan, done, outcome, tell);
    }
}

/// Judges an attempt that came to its end; true when it failed.
fn finished(
    plan: &Plan,
    done: Result<(usize, Attempted), tokio::task::JoinError>,
    outcome: &mut Outcome,
    tell: Listener<'_>,
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
    tell(&finish(&result));
    let failed = result.verdict.verdict >= Verdict::Fail;
    outcome.results.push(result);
    failed
}

fn finish(result: &Attempt) -> Event {
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
fn settle_accounts(plan: &Plan, outcome: &mut Outcome, tell: Listener<'_>) {
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
                tell(&finish(&result));
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

fn note_probe(outcome: &mut Outcome, probe: Probe, tell: Listener<'_>) {
    tell(&Event::Probed {
        probe: probe.clone(),
    });
    outcome.probes.push(probe);
}
