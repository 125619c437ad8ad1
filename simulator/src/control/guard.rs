//! Who may drive the control interface.
//!
//! On loopback there need be no token, so a page in a browser on the same machine must be kept out:
//! it could reach the port, or point a name of its own at it (DNS rebinding).

use std::net::IpAddr;

use http::header::{AUTHORIZATION, HOST, ORIGIN};
use http::{HeaderMap, HeaderName, Uri};

use super::refused::ControlRefused;
use crate::app::App;
use crate::config::ControlToken;

/// Pages to be read, which hold nothing of a sandbox; they answer to GET and HEAD alone.
const PAGES: [&str; 3] = [
    "/__admin/description",
    "/__admin/description/public",
    "/__admin/description/style.css",
];

/// What admits requests to the control interface.
#[derive(Debug)]
pub(super) struct Guard {
    token: Option<ControlToken>,
    on_loopback: bool,
}

impl Guard {
    /// The guard of `app`'s control listener.
    pub(super) fn of(app: &App) -> Self {
        let on_loopback = app.control_address.ip().is_loopback();
        Self {
            token: app.control_token.clone(),
            on_loopback,
        }
    }

    /// Admits a request, or says why not. Whom the console knows may look at the pages that its own
    /// link to; everything else asks for the token itself.
    pub(super) fn admit(
        &self,
        path: &str,
        headers: &HeaderMap,
        known: impl FnOnce() -> bool,
    ) -> Result<(), ControlRefused> {
        // Where a token is asked for, a name that somebody points at this machine opens nothing, and
        // there may be a proxy in front.
        if self.on_loopback && self.token.is_none() {
            host(headers).map_err(ControlRefused::forbidden)?;
        }
        origin(headers).map_err(ControlRefused::forbidden)?;
        // A container's health check has no token.
        if path == "/__admin/ready" {
            return Ok(());
        }
        self.token(headers)
            .or_else(|refused| match PAGES.contains(&path) && known() {
                true => Ok(()),
                false => Err(refused),
            })
    }

    fn token(&self, headers: &HeaderMap) -> Result<(), ControlRefused> {
        let Some(token) = &self.token else {
            return Ok(());
        };
        let sent = text(headers, AUTHORIZATION).unwrap_or_default();
        match sent.split_once(' ') {
            Some((scheme, sent)) if scheme.eq_ignore_ascii_case("bearer") && token.is(sent) => {
                Ok(())
            }
            _ => Err(ControlRefused::unauthorised(
                "send the control token as `Authorization: Bearer`; the simulator was started with \
                 --control-token or SIMULATOR_CONTROL_TOKEN",
            )),
        }
    }
}

/// Whether a request came by a name of this machine's loopback, or why that matters.
pub(crate) fn host(headers: &HeaderMap) -> Result<(), String> {
    let host = text(headers, HOST).unwrap_or_default();
    if host.is_empty() || is_this_machine(host) {
        return Ok(());
    }
    Err(format!(
        "`{host}` is no name of this machine's loopback; use 127.0.0.1"
    ))
}

/// Whether a request came from a page of this listener, or from no page at all. Such a page names
/// the listener as its origin; any other page is foreign.
pub(crate) fn origin(headers: &HeaderMap) -> Result<(), String> {
    let Some(origin) = text(headers, ORIGIN) else {
        return Ok(());
    };
    let own = origin.split_once("://").map(|(_, authority)| authority);
    if own.is_some() && own == text(headers, HOST) {
        return Ok(());
    }
    Err(format!("a page of `{origin}` may not drive this simulator"))
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}

fn is_this_machine(authority: &str) -> bool {
    let Ok(parsed) = format!("http://{authority}/").parse::<Uri>() else {
        return false;
    };
    let host = parsed.host().unwrap_or_default().trim_matches(['[', ']']);
    let loopback = host
        .parse::<IpAddr>()
        .is_ok_and(|address| address.is_loopback());
    loopback || host.eq_ignore_ascii_case("localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admitted(guard: &Guard, headers: &[(&'static str, &str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()));
        guard
            .admit("/__admin/requests", &headers.collect(), || true)
            .is_ok()
    }

    #[test]
    fn on_loopback_a_foreign_name_and_a_foreign_page_are_kept_out() {
        let guard = Guard {
            token: None,
            on_loopback: true,
        };

        assert!(admitted(&guard, &[("host", "127.0.0.1:8081")]));
        assert!(admitted(&guard, &[("host", "localhost:8081")]));
        assert!(admitted(
            &guard,
            &[("host", "[::1]:8081"), ("origin", "http://[::1]:8081")]
        ));
        assert!(!admitted(&guard, &[("host", "rebound.example:8081")]));
        assert!(!admitted(
            &guard,
            &[("host", "127.0.0.1:8081"), ("origin", "http://a.example")]
        ));
        assert!(!admitted(
            &guard,
            &[("host", "127.0.0.1:8081"), ("origin", "null")]
        ));
    }

    #[test]
    fn behind_a_proxy_on_this_machine_the_token_counts_and_not_the_name() {
        let guard = Guard {
            token: "correct-horse".parse().ok(),
            on_loopback: true,
        };
        let name = ("host", "simulator.example");

        assert!(admitted(
            &guard,
            &[name, ("authorization", "Bearer correct-horse")]
        ));
        assert!(!admitted(&guard, &[name]));
    }

    #[test]
    fn a_token_is_asked_for_wherever_there_is_one() {
        let token = "correct-horse".parse().ok();
        let guard = Guard {
            token,
            on_loopback: false,
        };

        assert!(admitted(
            &guard,
            &[("authorization", "bearer correct-horse")]
        ));
        assert!(!admitted(
            &guard,
            &[("authorization", "Bearer wrong-horse")]
        ));
        assert!(!admitted(&guard, &[]));
    }
}
