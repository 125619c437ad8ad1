//! By which address a visitor reached the console: its own, or that of a proxy in front of it.

use std::fmt;

use http::header::{HOST, HeaderName};
use http::uri::Authority;
use http::{HeaderMap, HeaderValue};

/// What a proxy that ends TLS says of the connection that it has with the visitor.
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The address that stands in the visitor's browser, as `https://trainer.example:8443`.
///
/// It follows what the visitor's side says, so it opens nothing: it makes cookies stricter, and
/// what the visitor is shown to pass on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    secure: bool,
    name: String,
}

impl Address {
    /// The address of a request, whose connection to this process was or was not over TLS.
    pub(super) fn of(headers: &HeaderMap, over_tls: bool) -> Self {
        let forwarded = first(headers.get(FORWARDED_PROTO));
        let host = first(headers.get(HOST));
        let name = host.parse::<Authority>();
        Self {
            secure: over_tls || forwarded.eq_ignore_ascii_case("https"),
            name: name.map(|name| name.to_string()).unwrap_or_default(),
        }
    }

    /// Whether nobody between the browser and here can read along.
    pub(super) fn is_secure(&self) -> bool {
        self.secure
    }

    /// Whether an `Origin` of this name may be this address: a page that came without TLS is another
    /// page than ours.
    pub(super) fn may_be(&self, origin: &str) -> bool {
        !self.secure || origin.is_empty() || origin.starts_with("https:")
    }

    /// Whether the visitor's side named it.
    pub(super) fn is_known(&self) -> bool {
        !self.name.is_empty()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.secure { "https" } else { "http" };
        write!(f, "{scheme}://{}", self.name)
    }
}

/// The first of several values in one header: what the proxy nearest to the visitor said.
fn first(value: Option<&HeaderValue>) -> &str {
    let text = value.and_then(|value| value.to_str().ok());
    let text = text.unwrap_or_default();
    text.split(',').next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(headers: &[(HeaderName, &str)], over_tls: bool) -> Address {
        let headers = headers.iter().cloned();
        let headers = headers.map(|(name, value)| (name, value.parse().unwrap()));
        Address::of(&headers.collect(), over_tls)
    }

    #[test]
    fn it_is_what_stands_in_the_browser() {
        let plain = address(&[(HOST, "127.0.0.1:8081")], false);
        let tls = address(&[(HOST, "localhost:8081")], true);
        let proxy = address(
            &[(HOST, "trainer.example"), (FORWARDED_PROTO, "https, http")],
            false,
        );

        assert_eq!(plain.to_string(), "http://127.0.0.1:8081");
        assert_eq!(tls.to_string(), "https://localhost:8081");
        assert_eq!(proxy.to_string(), "https://trainer.example");
    }

    #[test]
    fn what_is_no_name_is_none() {
        assert!(!address(&[], false).is_known());
        assert!(!address(&[(HOST, "a<b>")], false).is_known());
    }

    #[test]
    fn a_page_without_tls_is_not_of_a_console_with_it() {
        let tls = address(&[(HOST, "localhost")], true);
        let plain = address(&[(HOST, "localhost")], false);

        assert!(tls.may_be("https://localhost") && tls.may_be(""));
        assert!(!tls.may_be("http://localhost") && !tls.may_be("null"));
        assert!(plain.may_be("http://localhost"));
    }
}
