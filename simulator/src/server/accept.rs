//! The accept loop: how many connections at once, and how they are let go.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::counts::Counts;
use super::listener::Listener;
use super::serve::{Answerer, serve};

/// What one listener allows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Connections at once; later ones wait in the backlog.
    pub(crate) connections: usize,
    /// How long a request's head may take from its first byte.
    pub(crate) header_time: Duration,
    /// How long a connection may stay open between requests.
    pub(crate) idle_time: Duration,
}

/// On what terms a listener serves.
#[derive(Clone)]
pub(crate) struct Terms {
    /// What it allows.
    pub(crate) limits: Limits,
    /// What makes its connections secure, where they are to be.
    pub(crate) tls: Option<TlsAcceptor>,
    /// What is counted of its connections.
    pub(crate) counts: Arc<Counts>,
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
    pub(crate) fn accept<A: Answerer>(&self, listener: Listener, answerer: Arc<A>, terms: Terms) {
        self.tasks
            .spawn(self.clone().accept_until_stopped(listener, answerer, terms));
    }

    /// Does something beside the listeners, until they stop.
    pub(crate) fn beside(&self, work: impl Future<Output = ()> + Send + 'static) {
        let stopped = self.stop.clone().cancelled_owned();
        self.tasks.spawn(async move {
            tokio::select! { () = work => (), () = stopped => () }
        });
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
        terms: Terms,
    ) {
        let places = Arc::new(Semaphore::new(terms.limits.connections));
        loop {
            let next = self.next(&listener, &places);
            let (place, accepted) = tokio::select! {
                next = next => next,
                () = self.stop.cancelled() => return,
            };
            let Ok(connection) = accepted else {
                terms.counts.failed();
                continue;
            };
            let terms = terms.clone();
            let serving = serve(connection, Arc::clone(&answerer), terms, self.stop.clone());
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
