//! `…/traffic`: the exchanges, newest first.

use askama::Template;
use axum::response::Response;

use super::super::assets;
use super::super::at::At;
use super::super::fields::Asked;
use super::super::frame::{Frame, Tab};
use super::super::page;
use super::super::parts::Pager;
use super::super::words;
use super::filter::{At as Service, Filter, Show};
use super::row::Row;
use crate::sandbox::page::Paging;

/// How many exchanges are on a page.
const ROWS: usize = 50;

#[derive(Template)]
#[template(path = "console/traffic/list.html")]
struct List {
    frame: Frame,
    path: String,
    filter: Filter,
    rows: Vec<Row>,
    total: String,
    dropped: u64,
    pager: Pager,
    /// Where the newest are told as they come; only on the first page.
    stream: Option<String>,
    large: bool,
    live_script: String,
}

impl List {
    fn by_show(&self) -> Vec<(String, &'static str, bool)> {
        let link = |(show, text): (Show, &'static str)| {
            let filter = Filter {
                show,
                ..self.filter
            };
            (self.link(filter), text, show == self.filter.show)
        };
        Show::ALL.into_iter().map(link).collect()
    }

    fn by_service(&self) -> Vec<(String, &'static str, bool)> {
        let link = |(service, text): (Service, &'static str)| {
            let filter = Filter {
                service,
                ..self.filter
            };
            (self.link(filter), text, service == self.filter.service)
        };
        Service::ALL.into_iter().map(link).collect()
    }

    fn link(&self, filter: Filter) -> String {
        let large = if self.large { "&view=presenter" } else { "" };
        format!("{}/traffic?{}{large}", self.path, filter.query())
    }

    fn other_size(&self) -> String {
        let large = if self.large { "" } else { "&view=presenter" };
        format!("{}/traffic?{}{large}", self.path, self.filter.query())
    }
}

/// The page.
pub(super) async fn get(at: At, asked: Asked) -> Response {
    let filter = Filter::from(&asked);
    let (mut entries, dropped, seen) = {
        let ring = at.site.journal.ring();
        (ring.newest_first(), ring.dropped(), ring.last_happening())
    };
    entries.retain(|entry| filter.wants(entry));
    let total = entries.len();
    let picked = Paging::new(asked.page(), ROWS).pick(total, entries.iter());
    let path = at.path("");
    let large = asked.get("view") == "presenter";
    let life = at.site.journal.life();
    let stream = (picked.page == 1).then(|| {
        format!(
            "{path}/traffic/stream?{}&seen={life}-{seen}",
            filter.query()
        )
    });
    let view = if large { "&view=presenter" } else { "" };
    let pager = Pager::of(&picked, format!("{path}/traffic?{}{view}", filter.query()));
    page::page(&List {
        frame: at.frame(Tab::Traffic),
        rows: picked
            .items
            .iter()
            .map(|entry| Row::of(entry, &path))
            .collect(),
        path,
        filter,
        total: words::count(total, "exchange", "exchanges"),
        dropped,
        pager,
        stream,
        large,
        live_script: assets::path("live.js"),
    })
}
