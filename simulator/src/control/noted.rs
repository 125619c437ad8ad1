//! Notes every change that somebody makes on the control interface, for those who watch.

use std::sync::Arc;

use axum::extract::{FromRequestParts as _, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::Method;

use super::aside::to_the_end;
use super::path::{OfSandbox, parameter};
use crate::app::App;

/// Calls that read although they are sent with a body; and the reset, which is told by itself.
const PASSED_OVER: [&str; 7] = [
    "/reset",
    "/requests/count",
    "/requests/find",
    "/requests/wait",
    "/near-misses/request",
    "/near-misses/request-pattern",
    "/mappings/find-by-metadata",
];

/// Answers a call to a sandbox, and notes it where it changed something: to the end, even where the
/// caller goes away meanwhile.
pub(super) async fn noted(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let (mut head, body) = request.into_parts();
    let path = head
        .extensions
        .get::<MatchedPath>()
        .map(|path| below(path.as_str()).to_owned());
    let site = OfSandbox::from_request_parts(&mut head, &app).await.ok();
    let about = match parameter(&mut head, "id").await {
        None => parameter(&mut head, "vpd").await,
        id => id,
    };
    let method = head.method.clone();
    let answering = next.run(Request::from_parts(head, body));
    let (Some(OfSandbox(site)), Some(path)) = (site, path) else {
        return answering.await;
    };
    if PASSED_OVER.contains(&path.as_str()) {
        return answering.await;
    }
    to_the_end(async move {
        let response = answering.await;
        if response.status().is_success() {
            site.changed(kind(&path), format!("{method} {path}"), about.as_deref());
        }
        response
    })
    .await
}

// The path below the sandbox's part of the interface.
fn below(path: &str) -> &str {
    let path = path.strip_prefix("/__admin").unwrap_or(path);
    path.strip_prefix("/sandboxes/{sandbox}").unwrap_or(path)
}

fn kind(path: &str) -> &'static str {
    let mut segments = path.split('/').skip(1);
    match (segments.next().unwrap_or_default(), segments.next()) {
        ("clock", _) => "clock",
        ("faults", _) => "faults",
        ("credentials", _) | ("esr", Some("employers")) => "credentials",
        ("esr", Some("applicants")) if path.ends_with("/applicants") => "feed",
        ("nhs-jobs" | "esr", _) => "person",
        ("requests", _) => "journal",
        _ => "state",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_named_by_what_it_changes() {
        let kind = |path| kind(below(path));

        assert_eq!(kind("/__admin/clock"), "clock");
        assert_eq!(kind("/__admin/sandboxes/{sandbox}/faults/{id}"), "faults");
        assert_eq!(kind("/__admin/nhs-jobs/vacancies/{id}/publish"), "person");
        assert_eq!(kind("/__admin/esr/applicants"), "feed");
        assert_eq!(kind("/__admin/esr/applicants/{id}/close"), "person");
        assert_eq!(kind("/__admin/esr/employers/{vpd}"), "credentials");
        assert_eq!(kind("/__admin/requests"), "journal");
        assert_eq!(kind("/__admin/state"), "state");
    }
}
