//! The one sandbox that the person's ATS is connected to, for as long as the session lasts.
//!
//! An ATS is slow to set up, so base URLs, organisation, account, client id, VPD and both secrets stay,
//! while each task begins in a world as good as new: that of a sandbox made for the scenario and taken
//! away again. Numbers go on, since an ATS may keep what NHS Jobs has once minted: from task to task, and
//! also where a later sitting finds the sandbox as new as on the first day.

use contract::connection::SandboxConnection;
use serde_json::Value;

use crate::control::{Control, ControlError, FoundSandbox, NewSandbox};

/// The sandbox of a session.
pub struct Place {
    found: FoundSandbox,
}

/// Where ids and references have come to, in a saved sandbox.
const NUMBERS: [&str; 2] = ["/world/nhsJobs/numbering", "/world/esr/numbering"];

/// More than is minted in any sitting.
const PER_SITTING: u64 = 1_000;

impl Place {
    /// A sandbox that is there already.
    #[must_use]
    pub fn of(found: FoundSandbox) -> Self {
        Self { found }
    }

    /// How the ATS reaches it.
    #[must_use]
    pub fn connection(&self) -> &SandboxConnection {
        &self.found.connection
    }

    /// Gives it a world as good as new, and an empty journal.
    ///
    /// # Errors
    ///
    /// When the simulator refuses it or does not answer.
    pub async fn clear(&self, control: &Control, new: &NewSandbox) -> Result<(), ControlError> {
        let id = &self.connection().id;
        let mut world = self.fresh(control, new).await?;
        let before = control.state(id).await?;
        for at in NUMBERS {
            if let (Some(reached), Some(place)) = (before.pointer(at), world.pointer_mut(at)) {
                *place = reached.clone();
            }
        }
        control.reset(id).await?;
        control.load_state(id, &world).await
    }

    /// Moves the numbers of a sandbox that has just been made past those of so many earlier sittings.
    ///
    /// # Errors
    ///
    /// When the simulator refuses it or does not answer.
    pub async fn number_on(&self, control: &Control, earlier: u32) -> Result<(), ControlError> {
        if earlier == 0 {
            return Ok(());
        }
        let id = &self.connection().id;
        let mut world = control.state(id).await?;
        for at in NUMBERS {
            let numbers = world.pointer_mut(at).and_then(Value::as_object_mut);
            for (_, number) in numbers
                .into_iter()
                .flatten()
                .filter(|(name, _)| is_next(name))
            {
                let reached = number.as_u64().unwrap_or_default();
                *number = Value::from(reached + u64::from(earlier) * PER_SITTING);
            }
        }
        control.load_state(id, &world).await
    }

    /// The world that such a sandbox begins with, made elsewhere.
    async fn fresh(&self, control: &Control, new: &NewSandbox) -> Result<Value, ControlError> {
        let seed = self.found.seed;
        let new = NewSandbox {
            seed,
            ..new.clone()
        };
        let made = control.create(&new).await?;
        let world = control.state(&made.id).await;
        control.delete(&made.id).await?;
        world
    }
}

/// Whether a member of the numbering is a number that goes on.
fn is_next(name: &str) -> bool {
    name.starts_with("next") || name == "transfers"
}
