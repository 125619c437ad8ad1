//! Reading a request's body: kept up to the limit, drained beyond it, never waited for for ever.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use contract::limits::DRAIN_BYTES;
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Incoming};

/// How long a client may pause before it is told that its head alone is refused.
const HEARD_OUT: Duration = Duration::from_millis(300);

/// What is read of bodies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BodyLimits {
    /// The most that is kept, in bytes; a larger body is refused.
    pub(crate) most: usize,
    /// How long a client may pause in the middle.
    pub(crate) pause: Duration,
}

impl BodyLimits {
    /// How much is read at all, so that a refusal reaches whoever is still sending.
    const fn drain(self) -> u64 {
        let more = if self.most > DRAIN_BYTES {
            self.most
        } else {
            DRAIN_BYTES
        };
        more as u64
    }
}

/// A body as it came in.
#[derive(Debug, Default)]
pub(super) struct Intake {
    /// The body, as far as it is kept.
    pub(super) bytes: Bytes,
    /// How many bytes came in all.
    pub(super) length: u64,
    /// Why it did not come to its end.
    pub(super) broken: Option<Broken>,
    /// How many bytes were announced; nothing where they come in chunks.
    pub(super) declared: u64,
    /// How large it may be.
    pub(super) most: usize,
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
    /// The head alone is refused, and the client waits for that before it goes on.
    Awaited,
}

impl Intake {
    /// A body of which nothing has come yet.
    pub(super) fn announced(body: &Incoming, limits: BodyLimits) -> Self {
        Self {
            declared: body.size_hint().lower(),
            most: limits.most,
            ..Self::default()
        }
    }

    /// Reads a body to its end, or to the end of what is drained.
    ///
    /// All of it is read before anything is refused: a refusal sent while the client is still
    /// sending would be lost with the connection. Only a client that pauses is not waited for where
    /// the head alone `is_refused`: it may be waiting for the refusal. What it sends after that is
    /// drained all the same.
    pub(super) async fn of(
        mut body: Incoming,
        limits: BodyLimits,
        is_refused: impl Fn(Self) -> bool,
    ) -> Self {
        let mut intake = Self::announced(&body, limits);
        let mut is_refused = Some(is_refused);
        if body.size_hint().lower() > limits.drain() {
            intake.broken = Some(Broken::Endless);
            return intake;
        }
        let mut kept = Kept::default();
        while intake.broken.is_none() {
            let pause = match &is_refused {
                Some(_) => limits.pause.min(HEARD_OUT),
                None => limits.pause,
            };
            match tokio::time::timeout(pause, body.frame()).await {
                Ok(Some(Ok(frame))) => {
                    intake.take(frame.into_data().unwrap_or_default(), limits, &mut kept);
                }
                Ok(Some(Err(_))) => intake.broken = Some(Broken::Lost),
                Ok(None) => break,
                Err(_) => match is_refused.take() {
                    Some(is_refused) if is_refused(Self::announced(&body, limits)) => {
                        intake.broken = Some(Broken::Awaited);
                    }
                    Some(_) => (),
                    None => intake.broken = Some(Broken::Stalled),
                },
            }
        }
        if intake.broken == Some(Broken::Awaited) {
            let left = limits.drain().saturating_sub(intake.length);
            tokio::spawn(drain(body, left, limits.pause));
        }
        intake.bytes = kept.whole();
        intake
    }

    /// A body that was never asked for: its client waits to be told to go on, and is refused.
    pub(super) fn unasked(body: &Incoming, limits: BodyLimits) -> Self {
        Self {
            broken: Some(Broken::Awaited),
            ..Self::announced(body, limits)
        }
    }

    /// Whether the body is larger than a request's may be.
    pub(super) const fn is_too_large(&self) -> bool {
        let most = self.most as u64;
        self.length > most || self.declared > most || matches!(self.broken, Some(Broken::Endless))
    }

    fn take(&mut self, data: Bytes, limits: BodyLimits, kept: &mut Kept) {
        self.length += data.len() as u64;
        if self.length > limits.drain() {
            self.broken = Some(Broken::Endless);
        }
        kept.push(data, limits.most);
    }
}

// Reads on while a refusal is on its way, so that it is not lost with the connection.
async fn drain(mut body: Incoming, most: u64, pause: Duration) {
    let mut read = 0;
    while let Ok(Some(Ok(frame))) = tokio::time::timeout(pause, body.frame()).await {
        read += frame.data_ref().map_or(0, |data| data.len() as u64);
        if read > most {
            return;
        }
    }
}

// Most bodies come in one frame, which is then kept without a copy.
#[derive(Debug, Default)]
struct Kept {
    first: Bytes,
    rest: BytesMut,
}

impl Kept {
    fn push(&mut self, data: Bytes, most: usize) {
        if self.first.is_empty() {
            self.first = data.slice(..data.len().min(most));
            return;
        }
        if self.rest.is_empty() {
            self.rest.extend_from_slice(&self.first);
        }
        let room = most.saturating_sub(self.rest.len());
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
