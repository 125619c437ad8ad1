//! The command line: every flag also as an environment variable, the flag over the variable.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use jiff::Timestamp;
use tracing_subscriber::EnvFilter;

use crate::config::{Config, ControlToken};
use crate::{Running, StartError, start};

/// An independent simulator of the NHS Jobs draft vacancy API and of ESR's Doctors in Training
/// employment checks, for testing applicant tracking systems.
///
/// Not issued by or affiliated with NHSBSA, NHS England or ESR. Synthetic data only.
///
/// Exit status: 0 stopped cleanly, 1 cannot bind or run, 2 usage, 3 fixture or configuration
/// invalid.
#[derive(Parser)]
#[command(name = "simulator", version, max_term_width = 100)]
pub struct Cli {
    /// Where the simulated services answer; port 0 takes a free port
    #[arg(
        long,
        env = "SIMULATOR_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS"
    )]
    listen: SocketAddr,
    /// Where the control interface answers; port 0 takes a free port
    #[arg(
        long,
        env = "SIMULATOR_CONTROL",
        default_value = "127.0.0.1:8081",
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
    /// Print one JSON line to stdout once both listen, and nothing else
    #[arg(long, env = "SIMULATOR_PRINT_READY")]
    print_ready: bool,
    /// Write the same JSON line to a file once both listen
    #[arg(long, env = "SIMULATOR_READY_FILE", value_name = "PATH")]
    ready_file: Option<PathBuf>,
    /// The seed of the default sandbox; drawn, and told, where absent
    #[arg(long, env = "SIMULATOR_SEED", value_name = "NUMBER")]
    seed: Option<u64>,
    /// What the default sandbox's clock shows at the start, such as 2026-11-02T09:00:00Z
    #[arg(long, env = "SIMULATOR_NOW", value_name = "INSTANT")]
    now: Option<Timestamp>,
    /// Whether the default sandbox's clock runs
    #[arg(long, env = "SIMULATOR_CLOCK", value_enum, default_value_t = ClockMode::Running)]
    clock: ClockMode,
    /// The named world the default sandbox starts as
    #[arg(long, env = "SIMULATOR_FIXTURES", value_name = "NAME")]
    fixtures: Option<String>,
    /// How many sandboxes there may be at once
    #[arg(long, env = "SIMULATOR_MAX_SANDBOXES", default_value_t = Config::default().max_sandboxes, value_name = "NUMBER")]
    max_sandboxes: usize,
    /// How many exchanges each sandbox's journal keeps
    #[arg(long, env = "SIMULATOR_JOURNAL_ENTRIES", default_value_t = Config::default().journal_entries, value_name = "NUMBER")]
    journal_entries: usize,
    /// How many bytes each sandbox's journal keeps
    #[arg(long, env = "SIMULATOR_JOURNAL_BYTES", default_value_t = Config::default().journal_bytes, value_name = "BYTES")]
    journal_bytes: usize,
    /// How many connections each listener serves at once; more wait
    #[arg(long, env = "SIMULATOR_MAX_CONNECTIONS", default_value_t = Config::default().max_connections, value_name = "NUMBER")]
    max_connections: usize,
    /// How long exchanges under way may take to finish when the simulator stops, in seconds
    #[arg(long, env = "SIMULATOR_DRAIN_SECONDS", default_value_t = Config::default().drain.as_secs(), value_name = "SECONDS")]
    drain_seconds: u64,
    /// Send no header that the simulated services would not send
    #[arg(long, env = "SIMULATOR_PURE")]
    pure: bool,
    /// What is logged to stderr, such as `info` or `simulator=debug`
    #[arg(
        long,
        env = "SIMULATOR_LOG",
        default_value = "warn",
        value_name = "FILTER"
    )]
    log: String,
    /// How the log is written
    #[arg(long, env = "SIMULATOR_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    log_format: LogFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ClockMode {
    Running,
    Frozen,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    Text,
    Json,
}

impl Cli {
    /// Reads the command line, serves until asked to stop, and answers the exit status.
    #[must_use]
    pub fn run() -> ExitCode {
        let cli = Self::parse();
        cli.log();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build();
        let outcome = match runtime {
            Ok(runtime) => runtime.block_on(cli.serve()),
            Err(error) => Err(StartError::Runtime(error)),
        };
        match outcome {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                tell(&error);
                ExitCode::from(error.exit_status())
            }
        }
    }

    async fn serve(&self) -> Result<(), StartError> {
        let running = start(self.config()?).await?;
        if self.print_ready {
            print_line(&running.ready_line());
        } else {
            print_line(&welcome(&running));
        }
        running.until_asked_to_stop().await;
        running.stop().await;
        Ok(())
    }

    fn config(&self) -> Result<Config, StartError> {
        let token = self
            .control_token
            .as_deref()
            .map(str::parse::<ControlToken>);
        Ok(Config {
            listen: self.listen,
            control: self.control,
            control_token: token.transpose()?,
            public_url: self.public_url.clone(),
            ready_file: self.ready_file.clone(),
            seed: self.seed,
            now: self.now,
            frozen: self.clock == ClockMode::Frozen,
            fixtures: self.fixtures.clone(),
            max_sandboxes: self.max_sandboxes,
            journal_entries: self.journal_entries,
            journal_bytes: self.journal_bytes,
            max_connections: self.max_connections,
            pure: self.pure,
            drain: Duration::from_secs(self.drain_seconds),
            ..Config::default()
        })
    }

    fn log(&self) {
        let filter = EnvFilter::try_new(&self.log).unwrap_or_else(|_| EnvFilter::new("warn"));
        let log = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr);
        match self.log_format {
            LogFormat::Text => log.init(),
            LogFormat::Json => log.json().init(),
        }
    }
}

fn welcome(running: &Running) -> String {
    let (public, control) = (running.public_url(), running.control_url());
    let sandbox = &running.sandbox;
    format!(
        "NHS Jobs and ESR simulator {version}: independent, synthetic data only\n\
         \n\
         \x20 simulated services  {public}\n\
         \x20   NHS Jobs          {nhs_jobs}\n\
         \x20   ESR               {esr}\n\
         \x20 control interface   {control}/__admin\n\
         \x20   base URLs and credentials of the default sandbox:\n\
         \x20                     {control}/__admin/sandboxes/{id}\n\
         \n\
         Stop with Ctrl-C.",
        version = env!("CARGO_PKG_VERSION"),
        nhs_jobs = sandbox.nhs_jobs.base_url,
        esr = sandbox.esr.base_url,
        id = sandbox.id,
    )
}

// Whoever closed the other end of stdout does not want to read it; that is no reason to stop.
fn print_line(line: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = writeln!(stdout, "{line}");
    let _ = stdout.flush();
}

fn tell(error: &StartError) {
    let mut message = format!("error: {error}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        message.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    let _ = writeln!(std::io::stderr(), "{message}");
}
