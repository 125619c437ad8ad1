//! The cookies of one visitor: who they are, and what their next page tells them.
//!
//! Browsers keep cookies by host and not by port, so the port is in their names: several simulators
//! on one machine know their visitors apart.

use http::header::{COOKIE, HOST};
use http::{HeaderMap, HeaderValue};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::address::Address;

/// The longest text that is told on the next page, in characters.
const SAID_AT_MOST: usize = 400;
/// No cookie of ours that names a visitor is as long as this, in bytes.
const VISITOR_BELOW: usize = 100;

/// Our cookies as a request brought them, and how they are set.
#[derive(Debug)]
pub(super) struct Cookies {
    port: String,
    secure: bool,
    visitor: Option<String>,
    said: Option<String>,
}

impl Cookies {
    /// The cookies of a request to this address.
    pub(super) fn of(headers: &HeaderMap, address: &Address) -> Self {
        let host = headers.get(HOST).and_then(|host| host.to_str().ok());
        let port = host.and_then(|host| host.rsplit(':').next());
        let port = port.unwrap_or_default().chars();
        let mut cookies = Self {
            port: port.filter(char::is_ascii_digit).collect(),
            secure: address.is_secure(),
            visitor: None,
            said: None,
        };
        cookies.visitor =
            read(headers, &cookies.name("visitor")).filter(|it| it.len() < VISITOR_BELOW);
        cookies.said = read(headers, &cookies.name("said"));
        cookies
    }

    /// Who it is, unless they come for the first time.
    pub(super) fn visitor(&self) -> Option<String> {
        self.visitor.clone()
    }

    /// What the page tells of what the last form did.
    pub(super) fn said(&self) -> Option<String> {
        let said = self.said.as_deref().map(percent_decode_str);
        said.map(|said| said.decode_utf8_lossy().into_owned())
    }

    /// Makes a visitor known who was not.
    pub(super) fn knowing(&self, visitor: &str) -> Option<HeaderValue> {
        let unknown = self.visitor.is_none();
        unknown.then(|| self.set("visitor", visitor, "")).flatten()
    }

    /// Has the next page tell something, within a minute.
    pub(super) fn saying(&self, said: &str) -> Option<HeaderValue> {
        let said: String = said.chars().take(SAID_AT_MOST).collect();
        let said = utf8_percent_encode(&said, NON_ALPHANUMERIC).to_string();
        self.set("said", &said, "; Max-Age=60")
    }

    /// Forgets what was told.
    pub(super) fn told(&self) -> Option<HeaderValue> {
        self.set("said", "", "; Max-Age=0")
    }

    fn set(&self, what: &str, value: &str, age: &str) -> Option<HeaderValue> {
        let name = self.name(what);
        let secure = if self.secure { "; Secure" } else { "" };
        let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{age}{secure}");
        HeaderValue::from_str(&cookie).ok()
    }

    fn name(&self, what: &str) -> String {
        format!("simulator-{what}-{}", self.port)
    }
}

fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut pairs = all
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    let value = pairs.find(|(known, _)| *known == name)?.1;
    (!value.is_empty()).then(|| value.to_owned())
}
