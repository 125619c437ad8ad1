//! Everything a sandbox is, apart from its id and its secrets.

use contract::settings::Settings;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::clock::{Clock, real_time};
use super::credentials::Credentials;
use super::employer::Employer;
use super::idempotency::Records;
use super::london;
use super::seed::Seed;
use crate::{esr, nhs_jobs};

/// The state of one sandbox: an ordinary value. Cloning it costs the same whatever it holds, and
/// a clone shares nothing that the other can change. It holds no id, no secret and no address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct World {
    /// How strict the services are.
    pub settings: Settings,
    /// What everything drawn follows from.
    pub seed: Seed,
    /// What the time is.
    pub clock: Clock,
    /// The one employer.
    pub employer: Employer,
    /// How the credentials stand.
    pub credentials: Credentials,
    /// What NHS Jobs holds.
    pub nhs_jobs: nhs_jobs::Book,
    /// What ESR holds.
    pub esr: esr::Book,
    /// The answers that idempotency keys stand for.
    pub idempotency: Records,
}

impl World {
    /// A world with one organisation, account, key, supplier and activated employer, and nothing
    /// else in it.
    pub fn empty(settings: Settings, seed: Seed, clock: Clock) -> Self {
        let employer = Employer::of(seed);
        Self {
            settings,
            seed,
            clock,
            credentials: Credentials::new(),
            nhs_jobs: nhs_jobs::Book::new(nhs_jobs::Numbering::of(seed, &employer)),
            esr: esr::Book::new(esr::Numbering::of(seed), &employer.vpd),
            idempotency: Records::default(),
            employer,
        }
    }

    /// What the sandbox clock shows now.
    pub fn now(&self) -> Timestamp {
        self.clock.now(real_time())
    }
}

/// What vacancies are judged by at an instant of a sandbox.
pub fn vacancy_rules(settings: Settings, at: Timestamp) -> contract::vacancy::Rules {
    contract::vacancy::Rules {
        settings,
        today: today(at),
    }
}

/// What transfers are judged by at an instant of a sandbox.
pub fn transfer_rules(settings: Settings, at: Timestamp) -> contract::transfer::Rules {
    contract::transfer::Rules {
        settings,
        today: today(at),
    }
}

fn today(at: Timestamp) -> Date {
    london::date(at)
}
