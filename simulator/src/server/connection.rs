//! One accepted connection: a byte stream that can be slowed down, cut short and told to end.

use std::future::Future as _;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use super::control::{Control, Ending};
use super::course::Passage;
use super::head::{HeadWatch, Overdue};
use super::socket::Socket;

/// A stream whose writes pass by its [`Control`]. Where there is TLS it is the stream within, so
/// that an answer is cut and slowed down by its own bytes.
#[derive(Debug)]
pub(super) struct Connection<S: Socket> {
    stream: S,
    control: Arc<Control>,
    head: HeadWatch,
    // Until the next bytes may go. Only this connection waits: nothing blocks.
    pause: Option<Pin<Box<Sleep>>>,
}

impl<S: Socket> Connection<S> {
    pub(super) const fn new(stream: S, control: Arc<Control>, head: HeadWatch) -> Self {
        Self {
            stream,
            control,
            head,
            pause: None,
        }
    }

    /// What a write that may not pass answers; hyper then lets go of the connection.
    fn ended(&self) -> io::Error {
        self.control.arrive();
        self.control.lose();
        io::Error::new(
            io::ErrorKind::ConnectionAborted,
            "the connection was ended on purpose",
        )
    }

    fn poll_pause(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if let Some(pause) = &mut self.pause {
            ready!(pause.as_mut().poll(cx));
        }
        self.pause = None;
        Poll::Ready(())
    }

    fn poll_shaped(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        loop {
            ready!(self.poll_pause(cx));
            match self.control.passage(bytes) {
                Passage::Now(many) => return self.poll_hand_over(cx, &bytes[..many]),
                Passage::Later(wait) => self.pause = Some(pause(wait)),
                Passage::Instead(other) => ready!(self.poll_write_other(cx, &other))?,
                Passage::Never => return Poll::Ready(Err(self.ended())),
            }
        }
    }

    fn poll_write_other(&mut self, cx: &mut Context<'_>, other: &Bytes) -> Poll<io::Result<()>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write(cx, other))?;
        self.control.gone(&other[..written]);
        Poll::Ready(Ok(()))
    }

    fn poll_hand_over(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.control.hand_over();
        let outcome = ready!(Pin::new(&mut self.stream).poll_write(cx, bytes));
        match &outcome {
            Ok(written) => self.control.gone(&bytes[..*written]),
            Err(_) => self.control.lose(),
        }
        Poll::Ready(outcome)
    }
}

// At least a moment, so that a rounded wait never spins.
fn pause(wait: Duration) -> Pin<Box<Sleep>> {
    Box::pin(sleep(wait.max(Duration::from_millis(1))))
}

impl<S: Socket> AsyncRead for Connection<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let this = &mut *self;
        let read = Pin::new(&mut this.stream).poll_read(cx, buffer);
        match &read {
            Poll::Ready(Ok(())) if buffer.filled().len() > before => {
                this.head.arrived(&this.control);
            }
            Poll::Pending => match this.head.overdue(&this.control, cx) {
                Some(Overdue::Head) => return Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
                // Nothing is lost: as if the peer had said that it will ask nothing more.
                Some(Overdue::Idle) => return Poll::Ready(Ok(())),
                None => {}
            },
            Poll::Ready(_) => {}
        }
        read
    }
}

impl<S: Socket> AsyncWrite for Connection<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.control.is_shaped() && !bytes.is_empty() {
            return self.poll_shaped(cx, bytes);
        }
        self.poll_hand_over(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.control.is_shaped() {
            // Few answers are shaped, so one slice at a time is fast enough.
            let first = slices.iter().find(|slice| !slice.is_empty());
            return self.poll_write(cx, first.map_or(&[], |slice| slice));
        }
        self.control.hand_over();
        let outcome = ready!(Pin::new(&mut self.stream).poll_write_vectored(cx, slices));
        if outcome.is_err() {
            self.control.lose();
        }
        Poll::Ready(outcome)
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

impl<S: Socket> Drop for Connection<S> {
    fn drop(&mut self) {
        self.control.lose();
        if self.control.ending() == Some(Ending::Reset) {
            // Lingering for no time at all makes the close a reset. A socket that is already gone
            // cannot be reset, and needs not be.
            let _ = socket2::SockRef::from(self.stream.tcp()).set_linger(Some(Duration::ZERO));
        }
    }
}
