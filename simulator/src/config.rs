//! What a simulator is started with: plain data.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use clap::ValueEnum;
use contract::limits::BODY_BYTES;
use contract::settings::Settings;
use jiff::Timestamp;

use crate::sandbox::door::Secrets;
use crate::sandbox::quota::Quota;

/// How to start a simulator.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the simulated services answer; port 0 takes a free port.
    pub listen: SocketAddr,
    /// Where the control interface answers; port 0 takes a free port.
    pub control: SocketAddr,
    /// The bearer token that the control interface asks for. Off loopback there must be one.
    pub control_token: Option<ControlToken>,
    /// The prefix of base URLs that are told to clients, where it is not the bound address: behind
    /// a port mapping or a name of Compose. Without a final slash.
    pub public_url: Option<String>,
    /// Certificate and key, where a listener is to speak HTTPS.
    pub tls: Option<TlsFiles>,
    /// Where the ready line is written once both listen.
    pub ready_file: Option<PathBuf>,
    /// The seed of the default sandbox; drawn where absent.
    pub seed: Option<u64>,
    /// The secrets of the default sandbox, where a client is connected with those of an earlier
    /// simulator; drawn where absent.
    pub secrets: Option<Secrets>,
    /// What the default sandbox's clock shows at the start; the real time where absent.
    pub now: Option<Timestamp>,
    /// Whether the default sandbox's clock stands still.
    pub frozen: bool,
    /// The named world that the default sandbox starts as; the usual one where absent.
    pub fixtures: Option<String>,
    /// The switches of the default sandbox.
    pub settings: Settings,
    /// How many sandboxes there may be at once, the default one included.
    pub max_sandboxes: usize,
    /// How many vacancies each sandbox may hold.
    pub max_vacancies: usize,
    /// How many applicants each sandbox may hold.
    pub max_applicants: usize,
    /// After how long without a request a sandbox goes; never where absent. The default sandbox
    /// stays, and so does whatever a client is still waiting for.
    pub sandbox_lifetime: Option<Duration>,
    /// How many requests a second each sandbox answers, as many at once; unlimited where absent.
    pub rate_limit: Option<NonZeroU32>,
    /// How many exchanges each sandbox's journal keeps.
    pub journal_entries: usize,
    /// How many bytes each sandbox's journal keeps.
    pub journal_bytes: usize,
    /// How many connections each listener serves at once; more wait.
    pub max_connections: usize,
    /// How long the head of a request may take from its first byte.
    pub header_time: Duration,
    /// How long a connection may stay open between requests.
    pub idle_time: Duration,
    /// How long a client may pause in the middle of a body.
    pub body_time: Duration,
    /// The largest body of a request to the simulated services, in bytes.
    pub max_body: usize,
    /// Sends no header that the simulated services would not send.
    pub pure: bool,
    /// How long exchanges under way may take to finish when the simulator stops.
    pub drain: Duration,
}

impl Default for Config {
    fn default() -> Self {
        let quota = Quota::default();
        Self {
            listen: loopback(8080),
            control: loopback(8081),
            control_token: None,
            public_url: None,
            tls: None,
            ready_file: None,
            seed: None,
            secrets: None,
            now: None,
            frozen: false,
            fixtures: None,
            settings: Settings::default(),
            max_sandboxes: quota.sandboxes,
            max_vacancies: quota.vacancies,
            max_applicants: quota.applicants,
            sandbox_lifetime: None,
            rate_limit: None,
            journal_entries: 10_000,
            journal_bytes: 16 * 1024 * 1024,
            max_connections: 4_096,
            header_time: Duration::from_secs(15),
            idle_time: Duration::from_secs(75),
            body_time: Duration::from_secs(30),
            max_body: BODY_BYTES,
            pure: false,
            drain: Duration::from_secs(10),
        }
    }
}

impl Config {
    /// A simulator on free ports of this machine, as tests want it.
    #[must_use]
    pub fn on_free_ports() -> Self {
        Self {
            listen: loopback(0),
            control: loopback(0),
            ..Self::default()
        }
    }
}

fn loopback(port: u16) -> SocketAddr {
    SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)
}

/// The files that make a listener speak HTTPS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate chain, in PEM.
    pub cert: PathBuf,
    /// The private key of the certificate, in PEM.
    pub key: PathBuf,
    /// Which listeners use them.
    pub on: TlsOn,
}

/// Which listeners speak HTTPS where there is a certificate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum TlsOn {
    /// Both.
    #[default]
    Both,
    /// The simulated services alone.
    Public,
    /// The control interface alone.
    Control,
}

impl TlsOn {
    /// Whether the simulated services do.
    pub(crate) fn public(self) -> bool {
        self != Self::Control
    }

    /// Whether the control interface does.
    pub(crate) fn control(self) -> bool {
        self != Self::Public
    }
}

/// The bearer token of the control interface. `{:?}` does not show it.
#[derive(Clone)]
pub struct ControlToken(String);

impl PartialEq for ControlToken {
    fn eq(&self, other: &Self) -> bool {
        self.is(&other.0)
    }
}

impl Eq for ControlToken {}

/// The text cannot be a token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a control token is one or more visible ASCII characters without spaces")]
pub struct NoControlToken;

impl ControlToken {
    /// Whether a presented text is the token, in a time that tells nothing about either.
    #[must_use]
    pub fn is(&self, presented: &str) -> bool {
        use crate::sandbox::secret::SecretHash;
        SecretHash::of(&self.0).same(&SecretHash::of(presented))
    }
}

impl std::str::FromStr for ControlToken {
    type Err = NoControlToken;

    fn from_str(text: &str) -> Result<Self, NoControlToken> {
        let sound = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        sound.then(|| Self(text.to_owned())).ok_or(NoControlToken)
    }
}

impl std::fmt::Debug for ControlToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ControlToken(…)")
    }
}
