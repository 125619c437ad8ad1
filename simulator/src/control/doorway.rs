//! The control listener while the default sandbox is being seeded: it answers, and says so.

use std::sync::{Arc, OnceLock};

use axum::body::Body;
use axum::response::IntoResponse as _;
use http::header::RETRY_AFTER;
use http::{HeaderValue, Response};

use super::Control;
use super::refused::ControlRefused;
use crate::server::{Answerer, Arrived, Cut};

/// The control interface, once there is a simulator to control.
#[derive(Debug, Default)]
pub(crate) struct Doorway(OnceLock<Arc<Control>>);

impl Doorway {
    /// From here on `control` answers.
    pub(crate) fn open(&self, control: Control) {
        // A second one would be as good as the first.
        let _ = self.0.set(Arc::new(control));
    }
}

impl Answerer for Doorway {
    const TO_THE_END: bool = Control::TO_THE_END;
    type Body = Body;

    async fn answer(self: Arc<Self>, arrived: Arrived) -> Result<Response<Body>, Cut> {
        match self.0.get() {
            Some(control) => Arc::clone(control).answer(arrived).await,
            None => Ok(not_yet()),
        }
    }
}

fn not_yet() -> Response<Body> {
    let mut response = ControlRefused::unready().into_response();
    response
        .headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from_static("1"));
    response
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;

    use super::*;
    use crate::server::{Acceptor, Counts, Limits, Listener, Terms};

    #[tokio::test]
    async fn until_the_default_sandbox_is_seeded_it_is_not_ready() {
        let listener = Listener::bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = listener.address();
        let terms = Terms {
            limits: Limits {
                connections: 1,
                header_time: Duration::from_secs(5),
                idle_time: Duration::from_secs(5),
            },
            tls: None,
            counts: Arc::new(Counts::default()),
        };
        let acceptor = Acceptor::default();
        acceptor.accept(listener, Arc::new(Doorway::default()), terms);

        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = b"GET /__admin/ready HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        stream.write_all(request).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();

        assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
        assert!(answer.contains("retry-after: 1"), "{answer}");
        assert!(acceptor.drain(Duration::from_secs(1)).await);
    }
}
