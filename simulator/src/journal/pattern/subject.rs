//! A request as patterns look at it.

use std::borrow::Cow;
use std::cell::OnceCell;

use http::Uri;
use serde_json::{Map, Value};

use super::super::entry::Entry;
use super::super::headers::Headers;

/// What patterns are matched against: a journalled request, or one that somebody describes.
#[derive(Debug)]
pub(crate) struct Subject<'a> {
    pub(super) method: Cow<'a, str>,
    pub(super) target: Cow<'a, str>,
    pub(super) headers: Cow<'a, Headers>,
    pub(super) client_ip: String,
    pub(super) body: Given<'a>,
}

/// One value of a request. As JSON it is read at most once, whatever asks for it.
#[derive(Debug)]
pub(crate) struct Given<'a> {
    pub(super) text: Cow<'a, str>,
    json: OnceCell<Option<Value>>,
    is_body: bool,
}

impl<'a> Given<'a> {
    pub(crate) fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            text: text.into(),
            json: OnceCell::new(),
            is_body: false,
        }
    }

    // An empty body counts as none.
    pub(super) fn is_nothing(&self) -> bool {
        self.is_body && self.text.is_empty()
    }

    fn body(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            is_body: true,
            ..Self::new(text)
        }
    }

    pub(super) fn json(&self) -> Option<&Value> {
        let read = || serde_json::from_str(&self.text).ok();
        self.json.get_or_init(read).as_ref()
    }
}

impl<'a> Subject<'a> {
    /// A journalled request.
    pub(crate) fn of(entry: &'a Entry) -> Self {
        let arrival = &entry.arrival;
        Self {
            method: arrival.method.as_str().into(),
            target: arrival.target.as_str().into(),
            headers: Cow::Borrowed(&arrival.headers),
            client_ip: arrival.peer.ip().to_string(),
            body: Given::body(String::from_utf8_lossy(&arrival.body)),
        }
    }

    /// A request as WireMock logs it; members that are missing count as empty.
    pub(crate) fn logged(request: &'a Map<String, Value>) -> Self {
        let text = |name| {
            request
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let target = match text("url") {
            "" => text("absoluteUrl"),
            url => url,
        };
        let absolute = target.parse::<Uri>().ok();
        let path = absolute.and_then(|uri| Some(uri.path_and_query()?.as_str().to_owned()));
        Self {
            method: text("method").into(),
            target: path.unwrap_or_else(|| target.to_owned()).into(),
            headers: Cow::Owned(headers(request)),
            client_ip: text("clientIp").to_owned(),
            body: Given::body(text("body")),
        }
    }

    pub(super) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }
}

fn headers(request: &Map<String, Value>) -> Headers {
    let named = request.get("headers").and_then(Value::as_object);
    let pairs = named
        .into_iter()
        .flatten()
        .flat_map(|(name, value)| match value {
            Value::Array(values) => values.iter().map(|value| (name, value)).collect(),
            value => vec![(name, value)],
        });
    let pairs = pairs.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    Headers::collect(pairs, 0)
}
