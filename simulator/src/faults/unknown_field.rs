//! `unknown_field`: the answer has a member that the contract does not know.
//!
//! An interface grows by such members; a client is to ignore them.

use std::sync::Arc;

use serde_json::{Value, json};

use super::kind::{Effect, Kind};
use super::plan::Plan;
use super::reach::Reach;
use crate::answer::Answer;
use crate::sandbox::seed::Child;

const NAME: &str = "unknown_field";

pub(super) const KIND: Kind = Kind {
    name: NAME,
    about: "The work is done; its answer has a member more, `introducedLater`, that no contract knows.",
    reach: Reach::Json,
    is_wiremock: false,
    attributes: &[],
    read: |_| Ok(Arc::new(UnknownField)),
};

#[derive(Debug)]
struct UnknownField;

impl Effect for UnknownField {
    fn shape(&self, plan: &mut Plan, _: &Child) -> bool {
        plan.edit(add, NAME)
    }
}

fn add(answer: &mut Answer) {
    answer.edit_json(|document| {
        if let Value::Object(members) = document {
            members.insert(
                "introducedLater".to_owned(),
                json!({ "by": NAME, "values": [1, null] }),
            );
        }
    });
}
