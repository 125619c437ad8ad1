//! `commit_then_hang`: the work is done, and no answer comes; in the end the connection closes.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};

use super::LONGEST_MS;
use super::attribute::{Attribute, Attributes};
use super::kind::{Effect, Kind};
use super::plan::{End, Plan};
use super::reach::Reach;
use crate::sandbox::seed::Child;

const NAME: &str = "commit_then_hang";

pub(super) const KIND: Kind = Kind {
    name: NAME,
    about: "The work is done; the connection stays open for `hangMs` without an answer, and is then closed.",
    reach: Reach::Every,
    is_wiremock: false,
    attributes: &[Attribute::whole("hangMs", 0, LONGEST_MS)],
    read,
};

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CommitThenHang {
    hang_ms: u64,
}

fn read(given: &Attributes) -> Result<Arc<dyn Effect>, String> {
    let hang_ms = given.whole("hangMs").unwrap_or_default();
    Ok(Arc::new(CommitThenHang { hang_ms }))
}

impl Effect for CommitThenHang {
    fn shape(&self, plan: &mut Plan, _: &Child) -> bool {
        plan.end(End::Lost, NAME) && plan.hold_back(Duration::from_millis(self.hang_ms), NAME)
    }

    fn attributes(&self) -> Value {
        json!(self)
    }
}
