//! `POST …/requests/wait`: until so many requests have come, or the patience is over.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Map, Value, json};
use tokio::sync::SemaphorePermit;
use tokio::time::{Instant, sleep_until};

use super::super::body::Document;
use super::super::path::OfSandbox;
use super::super::refused::ControlRefused;
use super::Entries;
use super::near_misses::misses;
use super::search::{search, understood};
use crate::app::{App, Site};
use crate::journal::Happening;
use crate::journal::near_miss::nearest;
use crate::journal::pattern::{NoPattern, RequestPattern};
use crate::journal::wiremock::Logged;
use crate::sandbox::quota::WAITS_AT_MOST;

/// How long is waited where nothing is said, in milliseconds of wall time.
const USUAL_MILLIS: u64 = 5_000;
/// How long is waited at most.
const MOST_MILLIS: u64 = 60_000;
/// How many requests can be waited for.
const MOST_REQUESTS: u64 = 10_000;
/// How many happenings are looked at in one go.
const BATCH: usize = 500;

/// Waits until `count` answered exchanges match: `200` with them, or `408` with the nearest misses.
pub(in crate::control) async fn wait(
    State(app): State<Arc<App>>,
    OfSandbox(site): OfSandbox,
    Document(mut wanted): Document<Map<String, Value>>,
) -> Result<Response, ControlRefused> {
    let count = number(&mut wanted, "count", 1, 1..=MOST_REQUESTS)?;
    let millis = number(&mut wanted, "timeoutMs", USUAL_MILLIS, 0..=MOST_MILLIS)?;
    let read = move |site: &Site| RequestPattern::read(&Value::Object(wanted), &site.journal);
    let pattern = Arc::new(understood(&site, read).await?);
    // The patience of a test is of the wall, whatever the sandbox's clock shows.
    let until = Instant::now() + Duration::from_millis(millis);
    let _place = place(&site)?;
    let mut seen = Seen::nothing(&site, &pattern);
    loop {
        let mut news = pin!(site.journal.news());
        news.as_mut().enable();
        seen.look().await?;
        if seen.matching.len() as u64 >= count {
            return Ok(Json(seen.told()).into_response());
        }
        if site.journal.is_closed() {
            let detail = "the sandbox was reset or deleted while this was waiting; wait again";
            return Err(ControlRefused::conflict(detail));
        }
        tokio::select! {
            () = news => (),
            () = app.stop_asked.cancelled() => return Ok(seen.missed(count).await),
            () = sleep_until(until) => return Ok(seen.missed(count).await),
        }
    }
}

// Given back when the wait ends, in whatever way.
fn place(site: &Site) -> Result<SemaphorePermit<'_>, ControlRefused> {
    site.waits.try_acquire().map_err(|_| {
        ControlRefused::quota(format!(
            "{WAITS_AT_MOST} calls wait for requests of this sandbox already, which is the most; let \
             one of them end, wait once for several with `count`, or give each test a sandbox of \
             its own"
        ))
    })
}

/// What of the journal has been looked at, and what of it matched.
struct Seen<'w> {
    site: &'w Arc<Site>,
    pattern: &'w Arc<RequestPattern>,
    upto: Option<u64>,
    // Oldest first.
    matching: Entries,
}

impl<'w> Seen<'w> {
    const fn nothing(site: &'w Arc<Site>, pattern: &'w Arc<RequestPattern>) -> Self {
        Self {
            site,
            pattern,
            upto: None,
            matching: Vec::new(),
        }
    }

    async fn look(&mut self) -> Result<(), NoPattern> {
        while let Some(upto) = self.upto {
            let since = self.site.journal.ring().since(upto, BATCH);
            if since.lost > 0 {
                break;
            }
            let news = since.happenings.into_iter();
            let news = news.filter_map(|(_, happening)| match happening {
                Happening::Exchange(entry) => Some(entry),
                Happening::Change(_) => None,
            });
            let last = since.upto == upto;
            let news: Entries = news.collect();
            if !news.is_empty() {
                let matching = self.among(news).await?;
                self.matching.extend(matching);
            }
            self.upto = Some(since.upto);
            if last {
                return Ok(());
            }
        }
        self.look_at_all().await
    }

    async fn look_at_all(&mut self) -> Result<(), NoPattern> {
        let (mut entries, upto) = {
            let ring = self.site.journal.ring();
            (ring.newest_first(), ring.last_happening())
        };
        entries.reverse();
        // What is still being answered is told by a happening of its own.
        entries.retain(|entry| entry.outcome().is_some());
        self.matching = self.among(entries).await?;
        self.upto = Some(upto);
        Ok(())
    }

    async fn among(&self, entries: Entries) -> Result<Entries, NoPattern> {
        let pattern = Arc::clone(self.pattern);
        let found = search(self.site, entries, move |entry, work| {
            pattern.matches(entry, work).then(|| Arc::clone(entry))
        });
        found.await.whole()
    }

    fn told(&self) -> Value {
        let requests = self.matching.iter().rev();
        let requests = requests.map(|entry| Logged::from(&**entry));
        json!({
            "requests": requests.collect::<Vec<_>>(),
            "count": self.matching.len(),
            "requestJournalDisabled": false,
        })
    }

    async fn missed(&self, count: u64) -> Response {
        // The time to tell them is over too: what could be compared is.
        let near = nearest(misses(self.site, self.pattern).await.part());
        let near = near.iter().map(|near| near.told(self.pattern));
        let mut told = self.told();
        told["wanted"] = json!(count);
        told["nearMisses"] = json!(near.collect::<Vec<_>>());
        (StatusCode::REQUEST_TIMEOUT, Json(told)).into_response()
    }
}

fn number(
    wanted: &mut Map<String, Value>,
    name: &str,
    usual: u64,
    allowed: std::ops::RangeInclusive<u64>,
) -> Result<u64, ControlRefused> {
    let Some(sent) = wanted.remove(name) else {
        return Ok(usual);
    };
    let number = sent.as_u64().filter(|number| allowed.contains(number));
    number.ok_or_else(|| {
        let (least, most) = (allowed.start(), allowed.end());
        ControlRefused::invalid(format!("`{name}` is a whole number from {least} to {most}"))
    })
}
