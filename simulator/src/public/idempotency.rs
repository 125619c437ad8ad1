//! One intention, one change: the same `Idempotency-Key` and body get the first answer again.

use contract::limits::IDEMPOTENCY_KEY as LONGEST;
use contract::operation::Service;
use contract::problem::{self, FieldError};
use contract::reading::{FieldCode, Json};
use contract::refusal::Refusal;
use contract::rule;
use contract::settings::{ErrorsShown, Settings};
use http::StatusCode;
use http::header::LOCATION;
use serde::{Deserialize, Serialize};

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
    ///
    /// # Errors
    ///
    /// Why the key is none. It is told with the fields of the body, so that all is told at once:
    /// see [`Intention::with`].
    pub(super) fn of(
        visit: &'v Visit<'v>,
        service: Service,
        body: &Json<'_>,
    ) -> Result<Self, FieldError> {
        let refused = |code: FieldCode, message| FieldError {
            field: problem::IDEMPOTENCY_KEY.to_owned(),
            code: code.code().to_owned(),
            rule: rule_of(service).to_owned(),
            message,
        };
        let sent = visit
            .header(&IDEMPOTENCY_KEY)
            .map_err(|twice| refused(FieldCode::NotValid, twice.to_string()))?;
        let length = sent.map_or(1, str::len);
        if !(1..=LONGEST).contains(&length) {
            let code = match length {
                // Also what is not ASCII.
                0 => FieldCode::NotValid,
                _ => FieldCode::TooLong,
            };
            let message =
                format!("an Idempotency-Key must be 1 to {LONGEST} visible ASCII characters");
            return Err(refused(code, message));
        }
        let key = sent.map(|key| (key, Fingerprint::of(&visit.target(), &body.into())));
        Ok(Self {
            visit,
            service,
            key,
        })
    }

    /// The key and the body, if neither was refused.
    ///
    /// # Errors
    ///
    /// Every violation of both, or only the first where the sandbox is set so.
    pub(super) fn with<T>(
        key: Result<Self, FieldError>,
        read: Result<T, Vec<FieldError>>,
        settings: Settings,
    ) -> Result<(Self, T), Refused> {
        let (key, read) = match (key, read) {
            (Ok(key), Ok(read)) => return Ok((key, read)),
            (key, read) => (key.err(), read.err()),
        };
        let mut errors: Vec<_> = key.into_iter().chain(read.into_iter().flatten()).collect();
        if settings.errors == ErrorsShown::First {
            errors.truncate(1);
        }
        Err(Refused::fields(errors))
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
