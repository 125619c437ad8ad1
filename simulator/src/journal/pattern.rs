//! WireMock's request patterns, as far as a journal of JSON and forms needs them.
//!
//! A member that is not understood is refused by name: a pattern that silently matched less or
//! more would make a test say something else than its author meant.

use std::collections::BTreeMap;

use regex::Regex;
use serde::Deserialize;
use serde_json::Value;

use super::entry::Entry;
use super::value_pattern::{ValuePattern, whole};

/// Which requests are wanted.
#[derive(Debug)]
pub(crate) struct RequestPattern {
    method: Option<String>,
    address: Option<Address>,
    headers: Vec<(String, ValuePattern)>,
    query: Vec<(String, ValuePattern)>,
    bodies: Vec<ValuePattern>,
}

#[derive(Debug)]
enum Address {
    Url(String),
    Path(String),
    UrlPattern(Regex),
    PathPattern(Regex),
}

/// Why a pattern is not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the request pattern is not understood: {0}")]
pub(crate) struct NoPattern(pub(super) String);

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Written {
    method: Option<String>,
    url: Option<String>,
    url_path: Option<String>,
    url_pattern: Option<String>,
    url_path_pattern: Option<String>,
    #[serde(default)]
    headers: BTreeMap<String, Value>,
    #[serde(default)]
    query_parameters: BTreeMap<String, Value>,
    #[serde(default)]
    body_patterns: Vec<Value>,
}

impl RequestPattern {
    /// Reads a pattern; `{}` wants every request.
    ///
    /// # Errors
    ///
    /// [`NoPattern`] names what is not understood.
    pub(crate) fn read(pattern: &Value) -> Result<Self, NoPattern> {
        let written: Written = serde_json::from_value(pattern.clone())
            .map_err(|error| NoPattern(error.to_string()))?;
        let values = |values: &BTreeMap<String, Value>| {
            let read = |(name, value): (&String, &Value)| {
                ValuePattern::read(value).map(|value| (name.clone(), value))
            };
            values.iter().map(read).collect::<Result<Vec<_>, _>>()
        };
        Ok(Self {
            headers: values(&written.headers)?,
            query: values(&written.query_parameters)?,
            bodies: written
                .body_patterns
                .iter()
                .map(ValuePattern::read)
                .collect::<Result<_, _>>()?,
            address: written.address()?,
            method: written.method.filter(|method| method != "ANY"),
        })
    }

    /// Whether a request is wanted.
    pub(crate) fn matches(&self, entry: &Entry) -> bool {
        let arrival = &entry.arrival;
        let method = self
            .method
            .as_deref()
            .is_none_or(|method| method == arrival.method.as_str());
        let address = self.address.as_ref();
        method
            && address.is_none_or(|address| address.matches(&arrival.target))
            && self
                .headers
                .iter()
                .all(|(name, wanted)| wanted.any(&header_values(entry, name)))
            && self
                .query
                .iter()
                .all(|(name, wanted)| wanted.any(&query_values(entry, name)))
            && self
                .bodies
                .iter()
                .all(|wanted| wanted.any(&body_value(entry)))
    }
}

impl Written {
    fn address(&self) -> Result<Option<Address>, NoPattern> {
        let pattern = |pattern: &String| whole(pattern);
        if let Some(url) = &self.url {
            return Ok(Some(Address::Url(url.clone())));
        }
        if let Some(path) = &self.url_path {
            return Ok(Some(Address::Path(path.clone())));
        }
        if let Some(url) = &self.url_pattern {
            return Ok(Some(Address::UrlPattern(pattern(url)?)));
        }
        self.url_path_pattern
            .as_ref()
            .map(pattern)
            .transpose()
            .map(|path| path.map(Address::PathPattern))
    }
}

impl Address {
    fn matches(&self, target: &str) -> bool {
        let path = target.split('?').next().unwrap_or_default();
        match self {
            Self::Url(url) => url == target,
            Self::Path(wanted) => wanted == path,
            Self::UrlPattern(wanted) => wanted.is_match(target),
            Self::PathPattern(wanted) => wanted.is_match(path),
        }
    }
}

fn header_values(entry: &Entry, name: &str) -> Vec<String> {
    let values = entry.arrival.headers.get_all(name).iter();
    values
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .collect()
}

fn query_values(entry: &Entry, name: &str) -> Vec<String> {
    let query = entry
        .arrival
        .target
        .split_once('?')
        .map_or("", |(_, query)| query);
    let pairs = form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key == name);
    pairs.map(|(_, value)| value.into_owned()).collect()
}

fn body_value(entry: &Entry) -> Vec<String> {
    vec![String::from_utf8_lossy(&entry.arrival.body).into_owned()]
}
