//! `GET …/events`: exchanges and changes as they happen, as server-sent events.
//!
//! A reader takes what has happened since it last took something, and nothing is queued for it: a
//! slow one finds older happenings gone, is told how many, and holds nobody up.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use http::HeaderMap;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::path::{OfSandbox, SandboxName};
use super::refused::ControlRefused;
use crate::app::{App, Site};
use crate::journal::wiremock::Ours;
use crate::journal::{Change, Entry, Happening};

/// How many happenings are taken in one go.
const BATCH: usize = 64;
/// How often a line is sent when nothing happens, in milliseconds of wall time.
const HEARTBEAT: u64 = 15_000;
/// How many exchanges whose answers have not left yet are remembered for one reader.
const UNDER_WAY: usize = 256;
/// How often those are looked at again.
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// How long an exchange is given to leave before it is told: most leave within this.
const LEAVING: Duration = Duration::from_millis(2);

/// What `GET …/events` may be asked for.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Wanted {
    // For those that cannot send the header: a page's first connection.
    last_event_id: Option<String>,
    heartbeat_ms: Option<u64>,
}

/// `GET …/events`.
pub(crate) async fn watch(
    State(app): State<Arc<App>>,
    SandboxName(name): SandboxName,
    OfSandbox(site): OfSandbox,
    headers: HeaderMap,
    wanted: Result<Query<Wanted>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, ControlRefused> {
    let Query(wanted) = wanted.map_err(|error| ControlRefused::invalid(error.body_text()))?;
    let heartbeat = wanted.heartbeat_ms.unwrap_or(HEARTBEAT);
    if !(100..=600_000).contains(&heartbeat) {
        let detail = "`heartbeatMs` is a whole number from 100 to 600000";
        return Err(ControlRefused::invalid(detail));
    }
    let header = headers
        .get("last-event-id")
        .and_then(|value| value.to_str().ok());
    let seen = header.map(str::to_owned).or(wanted.last_event_id);
    let reader = Reader::from(app, name, site, seen.as_deref())?;
    let events = stream::unfold(reader, |mut reader| async move {
        let event = reader.next().await?;
        Some((Ok::<_, Infallible>(event), reader))
    });
    let keep_alive = KeepAlive::new().interval(Duration::from_millis(heartbeat));
    let headers = [("x-accel-buffering", "no")];
    Ok((headers, Sse::new(events).keep_alive(keep_alive)).into_response())
}

/// Somebody who watches a sandbox, through its resets until it is deleted.
struct Reader {
    app: Arc<App>,
    name: Option<String>,
    site: Arc<Site>,
    seen: u64,
    ready: VecDeque<Event>,
    under_way: VecDeque<Arc<Entry>>,
    over: bool,
}

impl Reader {
    fn from(
        app: Arc<App>,
        name: Option<String>,
        site: Arc<Site>,
        seen: Option<&str>,
    ) -> Result<Self, ControlRefused> {
        let last = site.journal.ring().last_happening();
        let mut reader = Self {
            app,
            name,
            site,
            seen: last,
            ready: VecDeque::new(),
            under_way: VecDeque::new(),
            over: false,
        };
        match seen.map(|seen| reader.position(seen)).transpose()? {
            Some(Some(seen)) => reader.seen = seen,
            Some(None) => {
                reader.seen = 0;
                reader.tell(
                    "lost",
                    &json!({
                        "because": "the sandbox was reset; what is kept follows from its beginning",
                    }),
                );
            }
            None => (),
        }
        let ready = json!({ "sandboxTime": reader.site.now(), "lastHappening": last });
        reader.tell("ready", &ready);
        Ok(reader)
    }

    // `Some(None)` where the id is of another life of the sandbox.
    fn position(&self, id: &str) -> Result<Option<u64>, ControlRefused> {
        if id == "0" {
            return Ok(Some(0));
        }
        let parts = id.split_once('-');
        let parts =
            parts.and_then(|(life, number)| Some((life.parse().ok()?, number.parse().ok()?)));
        let (life, number): (u64, u64) = parts.ok_or_else(|| {
            ControlRefused::invalid(
                "`Last-Event-ID` is the id of an event of this stream, or 0 for everything that is \
                 kept",
            )
        })?;
        Ok((life == self.site.journal.life()).then_some(number))
    }

    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            if self.over {
                return None;
            }
            self.gather().await;
        }
    }

    // Takes what has happened, or waits until something does.
    async fn gather(&mut self) {
        let site = Arc::clone(&self.site);
        let mut news = pin!(site.journal.news());
        news.as_mut().enable();
        self.take().await;
        self.look_again();
        if !self.ready.is_empty() {
            return;
        }
        if site.journal.is_closed() {
            return self.follow();
        }
        let again = if self.under_way.is_empty() {
            Duration::MAX
        } else {
            LOOK_AGAIN
        };
        tokio::select! {
            () = news => (),
            () = sleep(again) => (),
            () = self.app.stop_asked.cancelled() => self.end("the simulator stops"),
        }
    }

    async fn take(&mut self) {
        let since = self.site.journal.ring().since(self.seen, BATCH);
        self.seen = since.upto;
        if since.lost > 0 {
            let because = "the journal had dropped or forgotten them before they were read";
            self.tell(
                "lost",
                &json!({ "happenings": since.lost, "because": because }),
            );
        }
        for (number, happening) in since.happenings {
            let event = match happening {
                Happening::Exchange(entry) => {
                    if entry.delivery().answered_micros().is_none() {
                        sleep(LEAVING).await;
                    }
                    self.remember(&entry);
                    event("exchange", &exchange(&entry))
                }
                Happening::Change(change) => event(change.kind, &changed(&change)),
            };
            let id = format!("{}-{number}", self.site.journal.life());
            self.ready.push_back(event.id(id));
        }
    }

    fn remember(&mut self, entry: &Arc<Entry>) {
        if entry.delivery().answered_micros().is_none() {
            self.under_way.push_back(Arc::clone(entry));
        }
        if self.under_way.len() > UNDER_WAY {
            self.under_way.pop_front();
        }
    }

    // Tells of answers that have left, or were lost, since their exchange was told.
    fn look_again(&mut self) {
        let under_way = std::mem::take(&mut self.under_way);
        for entry in under_way {
            if entry.delivery().answered_micros().is_some() {
                self.tell("delivery", &exchange(&entry));
            } else {
                self.under_way.push_back(entry);
            }
        }
    }

    // From the life of the sandbox that is over to the next, if there is one.
    fn follow(&mut self) {
        match self.app.site(self.name.as_deref()) {
            Some(site) if !Arc::ptr_eq(&site, &self.site) => {
                self.site = site;
                self.seen = 0;
                self.under_way.clear();
                let now = self.site.now();
                let id = format!("{}-0", self.site.journal.life());
                let event = event("reset", &json!({ "sandboxTime": now }));
                self.ready.push_back(event.id(id));
            }
            _ => self.end("the sandbox was deleted"),
        }
    }

    fn end(&mut self, because: &str) {
        self.over = true;
        self.tell("end", &json!({ "because": because }));
    }

    fn tell(&mut self, kind: &str, data: &Value) {
        self.ready.push_back(event(kind, data));
    }
}

fn event(kind: &str, data: &Value) -> Event {
    Event::default().event(kind).data(data.to_string())
}

// Without bodies: they are read by id, by whoever wants to look.
fn exchange(entry: &Entry) -> Value {
    let status = entry.outcome().and_then(|outcome| outcome.status);
    json!({
        "id": entry.id(),
        "method": entry.arrival.method.as_str(),
        "url": entry.arrival.target,
        "status": status.map(|status| status.as_u16()),
        "simulator": Ours::of(entry),
    })
}

fn changed(change: &Change) -> Value {
    json!(change)
}
