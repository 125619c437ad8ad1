//! How a scenario stands with an ATS: a task, done already, or nobody is asked to do it.

use jiff::civil::Date;

use super::session::Session;
use super::{calendar, order};
use crate::evidence::Action;
use crate::run::missing;
use crate::scenario::Scenario;

/// What decides whether a scenario is a task.
#[derive(Debug, Clone)]
pub struct Circumstances {
    /// What the ATS can do.
    pub actions: Vec<Action>,
    /// Whether it gives jobs and applicants references of its own.
    pub own_references: bool,
    /// The day of its calendar.
    pub today: Date,
}

/// How a scenario stands.
pub(super) enum Standing {
    /// Still to be done.
    Open,
    /// Done in an earlier sitting.
    Done,
    /// Nobody is asked to do it, for this reason.
    Excused(String),
}

impl Circumstances {
    /// Those of a session on this day.
    #[must_use]
    pub fn of(session: &Session, today: Date) -> Self {
        Self {
            actions: session.actions.clone(),
            own_references: session.own_references,
            today,
        }
    }

    /// How a scenario stands. What is done stays done, whatever has changed since.
    pub(super) fn standing(&self, scenario: &Scenario, session: Option<&Session>) -> Standing {
        if session.is_some_and(|session| session.is_done(&scenario.id)) {
            return Standing::Done;
        }
        let excuse = self.cannot(scenario).or_else(|| self.excuse(scenario));
        excuse.map_or(Standing::Open, Standing::Excused)
    }

    fn cannot(&self, scenario: &Scenario) -> Option<String> {
        missing(scenario, &self.actions)?;
        let lacks = scenario.requires.iter();
        let lacks = lacks.filter(|action| !self.actions.contains(action));
        let words: Vec<&str> = lacks.map(|action| action.word()).collect();
        Some(format!("the ATS cannot do {}", words.join(", nor ")))
    }

    fn excuse(&self, scenario: &Scenario) -> Option<String> {
        let excuse = order::excuse(scenario, self.own_references);
        let excuse = excuse.or_else(|| calendar::in_the_way(scenario, self.today));
        excuse.map(|why| format!("excused: {why}"))
    }
}
