//! `malformed_json`: the work is done, and its answer is no well-formed JSON.

use std::sync::Arc;

use bytes::Bytes;

use super::kind::{Effect, Kind};
use super::plan::Plan;
use super::reach::Reach;
use crate::answer::Answer;
use crate::sandbox::seed::Child;

const NAME: &str = "malformed_json";

pub(super) const KIND: Kind = Kind {
    name: NAME,
    about: "The work is done; its answer breaks off in the middle of the JSON, though the message is whole.",
    reach: Reach::Json,
    is_wiremock: false,
    attributes: &[],
    read: |_| Ok(Arc::new(MalformedJson)),
};

#[derive(Debug)]
struct MalformedJson;

impl Effect for MalformedJson {
    fn shape(&self, plan: &mut Plan, _: &Child) -> bool {
        plan.edit(break_off, NAME)
    }
}

// Less its last byte, which closes the document, and with a comma that nothing follows. The length
// told is right: it is the document that is wrong, not the message.
fn break_off(answer: &mut Answer) {
    let kept = answer.body.len().saturating_sub(1);
    let broken = [&answer.body[..kept], b","].concat();
    answer.body = Bytes::from(broken);
}
