//! Listening and connections: our own accept loop on hyper, for both listeners.
//!
//! `axum::serve` can neither lose an answer at the socket nor time a header out, so connections are
//! accepted, limited, wrapped and drained here. Whoever answers an exchange reaches the connection
//! under it through a [`Control`] among the request's extensions.

mod accept;
mod connection;
mod control;
mod counts;
mod course;
mod delivery;
mod head;
mod listener;
mod pace;
mod reach;
mod serve;
mod socket;
mod tls;

pub(crate) use accept::{Acceptor, Limits, Terms};
pub(crate) use control::{Control, Ending};
pub(crate) use counts::{Count, Counts};
pub(crate) use course::Course;
pub(crate) use delivery::Delivery;
pub(crate) use listener::{Listener, base_url};
pub(crate) use pace::{LONGEST, Pace};
pub(crate) use reach::Reach;
pub(crate) use serve::{Answerer, Arrived, Cut};
pub use tls::TlsError;
pub(crate) use tls::{acceptor, trusting};
