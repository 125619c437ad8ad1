//! Driving one of our own clients without leaving the process.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use clients::Client;

use super::{Driver, Host, NoAnswer};
use crate::protocol::{Arm, Call};

/// One of our own clients, in this process.
pub struct InProcess {
    host: Arc<Host>,
}

impl InProcess {
    /// Drives this client.
    pub fn new(client: Arc<dyn Client>) -> Self {
        Self {
            host: Arc::new(Host::new(client)),
        }
    }
}

#[async_trait]
impl Driver for InProcess {
    fn label(&self) -> String {
        format!("{} client, in process", self.host.client_name())
    }

    // A task of its own, so that a client which panics breaks its attempt and nothing else.
    async fn carry(&self, call: Call, deadline: Duration) -> Result<Arm, NoAnswer> {
        let op = call.op();
        let params = call.params();
        let host = Arc::clone(&self.host);
        let mut task = tokio::spawn(async move { host.answer(op, params).await });
        match tokio::time::timeout(deadline, &mut task).await {
            Ok(Ok(arm)) => Ok(arm),
            Ok(Err(_)) => Err(NoAnswer::Crashed {
                how: "panicked".to_owned(),
                asked: Some(op),
            }),
            Err(_) => {
                task.abort();
                Err(NoAnswer::Deadline { op, deadline })
            }
        }
    }

    async fn stop(&self) {}
}
