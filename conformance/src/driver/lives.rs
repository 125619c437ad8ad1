//! The lives of one adapter: it is begun when it is first needed, and once more after it broke.
//!
//! What was open when it broke stays broken, whichever carries the messages.

use std::sync::{Arc, Mutex as StdMutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Mutex;

use super::NoAnswer;
use super::peer::{self, Peer};
use crate::protocol::{Arm, Call};

/// How long an adapter may take to say goodbye.
pub(super) const FAREWELL: Duration = Duration::from_secs(2);

/// How a further life of an adapter begins.
#[async_trait]
pub(super) trait Beginning: Send + Sync {
    /// Begins a life; `before` is the one that broke.
    async fn begin(&self, before: Option<&dyn Peer>) -> Result<Arc<dyn Peer>, NoAnswer>;
}

/// Every life so far.
#[derive(Default)]
pub(super) struct Lives {
    // Held while a life begins and is greeted: everybody else needs that one too.
    life: Mutex<Life>,
    // Every peer so far, the present one last; for the books that need no waiting.
    peers: StdMutex<Vec<Arc<dyn Peer>>>,
}

/// What the one restart depends on.
#[derive(Default)]
struct Life {
    starts: u32,
    no_start: Option<NoAnswer>,
    greeting: Option<Call>,
    /// Goodbye is said once.
    stopped: bool,
}

impl Lives {
    /// Carries one message to the life that it belongs to.
    pub(super) async fn carry(
        &self,
        beginning: &dyn Beginning,
        call: Call,
        deadline: Duration,
    ) -> Result<Arm, NoAnswer> {
        let peer = self.peer_for(beginning, &call, deadline).await?;
        peer::ask(peer.as_ref(), call, deadline).await
    }

    /// Closes the books on an attempt; what broke in it, the adapter is told to forget.
    pub(super) fn conclude(&self, attempt: &str) -> Option<NoAnswer> {
        let peers = self.all();
        let troubles = peers.iter().map(|peer| {
            let trouble = peer.desk().conclude(attempt);
            if trouble.is_some() {
                peer::abandon(peer.as_ref(), attempt, FAREWELL);
            }
            trouble
        });
        troubles.collect::<Vec<_>>().into_iter().flatten().next()
    }

    /// What broke while no attempt was open.
    pub(super) fn loose(&self) -> Vec<NoAnswer> {
        let peers = self.all();
        peers.iter().flat_map(|peer| peer.desk().loose()).collect()
    }

    /// Says goodbye and waits for the end.
    pub(super) async fn stop(&self) {
        let mut life = self.life.lock().await;
        if std::mem::replace(&mut life.stopped, true) {
            return;
        }
        if let Some(peer) = self.present() {
            farewell(peer.as_ref()).await;
        }
    }

    async fn peer_for(
        &self,
        beginning: &dyn Beginning,
        call: &Call,
        deadline: Duration,
    ) -> Result<Arc<dyn Peer>, NoAnswer> {
        let mut life = self.life.lock().await;
        if let Call::Hello(_) = call {
            life.greeting = Some(call.clone());
        }
        let Some(peer) = self.present() else {
            return self.begin_first(beginning, &mut life).await;
        };
        let fallen = peer.desk().fallen().cloned();
        let Some(why) = fallen else {
            return self.the_same(peer, call);
        };
        let why = why.to_string();
        if needs_its_beginning(call) {
            return Err(NoAnswer::Lost { why });
        }
        if life.starts > 1 {
            return Err(NoAnswer::Gone { why });
        }
        self.begin_again(beginning, &mut life, call, deadline).await
    }

    /// The present life, unless the attempt began in an earlier one.
    fn the_same(&self, peer: Arc<dyn Peer>, call: &Call) -> Result<Arc<dyn Peer>, NoAnswer> {
        let known = call
            .attempt()
            .is_none_or(|attempt| peer.desk().knows(attempt));
        if known || !needs_its_beginning(call) {
            return Ok(peer);
        }
        Err(NoAnswer::Lost {
            why: self.first_fall(),
        })
    }

    /// What cannot be begun is not tried a second time.
    async fn begin_first(
        &self,
        beginning: &dyn Beginning,
        life: &mut Life,
    ) -> Result<Arc<dyn Peer>, NoAnswer> {
        if let Some(why) = &life.no_start {
            return Err(why.clone());
        }
        let begun = self.begin(beginning, life).await;
        life.no_start = begun.as_ref().err().cloned();
        begun
    }

    async fn begin(
        &self,
        beginning: &dyn Beginning,
        life: &mut Life,
    ) -> Result<Arc<dyn Peer>, NoAnswer> {
        life.starts += 1;
        let before = self.present();
        let peer = beginning.begin(before.as_deref()).await?;
        self.all().push(Arc::clone(&peer));
        Ok(peer)
    }

    /// Begins once more and greets, since `hello` comes before everything else.
    async fn begin_again(
        &self,
        beginning: &dyn Beginning,
        life: &mut Life,
        call: &Call,
        deadline: Duration,
    ) -> Result<Arc<dyn Peer>, NoAnswer> {
        let peer = self.begin(beginning, life).await?;
        if let (Some(greeting), false) = (life.greeting.clone(), matches!(call, Call::Hello(_))) {
            peer::ask(peer.as_ref(), greeting, deadline).await?;
        }
        Ok(peer)
    }

    fn present(&self) -> Option<Arc<dyn Peer>> {
        self.all().last().cloned()
    }

    fn first_fall(&self) -> String {
        let peers = self.all();
        let fallen = peers
            .iter()
            .find_map(|peer| peer.desk().fallen().map(ToString::to_string));
        fallen.unwrap_or_else(|| "another adapter process ran".to_owned())
    }

    fn all(&self) -> MutexGuard<'_, Vec<Arc<dyn Peer>>> {
        self.peers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Says goodbye where somebody is there to hear it, and sees to the end.
pub(super) async fn farewell(peer: &dyn Peer) {
    let fallen = peer.desk().fallen().is_some();
    if !fallen && peer::ask(peer, Call::Bye, FAREWELL).await.is_ok() {
        let _ = tokio::time::timeout(FAREWELL, peer.ended()).await;
    }
    peer.end();
    peer.ended().await;
}

/// Whether the call means something only to the life that its attempt began in.
fn needs_its_beginning(call: &Call) -> bool {
    call.attempt().is_some() && !matches!(call, Call::Begin(_))
}
