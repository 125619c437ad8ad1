//! `unknown_enum`: the answer has a code that no list knows.
//!
//! A list of codes grows; a client is to carry on where it can, and to show the rest as it is.

use std::sync::Arc;

use serde_json::Value;

use super::kind::{Effect, Kind};
use super::plan::Plan;
use super::reach::Reach;
use crate::answer::Answer;
use crate::sandbox::seed::Child;

const NAME: &str = "unknown_enum";

pub(super) const KIND: Kind = Kind {
    name: NAME,
    about: "The work is done; a code of its answer is `INTRODUCED_LATER`, which no list knows.",
    reach: Reach::Codes,
    is_wiremock: false,
    attributes: &[],
    read: |_| Ok(Arc::new(UnknownEnum)),
};

#[derive(Debug)]
struct UnknownEnum;

impl Effect for UnknownEnum {
    fn shape(&self, plan: &mut Plan, _: &Child) -> bool {
        plan.edit(replace, NAME)
    }
}

/// The code.
const CODE: &str = "INTRODUCED_LATER";

fn replace(answer: &mut Answer) {
    answer.edit_json(|document| {
        if let Some(code) = code_of(document) {
            *code = CODE.into();
        }
    });
}

// The status of a vacancy, of the first of a list, or of the service; how the first record of a
// transfer fared; the code of a refusal.
fn code_of(document: &mut Value) -> Option<&mut Value> {
    const PLACES: [&str; 4] = [
        "/vacancies/0/status",
        "/records/0/loadStatusCode",
        "/code",
        "/status",
    ];
    let place = PLACES
        .into_iter()
        .find(|place| document.pointer(place).is_some_and(Value::is_string))?;
    document.pointer_mut(place)
}
