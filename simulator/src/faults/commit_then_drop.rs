//! `commit_then_drop`: the work is done, and its answer is lost at the socket.

use std::sync::Arc;

use super::kind::{Effect, Kind};
use super::plan::{End, Plan};
use super::reach::Reach;
use crate::sandbox::seed::Child;

const NAME: &str = "commit_then_drop";

pub(super) const KIND: Kind = Kind {
    name: NAME,
    about: "The work is done, and the connection is closed without its answer.",
    reach: Reach::Every,
    is_wiremock: false,
    attributes: &[],
    read: |_| Ok(Arc::new(CommitThenDrop)),
};

#[derive(Debug)]
struct CommitThenDrop;

impl Effect for CommitThenDrop {
    fn shape(&self, plan: &mut Plan, _: &Child) -> bool {
        plan.end(End::Lost, NAME)
    }
}
