//! Routes that are laid out when they are first asked for.
//!
//! Laying out some two hundred routes walks through most of the program. A simulator that answers
//! its first request at once, and whose control interface perhaps nobody uses, can do without.

use std::fmt;
use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use http::{Request, Response};
use tower::ServiceExt as _;

type LayOut = Box<dyn FnOnce() -> Router + Send>;

/// A router that is not there before its first request.
pub(crate) struct LaidOut(LazyLock<Router, LayOut>);

impl LaidOut {
    /// The router that `lay_out` makes.
    pub(crate) fn by(lay_out: impl FnOnce() -> Router + Send + 'static) -> Self {
        Self(LazyLock::new(Box::new(lay_out)))
    }

    /// Answers one request.
    pub(crate) async fn answer(&self, request: Request<Body>) -> Response<Body> {
        match self.0.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }
}

impl fmt::Debug for LaidOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LaidOut")
    }
}
