//! The control interface without a socket, for programs that carry the simulator in themselves.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use http::{Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::router;
use crate::app::App;

/// The control interface, asked directly: the same routes give the same answers as over HTTP. Who
/// holds it has started the simulator, so no token is asked for.
#[derive(Debug, Clone)]
pub struct ControlInterface {
    app: Arc<App>,
    router: Router,
}

impl ControlInterface {
    pub(crate) fn of(app: Arc<App>) -> Self {
        Self {
            router: router(&app).with_state(Arc::clone(&app)),
            app,
        }
    }

    /// The last sequence that a sandbox's journal gave out, as `meta.lastSequence` of its list
    /// says; `None` where there is no such sandbox. A runner asks before and after every step.
    #[must_use]
    pub fn last_sequence(&self, sandbox: &str) -> Option<u64> {
        let site = self.app.site(Some(sandbox))?;
        let ring = site.journal.ring();
        Some(ring.last_sequence())
    }

    /// Asks for a path with its query (`/__admin/sandboxes`), with a JSON body or none, and answers
    /// status and body.
    pub async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
    ) -> (StatusCode, Vec<u8>) {
        let mut request = Request::builder().method(method).uri(path);
        if body.is_some() {
            request = request.header(http::header::CONTENT_TYPE, "application/json");
        }
        let Ok(request) = request.body(Body::from(body.unwrap_or_default())) else {
            return (StatusCode::BAD_REQUEST, Vec::new());
        };
        let response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let status = response.status();
        let body = response.into_body().collect().await;
        (
            status,
            body.map(|body| body.to_bytes().to_vec())
                .unwrap_or_default(),
        )
    }
}
