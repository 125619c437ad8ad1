//! What a form sends: names and texts, whichever way the browser wrote them.

use std::sync::Arc;

use axum::extract::{FromRequest as _, FromRequestParts, Multipart, Request};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use http::request::Parts;

use super::trouble::Trouble;

/// The most that a form without files may hold, in bytes.
const FORM_BYTES: usize = 2 * 1024 * 1024;
/// The most that a form with a file may hold, in bytes.
pub(super) const FILE_BYTES: usize = 64 * 1024 * 1024;

/// The fields of a form, in the order of the page. A file is the text in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(Arc<Vec<(String, String)>>);

impl Fields {
    /// Reads the body of a form.
    pub(super) async fn read(request: Request) -> Result<Self, Trouble> {
        let media = request.headers().get(CONTENT_TYPE);
        let media = media
            .and_then(|media| media.to_str().ok())
            .unwrap_or_default();
        if media.starts_with("multipart/form-data") {
            return Self::parts(request).await;
        }
        let body = axum::body::to_bytes(request.into_body(), FORM_BYTES).await;
        let body = body.map_err(|_| too_large(FORM_BYTES))?;
        let pairs = form_urlencoded::parse(&body).into_owned();
        Ok(Self(Arc::new(pairs.collect())))
    }

    async fn parts(request: Request) -> Result<Self, Trouble> {
        let read = Multipart::from_request(request, &()).await;
        let mut parts = read.map_err(|error| unreadable(&error.body_text()))?;
        let mut fields = Vec::new();
        loop {
            let part = parts.next_field().await;
            let Some(part) = part.map_err(|error| of_parts(&error))? else {
                return Ok(Self(Arc::new(fields)));
            };
            let name = part.name().unwrap_or_default().to_owned();
            let text = part.bytes().await.map_err(|error| of_parts(&error))?;
            fields.push((name, String::from_utf8_lossy(&text).into_owned()));
        }
    }

    /// The fields that the door has read from a request.
    pub(super) fn of(request: &Request) -> Option<&Self> {
        request.extensions().get()
    }

    /// The text of a field, line ends as they are on every system; empty where it was not sent.
    pub(super) fn get(&self, name: &str) -> String {
        let mut named = self.0.iter().filter(|(known, _)| known == name);
        let text = named.next().map(|(_, text)| text.as_str());
        text.unwrap_or_default().replace("\r\n", "\n")
    }

    /// The same without spaces around it.
    pub(super) fn trimmed(&self, name: &str) -> String {
        self.get(name).trim().to_owned()
    }

    /// The texts of a field that may stand several times: boxes that were ticked.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        let named = self.0.iter().filter(|(known, _)| known == name);
        named.map(|(_, text)| text.clone()).collect()
    }

    /// Whether a field was sent at all.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// Every field, in the order of the page.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// The same without one of them.
    pub(super) fn without(mut self, name: &str) -> Self {
        Arc::make_mut(&mut self.0).retain(|(known, _)| known != name);
        self
    }

    /// As a browser would write them.
    pub(super) fn encoded(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(self.iter())
            .finish()
    }

    /// What [`Fields::encoded`] wrote.
    pub(super) fn decoded(text: &str) -> Self {
        let pairs = form_urlencoded::parse(text.as_bytes()).into_owned();
        Self(Arc::new(pairs.collect()))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Fields {
    type Rejection = Trouble;

    async fn from_request_parts(head: &mut Parts, _: &S) -> Result<Self, Trouble> {
        // The door has read and judged them; without it there is nothing to act on.
        Ok(head.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// What the address of a page asks for, behind its question mark. What it asks for twice counts
/// once, and what is not understood is passed over.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked(Fields);

impl Asked {
    /// A text, without spaces around it; empty where it is not asked for.
    pub(super) fn get(&self, name: &str) -> String {
        self.0.trimmed(name)
    }

    /// Which page of a list, counted from 1.
    pub(super) fn page(&self) -> usize {
        self.get("page").parse().unwrap_or(1)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Trouble;

    async fn from_request_parts(head: &mut Parts, _: &S) -> Result<Self, Trouble> {
        Ok(Self(Fields::decoded(head.uri.query().unwrap_or_default())))
    }
}

fn of_parts(error: &axum::extract::multipart::MultipartError) -> Trouble {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(FILE_BYTES),
        _ => unreadable(&error.body_text()),
    }
}

fn too_large(most: usize) -> Trouble {
    let text = format!(
        "It is larger than {} MiB, which is the most that is read here. Nothing was changed.",
        most / 1024 / 1024
    );
    Trouble::unreadable(StatusCode::PAYLOAD_TOO_LARGE, text)
}

fn unreadable(why: &str) -> Trouble {
    let text = format!("{why}. Nothing was changed; go back and send the form again.");
    Trouble::unreadable(StatusCode::BAD_REQUEST, text)
}
