//! Driving an adapter that is a service: each request is posted to it, the reply is the answer's
//! body.
//!
//! An answer that is no reply breaks the attempt it was for. A passed deadline, a refused or a cut
//! connection counts as a crash: the service is greeted once more, as a child process would be.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::desk::Desk;
use super::lives::{Beginning, Lives};
use super::peer::Peer;
use super::{Driver, NoAnswer};
use crate::protocol::{Arm, Call, Carried, LONGEST_LINE, Reply, Request, Violation, beginning};
use crate::time::Stopwatch;

/// How long the first greeting waits for a service that is only just starting.
const PATIENCE: Duration = Duration::from_secs(5);

/// Between two tries of the first greeting.
const PAUSE: Duration = Duration::from_millis(50);

/// A service that answers the protocol over HTTP.
pub struct Push {
    service: Service,
    lives: Lives,
}

/// The URL cannot be that of an adapter.
#[derive(Debug, thiserror::Error)]
pub enum BadAdapterUrl {
    /// It is no URL.
    #[error("`{url}` is not the URL of an adapter: {source}; it looks like http://127.0.0.1:9000")]
    NotAUrl {
        /// As given.
        url: String,
        /// What is wrong with it.
        source: url::ParseError,
    },
    /// It is one that cannot be called.
    #[error(
        "`{0}` cannot be called: an adapter is reached over plain http, as in \
         http://127.0.0.1:9000; where that will not do, let it ask the runner with --pull"
    )]
    NotHttp(String),
    /// It has a name or password in it, which would end up in reports.
    #[error(
        "the URL of the adapter has a name or password in it; give a token with --adapter-token"
    )]
    Secret,
    /// No HTTP client can be made on this machine.
    #[error("no HTTP client can be made")]
    NoClient(#[source] reqwest::Error),
}

/// Where it answers.
#[derive(Clone)]
struct Service {
    base: Url,
    token: Option<String>,
    http: reqwest::Client,
}

impl Push {
    /// Drives the service at this URL; requests go to `{url}/v1/{op}`, with the token as bearer
    /// where there is one.
    ///
    /// # Errors
    ///
    /// When it is no plain `http` URL.
    pub fn to(url: &str, token: Option<String>) -> Result<Self, BadAdapterUrl> {
        let base = read(url)?;
        // No proxy and no redirect: the adapter is where the user said it is.
        let http = reqwest::Client::builder()
            .no_proxy()
            // A connection for each request: a kept one may be closed in the very moment of its use.
            .pool_max_idle_per_host(0)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(BadAdapterUrl::NoClient)?;
        Ok(Self {
            service: Service { base, token, http },
            lives: Lives::default(),
        })
    }
}

fn read(url: &str) -> Result<Url, BadAdapterUrl> {
    let bad = |source| BadAdapterUrl::NotAUrl {
        url: url.to_owned(),
        source,
    };
    let mut base = Url::parse(url).map_err(bad)?;
    if !base.username().is_empty() || base.password().is_some() {
        return Err(BadAdapterUrl::Secret);
    }
    if base.scheme() != "http" || !base.has_host() {
        return Err(BadAdapterUrl::NotHttp(url.to_owned()));
    }
    base.set_query(None);
    base.set_fragment(None);
    let path = base.path().trim_end_matches('/').to_owned();
    base.set_path(&format!("{path}/"));
    Ok(base)
}

/// The service until it breaks.
struct Line {
    service: Service,
    desk: Mutex<Desk>,
    over: CancellationToken,
    first: bool,
}

impl Line {
    fn book(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn post(&self, request: Request, deadline: Duration) {
        let (id, op) = (request.id, request.call.op());
        let patience = if self.first && op == "hello" {
            PATIENCE.min(deadline)
        } else {
            Duration::ZERO
        };
        match self.service.post(request, patience).await {
            Ok(body) => self.take(id, op, &body),
            Err(Trouble::Gone(why)) => self.book().fall(why),
            Err(Trouble::NoReply(why)) => self.book().refuse(id, &why.into()),
        }
    }

    fn take(&self, id: u64, op: &'static str, body: &[u8]) {
        let reply = match Reply::read_as(Carried::Body, body) {
            Ok(reply) if reply.id != id => Err(Violation::OtherId {
                op,
                asked: id,
                given: reply.id,
            }),
            read => read,
        };
        match reply {
            Ok(reply) => drop(self.book().take(Ok(reply))),
            Err(why) => self.book().refuse(id, &why.into()),
        }
    }
}

#[async_trait]
impl Peer for Arc<Line> {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.book()
    }

