//! A simulator in this process. The only module that names the simulator's library: everything
//! else speaks to the control interface, as it would to a simulator elsewhere.

use std::net::SocketAddr;
use std::sync::Arc;

use async_trait::async_trait;
use reqwest::Method;
use simulator::sandbox::door::Secrets;

use crate::control::{BadControlUrl, Control, ControlError, Door};

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

    /// Starts one that clients reach at an address of one's choice, told as `public_url` where they see
    /// it under another; the control interface stays on this machine. `kept` are API key and client
    /// secret of an earlier one.
    ///
    /// # Errors
    ///
    /// When the address cannot be had, or the URL is none.
    pub async fn at(
        listen: SocketAddr,
        public_url: Option<String>,
        seed: u64,
        kept: Option<(&str, &str)>,
    ) -> Result<(Self, Control), NoSimulator> {
        let kept = kept.and_then(|(key, secret)| Secrets::kept(key, secret));
        let config = simulator::Config {
            listen,
            public_url,
            seed: Some(seed),
            secrets: kept,
            ..simulator::Config::on_free_ports()
        };
        let running = simulator::start(config).await?;
        let control = Control::at(running.control_url(), None)?;
        Ok((Self { running }, control))
    }

    /// The control interface without a socket in between: the same routes, and thousands of
    /// sandboxes a second.
    #[must_use]
    pub fn directly(&self, control: &Control) -> Control {
        control.through(Arc::new(Directly(self.running.control_interface())))
    }

    /// Lets exchanges under way finish and stops.
    pub async fn stop(self) {
        self.running.stop().await;
    }
}

struct Directly(simulator::ControlInterface);

#[async_trait]
impl Door for Directly {
    async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
    ) -> Result<(u16, Vec<u8>), ControlError> {
        let (status, body) = self.0.ask(method, &format!("/__admin/{path}"), body).await;
        Ok((status.as_u16(), body))
    }

    fn last_sequence(&self, sandbox: &str) -> Option<u64> {
        self.0.last_sequence(sandbox)
    }
}
