//! What whoever answers an exchange may do to the connection under it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::course::{Course, Passage};
use super::delivery::Delivery;

/// How a connection ends when it is ended on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The stream is closed in order (FIN): the peer reads an end of file.
    Finish,
    /// The stream is torn down (RST): the peer reads a connection reset.
    Reset,
}

/// The handle of one connection, shared between the bytes and whoever answers.
#[derive(Debug, Default)]
pub(crate) struct Control {
    // Whether the state says anything about bytes: nearly always it does not, and then they pass
    // without being looked at.
    shaped: AtomicBool,
    // How many exchanges have begun on the connection, and whether one is under way.
    exchanges: AtomicU64,
    under_way: AtomicBool,
    // A lock, because several things change together; it is held for a few instructions.
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    ending: Option<Ending>,
    course: Option<Course>,
    watched: Option<Arc<Delivery>>,
}

impl Control {
    /// Ends the connection: nothing more is written to it.
    pub(crate) fn end(&self, ending: Ending) {
        self.state().ending = Some(ending);
        self.shaped.store(true, Ordering::Release);
    }

    /// Sends the next answer on this connection on a course of its own.
    pub(crate) fn shape(&self, course: Course) {
        self.state().course = Some(course);
        self.shaped.store(true, Ordering::Release);
    }

    /// Reports the next answer on this connection to `delivery`.
    pub(crate) fn watch(&self, delivery: Arc<Delivery>) {
        self.state().watched = Some(delivery);
    }

    /// An exchange begins: its head has been read.
    pub(super) fn begin(&self) {
        self.exchanges.fetch_add(1, Ordering::Relaxed);
        self.under_way.store(true, Ordering::Relaxed);
    }

    /// The exchange has its answer.
    pub(super) fn finish(&self) {
        self.under_way.store(false, Ordering::Relaxed);
    }

    /// How many exchanges have begun.
    pub(super) fn exchanges(&self) -> u64 {
        self.exchanges.load(Ordering::Relaxed)
    }

    /// Whether an exchange has begun and has no answer yet.
    pub(super) fn is_under_way(&self) -> bool {
        self.under_way.load(Ordering::Relaxed)
    }

    pub(super) fn ending(&self) -> Option<Ending> {
        self.state().ending
    }

    /// Whether bytes must be asked for before they go.
    pub(super) fn is_shaped(&self) -> bool {
        self.shaped.load(Ordering::Acquire)
    }

    /// What may be done with `bytes`, of which there is at least one.
    pub(super) fn passage(&self, bytes: &[u8]) -> Passage {
        let state = self.state();
        match (&state.ending, &state.course) {
            (Some(_), _) => Passage::Never,
            (None, Some(course)) => course.passage(bytes),
            (None, None) => Passage::Now(bytes.len()),
        }
    }

    /// These bytes have gone.
    pub(super) fn gone(&self, bytes: &[u8]) {
        if self.is_shaped()
            && let Some(course) = &mut self.state().course
        {
            course.gone(bytes);
        }
    }

    /// The course has come to where it ends the connection.
    pub(super) fn arrive(&self) {
        let mut state = self.state();
        let ending = state.course.as_ref().map_or(Ending::Finish, Course::ending);
        state.ending.get_or_insert(ending);
    }

    pub(super) fn hand_over(&self) {
        if let Some(delivery) = &self.state().watched {
            delivery.handed_over();
        }
    }

    /// Everything that was to go has gone: the next answer goes as any other.
    pub(super) fn flushed(&self) {
        let mut state = self.state();
        state.course = None;
        if state.ending.is_none() {
            self.shaped.store(false, Ordering::Release);
        }
        if let Some(delivery) = state.watched.take() {
            delivery.handed_over();
        }
    }

    pub(super) fn lose(&self) {
        if let Some(delivery) = self.state().watched.take() {
            delivery.lost();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
