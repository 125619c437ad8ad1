//! One attempt of the ATS: what it remembers, and who answers for which action.

use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Mutex;

use crate::api::act::{Act, Action};
use crate::api::begin::Begin;
use crate::api::client::Session;
use crate::api::report::Report;
use crate::conduct::Conduct;
use crate::desk::Desk;
use crate::http::deadline::Deadline;
use crate::http::transport::Transport;
use crate::memory::Memory;
use crate::{esr, nhs_jobs};

/// How long the one call of a restless client may take.
const LATE_WORK: Duration = Duration::from_secs(1);

/// A session: its own credentials, memory and HTTP client.
pub(crate) struct AtsSession {
    begin: Begin,
    conduct: Conduct,
    transport: Transport,
    /// Held for a whole action: one person works at this desk, so actions take turns.
    memory: Mutex<Memory>,
}

impl AtsSession {
    pub(crate) fn new(begin: Begin, conduct: Conduct) -> Self {
        Self {
            begin,
            conduct,
            transport: Transport::new(),
            memory: Mutex::default(),
        }
    }

    fn desk<'a>(&'a self, memory: &'a mut Memory, time: Duration) -> Desk<'a> {
        Desk {
            begin: &self.begin,
            conduct: &self.conduct,
            transport: &self.transport,
            memory,
            deadline: Deadline::within(time),
        }
    }

    async fn work(&self, act: &Act) -> Report {
        let mut memory = self.memory.lock().await;
        let mut desk = self.desk(&mut memory, act.deadline);
        match act.action {
            Action::PostVacancy => nhs_jobs::post(&mut desk, act).await,
            Action::UpdateVacancy => nhs_jobs::update(&mut desk, act).await,
            Action::TransferEmploymentChecks => esr::transfer(&mut desk, act).await,
        }
    }
}

#[async_trait]
impl Session for AtsSession {
    async fn act(&self, act: Act) -> Report {
        let report = match self.conduct.instead {
            Some(instead) => instead(&act),
            None => self.work(&act).await,
        };
        (self.conduct.tell)(&act, report)
    }

    /// Everything is done by the time an action is reported, so there is nothing to wait for.
    async fn settle(&self, _: Duration) -> bool {
        true
    }

    async fn end(&self) {
        if self.conduct.restless {
            let mut memory = self.memory.lock().await;
            nhs_jobs::look_around(&mut self.desk(&mut memory, LATE_WORK)).await;
        }
    }
}
