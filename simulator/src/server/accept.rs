//! The accept loop: how many connections at once, and how they are let go.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::listener::Listener;
use super::serve::{Answerer, serve};

/// What one listener allows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Connections at once; later ones wait in the backlog.
    pub(crate) connections: usize,
    /// How long a request's head may take, counted from the moment the connection is ready for it;
    /// so it is also how long a connection may idle.
    pub(crate) header_read: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4_096,
            header_read: Duration::from_secs(60),
        }
    }
}

/// Accepts connections for any number of listeners and drains them together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Acceptor {
    tasks: TaskTracker,
    stop: CancellationToken,
    abandon: CancellationToken,
}

impl Acceptor {
    /// Starts accepting on `listener`.
    pub(crate) fn accept<A: Answerer>(&self, listener: Listener, answerer: Arc<A>, limits: Limits) {
        self.tasks.spawn(
            self.clone()
                .accept_until_stopped(listener, answerer, limits),
        );
    }

    /// Stops accepting, lets exchanges under way finish for at most `patience`, then abandons the
    /// rest. Answers whether all finished by themselves.
    pub(crate) async fn drain(&self, patience: Duration) -> bool {
        self.stop.cancel();
        self.tasks.close();
        let finished = tokio::time::timeout(patience, self.tasks.wait())
            .await
            .is_ok();
        self.abandon.cancel();
        self.tasks.wait().await;
        finished
    }

    async fn accept_until_stopped<A: Answerer>(
        self,
        listener: Listener,
        answerer: Arc<A>,
        limits: Limits,
    ) {
        let places = Arc::new(Semaphore::new(limits.connections));
        loop {
            let next = self.next(&listener, &places);
            let (place, accepted) = tokio::select! {
                next = next => next,
                () = self.stop.cancelled() => return,
            };
            let Ok(connection) = accepted else { continue };
            let serving = serve(connection, Arc::clone(&answerer), limits, self.stop.clone());
            let abandoned = self.abandon.clone().cancelled_owned();
            self.tasks.spawn(async move {
                tokio::select! { () = serving => (), () = abandoned => () }
                drop(place);
            });
        }
    }

    async fn next(&self, listener: &Listener, places: &Arc<Semaphore>) -> (Place, Accepted) {
        let place = Arc::clone(places)
            .acquire_owned()
            .await
            .expect("places are never closed");
        let accepted = listener.socket().accept().await;
        match &accepted {
            Ok((stream, _)) => drop(stream.set_nodelay(true)),
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                // Out of file handles, most likely: asking again at once would only spin.
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        (place, accepted)
    }
}

type Place = tokio::sync::OwnedSemaphorePermit;
type Accepted = io::Result<(tokio::net::TcpStream, std::net::SocketAddr)>;
