//! The flags: each also an environment variable and a member of the configuration file.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use tracing_subscriber::filter::Targets;

use crate::StartError;
use crate::config::{Config, ControlToken, TlsFiles, TlsOn};

/// What a simulator is started with.
#[derive(Debug, Args)]
pub(super) struct Flags {
    /// A file of these flags in TOML, such as `seed = 7`; a flag and a variable are stronger
    #[arg(long, env = "SIMULATOR_CONFIG", value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Print what the simulator would be started with, and where each value comes from, and stop
    #[arg(long)]
    pub(super) print_config: bool,
    /// Where the simulated services answer; port 0 takes a free port
    #[arg(
        long,
        env = "SIMULATOR_LISTEN",
        default_value = "127.0.0.1:8080",
        value_parser = address,
        value_name = "ADDRESS"
    )]
    listen: SocketAddr,
    /// Where the control interface answers; port 0 takes a free port
    #[arg(
        long,
        env = "SIMULATOR_CONTROL",
        default_value = "127.0.0.1:8081",
        value_parser = address,
        value_name = "ADDRESS"
    )]
    control: SocketAddr,
    /// The bearer token of the control interface; demanded when it listens off loopback
    #[arg(
        long,
        env = "SIMULATOR_CONTROL_TOKEN",
        hide_env_values = true,
        value_name = "TOKEN"
    )]
    // Read as a token later: an error of clap's would show the value.
    control_token: Option<String>,
    /// The prefix of the base URLs told to clients, behind a port mapping or under another name
    #[arg(long, env = "SIMULATOR_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// The certificate chain in PEM; with it the listeners speak HTTPS only
    #[arg(
        long,
        env = "SIMULATOR_TLS_CERT",
        value_name = "FILE",
        requires = "tls_key"
    )]
    tls_cert: Option<PathBuf>,
    /// The private key of the certificate, in PEM
    #[arg(
        long,
        env = "SIMULATOR_TLS_KEY",
        value_name = "FILE",
        requires = "tls_cert"
    )]
    tls_key: Option<PathBuf>,
    /// Which listeners speak HTTPS where there is a certificate
    #[arg(long, env = "SIMULATOR_TLS_ON", value_enum, default_value_t = TlsOn::Both, value_name = "LISTENERS")]
    tls_on: TlsOn,
    /// Print one JSON line to stdout once both listen, and nothing else
    #[arg(long, env = "SIMULATOR_PRINT_READY")]
    pub(super) print_ready: bool,
    /// Write the same JSON line to a file once both listen
    #[arg(long, env = "SIMULATOR_READY_FILE", value_name = "PATH")]
    ready_file: Option<PathBuf>,
    /// The seed of the default sandbox; drawn, and told, where absent
    #[arg(long, env = "SIMULATOR_SEED", value_name = "NUMBER")]
    seed: Option<u64>,
    /// What the default sandbox's clock shows at the start, such as 2026-11-02T09:00:00Z
    #[arg(long, env = "SIMULATOR_NOW", value_parser = instant, value_name = "INSTANT")]
    now: Option<Timestamp>,
    /// Whether the default sandbox's clock runs
    #[arg(long, env = "SIMULATOR_CLOCK", value_enum, default_value_t = ClockMode::Running, value_name = "MODE")]
    clock: ClockMode,
    /// The named world the default sandbox starts as
    #[arg(long, env = "SIMULATOR_FIXTURES", value_name = "NAME")]
    fixtures: Option<String>,
    /// How many sandboxes there may be at once
    #[arg(long, env = "SIMULATOR_MAX_SANDBOXES", default_value_t = Config::default().max_sandboxes, value_name = "NUMBER")]
    max_sandboxes: usize,
    /// How many vacancies each sandbox may hold
    #[arg(long, env = "SIMULATOR_MAX_VACANCIES", default_value_t = Config::default().max_vacancies, value_name = "NUMBER")]
    max_vacancies: usize,
    /// How many applicants each sandbox may hold
    #[arg(long, env = "SIMULATOR_MAX_APPLICANTS", default_value_t = Config::default().max_applicants, value_name = "NUMBER")]
    max_applicants: usize,
    /// After how many seconds without a request a sandbox goes, the default one excepted; never
    /// where absent
    #[arg(long, env = "SIMULATOR_SANDBOX_LIFETIME", value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    sandbox_lifetime: Option<u64>,
    /// How many requests a second each sandbox answers, as many at once; unlimited where absent
    #[arg(long, env = "SIMULATOR_RATE_LIMIT", value_name = "NUMBER")]
    rate_limit: Option<NonZeroU32>,
    /// How many exchanges each sandbox's journal keeps
    #[arg(long, env = "SIMULATOR_JOURNAL_ENTRIES", default_value_t = Config::default().journal_entries, value_name = "NUMBER")]
    journal_entries: usize,
    /// How many bytes each sandbox's journal keeps
    #[arg(long, env = "SIMULATOR_JOURNAL_BYTES", default_value_t = Config::default().journal_bytes, value_name = "BYTES")]
    journal_bytes: usize,
    /// How many connections each listener serves at once; more wait
    #[arg(long, env = "SIMULATOR_MAX_CONNECTIONS", default_value_t = Config::default().max_connections, value_name = "NUMBER")]
    max_connections: usize,
    /// How long the head of a request may take from its first byte, in seconds
    #[arg(long, env = "SIMULATOR_HEADER_SECONDS", default_value_t = Config::default().header_time.as_secs(), value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    header_seconds: u64,
    /// How long a connection may stay open between requests, in seconds
    #[arg(long, env = "SIMULATOR_IDLE_SECONDS", default_value_t = Config::default().idle_time.as_secs(), value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    idle_seconds: u64,
    /// How long a client may pause in the middle of a body, in seconds
    #[arg(long, env = "SIMULATOR_BODY_SECONDS", default_value_t = Config::default().body_time.as_secs(), value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    body_seconds: u64,
    /// The largest body of a request to the simulated services, in bytes
    #[arg(long, env = "SIMULATOR_MAX_BODY", default_value_t = Config::default().max_body, value_name = "BYTES")]
    max_body: usize,
    /// How long exchanges under way may take to finish when the simulator stops, in seconds
    #[arg(long, env = "SIMULATOR_DRAIN_SECONDS", default_value_t = Config::default().drain.as_secs(), value_name = "SECONDS")]
    drain_seconds: u64,
    /// Send no header that the simulated services would not send
    #[arg(long, env = "SIMULATOR_PURE")]
    pure: bool,
    /// What is logged to stderr: `off`, `error`, `warn`, `info` (a line for each request), `debug`,
    /// or a filter such as `simulator=debug`
    #[arg(
        long,
        env = "SIMULATOR_LOG_LEVEL",
        default_value = "warn",
        value_name = "LEVEL"
    )]
    pub(super) log_level: Targets,
    /// How the log is written
    #[arg(long, env = "SIMULATOR_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text, value_name = "FORMAT")]
    pub(super) log_format: LogFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ClockMode {
    Running,
    Frozen,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    /// A readable line for each event.
    Text,
    /// A JSON object for each event.
    Json,
}

