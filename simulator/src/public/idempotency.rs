//! One intention, one change: the same `Idempotency-Key` and body get the first answer again.

use contract::limits::IDEMPOTENCY_KEY as LONGEST;
use contract::operation::Service;
use contract::refusal::Refusal;
use contract::rule;
use http::StatusCode;
use http::header::LOCATION;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::visit::{IDEMPOTENCY_KEY, Visit};
use crate::answer::{Answer, JSON};
use crate::problem::Refused;
use crate::sandbox::idempotency::{Fingerprint, Recall};
use crate::sandbox::world::World;

/// An answer as it is remembered: enough to give the same bytes again.
#[derive(Serialize, Deserialize)]
struct Remembered {
    status: u16,
    // Below the sandbox's base, so that a saved sandbox names no other.
    location: Option<String>,
    body: String,
}

/// What a request intends, where it says so with a key.
pub(super) struct Intention<'v> {
    visit: &'v Visit<'v>,
    service: Service,
    key: Option<(&'v str, Fingerprint)>,
}

impl<'v> Intention<'v> {
    /// Reads the key of a request whose body is `body`.
    pub(super) fn of(
        visit: &'v Visit<'v>,
        service: Service,
        body: &Value,
    ) -> Result<Self, Refused> {
        let refused = |detail| Refused::new(Refusal::ValidationFailed, detail).by(rule_of(service));
        let sent = visit
            .header(&IDEMPOTENCY_KEY)
            .map_err(|twice| refused(twice.to_string()))?;
        if sent.is_some_and(|key| !(1..=LONGEST).contains(&key.len())) {
            let detail = format!("an Idempotency-Key has 1 to {LONGEST} visible ASCII characters");
            return Err(refused(detail));
        }
        let key = sent.map(|key| (key, Fingerprint::of(&visit.target(), body)));
        Ok(Self {
            visit,
            service,
            key,
        })
    }

    /// The first answer to the same intention, where there was one.
    ///
    /// Asked before fields are judged: what was right then is answered again, even where the day
    /// or a switch has changed since.
    pub(super) fn answered_before(&self) -> Option<Answer> {
        self.key?;
        match self.recall(&self.visit.site.world()) {
            Recall::Again(answer) => self.replay(&answer),
            Recall::Fresh | Recall::Reused => None,
        }
    }

    /// Changes the world once for this intention, and remembers the answer with the change. Where
    /// nothing has to be remembered, the answer is written when the world is free again.
    ///
    /// # Errors
    ///
    /// `IDEMPOTENCY_KEY_REUSED`, or whatever `change` refuses; a refusal does not use the key up.
    pub(super) fn once<T>(
        &self,
        change: impl FnOnce(&mut World) -> Result<T, Refused>,
        answer: impl FnOnce(&T) -> Answer,
    ) -> Result<Answer, Refused> {
        let mut world = self.visit.site.world();
        match self.recall(&world) {
            Recall::Again(answer) => return self.replay(&answer).ok_or_else(unreadable),
            Recall::Reused => {
                return Err(Refused::plain(Refusal::IdempotencyKeyReused).by(rule_of(self.service)));
            }
            Recall::Fresh => (),
        }
        let changed = change(&mut world)?;
        let Some((key, fingerprint)) = self.key else {
            drop(world);
            return Ok(answer(&changed).committed());
        };
        let answer = answer(&changed).committed();
        let remembered = remembered(&answer, &self.visit.base());
        let (operation, at) = (self.visit.operation.name(), self.visit.at);
        world
            .idempotency
            .remember(operation, key, fingerprint, &remembered, at);
        Ok(answer)
    }

    fn replay(&self, answer: &str) -> Option<Answer> {
        replay(answer, &self.visit.base())
    }

    fn recall(&self, world: &World) -> Recall {
        let Some((key, fingerprint)) = self.key else {
            return Recall::Fresh;
        };
        world
            .idempotency
            .recall(self.visit.operation.name(), key, fingerprint, self.visit.at)
    }
}

fn remembered(answer: &Answer, base: &str) -> String {
    let location = answer
        .headers
        .get(LOCATION)
        .and_then(|location| location.to_str().ok()?.strip_prefix(base));
    let remembered = Remembered {
        status: answer.status.as_u16(),
        location: location.map(str::to_owned),
        body: String::from_utf8_lossy(&answer.body).into_owned(),
    };
    serde_json::to_string(&remembered).expect("a remembered answer's members serialise")
}

/// Whether a remembered answer could be given again.
pub(crate) fn is_readable(answer: &str) -> bool {
    replay(answer, "").is_some()
}

fn replay(answer: &str, base: &str) -> Option<Answer> {
    let remembered: Remembered = serde_json::from_str(answer).ok()?;
    let status = StatusCode::from_u16(remembered.status).ok()?;
    let mut answer = Answer::bytes(status, JSON, remembered.body);
    if let Some(location) = remembered.location {
        answer = answer.with(LOCATION, &format!("{base}{location}"));
    }
    answer.facts.replayed = true;
    Some(answer)
}

// Only a saved state that somebody has edited can bring this about.
fn unreadable() -> Refused {
    Refused::new(
        Refusal::InternalError,
        "the remembered answer of this key cannot be read",
    )
}

const fn rule_of(service: Service) -> &'static str {
    match service {
        Service::Esr => rule::ESR_IDEMPOTENCY,
        Service::NhsJobs | Service::CandidateSite => rule::NJ_IDEMPOTENCY,
    }
}
