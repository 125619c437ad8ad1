//! The counter at which requests are fetched and replies handed in.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use sha2::{Digest, Sha256};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

use super::Tell;
use crate::driver::desk::Desk;
use crate::driver::peer::Peer;
use crate::protocol::{Reply, Request, Violation};

/// How long a request may lie there before it is said that nobody fetches it.
const NOTICED: Duration = Duration::from_secs(5);

/// What lies ready, and the book of the present life.
pub(super) struct Counter {
    /// Where it is, without a final slash.
    pub(super) url: String,
    token: Option<String>,
    ready: Mutex<VecDeque<(u64, Vec<u8>)>>,
    some: Notify,
    asked: watch::Sender<bool>,
    book: Mutex<Option<Arc<Mutex<Desk>>>>,
    over: CancellationToken,
}

/// What became of a reply that was handed in.
pub(super) enum Handed {
    /// It is an answer, or nobody minds any more.
    In,
    /// It belongs to a life that is over: its adapter passed a deadline.
    Late,
    /// It breaks the protocol.
    Wrong(Violation),
}

impl Counter {
    pub(super) fn at(address: SocketAddr, token: Option<String>) -> Self {
        Self {
            url: format!("http://{address}"),
            token,
            ready: Mutex::default(),
            some: Notify::new(),
            asked: watch::Sender::new(false),
            book: Mutex::default(),
            over: CancellationToken::new(),
        }
    }

    /// Whether this is who may ask: anybody where there is no token.
    pub(super) fn admits(&self, presented: Option<&str>) -> bool {
        // Digests are compared, so that the time it takes tells nothing of the token.
        let digest = |token: &str| Sha256::digest(token.as_bytes());
        let Some(token) = &self.token else {
            return true;
        };
        presented.is_some_and(|presented| digest(presented) == digest(token))
    }

    /// The next request, where one comes in time; `None` also when the run is over.
    pub(super) async fn next(&self, wait: Duration) -> Option<Vec<u8>> {
        let _ = self.asked.send_replace(true);
        let until = tokio::time::sleep(wait);
        tokio::pin!(until);
        loop {
            let some = self.some.notified();
            if let Some((_, line)) = self.ready().pop_front() {
                return Some(line);
            }
            tokio::select! {
                () = some => {}
                () = &mut until => return None,
                () = self.over.cancelled() => return None,
            }
        }
    }

    /// Takes a reply in, or what was handed in as one.
    pub(super) fn take(&self, reply: Result<Reply, Violation>) -> Handed {
        let book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(desk) = book.as_ref() else {
            return Handed::Late;
        };
        let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
        if reply.as_ref().is_ok_and(|reply| desk.is_past(reply.id)) {
            return Handed::Late;
        }
        desk.take(reply).map_or(Handed::In, Handed::Wrong)
    }

    /// Whether the run is over.
    pub(super) fn is_over(&self) -> bool {
        self.over.is_cancelled()
    }

    pub(super) fn close(&self) {
        self.over.cancel();
    }

    pub(super) async fn closed(&self) {
        self.over.cancelled().await;
    }

    pub(super) fn has_been_asked(&self) -> bool {
        *self.asked.borrow()
    }

    /// Waits until somebody asks for work.
    pub(super) async fn asked(&self) {
        let mut asked = self.asked.subscribe();
        let _ = asked.wait_for(|asked| *asked).await;
    }

    fn put(&self, id: u64, line: Vec<u8>) {
        self.ready().push_back((id, line));
        self.some.notify_one();
    }

    fn lies_ready(&self, id: u64) -> bool {
        self.ready().iter().any(|(ready, _)| *ready == id)
    }

    fn ready(&self) -> MutexGuard<'_, VecDeque<(u64, Vec<u8>)>> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One life of the adapter that asks.
pub(super) struct Session {
    counter: Arc<Counter>,
    desk: Arc<Mutex<Desk>>,
    tell: Tell,
}

impl Session {
    pub(super) fn of(counter: Arc<Counter>, desk: Desk, tell: Tell) -> Self {
        let desk = Arc::new(Mutex::new(desk));
        let mut book = counter.book.lock().unwrap_or_else(PoisonError::into_inner);
        *book = Some(Arc::clone(&desk));
        drop(book);
        Self {
            counter,
            desk,
            tell,
        }
    }
}

#[async_trait]
impl Peer for Session {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn send(&self, request: Request, deadline: Duration) {
        let (id, op) = (request.id, request.call.op());
        self.counter.put(id, request.line());
        let (counter, tell) = (Arc::clone(&self.counter), Arc::clone(&self.tell));
        tokio::spawn(async move {
            tokio::time::sleep(NOTICED).await;
            if deadline > NOTICED && counter.lies_ready(id) {
                let url = &counter.url;
                tell(&format!(
                    "`{op}` waits: nobody asks for work at {url}/v1/next"
                ));
            }
        });
    }

    // What nobody fetched is not to be fetched by whoever comes next.
    fn end(&self) {
        self.counter.ready().clear();
    }

    async fn ended(&self) {}
}
