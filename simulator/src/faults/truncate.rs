//! `truncate`: the work is done, and its answer is cut at the socket, in the middle of its body.

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};

use super::attribute::{Attribute, Attributes};
use super::kind::{Effect, Kind};
use super::plan::{End, Plan};
use super::reach::Reach;
use crate::sandbox::seed::Child;

const NAME: &str = "truncate";

pub(super) const KIND: Kind = Kind {
    name: NAME,
    about: "The work is done; the connection is closed after `bytes` bytes of the answer's body, always before the last.",
    reach: Reach::Every,
    is_wiremock: false,
    attributes: &[Attribute::whole("bytes", 0, u64::MAX)],
    read,
};

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Truncate {
    bytes: u64,
}

fn read(given: &Attributes) -> Result<Arc<dyn Effect>, String> {
    let bytes = given.whole("bytes").unwrap_or_default();
    Ok(Arc::new(Truncate { bytes }))
}

impl Effect for Truncate {
    fn shape(&self, plan: &mut Plan, _: &Child) -> bool {
        plan.end(End::After(self.bytes), NAME)
    }

    fn attributes(&self) -> Value {
        json!(self)
    }
}
