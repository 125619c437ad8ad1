//! The watch over what a client may take its time for: the head of a request, which once begun must
//! come to its end, and the quiet between two requests.
//!
//! hyper has one limit for both; a connection may idle longer than a client may take to say one
//! head. Its limit is also set anew for each request, among the timers that all connections share;
//! here one alarm a connection is enough, which looks at the time when it rings.

use std::future::Future as _;
use std::pin::Pin;
use std::task::Context;
use std::time::Duration;

use tokio::time::{Sleep, sleep};

use super::control::Control;
use crate::sandbox::clock::Stopwatch;

/// Watches the heads of one connection, and the quiet between its exchanges.
#[derive(Debug)]
pub(super) struct HeadWatch {
    most: Duration,
    // The exchange whose head has begun, and since when.
    begun: Option<(u64, Stopwatch)>,
    // Made only where a head does not come in one piece.
    alarm: Option<Pin<Box<Sleep>>>,
    idle: IdleWatch,
}

/// Why nothing more is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overdue {
    /// A head has begun and does not come to its end.
    Head,
    /// No request has come for as long as a connection may idle.
    Idle,
}

impl HeadWatch {
    /// A watch that allows `most` for each head, and `idle` between two exchanges.
    pub(super) const fn new(most: Duration, idle: Duration) -> Self {
        Self {
            most,
            begun: None,
            alarm: None,
            idle: IdleWatch::new(idle),
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

    /// What is overdue, if anything is; if not yet, the task is woken when it is.
    pub(super) fn overdue(&mut self, control: &Control, cx: &mut Context<'_>) -> Option<Overdue> {
        if control.is_under_way() {
            self.begun = None;
            self.alarm = None;
            return None;
        }
        match self.begun {
            Some((exchange, since)) if exchange == control.exchanges() => {
                let left = self.most.saturating_sub(since.elapsed());
                let alarm = self.alarm.get_or_insert_with(|| Box::pin(sleep(left)));
                alarm.as_mut().poll(cx).is_ready().then_some(Overdue::Head)
            }
            _ => {
                self.begun = None;
                self.alarm = None;
                self.idle.is_over(control, cx).then_some(Overdue::Idle)
            }
        }
    }
}

/// Watches the quiet between exchanges.
#[derive(Debug)]
struct IdleWatch {
    most: Duration,
    // How many exchanges there have been, and since when it is quiet.
    quiet: Option<(u64, Stopwatch)>,
    // Rings when the connection could have idled for long enough; then the time is looked at.
    alarm: Option<Pin<Box<Sleep>>>,
}

impl IdleWatch {
    const fn new(most: Duration) -> Self {
        Self {
            most,
            quiet: None,
            alarm: None,
        }
    }

    fn is_over(&mut self, control: &Control, cx: &mut Context<'_>) -> bool {
        let exchanges = control.exchanges();
        let quiet = self.quiet.filter(|(known, _)| *known == exchanges);
        let (_, since) = *self
            .quiet
            .insert(quiet.unwrap_or((exchanges, Stopwatch::start())));
        loop {
            let alarm = self.alarm.get_or_insert_with(|| Box::pin(sleep(self.most)));
            if alarm.as_mut().poll(cx).is_pending() {
                return false;
            }
            let left = self.most.saturating_sub(since.elapsed());
            if left.is_zero() {
                return true;
            }
            self.alarm = Some(Box::pin(sleep(left)));
        }
    }
}
