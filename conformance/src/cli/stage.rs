//! The simulator that a command needs: its own, or one that runs elsewhere.

use std::time::Duration;

use super::Exit;
use super::arguments::Stage;
use super::show::tell;
use crate::control::Control;
use crate::driver::Warden;
use crate::simulator::OwnSimulator;

/// Beyond what an adapter may take over two messages, the one asked and the one after it.
const SLACK: Duration = Duration::from_secs(60);

/// The longest lifetime that a simulator gives a sandbox.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The control interface, and the simulator where it is our own. On one that others use, sandboxes
/// are taken away should the runner be killed: by the warden at once, and by the simulator itself
/// once nobody has used them for longer than an adapter with this deadline may keep still.
pub(super) async fn simulator(
    stage: &Stage,
    warden: &Warden,
    deadline: Duration,
) -> Result<(Option<OwnSimulator>, Control), Exit> {
    match &stage.simulator {
        Some(url) => {
            let control = Control::at(url, stage.control_token.clone());
            let control = control.map_err(|error| tell(Exit::Usage, &error))?;
            let lifetime = deadline.saturating_mul(2).saturating_add(SLACK);
            let control = control.for_as_long_as(lifetime.min(LONGEST));
            Ok((None, control.watched_by(warden.clone())))
        }
        None => {
            let started = OwnSimulator::start().await;
            let (own, control) = started.map_err(|error| tell(Exit::Error, &error))?;
            Ok((Some(own), control))
        }
    }
}
