//! Trying a case: executed in a sandbox of its own, and judged.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;

use crate::attempt::Attempts;
use crate::driver::Adapter;
use crate::evidence::{Blame, Evidence};
use crate::judge::{self, Declared};
use crate::requirements::Registry;
use crate::scenario::Scenario;
use crate::verdict::{AttemptVerdict, CheckResult, Verdict};

use super::case::Case;

/// The check that stands for an adapter which breaks.
pub const ADAPTER: &str = "adapter";

/// Where cases are tried: one adapter, and another in its place when it breaks.
pub struct Bench {
    // Never held across an await.
    attempts: Mutex<(u32, Arc<Attempts>)>,
    spare: Option<Arc<dyn Spare>>,
    declared: Arc<[Declared]>,
}

/// Who makes another adapter when one has broken.
#[async_trait]
pub trait Spare: Send + Sync {
    /// One that has been greeted; `None` where there is no other to be had.
    async fn another(&self) -> Option<Adapter>;
}

/// How many adapters are used up before a bench gives up.
const MOST_ADAPTERS: u32 = 200;

/// What came of trying a case.
#[derive(Debug, Clone)]
pub struct Tried {
    /// What was executed.
    pub scenario: Scenario,
    /// What was observed.
    pub evidence: Evidence,
    /// What the judge made of it.
    pub verdict: AttemptVerdict,
    /// What the adapter wrote on stderr meanwhile.
    pub stderr: String,
    /// Whether a person cut it short.
    pub interrupted: bool,
}

impl Bench {
    /// Tries cases in this way.
    #[must_use]
    pub fn new(attempts: Attempts, spare: Option<Arc<dyn Spare>>) -> Self {
        Self {
            attempts: Mutex::new((0, Arc::new(attempts))),
            spare,
            declared: judge::declared_for_cases(Registry::embedded()).into(),
        }
    }

    /// What every attempt shares.
    #[must_use]
    pub fn attempts(&self) -> Attempts {
        Attempts::clone(&self.current().1)
    }

    /// Every check that a case is given a verdict on.
    #[must_use]
    pub fn declared(&self) -> &[Declared] {
        &self.declared
    }

    /// Whether a person wants it to end.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        self.current().1.interrupt.is_cancelled()
    }

    /// Whether it has gone through so many adapters that another would not help.
    #[must_use]
    pub fn is_used_up(&self) -> bool {
        self.current().0 >= MOST_ADAPTERS
    }

    /// Tries a case; `None` where it is one that no scenario could tell.
    ///
    /// `id` is unique among the cases that are open: the attempt's id and the sandbox follow it. An
    /// adapter that breaks is replaced before the next case.
    pub async fn try_case(&self, id: &str, case: &Case) -> Option<Tried> {
        let scenario = case.scenario(&format!("generated/{id}")).ok()?;
        let (generation, attempts) = self.current();
        let attempted = attempts.execute_and_look(&scenario).await;
        let verdict = judge::judge_case(&scenario, &self.declared, &attempted.evidence);
        let tried = Tried {
            scenario,
            evidence: attempted.evidence,
            verdict,
            stderr: attempted.stderr,
            interrupted: attempted.interrupted,
        };
        if tried
            .broken()
            .is_some_and(|(blame, _)| blame == Blame::Adapter)
        {
            self.replace(generation).await;
        }
        // Cases that were open beside it are not taken down with it: the last one ends it.
        if let Some(gone) = Arc::into_inner(attempts) {
            gone.adapter.driver().stop().await;
        }
        Some(tried)
    }

    async fn replace(&self, generation: u32) {
        let Some(spare) = &self.spare else { return };
        if self.current().0 != generation {
            return;
        }
        let Some(adapter) = spare.another().await else {
            return;
        };
        if let Some(unused) = self.install(generation, adapter) {
            unused.driver().stop().await;
        }
    }

    /// Puts an adapter in the place of one of this generation; gives it back where another was
    /// quicker.
    fn install(&self, generation: u32, adapter: Adapter) -> Option<Adapter> {
        let mut current = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        if current.0 != generation {
            return Some(adapter);
        }
        let attempts = Attempts::clone(&current.1);
        *current = (
            generation + 1,
            Arc::new(Attempts {
                adapter,
                ..attempts
            }),
        );
        None
    }

    fn current(&self) -> (u32, Arc<Attempts>) {
        self.attempts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Tried {
    /// The checks that were breached.
    pub fn breaches(&self) -> impl Iterator<Item = &CheckResult> {
        let breached =
            |check: &&CheckResult| matches!(check.verdict, Verdict::Warn | Verdict::Fail);
        self.verdict.checks.iter().filter(breached)
    }

    /// What broke, other than the client's behaviour, and who must act.
    #[must_use]
    pub fn broken(&self) -> Option<(Blame, String)> {
        if self.verdict.verdict != Verdict::Error {
            return None;
        }
        let trouble = self.evidence.trouble.first();
        let told = trouble.map(|trouble| (trouble.blame, trouble.message.clone()));
        let judged = || {
            let first = self
                .verdict
                .checks
                .iter()
                .find(|check| check.verdict == Verdict::Error);
            let reason = first
                .and_then(|check| check.reason.clone())
                .unwrap_or_default();
            let blame = [Blame::Adapter, Blame::Simulator]
                .into_iter()
                .find(|blame| {
                    reason.starts_with(&format!("{}:", blame.word()))
                        || reason.starts_with(&format!("the {}", blame.word()))
                });
            (blame.unwrap_or(Blame::Runner), reason)
        };
        Some(told.unwrap_or_else(judged))
    }

    /// Whether it shows what a finding is about.
    #[must_use]
    pub fn shows(&self, check: &str) -> bool {
        if check == ADAPTER {
            return self
                .broken()
                .is_some_and(|(blame, _)| blame == Blame::Adapter);
        }
        self.breaches().any(|breach| breach.id == check)
    }
}
