//! `commit_then_drop`: the work is done, and the connection closes before its answer.
//!
//! The client cannot tell this from [`super::drop_before_commit`]; that is the point of both.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use super::kind::{Attributes, Effect, Kind, attributes};
use super::plan::Plan;
use crate::sandbox::seed::Child;

const NAME: &str = "commit_then_drop";

pub(super) const KIND: Kind = Kind { name: NAME, read };

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CommitThenDrop {}

fn read(given: Attributes) -> Result<Arc<dyn Effect>, String> {
    Ok(Arc::new(attributes::<CommitThenDrop>(given)?))
}

impl Effect for CommitThenDrop {
    fn shape(&self, plan: &mut Plan, _: &Child) -> bool {
        let room = !plan.is_decided();
        if room {
            plan.lose(NAME);
        }
        room
    }

    fn attributes(&self) -> Value {
        json!({})
    }
}
