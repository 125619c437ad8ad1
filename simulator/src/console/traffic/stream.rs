//! `…/traffic/stream`: the newest exchanges for a page that is left open.
//!
//! However much happens, a watcher is told of it a few times a second and of the newest only, with
//! how many were passed over: so a page neither grows without bound nor slows anybody down.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use http::HeaderMap;
use serde_json::json;
use tokio::time::sleep;

use super::super::at::At;
use super::super::fields::Asked;
use super::filter::Filter;
use super::row::Row;
use crate::app::{App, Site};
use crate::journal::Happening;

/// How often a watcher is told at most.
const PAUSE: Duration = Duration::from_millis(300);
/// How many exchanges are told at once; of more, the newest.
const ROWS: u64 = 40;

/// Somebody who watches.
struct Watcher {
    app: Arc<App>,
    site: Arc<Site>,
    path: String,
    filter: Filter,
    seen: u64,
    over: bool,
}

/// The events: `rows` with what is new, and `end` when nothing more will come.
pub(super) async fn get(at: At, asked: Asked, headers: HeaderMap) -> Response {
    let last = headers
        .get("last-event-id")
        .and_then(|last| last.to_str().ok());
    let seen = position(&at.site, last.unwrap_or(&asked.get("seen")));
    let watcher = Watcher {
        path: at.path(""),
        app: at.app,
        site: at.site,
        filter: Filter::from(&asked),
        seen,
        over: false,
    };
    let events = stream::unfold(watcher, |mut watcher| async move {
        let event = watcher.next().await?;
        Some((Ok::<_, Infallible>(event), watcher))
    });
    let headers = [("x-accel-buffering", "no")];
    (headers, Sse::new(events).keep_alive(KeepAlive::default())).into_response()
}

// `life-number`, as events are numbered; in another life of the sandbox everything is new.
fn position(site: &Site, seen: &str) -> u64 {
    let parts = seen.split_once('-');
    let parts =
        parts.and_then(|(life, seen)| Some((life.parse::<u64>().ok()?, seen.parse().ok()?)));
    match parts {
        Some((life, seen)) if life == site.journal.life() => seen,
        _ => 0,
    }
}

impl Watcher {
    async fn next(&mut self) -> Option<Event> {
        while !self.over {
            let site = Arc::clone(&self.site);
            let mut news = pin!(site.journal.news());
            news.as_mut().enable();
            if site.journal.ring().last_happening() > self.seen {
                // Time for the answers to leave, and for more to come.
                sleep(PAUSE).await;
                if let Some(event) = self.take() {
                    return Some(event);
                }
                continue;
            }
            if site.journal.is_closed() {
                return Some(self.end("The sandbox was reset or deleted."));
            }
            tokio::select! {
                () = news => (),
                () = self.app.stop_asked.cancelled() => {
                    return Some(self.end("The simulator has stopped."));
                }
            }
        }
        None
    }

    fn take(&mut self) -> Option<Event> {
        let ring = self.site.journal.ring();
        let last = ring.last_happening();
        let from = self.seen.max(last.saturating_sub(ROWS));
        let passed_over = from - self.seen;
        let since = ring.since(from, usize::MAX);
        drop(ring);
        self.seen = since.upto;
        let exchanges = since
            .happenings
            .iter()
            .filter_map(|(_, happening)| match happening {
                Happening::Exchange(entry) => Some(entry),
                Happening::Change(_) => None,
            });
        let wanted = exchanges.filter(|entry| self.filter.wants(entry));
        let rows: Vec<Row> = wanted.map(|entry| Row::of(entry, &self.path)).collect();
        if rows.is_empty() && passed_over == 0 {
            return None;
        }
        let told = json!({ "rows": rows, "passedOver": passed_over });
        let id = format!("{}-{}", self.site.journal.life(), self.seen);
        Some(Event::default().event("rows").id(id).data(told.to_string()))
    }

    fn end(&mut self, because: &str) -> Event {
        self.over = true;
        Event::default().event("end").data(because)
    }
}
