//! The wire: requests of the forms go out over a real connection to the public listener, so that
//! they are journalled, judged and befallen by faults like those of any ATS.

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST};
use http::{HeaderMap, Method, Request, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio_util::task::AbortOnDropHandle;

use crate::app::App;

/// How long an answer is waited for: longer than the slow case takes, and no longer than somebody
/// looks at a page that does not come.
const PATIENCE: Duration = Duration::from_secs(10);

/// A request to be sent.
#[derive(Debug)]
pub(super) struct Asked {
    /// The method.
    pub(super) method: Method,
    /// The whole address, below the public URL.
    pub(super) url: String,
    /// Headers beside `Host` and `Content-Type`.
    pub(super) headers: Vec<(&'static str, String)>,
    /// The media type of the body.
    pub(super) media: &'static str,
    /// The body.
    pub(super) body: String,
}

/// What came back.
#[derive(Debug, Clone)]
pub(super) enum Came {
    /// An answer, read to its end.
    Answer {
        /// Its status.
        status: u16,
        /// Its headers.
        headers: HeaderMap,
        /// Its body.
        body: Bytes,
    },
    /// Nothing that can be read.
    Nothing {
        /// What happened to the connection, in a sentence.
        why: &'static str,
    },
}

const BROKE: &str = "The connection broke off before a whole answer had come.";
const LATE: &str = "No answer came within 10 seconds, so the form stopped waiting.";
const UNREACHED: &str = "The simulated service could not be reached.";

impl Came {
    /// Whether it is an answer with a status that says success.
    pub(super) fn is_success(&self) -> bool {
        matches!(self, Self::Answer { status, .. } if *status < 300)
    }

    /// The answer's body, where it is a JSON document.
    pub(super) fn json(&self) -> Option<serde_json::Value> {
        match self {
            Self::Answer { body, .. } => serde_json::from_slice(body).ok(),
            Self::Nothing { .. } => None,
        }
    }
}

/// Sends a request and waits for its answer.
pub(super) async fn send(app: &App, asked: Asked) -> Came {
    let sent = tokio::time::timeout(PATIENCE, exchange(app, asked));
    match sent.await {
        Ok(Ok((status, headers, body))) => Came::Answer {
            status,
            headers,
            body,
        },
        Ok(Err(why)) => Came::Nothing { why },
        Err(_) => Came::Nothing { why: LATE },
    }
}

type Answer = (u16, HeaderMap, Bytes);

async fn exchange(app: &App, asked: Asked) -> Result<Answer, &'static str> {
    let stream = app.public_reach.connect().await.map_err(|_| UNREACHED)?;
    let handshake = http1::handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = handshake.map_err(|_| UNREACHED)?;
    // Aborted with its guard: whoever stops waiting leaves no connection behind.
    let _driven = AbortOnDropHandle::new(tokio::spawn(connection));
    let request = request(&app.public_url, asked).ok_or(UNREACHED)?;
    let response = sender.send_request(request).await.map_err(|_| BROKE)?;
    let (head, body) = response.into_parts();
    let body = body.collect().await.map_err(|_| BROKE)?.to_bytes();
    Ok((head.status.as_u16(), head.headers, body))
}

// The public URL may have a path of its own, of a proxy that is not on this way.
fn request(public_url: &str, asked: Asked) -> Option<Request<Full<Bytes>>> {
    let public: Uri = public_url.parse().ok()?;
    let target = asked.url.strip_prefix(public_url)?;
    let mut request = Request::builder()
        .method(asked.method)
        .uri(target)
        .header(HOST, public.authority()?.as_str());
    if !asked.media.is_empty() {
        request = request.header(CONTENT_TYPE, asked.media);
    }
    for (name, value) in asked.headers {
        request = request.header(name, value);
    }
    request.body(Full::new(asked.body.into())).ok()
}
