//! The watch over the head of a request: once begun, it must come to its end in time.
//!
//! hyper has one limit for waiting and for reading; a connection may idle longer than a client may
//! take to say one head.

use std::future::Future as _;
use std::pin::Pin;
use std::task::Context;
use std::time::Duration;

use tokio::time::{Sleep, sleep};

use super::control::Control;
use crate::sandbox::clock::Stopwatch;

/// Watches the heads of one connection.
#[derive(Debug)]
pub(super) struct HeadWatch {
    most: Duration,
    // The exchange whose head has begun, and since when.
    begun: Option<(u64, Stopwatch)>,
    // Made only where a head does not come in one piece.
    alarm: Option<Pin<Box<Sleep>>>,
}

impl HeadWatch {
    /// A watch that allows `most` for each head.
    pub(super) const fn new(most: Duration) -> Self {
        Self {
            most,
            begun: None,
            alarm: None,
        }
    }

    /// Bytes have come.
    pub(super) fn arrived(&mut self, control: &Control) {
        let exchange = control.exchanges();
        let known = matches!(self.begun, Some((begun, _)) if begun == exchange);
        if !control.is_under_way() && !known {
            self.begun = Some((exchange, Stopwatch::start()));
            self.alarm = None;
        }
    }

    /// Whether a head that has begun is overdue; if not yet, the task is woken when it is.
    pub(super) fn is_overdue(&mut self, control: &Control, cx: &mut Context<'_>) -> bool {
        let Some((exchange, since)) = self.begun else {
            return false;
        };
        if control.is_under_way() || exchange != control.exchanges() {
            self.begun = None;
            self.alarm = None;
            return false;
        }
        let left = self.most.saturating_sub(since.elapsed());
        let alarm = self.alarm.get_or_insert_with(|| Box::pin(sleep(left)));
        alarm.as_mut().poll(cx).is_ready()
    }
}
