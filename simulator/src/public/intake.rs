//! Reading a request's body: kept up to the limit, drained beyond it, never waited for for ever.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use contract::limits::{BODY_BYTES, DRAIN_BYTES};
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Incoming};

/// How long a client may pause in the middle of a body.
const PATIENCE: Duration = Duration::from_secs(30);

/// A body as it came in.
#[derive(Debug, Default)]
pub(super) struct Intake {
    /// The body, as far as it is kept.
    pub(super) bytes: Bytes,
    /// How many bytes came in all.
    pub(super) length: u64,
    /// Why it did not come to its end.
    pub(super) broken: Option<Broken>,
}

/// Why a body did not come to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// The connection broke, or the chunks made no sense.
    Lost,
    /// The client paused for too long.
    Stalled,
    /// There was more than is even drained.
    Endless,
}

impl Intake {
    /// Reads a body to its end, or to the end of what is drained.
    ///
    /// All of it is read before anything is refused: a refusal sent while the client is still
    /// sending would be lost with the connection.
    pub(super) async fn of(mut body: Incoming) -> Self {
        let mut intake = Self::default();
        if body.size_hint().lower() > DRAIN_BYTES as u64 {
            intake.broken = Some(Broken::Endless);
            return intake;
        }
        let mut kept = Kept::default();
        while intake.broken.is_none() {
            match tokio::time::timeout(PATIENCE, body.frame()).await {
                Ok(Some(Ok(frame))) => {
                    intake.take(frame.into_data().unwrap_or_default(), &mut kept);
                }
                Ok(Some(Err(_))) => intake.broken = Some(Broken::Lost),
                Ok(None) => break,
                Err(_) => intake.broken = Some(Broken::Stalled),
            }
        }
        intake.bytes = kept.whole();
        intake
    }

    /// Whether the body is larger than a request's may be.
    pub(super) const fn is_too_large(&self) -> bool {
        self.length > BODY_BYTES as u64 || matches!(self.broken, Some(Broken::Endless))
    }

    fn take(&mut self, data: Bytes, kept: &mut Kept) {
        self.length += data.len() as u64;
        if self.length > DRAIN_BYTES as u64 {
            self.broken = Some(Broken::Endless);
        }
        kept.push(data);
    }
}

// Most bodies come in one frame, which is then kept without a copy.
#[derive(Debug, Default)]
struct Kept {
    first: Bytes,
    rest: BytesMut,
}

impl Kept {
    fn push(&mut self, data: Bytes) {
        if self.first.is_empty() {
            self.first = data.slice(..data.len().min(BODY_BYTES));
            return;
        }
        if self.rest.is_empty() {
            self.rest.extend_from_slice(&self.first);
        }
        let room = BODY_BYTES.saturating_sub(self.rest.len());
        self.rest.extend_from_slice(&data[..data.len().min(room)]);
    }

    fn whole(self) -> Bytes {
        if self.rest.is_empty() {
            self.first
        } else {
            self.rest.freeze()
        }
    }
}