impl Flags {
    /// What the flags say.
    pub(super) fn config(&self) -> Result<Config, StartError> {
        let token = self
            .control_token
            .as_deref()
            .map(str::parse::<ControlToken>);
        let tls = self.tls_cert.clone().zip(self.tls_key.clone());
        Ok(Config {
            listen: self.listen,
            control: self.control,
            control_token: token.transpose()?,
            public_url: self.public_url.clone(),
            tls: tls.map(|(cert, key)| TlsFiles {
                cert,
                key,
                on: self.tls_on,
            }),
            ready_file: self.ready_file.clone(),
            seed: self.seed,
            now: self.now,
            frozen: self.clock == ClockMode::Frozen,
            fixtures: self.fixtures.clone(),
            max_sandboxes: self.max_sandboxes,
            max_vacancies: self.max_vacancies,
            max_applicants: self.max_applicants,
            sandbox_lifetime: self.sandbox_lifetime.map(Duration::from_secs),
            rate_limit: self.rate_limit,
            journal_entries: self.journal_entries,
            journal_bytes: self.journal_bytes,
            max_connections: self.max_connections,
            header_time: Duration::from_secs(self.header_seconds),
            idle_time: Duration::from_secs(self.idle_seconds),
            body_time: Duration::from_secs(self.body_seconds),
            max_body: self.max_body,
            pure: self.pure,
            drain: Duration::from_secs(self.drain_seconds),
            ..Config::default()
        })
    }
}

/// Reads where a listener is to answer.
///
/// # Errors
///
/// What would do, where this is no address: names such as `localhost` are not looked up.
pub(super) fn address(text: &str) -> Result<SocketAddr, &'static str> {
    let usual = "write an IP address and a port, such as 127.0.0.1:8080; port 0 takes a free one";
    text.parse().map_err(|_| usual)
}

fn instant(text: &str) -> Result<Timestamp, &'static str> {
    let usual = "write date, time and zone, such as 2026-11-02T09:00:00Z";
    text.parse().map_err(|_| usual)
}
