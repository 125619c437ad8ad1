//! The control interface of a simulator: the same calls for one in process and one elsewhere.

mod call;
mod door;
mod journal;
mod person;
mod presence;
mod sandbox;
mod state;

use std::sync::Arc;
use std::time::Duration;

use url::Url;

use self::door::OverHttp;
use crate::driver::Warden;

pub use call::ControlError;
pub(crate) use door::Door;
pub use journal::Journal;
pub use sandbox::NewSandbox;
pub use state::FoundSandbox;

/// How long the control interface may take over one call.
const PATIENCE: Duration = Duration::from_secs(10);

/// The control interface of one simulator.
#[derive(Clone)]
pub struct Control {
    base: Url,
    door: Arc<dyn Door>,
    // Also for going where clients are sent, which is not the control interface.
    http: reqwest::Client,
    token: Option<String>,
    warden: Option<Warden>,
    lifetime: Option<Duration>,
}

/// The URL cannot be that of a control interface.
#[derive(Debug, thiserror::Error)]
pub enum BadControlUrl {
    /// It is no URL.
    #[error(
        "`{url}` is not the URL of a simulator's control interface ({source}); it looks like \
         http://127.0.0.1:8081"
    )]
    NotAUrl {
        /// As given.
        url: String,
        /// What is wrong with it.
        source: url::ParseError,
    },
    /// It is one that cannot be called.
    #[error(
        "`{0}` is not the URL of a simulator's control interface; it looks like \
         http://127.0.0.1:8081"
    )]
    NotHttp(String),
    /// No HTTP client can be made on this machine.
    #[error("no HTTP client can be made")]
    NoClient(#[source] reqwest::Error),
}

impl Control {
    /// The control interface at this URL, with or without `/__admin` at its end.
    ///
    /// # Errors
    ///
    /// When it is no `http` URL.
    pub fn at(url: &str, token: Option<String>) -> Result<Self, BadControlUrl> {
        let bad = |source| BadControlUrl::NotAUrl {
            url: url.to_owned(),
            source,
        };
        let mut base = Url::parse(url).map_err(bad)?;
        if base.scheme() != "http" || base.cannot_be_a_base() {
            return Err(BadControlUrl::NotHttp(url.to_owned()));
        }
        let path = base
            .path()
            .trim_end_matches('/')
            .trim_end_matches("/__admin")
            .to_owned();
        base.set_path(&format!("{path}/__admin/"));
        // No proxy: the simulator is asked for where the user said it is.
        let http = reqwest::Client::builder()
            .no_proxy()
            .timeout(PATIENCE)
            .build();
        let http = http.map_err(BadControlUrl::NoClient)?;
        let door = Arc::new(OverHttp {
            base: base.clone(),
            token: token.clone(),
            http: http.clone(),
        });
        Ok(Self {
            base,
            door,
            http,
            token,
            warden: None,
            lifetime: None,
        })
    }

    /// The same control interface by another way.
    pub(crate) fn through(&self, door: Arc<dyn Door>) -> Self {
        Self {
            door,
            ..self.clone()
        }
    }

    /// Has a warden take away the sandboxes that a killed runner leaves open: for a simulator that
    /// lives on.
    #[must_use]
    pub fn watched_by(self, warden: Warden) -> Self {
        Self {
            warden: Some(warden),
            ..self
        }
    }

    /// Has the simulator itself take away sandboxes that nobody has used for so long: for a runner
    /// whose whole machine is gone.
    #[must_use]
    pub fn for_as_long_as(self, lifetime: Duration) -> Self {
        Self {
            lifetime: Some(lifetime),
            ..self
        }
    }

    /// Where it answers.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.base
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_may_end_in_admin_or_not() {
        for url in [
            "http://h:1",
            "http://h:1/",
            "http://h:1/__admin",
            "http://h:1/__admin/",
        ] {
            let control = Control::at(url, None).unwrap();
            assert_eq!(control.url().as_str(), "http://h:1/__admin/");
        }
    }

    #[test]
    fn what_is_no_http_url_is_refused_with_an_example() {
        assert!(Control::at("localhost:8081", None).is_err());
        assert!(Control::at("nonsense", None).is_err());
    }
}
