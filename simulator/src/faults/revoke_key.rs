//! `revoke_key`: the API key that the request presents is revoked before it is judged.
//!
//! So the request is refused with `KEY_REVOKED`, and the key stays revoked until it is restored on
//! the control interface.

use std::sync::Arc;

use http::HeaderMap;

use super::kind::{Effect, Kind};
use super::plan::Plan;
use super::reach::Reach;
use crate::presented;
use crate::sandbox::registry::Sandbox;
use crate::sandbox::seed::Child;

const NAME: &str = "revoke_key";

pub(super) const KIND: Kind = Kind {
    name: NAME,
    about: "The API key presented is revoked just before the request is judged, and stays revoked.",
    reach: Reach::Key,
    is_wiremock: false,
    attributes: &[],
    read: |_| Ok(Arc::new(RevokeKey)),
};

#[derive(Debug)]
struct RevokeKey;

impl Effect for RevokeKey {
    fn shape(&self, plan: &mut Plan, _: &Child) -> bool {
        plan.first(revoke, NAME)
    }
}

fn revoke(sandbox: &Sandbox<()>, headers: &HeaderMap) {
    if let Some(key) = presented::api_key(headers) {
        sandbox.revoke_key(key);
    }
}
