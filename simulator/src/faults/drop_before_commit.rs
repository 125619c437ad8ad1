//! `drop_before_commit`: the connection closes without an answer, and nothing was done.

use std::sync::Arc;

use super::kind::{Effect, Kind};
use super::plan::{Instead, Plan};
use super::reach::Reach;
use crate::sandbox::seed::Child;
use crate::server::Ending;

const NAME: &str = "drop_before_commit";

pub(super) const KIND: Kind = Kind {
    name: NAME,
    about: "Nothing is done, and the connection is closed without an answer.",
    reach: Reach::Every,
    is_wiremock: false,
    attributes: &[],
    read: |_| Ok(Arc::new(DropBeforeCommit)),
};

#[derive(Debug)]
struct DropBeforeCommit;

impl Effect for DropBeforeCommit {
    fn shape(&self, plan: &mut Plan, _: &Child) -> bool {
        plan.replace(Instead::End(Ending::Finish), NAME)
    }
}
