//! `latency`: the answer is held back.
//!
//! The sandbox does its work first: a client that gives up early cannot know that it was done.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::kind::{Attributes, Effect, Kind, attributes};
use super::plan::Plan;
use crate::sandbox::seed::Child;

const NAME: &str = "latency";

/// The longest an answer may be held back, in milliseconds: five minutes.
const MOST: u64 = 300_000;

pub(super) const KIND: Kind = Kind { name: NAME, read };

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Latency {
    latency_ms: u64,
    // Up to so much more or less, drawn from the seed.
    #[serde(default)]
    jitter_ms: u64,
}

fn read(given: Attributes) -> Result<Arc<dyn Effect>, String> {
    let latency: Latency = attributes(given)?;
    if latency.latency_ms.saturating_add(latency.jitter_ms) > MOST {
        return Err(format!(
            "`latencyMs` and `jitterMs` together are at most {MOST}"
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
        plan.hold_back(Duration::from_millis(drawn), NAME);
        true
    }

    fn attributes(&self) -> Value {
        json!(self)
    }
}
