//! The command line: every flag also as an environment variable and in a file; the flag over the
//! variable over the file over the default.

mod file;
mod flags;
mod healthcheck;
mod layers;
mod printed;
mod runtime_file;
mod signals;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use self::flags::{Flags, LogFormat};
use self::healthcheck::Healthcheck;
use self::layers::Layers;
use self::runtime_file::RuntimeFile;
use self::signals::Signals;
use crate::{Running, StartError, start};

/// An independent simulator of the NHS Jobs draft vacancy API and of ESR's Doctors in Training
/// employment checks, for testing applicant tracking systems.
///
/// Not issued by or affiliated with NHSBSA, NHS England or ESR. Synthetic data only.
///
/// Exit status: 0 stopped cleanly, 1 cannot bind or run, 2 usage, 3 fixture or configuration
/// invalid, 5 not healthy.
#[derive(Debug, Parser)]
#[command(
    name = "simulator",
    version,
    max_term_width = 100,
    subcommand_negates_reqs = true,
    args_conflicts_with_subcommands = true
)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    flags: Flags,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Ask a running simulator whether it is ready: exit status 0 if it is, 5 if not
    Healthcheck(Healthcheck),
}

impl Cli {
    /// Reads the command line, serves until asked to stop, and answers the exit status.
    #[must_use]
    pub fn run() -> ExitCode {
        let layers = match Layers::read(std::env::args_os()) {
            Ok(layers) => layers,
            Err(error) => return failed(&error, 3),
        };
        if let Some(Command::Healthcheck(wanted)) = &layers.cli.command {
            return wanted.run();
        }
        if layers.cli.flags.print_config {
            print_line(&printed::config(&layers));
            return ExitCode::SUCCESS;
        }
        layers.cli.start()
    }

    fn start(&self) -> ExitCode {
        self.log();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build();
        let outcome = match runtime {
            Ok(runtime) => runtime.block_on(self.serve()),
            Err(error) => Err(StartError::Runtime(error)),
        };
        match outcome {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => failed(&error, error.exit_status()),
        }
    }

    async fn serve(&self) -> Result<(), StartError> {
        // Before anybody is told that it is ready: who knows that may also ask it to stop.
        let mut signals = Signals::listen();
        let running = start(self.flags.config()?).await?;
        let told = RuntimeFile::write(running.control_url());
        if self.flags.print_ready {
            print_line(&running.ready_line());
        } else {
            print_line(&welcome(&running));
        }
        tokio::select! {
            () = signals.heard() => (),
            () = running.until_asked_to_stop() => (),
        }
        drop(told);
        running.stop().await;
        Ok(())
    }

    fn log(&self) {
        let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
        let log = tracing_subscriber::registry().with(self.flags.log_level.clone());
        match self.flags.log_format {
            LogFormat::Text => log.with(lines).init(),
            LogFormat::Json => log.with(lines.json().flatten_event(true)).init(),
        }
    }
}

fn welcome(running: &Running) -> String {
    let (public, control) = (running.public_url(), running.control_url());
    let sandbox = &running.sandbox;
    format!(
        "Open {control}/ in a browser.\n\
         \n\
         NHS Jobs and ESR simulator {version}: independent, synthetic data only\n\
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

fn failed(error: &dyn std::error::Error, status: u8) -> ExitCode {
    let mut message = format!("error: {error}");
    let mut source = error.source();
    while let Some(cause) = source {
        message.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    let _ = writeln!(std::io::stderr(), "{message}");
    ExitCode::from(status)
}
