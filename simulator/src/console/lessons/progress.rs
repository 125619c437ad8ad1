//! How far a sandbox has come in each lesson: a fold over its exchanges, one after the other.

use super::exchange::{Exchange, Ties};
use super::lesson::Lesson;
use crate::journal::{Happening, Journal};

/// How many attempts at one lesson are followed at once.
const RUNS: usize = 8;
/// How many happenings are taken from the journal in one go.
const BATCH: usize = 256;

/// How far a sandbox has come in every lesson.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    seen: u64,
    standings: Vec<Standing>,
}

/// How far a sandbox has come in one lesson.
#[derive(Debug, Clone, Default)]
pub(crate) struct Standing {
    // Somebody may begin a lesson anew with another vacancy, so several attempts are followed.
    runs: Vec<Run>,
}

/// One attempt at a lesson: the exchanges that were its steps so far.
#[derive(Debug, Clone, Default)]
struct Run {
    steps: Vec<String>,
    ties: Ties,
}

impl Standing {
    /// The ids of the exchanges that were the steps of the best attempt.
    pub(crate) fn steps(&self) -> &[String] {
        let best = self.runs.iter().max_by_key(|run| run.steps.len());
        best.map_or(&[], |run| &run.steps)
    }

    /// How many steps have happened.
    pub(crate) fn done(&self) -> usize {
        self.steps().len()
    }

    /// Takes one exchange into account.
    pub(super) fn observe(&mut self, lesson: &Lesson, exchange: &Exchange) {
        if self.done() == lesson.steps.len() {
            return;
        }
        for run in &mut self.runs {
            run.advance(lesson, exchange);
        }
        let first = lesson.steps.first();
        if first.is_some_and(|step| step.sign.is(exchange, &Ties::default())) {
            self.begin(exchange);
        }
    }

    fn begin(&mut self, exchange: &Exchange) {
        if self.runs.len() == RUNS {
            // The attempt that came least far goes, the oldest of them first.
            let least = self.runs.iter().enumerate();
            let least = least.min_by_key(|(_, run)| run.steps.len());
            if let Some((index, _)) = least {
                self.runs.remove(index);
            }
        }
        self.runs.push(Run {
            steps: vec![exchange.id.clone()],
            ties: exchange.ties.clone(),
        });
    }
}

impl Run {
    fn advance(&mut self, lesson: &Lesson, exchange: &Exchange) {
        let next = lesson.steps.get(self.steps.len());
        if next.is_some_and(|step| step.sign.is(exchange, &self.ties)) {
            self.steps.push(exchange.id.clone());
            self.ties = exchange.ties.after(&self.ties);
        }
    }
}

impl Progress {
    /// Takes one exchange into account, in every lesson.
    pub(crate) fn observe(&mut self, exchange: &Exchange) {
        let lessons = super::all();
        self.standings.resize_with(lessons.len(), Standing::default);
        for (standing, lesson) in self.standings.iter_mut().zip(lessons) {
            standing.observe(lesson, exchange);
        }
    }

    /// How far it has come in a lesson.
    pub(crate) fn of(&self, lesson: &Lesson) -> Standing {
        let at = super::all().iter().position(|one| one.id == lesson.id);
        let standing = at.and_then(|at| self.standings.get(at));
        standing.cloned().unwrap_or_default()
    }

    /// Takes whatever the journal has answered since this was last asked.
    pub(crate) fn follow(&mut self, journal: &Journal) {
        loop {
            let since = journal.ring().since(self.seen, BATCH);
            let told = since.upto > self.seen;
            self.seen = since.upto;
            for (_, happening) in since.happenings {
                if let Happening::Exchange(entry) = happening {
                    self.observe(&Exchange::from(&*entry));
                }
            }
            if !told {
                return;
            }
        }
    }
}
