//! The signals that ask for a clean stop: SIGTERM and SIGINT, or Ctrl-C where there are none.

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Signals, listened for from the moment this was made: one that comes before anybody waits for it
/// is not lost, and ends nothing by itself.
#[derive(Debug)]
pub(super) struct Signals {
    // Nothing where the operating system grants none; then only the control interface can ask.
    #[cfg(unix)]
    listened: Option<(Signal, Signal)>,
}

impl Signals {
    /// Begins to listen; needs a runtime around it.
    #[cfg(unix)]
    pub(super) fn listen() -> Self {
        let terminate = signal(SignalKind::terminate());
        let interrupt = signal(SignalKind::interrupt());
        Self {
            listened: terminate.ok().zip(interrupt.ok()),
        }
    }

    /// Returns once one has come.
    #[cfg(unix)]
    pub(super) async fn heard(&mut self) {
        match &mut self.listened {
            Some((terminate, interrupt)) => {
                tokio::select! { _ = terminate.recv() => (), _ = interrupt.recv() => () }
            }
            None => std::future::pending().await,
        }
    }

    /// Begins to listen; needs a runtime around it.
    #[cfg(not(unix))]
    pub(super) const fn listen() -> Self {
        Self {}
    }

    /// Returns once one has come.
    #[cfg(not(unix))]
    pub(super) async fn heard(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}
