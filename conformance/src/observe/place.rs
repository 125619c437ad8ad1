//! The one sandbox that the person's ATS is connected to, for as long as the session lasts.
//!
//! An ATS is slow to set up, so base URLs, organisation, account, client id, VPD and both secrets stay,
//! while each task begins in a world as good as new: that of a sandbox made for the scenario and taken
//! away again. Numbers go on, since an ATS may keep what NHS Jobs has once minted.

use contract::connection::SandboxConnection;
use serde_json::Value;

use crate::control::{Control, ControlError, FoundSandbox, NewSandbox};

/// The sandbox of a session.
pub struct Place {
    found: FoundSandbox,
}

/// Where ids and references have come to, in a saved sandbox.
const NUMBERS: [&str; 2] = ["/world/nhsJobs/numbering", "/world/esr/numbering"];

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
