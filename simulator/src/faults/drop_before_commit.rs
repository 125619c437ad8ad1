//! `drop_before_commit`: the connection closes without an answer, and nothing was done.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use super::kind::{Attributes, Effect, Kind, attributes};
use super::plan::{Instead, Plan};
use crate::sandbox::seed::Child;

const NAME: &str = "drop_before_commit";

pub(super) const KIND: Kind = Kind { name: NAME, read };

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DropBeforeCommit {}

fn read(given: Attributes) -> Result<Arc<dyn Effect>, String> {
    Ok(Arc::new(attributes::<DropBeforeCommit>(given)?))
}

impl Effect for DropBeforeCommit {
    fn shape(&self, plan: &mut Plan, _: &Child) -> bool {
        let room = !plan.is_decided();
        if room {
            plan.replace(Instead::Drop, NAME);
        }
        room
    }

    fn attributes(&self) -> Value {
        json!({})
    }
}
