//! `connection_reset`: the connection is torn down without an answer, and nothing was done.
//!
//! The client reads a reset (RST) where a dropped connection reads as an end of file.

use std::sync::Arc;

use super::kind::{Effect, Kind};
use super::plan::{Instead, Plan};
use super::reach::Reach;
use crate::sandbox::seed::Child;
use crate::server::Ending;

const NAME: &str = "connection_reset";

pub(super) const KIND: Kind = Kind {
    name: NAME,
    about: "Nothing is done, and the connection is reset (RST) without an answer.",
    reach: Reach::Every,
    is_wiremock: false,
    attributes: &[],
    read: |_| Ok(Arc::new(ConnectionReset)),
};

#[derive(Debug)]
struct ConnectionReset;

impl Effect for ConnectionReset {
    fn shape(&self, plan: &mut Plan, _: &Child) -> bool {
        plan.replace(Instead::End(Ending::Reset), NAME)
    }
}
