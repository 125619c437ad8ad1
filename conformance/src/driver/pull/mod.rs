//! Driving an adapter that asks for its work: for a service behind a firewall.
//!
//! The runner listens; the adapter asks for the next request and hands the reply in. A passed
//! deadline counts as a crash: whoever asks next is greeted once more.

mod counter;
mod server;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

use self::counter::{Counter, Session};
use super::desk::Desk;
use super::lives::{Beginning, FAREWELL, Lives};
use super::peer::Peer;
use super::{Driver, NoAnswer};
use crate::protocol::{Arm, Call};

/// How often it is said that nobody has asked for work yet.
const REMINDER: Duration = Duration::from_secs(10);

/// Tells the person running what the runner waits for.
pub type Tell = Arc<dyn Fn(&str) + Send + Sync>;

/// An adapter that asks for its work over HTTP.
pub struct Pull {
    desk: FrontDesk,
    lives: Lives,
    server: Mutex<Option<JoinHandle<io::Result<()>>>>,
}

/// Nobody can ask for work there.
#[derive(Debug, thiserror::Error)]
pub enum CannotListen {
    /// The address cannot be had.
    #[error(
        "the runner cannot listen at `{address}`; name a free address of this machine, as in 127.0.0.1:9000"
    )]
    Address {
        /// As given.
        address: String,
        /// Why.
        source: io::Error,
    },
    /// Others could take work and hand replies in.
    #[error(
        "`{0}` can be reached from other machines: give a token with --pull-token, or listen at \
         127.0.0.1"
    )]
    Open(SocketAddr),
}

/// Where work is handed out, and how long somebody is waited for.
struct FrontDesk {
    counter: Arc<Counter>,
    wait: Duration,
    tell: Tell,
}

impl Pull {
    /// Listens at an address, which beyond loopback takes a token. `wait` is how long the first
    /// adapter may take to ask.
    ///
    /// # Errors
    ///
    /// When the address cannot be had, or is open to others without a token.
    pub async fn listen(
        address: &str,
        token: Option<String>,
        wait: Duration,
        tell: Tell,
    ) -> Result<Self, CannotListen> {
        let refuse = |source| CannotListen::Address {
            address: address.to_owned(),
            source,
        };
        let listener = TcpListener::bind(address).await.map_err(refuse)?;
        let bound = listener.local_addr().map_err(refuse)?;
        if !bound.ip().is_loopback() && token.is_none() {
            return Err(CannotListen::Open(bound));
        }
        let counter = Arc::new(Counter::at(bound, token));
        let server = tokio::spawn(server::serve(listener, Arc::clone(&counter)));
        Ok(Self {
            desk: FrontDesk {
                counter,
                wait,
                tell,
            },
            lives: Lives::default(),
            server: Mutex::new(Some(server)),
        })
    }

    /// Where an adapter asks, without a final slash.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.desk.counter.url
    }
}

impl FrontDesk {
    /// Waits until somebody asks for work, and says so meanwhile.
    async fn somebody(&self) -> Result<(), NoAnswer> {
        let url = format!("{}/v1/next", self.counter.url);
        let waited = self.wait;
        if self.counter.has_been_asked() {
            return Ok(());
        }
        let seconds = waited.as_secs_f64();
        (self.tell)(&format!(
            "waiting for an adapter to ask for work: GET {url} ({seconds} s at most)"
        ));
        let reminding = async {
            loop {
                tokio::time::sleep(REMINDER).await;
                (self.tell)(&format!("still nobody has asked for work at {url}"));
            }
        };
        tokio::select! {
            () = self.counter.asked() => Ok(()),
            () = reminding => Ok(()),
            () = tokio::time::sleep(waited) => Err(NoAnswer::NobodyAsked { url, waited }),
        }
    }
}

#[async_trait]
impl Beginning for FrontDesk {
    async fn begin(&self, before: Option<&dyn Peer>) -> Result<Arc<dyn Peer>, NoAnswer> {
        let desk = match before {
            Some(before) => Desk::after(before.desk().last_id()),
            None => {
                self.somebody().await?;
                Desk::default()
            }
        };
        let session = Session::of(Arc::clone(&self.counter), desk, Arc::clone(&self.tell));
        Ok(Arc::new(session))
    }
}

#[async_trait]
impl Driver for Pull {
    fn label(&self) -> String {
        format!("whoever asks for work at {}, over HTTP", self.url())
    }

    async fn carry(&self, call: Call, deadline: Duration) -> Result<Arm, NoAnswer> {
        self.lives.carry(&self.desk, call, deadline).await
    }

    fn conclude(&self, attempt: &str) -> Option<NoAnswer> {
        self.lives.conclude(attempt)
    }

    fn loose_trouble(&self) -> Vec<NoAnswer> {
        self.lives.loose()
    }

    async fn stop(&self) {
        self.lives.stop().await;
        self.desk.counter.close();
        if let Some(mut server) = self.server.lock().await.take()
            && tokio::time::timeout(FAREWELL, &mut server).await.is_err()
        {
            server.abort();
        }
    }
}
