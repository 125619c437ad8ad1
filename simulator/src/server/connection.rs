//! One accepted connection: a byte stream that can be told to end.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::control::{Control, Ending};

/// A stream whose writes pass by its [`Control`].
#[derive(Debug)]
pub(super) struct Connection {
    stream: TcpStream,
    control: Arc<Control>,
}

impl Connection {
    pub(super) const fn new(stream: TcpStream, control: Arc<Control>) -> Self {
        Self { stream, control }
    }

    /// What a write that may not pass answers; hyper then lets go of the connection.
    fn ended(&self) -> io::Error {
        self.control.lose();
        io::Error::new(
            io::ErrorKind::ConnectionAborted,
            "the connection was ended on purpose",
        )
    }

    fn wrote(&self, outcome: io::Result<usize>) -> io::Result<usize> {
        match &outcome {
            Ok(bytes) => self.control.written(*bytes),
            Err(_) => self.control.lose(),
        }
        outcome
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let allowed = self.control.allowed(bytes.len());
        if allowed == 0 && !bytes.is_empty() {
            return Poll::Ready(Err(self.ended()));
        }
        self.control.hand_over();
        let outcome = ready!(Pin::new(&mut self.stream).poll_write(cx, &bytes[..allowed]));
        Poll::Ready(self.wrote(outcome))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let wanted = slices.iter().map(|slice| slice.len()).sum();
        if self.control.allowed(wanted) < wanted {
            // Only an ending connection comes here, so one slice at a time is fast enough.
            let first = slices.iter().find(|slice| !slice.is_empty());
            return self.poll_write(cx, first.map_or(&[], |slice| slice));
        }
        self.control.hand_over();
        let outcome = ready!(Pin::new(&mut self.stream).poll_write_vectored(cx, slices));
        Poll::Ready(self.wrote(outcome))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    // hyper flushes once everything it holds of an answer has been written.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let outcome = ready!(Pin::new(&mut self.stream).poll_flush(cx));
        match &outcome {
            Ok(()) => self.control.flushed(),
            Err(_) => self.control.lose(),
        }
        Poll::Ready(outcome)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.control.lose();
        if self.control.ending() == Some(Ending::Reset) {
            // Lingering for no time at all makes the close a reset. A socket that is already gone
            // cannot be reset, and needs not be.
            let _ = socket2::SockRef::from(&self.stream).set_linger(Some(Duration::ZERO));
        }
    }
}
