//! The journal to be read, or taken along: written entry by entry, however many there are.

use std::convert::Infallible;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream::{self, Stream};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Deserialize;
use serde::Serialize;
use serde_json::Value;

use super::Entries;
use super::shape::Shape;
use crate::journal::wiremock::{Logged, LoggedRequest};
use crate::journal::{Entry, curl, har};

/// How the exchanges are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Format {
    /// WireMock's list.
    #[default]
    Json,
    /// HAR 1.2.
    Har,
    /// One JSON document a line.
    Ndjson,
    /// A script.
    Curl,
}

impl Format {
    /// The exchanges, given newest first.
    pub(super) fn answer(self, mut entries: Entries, meta: &Value, shape: Shape) -> Response {
        if self == Self::Json {
            return listed(entries, Some(meta), shape.writer());
        }
        entries.reverse();
        let (media, name) = match self {
            Self::Json => ("application/json", ""),
            Self::Har => ("application/har+json", "journal.har"),
            Self::Ndjson => ("application/x-ndjson", "journal.ndjson"),
            Self::Curl => ("text/x-shellscript; charset=utf-8", "journal.sh"),
        };
        let pieces = match self {
            Self::Har => joined(
                har::HEAD.to_owned(),
                entries,
                exchange,
                har::TAIL.to_owned(),
            ),
            Self::Curl => {
                let head = curl::script_head(entries.iter().map(|entry| &**entry));
                each(head, entries, |entry| curl::script_line(entry).into_bytes())
            }
            Self::Json | Self::Ndjson => each(String::new(), entries, line),
        };
        let kept = format!("attachment; filename=\"{name}\"");
        (
            [
                (CONTENT_TYPE, media.to_owned()),
                (CONTENT_DISPOSITION, kept),
            ],
            pieces,
        )
            .into_response()
    }
}

impl Shape {
    fn writer(self) -> fn(&Entry) -> Vec<u8> {
        match self {
            Self::Whole => logged,
            Self::Strict => |entry| written(&Logged::strict(entry)),
        }
    }
}

/// The exchanges as HAR 1.2, given newest first: a file to be kept.
pub(crate) fn har(entries: Entries) -> Response {
    Format::Har.answer(entries, &Value::Null, Shape::Whole)
}

/// A list of requests, as `find` answers it.
pub(super) fn found(entries: Entries) -> Response {
    listed(entries, None, |entry| written(&LoggedRequest::from(entry)))
}

fn listed(entries: Entries, meta: Option<&Value>, write: fn(&Entry) -> Vec<u8>) -> Response {
    let meta = meta
        .map(|meta| format!(",\"meta\":{meta}"))
        .unwrap_or_default();
    let tail = format!("]{meta},\"requestJournalDisabled\":false}}");
    let body = joined("{\"requests\":[".to_owned(), entries, write, tail);
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}

fn joined(head: String, entries: Entries, write: fn(&Entry) -> Vec<u8>, tail: String) -> Body {
    let pieces = stream::iter(entries.into_iter().enumerate()).map(move |(index, entry)| {
        let mut piece = write(&entry);
        if index > 0 {
            piece.insert(0, b',');
        }
        piece
    });
    let head = stream::iter([head.into_bytes()]);
    body(head.chain(pieces).chain(stream::iter([tail.into_bytes()])))
}

fn each(head: String, entries: Entries, write: fn(&Entry) -> Vec<u8>) -> Body {
    let pieces = stream::iter(entries).map(move |entry| write(&entry));
    body(stream::iter([head.into_bytes()]).chain(pieces))
}

fn body(pieces: impl Stream<Item = Vec<u8>> + Send + 'static) -> Body {
    Body::from_stream(pieces.map(|piece| Ok::<_, Infallible>(Bytes::from(piece))))
}

fn logged(entry: &Entry) -> Vec<u8> {
    written(&Logged::from(entry))
}

fn exchange(entry: &Entry) -> Vec<u8> {
    written(&har::entry(entry))
}

fn line(entry: &Entry) -> Vec<u8> {
    let mut line = logged(entry);
    line.push(b'\n');
    line
}

fn written(document: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(document).expect("an entry's members serialise")
}
