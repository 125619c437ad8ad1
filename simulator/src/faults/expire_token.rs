//! `expire_token`: the access token that the request presents runs out before it is judged.
//!
//! So the request is refused with `TOKEN_EXPIRED`, and the token stays expired; a new one is good.

use std::sync::Arc;

use http::HeaderMap;

use super::kind::{Effect, Kind};
use super::plan::Plan;
use super::reach::Reach;
use crate::presented;
use crate::sandbox::registry::Sandbox;
use crate::sandbox::seed::Child;

const NAME: &str = "expire_token";

pub(super) const KIND: Kind = Kind {
    name: NAME,
    about: "The access token presented runs out just before the request is judged, and stays expired.",
    reach: Reach::Token,
    is_wiremock: false,
    attributes: &[],
    read: |_| Ok(Arc::new(ExpireToken)),
};

#[derive(Debug)]
struct ExpireToken;

impl Effect for ExpireToken {
    fn shape(&self, plan: &mut Plan, _: &Child) -> bool {
        plan.first(expire, NAME)
    }
}

fn expire(sandbox: &Sandbox<()>, headers: &HeaderMap) {
    if let Some(token) = presented::bearer(headers) {
        sandbox.expire_token(token);
    }
}
