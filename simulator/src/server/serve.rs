//! One connection on hyper: exchanges in turn, until somebody ends it.

use std::fmt;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

use super::accept::Terms;
use super::connection::Connection;
use super::control::Control;
use super::head::HeadWatch;
use super::socket::Socket;

/// One request as it arrived, with the connection it came by.
#[derive(Debug)]
pub(crate) struct Arrived {
    /// The request; its body has not been read.
    pub(crate) request: Request<Incoming>,
    /// The connection, to be ended or watched.
    pub(crate) connection: Arc<Control>,
    /// Who sent it.
    pub(crate) peer: SocketAddr,
}

/// There is no answer: the connection ends without one.
#[derive(Debug)]
pub(crate) struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the exchange ended without an answer")
    }
}

impl std::error::Error for Cut {}

/// What answers the requests of a listener.
pub(crate) trait Answerer: Send + Sync + 'static {
    /// Whether an exchange runs to its end although its client has said that it will say no more:
    /// it may have lost patience, or only half closed the connection.
    const TO_THE_END: bool = true;
    /// The bodies it answers with.
    type Body: Body<Data = Bytes, Error: std::error::Error + Send + Sync> + Send + 'static;

    /// Answers one request, or ends its connection.
    fn answer(
        self: Arc<Self>,
        arrived: Arrived,
    ) -> impl Future<Output = Result<Response<Self::Body>, Cut>> + Send;
}

/// Serves one connection until the peer leaves, somebody cuts it, or `stop` asks it to finish the
/// exchange under way.
pub(super) async fn serve<A: Answerer>(
    (stream, peer): (TcpStream, SocketAddr),
    answerer: Arc<A>,
    terms: Terms,
    stop: CancellationToken,
) {
    let open = terms.counts.open();
    let Some(tls) = &terms.tls else {
        return exchanges((stream, peer), answerer, &terms, stop).await;
    };
    let shaken = tokio::select! {
        shaken = tokio::time::timeout(terms.limits.header_time, tls.accept(stream)) => shaken,
        () = stop.cancelled() => return,
    };
    match shaken {
        Ok(Ok(secure)) => exchanges((secure, peer), answerer, &terms, stop).await,
        failed => {
            terms.counts.insecure();
            let error = failed.err().map(|late| late.to_string());
            tracing::debug!(%peer, late = error, "no TLS was agreed upon");
        }
    }
    drop(open);
}

async fn exchanges<A: Answerer, S: Socket>(
    (stream, peer): (S, SocketAddr),
    answerer: Arc<A>,
    terms: &Terms,
    stop: CancellationToken,
) {
    let control = Arc::new(Control::default());
    let head = HeadWatch::new(terms.limits.header_time, terms.limits.idle_time);
    let io = TokioIo::new(Connection::new(stream, Arc::clone(&control), head));
    let service = service_fn(move |request| {
        let connection = Arc::clone(&control);
        let answering = Arc::clone(&answerer).answer(Arrived {
            request,
            connection: Arc::clone(&control),
            peer,
        });
        connection.begin();
        async move {
            let answer = answering.await;
            connection.finish();
            answer
        }
    });
    let mut connection = pin!(builder(A::TO_THE_END).serve_connection(io, service));
    let outcome = tokio::select! {
        outcome = connection.as_mut() => outcome,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = outcome {
        terms.counts.ended(&error);
        tracing::debug!(%peer, %error, parse = error.is_parse(), "connection ended early");
    }
}

fn builder(to_the_end: bool) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        // [`HeadWatch`] watches over both.
        .header_read_timeout(None)
        // The sandbox's clock dates an answer, not the machine's.
        .auto_date_header(false)
        .half_close(to_the_end);
    builder
}