    fn send(&self, request: Request, deadline: Duration) {
        let line = Arc::clone(self);
        tokio::spawn(async move {
            tokio::select! {
                () = line.post(request, deadline) => {}
                () = line.over.cancelled() => {}
                // Nobody waits any longer.
                () = tokio::time::sleep(deadline) => {}
            }
        });
    }

    fn end(&self) {
        self.over.cancel();
    }

    async fn ended(&self) {}
}

/// Why no reply came.
enum Trouble {
    /// There is nobody to answer.
    Gone(NoAnswer),
    /// What was answered is no reply.
    NoReply(Violation),
}

impl Service {
    /// Posts one request and reads the answer, no more of it than a reply may have.
    async fn post(&self, request: Request, patience: Duration) -> Result<Vec<u8>, Trouble> {
        let op = request.call.op();
        let url = self.base.join(&format!("v1/{op}"));
        let url = url.unwrap_or_else(|_| self.base.clone());
        let gone = |error: &reqwest::Error| Trouble::Gone(unreachable(&self.base, op, error));
        let mut answer = self
            .send(&url, request.line(), patience)
            .await
            .map_err(|error| gone(&error))?;
        let status = answer.status();
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| gone(&error))? {
            body.extend_from_slice(&chunk);
            if body.len() > LONGEST_LINE {
                return Err(Trouble::NoReply(Violation::TooLong(Carried::Body)));
            }
        }
        if status != reqwest::StatusCode::OK {
            let text = beginning(String::from_utf8_lossy(&body).trim());
            let status = status.as_u16();
            return Err(Trouble::NoReply(Violation::Status { op, status, text }));
        }
        Ok(body)
    }

    /// Sends, and tries again for a while where nobody listens yet.
    async fn send(
        &self,
        url: &Url,
        body: Vec<u8>,
        patience: Duration,
    ) -> reqwest::Result<reqwest::Response> {
        let stopwatch = Stopwatch::start();
        loop {
            let mut call = self
                .http
                .post(url.clone())
                .header("content-type", "application/json")
                .body(body.clone());
            if let Some(token) = &self.token {
                call = call.bearer_auth(token);
            }
            match call.send().await {
                Err(error) if error.is_connect() && stopwatch.elapsed() < patience => {
                    tokio::time::sleep(PAUSE).await;
                }
                sent => return sent,
            }
        }
    }
}

/// What reqwest says first is that there was an error; the reason is at the end of the chain.
fn unreachable(base: &Url, op: &'static str, error: &reqwest::Error) -> NoAnswer {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    NoAnswer::Unreachable {
        url: base.to_string(),
        why: cause.to_string(),
        asked: Some(op),
    }
}

#[async_trait]
impl Beginning for Service {
    async fn begin(&self, before: Option<&dyn Peer>) -> Result<Arc<dyn Peer>, NoAnswer> {
        Ok(Arc::new(Arc::new(Line {
            service: self.clone(),
            desk: Mutex::default(),
            over: CancellationToken::new(),
            first: before.is_none(),
        })))
    }
}

#[async_trait]
impl Driver for Push {
    fn label(&self) -> String {
        format!("the service at {}, over HTTP", self.service.base)
    }

    async fn carry(&self, call: Call, deadline: Duration) -> Result<Arm, NoAnswer> {
        self.lives.carry(&self.service, call, deadline).await
    }

    fn conclude(&self, attempt: &str) -> Option<NoAnswer> {
        self.lives.conclude(attempt)
    }

    fn loose_trouble(&self) -> Vec<NoAnswer> {
        self.lives.loose()
    }

    async fn stop(&self) {
        self.lives.stop().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_go_below_the_url_whether_it_ends_in_a_slash_or_not() {
        for url in ["http://h:1/a", "http://h:1/a/", "http://h:1/a/?x=1#y"] {
            assert_eq!(
                read(url).unwrap().join("v1/act").unwrap().as_str(),
                "http://h:1/a/v1/act"
            );
        }
    }

    #[test]
    fn what_cannot_be_called_is_refused_with_a_remedy() {
        let told = |url| read(url).unwrap_err().to_string();

        insta::assert_snapshot!(told("nonsense"), @"`nonsense` is not the URL of an adapter: relative URL without a base; it looks like http://127.0.0.1:9000");
        insta::assert_snapshot!(told("https://ats.example"), @"`https://ats.example` cannot be called: an adapter is reached over plain http, as in http://127.0.0.1:9000; where that will not do, let it ask the runner with --pull");
        insta::assert_snapshot!(told("http://u:p@h"), @"the URL of the adapter has a name or password in it; give a token with --adapter-token");
        insta::assert_snapshot!(told("localhost:9000"), @"`localhost:9000` cannot be called: an adapter is reached over plain http, as in http://127.0.0.1:9000; where that will not do, let it ask the runner with --pull");
    }
}
