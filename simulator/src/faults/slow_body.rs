//! `slow_body`: the answer's body comes in pieces, spread over a time.

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
use crate::server::Pace;

const NAME: &str = "slow_body";

/// Into how many pieces a body goes where nobody says.
const USUAL: u64 = 10;

pub(super) const KIND: Kind = Kind {
    name: NAME,
    about: "The answer's body comes in `chunks` pieces (10 if not said), the last after \
            `durationMs`.",
    reach: Reach::Every,
    is_wiremock: false,
    attributes: &[
        Attribute::whole("durationMs", 0, LONGEST_MS),
        Attribute::whole("chunks", 1, 1_000).optional(),
    ],
    read,
};

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SlowBody {
    duration_ms: u64,
    chunks: u64,
}

fn read(given: &Attributes) -> Result<Arc<dyn Effect>, String> {
    Ok(Arc::new(SlowBody {
        duration_ms: given.whole("durationMs").unwrap_or_default(),
        chunks: given.whole("chunks").unwrap_or(USUAL),
    }))
}

impl Effect for SlowBody {
    fn shape(&self, plan: &mut Plan, _: &Child) -> bool {
        let pace = Pace::Pieces {
            pieces: self.chunks,
            within: Duration::from_millis(self.duration_ms),
        };
        plan.slow(pace, NAME)
    }

    fn attributes(&self) -> Value {
        json!(self)
    }
}
