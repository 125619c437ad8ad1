//! Who asks, and for which sandbox.

use std::sync::Arc;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::response::Response;
use http::request::Parts;

use super::address::Address;
use super::frame::{self, Frame, Tab};
use super::page;
use super::trouble::Trouble;
use crate::app::{App, Site};

/// Who asks, as the door has found.
#[derive(Debug, Clone, Default)]
pub(super) struct Visitor {
    /// What their forms send along.
    pub(super) form_token: String,
    /// What their last form did.
    pub(super) said: Option<String>,
    /// Whether they have signed in.
    pub(super) signed_in: bool,
    /// The address in their browser, where it is known.
    pub(super) address: Option<Address>,
}

impl Visitor {
    /// The frame of a page that is of no sandbox.
    pub(super) fn frame(&self) -> Frame {
        Frame::new(self.form_token.clone(), self.said.clone(), self.signed_in)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Trouble;

    async fn from_request_parts(head: &mut Parts, _: &S) -> Result<Self, Trouble> {
        Ok(head.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// The sandbox of a page, and who looks at it.
#[derive(Debug)]
pub(super) struct At {
    /// The simulator.
    pub(super) app: Arc<App>,
    /// The sandbox.
    pub(super) site: Arc<Site>,
    /// Who asks.
    pub(super) visitor: Visitor,
}

impl At {
    /// The frame of a page of one part of the sandbox, called as the part is.
    pub(super) fn frame(&self, tab: Tab) -> Frame {
        self.visitor.frame().within(&self.site, tab)
    }

    /// A path below the sandbox's; `below` begins with a slash or is empty.
    pub(super) fn path(&self, below: &str) -> String {
        format!("{}{below}", frame::path(&self.site))
    }

    /// On to another page of the sandbox, which tells what was done.
    pub(super) fn go(&self, below: &str, said: impl Into<String>) -> Response {
        page::go(&self.path(below), said)
    }

    /// Tells whoever watches the sandbox that a person changed it: the call of the control
    /// interface that does the same, such as `POST /nhs-jobs/vacancies/{id}/publish`.
    pub(super) fn note(&self, kind: &'static str, call: &str, about: Option<&str>) {
        self.site.changed(kind, call.to_owned(), about);
    }
}

impl FromRequestParts<Arc<App>> for At {
    type Rejection = Trouble;

    async fn from_request_parts(head: &mut Parts, app: &Arc<App>) -> Result<Self, Trouble> {
        let id = parameter(head, "sandbox").await;
        let site = app
            .site(Some(&id))
            .ok_or_else(|| Trouble::no_sandbox(&id))?;
        Ok(Self {
            app: Arc::clone(app),
            site,
            visitor: Visitor::from_request_parts(head, app).await?,
        })
    }
}

/// The `{id}` of a path: whatever the page is about.
#[derive(Debug)]
pub(super) struct Id(pub(super) String);

impl FromRequestParts<Arc<App>> for Id {
    type Rejection = Trouble;

    async fn from_request_parts(head: &mut Parts, _: &Arc<App>) -> Result<Self, Trouble> {
        Ok(Self(parameter(head, "id").await))
    }
}

/// A parameter of the path, decoded; empty where there is none.
async fn parameter(head: &mut Parts, name: &str) -> String {
    let Ok(parameters) = RawPathParams::from_request_parts(head, &()).await else {
        return String::new();
    };
    let mut named = parameters.iter().filter(|(known, _)| *known == name);
    named
        .next()
        .map(|(_, value)| value.to_owned())
        .unwrap_or_default()
}
