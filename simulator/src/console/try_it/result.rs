//! What became of a send: what an ATS's user sees, beside what went over the wire.

use askama::Template;
use askama::filters::HtmlSafe;

use super::super::traffic::{Explained, Wire};
use super::told::Told;
use super::wire::Came;
use crate::app::{App, Site};
use crate::journal::Entry;

/// What is shown above the form after it was sent.
#[derive(Debug, Template)]
#[template(path = "console/try/result.html")]
pub(super) struct Sent {
    told: Told,
    wire: Option<Wire>,
    explained: Option<Explained>,
    /// Where the exchange is in the traffic.
    href: String,
    number: u64,
    /// What had to be sent before, such as for a token.
    before: Option<Wire>,
}

impl Sent {
    /// The result of one exchange; `key` finds it in the journal where no answer came.
    pub(super) fn of(
        app: &App,
        site: &Site,
        path: &str,
        came: &Came,
        key: &str,
        told: Told,
    ) -> Self {
        let entry = exchange(site, came, key);
        let id = entry.as_ref().map(|entry| entry.id().to_owned());
        Self {
            told,
            wire: entry.as_ref().map(|entry| Wire::of(entry)),
            explained: entry.as_ref().map(|entry| Explained::of(app, site, entry)),
            href: format!("{path}/traffic/{}", id.unwrap_or_default()),
            number: entry.map(|entry| entry.sequence()).unwrap_or_default(),
            before: None,
        }
    }

    /// With the exchange that had to come before.
    pub(super) fn after(mut self, site: &Site, came: &Came) -> Self {
        self.before = exchange(site, came, "").map(|entry| Wire::of(&entry));
        self
    }

    /// Whether the draft was changed by somebody else.
    pub(super) fn is_stale(&self) -> bool {
        self.told.stale
    }

    /// Whether sending the same again may help.
    pub(super) fn again(&self) -> bool {
        self.told.again
    }
}

fn exchange(site: &Site, came: &Came, key: &str) -> Option<std::sync::Arc<Entry>> {
    if let Came::Answer { headers, .. } = came
        && let Some(id) = headers.get("x-request-id").and_then(|id| id.to_str().ok())
    {
        return site.journal.find(id);
    }
    let sent = |entry: &std::sync::Arc<Entry>| {
        !key.is_empty() && entry.arrival.headers.text("idempotency-key").as_deref() == Some(key)
    };
    site.journal.entries().into_iter().find(sent)
}

// Its template escapes whatever it shows.
impl HtmlSafe for Sent {}
