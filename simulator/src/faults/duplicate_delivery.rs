//! `duplicate_delivery`: the request arrives once and is applied as if it had arrived twice.
//!
//! So does a network that repeats what it thinks was lost: the client gets the answer to the
//! second. With an idempotency key that is the first answer again.

use std::sync::Arc;

use super::kind::{Effect, Kind};
use super::plan::Plan;
use super::reach::Reach;
use crate::sandbox::seed::Child;

const NAME: &str = "duplicate_delivery";

pub(super) const KIND: Kind = Kind {
    name: NAME,
    about: "The request is applied as if it had been delivered twice; the second answer is given.",
    reach: Reach::Writes,
    is_wiremock: false,
    attributes: &[],
    read: |_| Ok(Arc::new(DuplicateDelivery)),
};

#[derive(Debug)]
struct DuplicateDelivery;

impl Effect for DuplicateDelivery {
    fn shape(&self, plan: &mut Plan, _: &Child) -> bool {
        plan.repeat(NAME)
    }
}
