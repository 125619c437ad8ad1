//! Reading the paths of the control interface.

use std::sync::Arc;

use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;

use super::refused::ControlRefused;
use crate::app::{App, Site};

/// The sandbox of a path: the one it names, or the default one.
#[derive(Debug)]
pub(crate) struct OfSandbox(pub(super) Arc<Site>);

impl FromRequestParts<Arc<App>> for OfSandbox {
    type Rejection = ControlRefused;

    async fn from_request_parts(head: &mut Parts, app: &Arc<App>) -> Result<Self, ControlRefused> {
        let id = parameter(head, "sandbox").await;
        let site = app.site(id.as_deref());
        let unknown = || {
            let shown: String = id.unwrap_or_default().chars().take(80).collect();
            ControlRefused::not_found(format!("there is no sandbox `{shown}`"))
        };
        site.map(Self).ok_or_else(unknown)
    }
}

/// The id of the sandbox that a path names; `None` for the default one.
#[derive(Debug)]
pub(crate) struct SandboxName(pub(super) Option<String>);

impl FromRequestParts<Arc<App>> for SandboxName {
    type Rejection = ControlRefused;

    async fn from_request_parts(head: &mut Parts, _: &Arc<App>) -> Result<Self, ControlRefused> {
        Ok(Self(parameter(head, "sandbox").await))
    }
}

/// The `{id}` of a path: whatever the path is about.
#[derive(Debug)]
pub(super) struct Id(pub(super) String);

impl FromRequestParts<Arc<App>> for Id {
    type Rejection = ControlRefused;

    async fn from_request_parts(head: &mut Parts, _: &Arc<App>) -> Result<Self, ControlRefused> {
        Ok(Self(parameter(head, "id").await.unwrap_or_default()))
    }
}

/// A parameter of the path, decoded.
pub(super) async fn parameter(head: &mut Parts, name: &str) -> Option<String> {
    let parameters = RawPathParams::from_request_parts(head, &()).await.ok()?;
    let mut named = parameters.iter().filter(|(known, _)| *known == name);
    named.next().map(|(_, value)| value.to_owned())
}
