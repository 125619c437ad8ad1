//! Which client is driven, and how: the flags, the driver they ask for, and the flags again for the
//! command that repeats a run.

use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use clients::Flaw;

use super::arguments::{flaw, seconds};
use crate::driver::{
    Adapter, BadAdapterUrl, BadCommand, CannotListen, CommandLine, Driver, Exec, InProcess, Pull,
    Push, Stdio, Warden,
};

/// Which client is driven, and how.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "The client")]
pub(super) struct Driving {
    /// The adapter to drive over its stdin and stdout, e.g. "python3 my_client.py"; without any of
    /// these, the reference client
    #[arg(long, value_name = "CMD", group = "way")]
    pub(super) adapter: Option<String>,
    /// An adapter that is started anew for each attempt, and driven over its stdin and stdout
    #[arg(long, value_name = "CMD", group = "way")]
    pub(super) exec: Option<String>,
    /// An adapter that is a service: requests are posted to URL/v1/hello, URL/v1/act, …
    #[arg(long, value_name = "URL", group = "way")]
    pub(super) adapter_url: Option<String>,
    /// An adapter that asks for its work: listen at this address, e.g. 127.0.0.1:9000
    #[arg(long, value_name = "ADDR", group = "way")]
    pub(super) pull: Option<String>,
    /// Run the client with one named flaw instead: a demonstration of what a failure looks like
    #[arg(long, value_name = "FLAW", group = "way", value_parser = flaw)]
    pub(super) wayward: Option<Flaw>,
    /// The bearer token that the service of --adapter-url asks for
    #[arg(
        long,
        value_name = "TOKEN",
        env = "CONFORMANCE_ADAPTER_TOKEN",
        hide_env_values = true
    )]
    pub(super) adapter_token: Option<String>,
    /// The bearer token that the adapter of --pull must present; needed beyond this machine
    #[arg(
        long,
        value_name = "TOKEN",
        env = "CONFORMANCE_PULL_TOKEN",
        hide_env_values = true
    )]
    pub(super) pull_token: Option<String>,
    /// How long the adapter of --pull may take to ask for the first time, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    pub(super) pull_wait: Duration,
    /// How long the adapter may take over one message, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "20", value_parser = seconds)]
    pub(super) deadline: Duration,
}

/// The adapter cannot be driven as asked.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoAdapter {
    #[error(transparent)]
    Command(#[from] BadCommand),
    #[error(transparent)]
    Url(#[from] BadAdapterUrl),
    #[error(transparent)]
    Listen(#[from] CannotListen),
}

impl Driving {
    /// The adapter that was asked for; without a word, the reference client.
    pub(super) async fn adapter(&self, warden: &Warden) -> Result<Adapter, NoAdapter> {
        Ok(Adapter::new(self.driver(warden).await?, self.deadline))
    }

    async fn driver(&self, warden: &Warden) -> Result<Arc<dyn Driver>, NoAdapter> {
        Ok(if let Some(command) = &self.adapter {
            Arc::new(Stdio::new(CommandLine::read(command)?, warden.clone()))
        } else if let Some(command) = &self.exec {
            Arc::new(Exec::new(CommandLine::read(command)?, warden.clone()))
        } else if let Some(url) = &self.adapter_url {
            Arc::new(Push::to(url, self.adapter_token.clone())?)
        } else if let Some(address) = &self.pull {
            let tell = Arc::new(|text: &str| anstream::eprintln!("{text}"));
            let token = self.pull_token.clone();
            Arc::new(Pull::listen(address, token, self.pull_wait, tell).await?)
        } else if let Some(flaw) = self.wayward {
            Arc::new(InProcess::new(clients::wayward(flaw)))
        } else {
            Arc::new(InProcess::new(clients::reference()))
        })
    }

    /// Whether a command is given that can be started once more.
    pub(super) fn is_started_anew(&self) -> bool {
        self.adapter.is_some() || self.exec.is_some()
    }

    /// Whether the client is in this process.
    pub(super) fn is_in_process(&self) -> bool {
        !self.is_started_anew() && self.adapter_url.is_none() && self.pull.is_none()
    }

    /// Whether our own reference client is driven.
    pub(super) fn is_reference(&self) -> bool {
        self.flags().is_empty()
    }

    /// The flags that drive the same client again. No secret is among them.
    pub(super) fn flags(&self) -> Vec<String> {
        let given = [
            ("--adapter", self.adapter.clone()),
            ("--exec", self.exec.clone()),
            ("--adapter-url", self.adapter_url.clone()),
            ("--pull", self.pull.clone()),
            ("--wayward", self.wayward.map(|flaw| flaw.name().to_owned())),
        ];
        let given = given
            .into_iter()
            .filter_map(|(flag, value)| Some([flag.to_owned(), value?]));
        given.flatten().collect()
    }
}

/// What sees to what is left should this program be killed.
pub(super) fn warden() -> Warden {
    // Without its own path the program cannot leave anybody behind to see to it.
    Warden::of(std::env::current_exe().ok())
}
