//! A simulator in this process. The only module that names the simulator's library: everything
//! else speaks to the control interface, as it would to a simulator elsewhere.

use crate::control::{BadControlUrl, Control};

/// A simulator in this process, on free ports of this machine.
pub struct OwnSimulator {
    running: simulator::Running,
}

/// The simulator of this process cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NoSimulator {
    /// It does not start.
    #[error("the simulator in this process does not start")]
    Start(#[from] simulator::StartError),
    /// Its control interface cannot be called.
    #[error(transparent)]
    Control(#[from] BadControlUrl),
}

impl OwnSimulator {
    /// Starts one.
    ///
    /// # Errors
    ///
    /// When no port can be bound.
    pub async fn start() -> Result<(Self, Control), NoSimulator> {
        let running = simulator::start(simulator::Config::on_free_ports()).await?;
        let control = Control::at(running.control_url(), None)?;
        Ok((Self { running }, control))
    }

    /// Lets exchanges under way finish and stops.
    pub async fn stop(self) {
        self.running.stop().await;
    }
}
