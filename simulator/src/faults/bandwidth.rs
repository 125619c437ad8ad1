//! `bandwidth`: the answer's body goes at a rate, for a minute at most.

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};

use super::attribute::{Attribute, Attributes};
use super::kind::{Effect, Kind};
use super::plan::Plan;
use super::reach::Reach;
use crate::sandbox::seed::Child;
use crate::server::Pace;

const NAME: &str = "bandwidth";

pub(super) const KIND: Kind = Kind {
    name: NAME,
    about: "The answer's body goes at `bytesPerSecond`; what has not gone after a minute goes at once.",
    reach: Reach::Every,
    is_wiremock: false,
    attributes: &[Attribute::whole("bytesPerSecond", 1, u64::MAX)],
    read,
};

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Bandwidth {
    bytes_per_second: u64,
}

fn read(given: &Attributes) -> Result<Arc<dyn Effect>, String> {
    let bytes_per_second = given.whole("bytesPerSecond").unwrap_or(1);
    Ok(Arc::new(Bandwidth { bytes_per_second }))
}

impl Effect for Bandwidth {
    fn shape(&self, plan: &mut Plan, _: &Child) -> bool {
        let bytes_per_second = self.bytes_per_second;
        plan.slow(Pace::Rate { bytes_per_second }, NAME)
    }

    fn attributes(&self) -> Value {
        json!(self)
    }
}
