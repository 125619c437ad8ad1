//! `latency`: the answer is held back.
//!
//! The sandbox does its work first: a client that gives up early cannot know that it was done.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};

use super::LONGEST_MS;
use super::attribute::{Attribute, Attributes};
use super::kind::{Effect, Kind};
use super::plan::Plan;
use super::reach::Reach;
use crate::sandbox::seed::Child;

const NAME: &str = "latency";

pub(super) const KIND: Kind = Kind {
    name: NAME,
    about: "The work is done; its answer is held back for `latencyMs`, up to `jitterMs` more or \
            less.",
    reach: Reach::Every,
    is_wiremock: false,
    attributes: &[
        Attribute::whole("latencyMs", 0, LONGEST_MS),
        Attribute::whole("jitterMs", 0, LONGEST_MS).optional(),
    ],
    read,
};

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Latency {
    latency_ms: u64,
    // Up to so much more or less, drawn from the seed.
    jitter_ms: u64,
}

fn read(given: &Attributes) -> Result<Arc<dyn Effect>, String> {
    let latency = Latency {
        latency_ms: given.whole("latencyMs").unwrap_or_default(),
        jitter_ms: given.whole("jitterMs").unwrap_or_default(),
    };
    if latency.latency_ms + latency.jitter_ms > LONGEST_MS {
        return Err(format!(
            "`latencyMs` and `jitterMs` together are at most {LONGEST_MS}"
        ));
    }
    Ok(Arc::new(latency))
}

impl Effect for Latency {
    fn shape(&self, plan: &mut Plan, chance: &Child) -> bool {
        let least = self.latency_ms.saturating_sub(self.jitter_ms);
        let drawn = chance
            .child("jitter")
            .between(least, self.latency_ms + self.jitter_ms);
        plan.hold_back(Duration::from_millis(drawn), NAME)
    }

    fn attributes(&self) -> Value {
        json!(self)
    }
}
