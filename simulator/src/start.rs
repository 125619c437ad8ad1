//! Starting and stopping: bind first, then seed, then answer on both listeners.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use contract::connection::SandboxConnection;
use serde::Serialize;
use url::Url;

use crate::app::{Addresses, App, Connections};
use crate::config::{Config, NoControlToken, TlsOn};
use crate::control::{Control, ControlInterface, Doorway};
use crate::public::Public;
use crate::sandbox::fixtures::{Choice, FixtureError};
use crate::sandbox::options::{Options, Switches};
use crate::sandbox::quota::Quota;
use crate::sandbox::registry::{CreateError, Sandboxes};
use crate::sandbox::seed::Seed;
use crate::server::{
    Acceptor, Counts, Limits, Listener, Reach, Terms, TlsError, acceptor, base_url,
};

/// Why a simulator did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A listener's address cannot be had.
    #[error(
        "cannot listen on {address} ({listener}); --listen and --control name another address, and \
         port 0 a free one"
    )]
    Bind {
        /// Which listener.
        listener: &'static str,
        /// Its address.
        address: SocketAddr,
        /// The operating system's reason.
        #[source]
        source: std::io::Error,
    },
    /// The asynchronous runtime cannot be had.
    #[error("cannot start the runtime")]
    Runtime(#[source] std::io::Error),
    /// Off loopback anybody could drive the simulator.
    #[error(
        "the control interface would listen on {address}, off loopback, without a token; give one \
         with --control-token or SIMULATOR_CONTROL_TOKEN, or listen on 127.0.0.1"
    )]
    TokenMissing {
        /// Where the control interface would listen.
        address: SocketAddr,
    },
    /// The control token cannot be one.
    #[error("--control-token or SIMULATOR_CONTROL_TOKEN is not usable")]
    ControlToken(#[from] NoControlToken),
    /// Certificate or key cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The public URL cannot be the prefix of base URLs.
    #[error("`{given}` is no public URL; write it like http://simulator:8080")]
    PublicUrl {
        /// The URL as given.
        given: String,
    },
    /// There is no such fixture.
    #[error(transparent)]
    Fixture(#[from] FixtureError),
    /// The clock cannot show the instant.
    #[error("the sandbox clock cannot start there")]
    Clock(#[from] crate::sandbox::clock::ClockError),
    /// The default sandbox cannot be made.
    #[error("cannot make the default sandbox")]
    Sandbox(#[from] CreateError),
    /// The ready file cannot be written.
    #[error("cannot write the ready file {}", path.display())]
    ReadyFile {
        /// Where it should be.
        path: PathBuf,
        /// The operating system's reason.
        #[source]
        source: std::io::Error,
    },
}

impl StartError {
    /// The exit status that says so: 1 cannot bind or run, 2 usage, 3 configuration invalid.
    #[must_use]
    pub const fn exit_status(&self) -> u8 {
        match self {
            Self::Bind { .. } | Self::Runtime(_) | Self::Sandbox(_) | Self::ReadyFile { .. } => 1,
            Self::TokenMissing { .. } | Self::ControlToken(_) => 2,
            Self::PublicUrl { .. } | Self::Fixture(_) | Self::Clock(_) | Self::Tls(_) => 3,
        }
    }
}

/// A simulator that answers. Dropping it leaves it running until its runtime ends; see
/// [`Running::stop`].
#[derive(Debug)]
pub struct Running {
    /// What the public listener is bound to.
    pub public: SocketAddr,
    /// What the control listener is bound to.
    pub control: SocketAddr,
    /// How to reach the default sandbox.
    pub sandbox: SandboxConnection,
    app: Arc<App>,
    acceptor: Acceptor,
    drain: Duration,
}

#[derive(Serialize)]
struct Ready<'a> {
    public: &'a str,
    control: &'a str,
    sandbox: &'a SandboxConnection,
}

/// Starts a simulator; both listeners answer once this returns.
///
/// # Errors
///
/// [`StartError`] says what stands in the way, and nothing keeps running.
pub async fn start(config: Config) -> Result<Running, StartError> {
    if !config.control.ip().is_loopback() && config.control_token.is_none() {
        return Err(StartError::TokenMissing {
            address: config.control,
        });
    }
    let options = options(&config)?;
    let tls = config.tls.as_ref().map(acceptor).transpose()?;
    let public = bind("the simulated services", config.listen)?;
    let control = bind("the control interface", config.control)?;
    config.ready_file.as_deref().map_or(Ok(()), forget)?;
    let addresses = addresses(&config, &public, &control)?;
    let bound = (public.address(), control.address());
    let acceptor = Acceptor::default();
    let connections = Connections::default();
    let secure = config.tls.as_ref().map(|files| files.on);
    let terms = |counts: &Arc<Counts>, secure: bool| Terms {
        limits: limits(&config),
        tls: tls.clone().filter(|_| secure),
        counts: Arc::clone(counts),
    };
    let doorway = Arc::new(Doorway::default());
    let on_control = terms(&connections.control, secure.is_some_and(TlsOn::control));
    acceptor.accept(control, Arc::clone(&doorway), on_control);
    let made = seeded(&config, options, addresses, connections.clone()).await;
    let app = match made {
        Ok(app) => Arc::new(app),
        Err(error) => {
            acceptor.drain(Duration::ZERO).await;
            return Err(error);
        }
    };
    let on_public = terms(&connections.public, secure.is_some_and(TlsOn::public));
    acceptor.accept(public, Arc::new(Public(Arc::clone(&app))), on_public);
    doorway.open(Control::of(Arc::clone(&app)).map_err(CreateError::from)?);
    acceptor.beside(expiring(Arc::clone(&app), config.sandbox_lifetime));
    let running = Running {
        public: bound.0,
        control: bound.1,
        sandbox: app.connection(&app.default_site()),
        app,
        acceptor,
        drain: config.drain,
    };
    if let Some(path) = &config.ready_file {
        running.write_ready_file(path)?;
    }
    Ok(running)
}

/// Makes the default sandbox, which may take a while, beside whoever asks whether it is ready.
async fn seeded(
    config: &Config,
    options: Options,
    addresses: Addresses,
    connections: Connections,
) -> Result<App, StartError> {
    let quota = Quota {
        sandboxes: config.max_sandboxes.max(1),
        vacancies: config.max_vacancies,
        applicants: config.max_applicants,
    };
    let made = tokio::task::spawn_blocking(move || Sandboxes::new(&options, quota));
    let sandboxes = made
        .await
        .map_err(|error| StartError::Runtime(std::io::Error::other(error)))??;
    Ok(App::new(config, addresses, connections, sandboxes))
}

fn addresses(
    config: &Config,
    public: &Listener,
    control: &Listener,
) -> Result<Addresses, StartError> {
    let secure = config.tls.as_ref().map(|files| files.on);
    let control_url = base_url(control.address(), secure.is_some_and(TlsOn::control));
    let public_secure = secure.is_some_and(TlsOn::public);
    Ok(Addresses {
        public_url: public_url(config, public.address(), public_secure)?,
        public_reach: Reach::of(public.address(), public_secure)?,
        control_url,
        control: control.address(),
    })
}

fn limits(config: &Config) -> Limits {
    Limits {
        connections: config.max_connections.max(1),
        header_time: config.header_time,
        idle_time: config.idle_time,
    }
}

/// Looks for sandboxes whose time is over: every second, since each may be created with a time of
/// its own, and more often where all have a shorter one.
async fn expiring(app: Arc<App>, lifetime: Option<Duration>) {
    const SECOND: Duration = Duration::from_secs(1);
    let pause = lifetime.map_or(SECOND, |lifetime| lifetime / 4);
    let pause = pause.clamp(Duration::from_millis(20), SECOND);
    loop {
        tokio::time::sleep(pause).await;
        app.expire();
    }
}

impl Running {
    /// The prefix of the default sandbox's base URLs, without a final slash.
    #[must_use]
    pub fn public_url(&self) -> &str {
        &self.app.public_url
    }

    /// Where the control interface is reached, without `/__admin`.
    #[must_use]
    pub fn control_url(&self) -> &str {
        &self.app.control_url
    }

    /// The control interface for callers in this process: the same routes, without a socket.
    #[must_use]
    pub fn control_interface(&self) -> ControlInterface {
        ControlInterface::of(Arc::clone(&self.app))
    }

    /// The one line that says where everything answers.
    #[must_use]
    pub fn ready_line(&self) -> String {
        let (public, control) = (self.public_url(), self.control_url());
        let ready = Ready {
            public,
            control,
            sandbox: &self.sandbox,
        };
        serde_json::to_string(&ready).expect("the ready line's members serialise")
    }

    /// Returns once the control interface is asked for the end.
    pub async fn until_asked_to_stop(&self) {
        self.app.stop_asked.cancelled().await;
    }

    /// Stops accepting, lets exchanges under way finish, and returns once nothing runs any more.
    /// Answers whether all of them finished in time.
    pub async fn stop(self) -> bool {
        // Whoever watches events would never be done by itself.
        self.app.stop_asked.cancel();
        self.acceptor.drain(self.drain).await
    }

    // Written beside and renamed, so that whoever waits for the file never reads half of it.
    fn write_ready_file(&self, path: &Path) -> Result<(), StartError> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".part");
        let written = std::fs::write(&beside, format!("{}\n", self.ready_line()));
        let written = written.and_then(|()| std::fs::rename(&beside, path));
        written.map_err(|source| StartError::ReadyFile {
            path: path.to_owned(),
            source,
        })
    }
}

/// Takes the ready file of an earlier simulator away: whoever waits for the file would read
/// addresses where nobody listens any more. A simulator that cannot listen has not come so far, and
/// leaves the file to the one that does.
fn forget(path: &Path) -> Result<(), StartError> {
    match std::fs::remove_file(path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            Err(StartError::ReadyFile {
                path: path.to_owned(),
                source,
            })
        }
        _ => Ok(()),
    }
}

fn bind(listener: &'static str, address: SocketAddr) -> Result<Listener, StartError> {
    let bound = Listener::bind(address);
    bound.map_err(|source| StartError::Bind {
        listener,
        address,
        source,
    })
}

fn options(config: &Config) -> Result<Options, StartError> {
    let fixtures = config.fixtures.as_deref().map(Choice::read);
    Ok(Options {
        seed: config.seed.map(Seed),
        secrets: config.secrets.clone(),
        now: config.now.map(crate::sandbox::clock::within).transpose()?,
        frozen: Some(config.frozen),
        switches: Switches::all(config.settings),
        fixtures: fixtures.transpose()?,
        ..Options::default()
    })
}

fn public_url(config: &Config, bound: SocketAddr, secure: bool) -> Result<String, StartError> {
    let Some(given) = &config.public_url else {
        return Ok(base_url(bound, secure));
    };
    let parsed = Url::parse(given).ok().filter(|url| {
        let plain = url.query().is_none() && url.fragment().is_none();
        matches!(url.scheme(), "http" | "https") && url.has_host() && plain
    });
    let unreadable = || StartError::PublicUrl {
        given: given.clone(),
    };
    parsed
        .ok_or_else(unreadable)
        .map(|_| given.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_reads_the_ready_file_of_an_earlier_simulator() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ready.json");
        std::fs::write(&file, "of yesterday").unwrap();

        forget(&file).unwrap();

        assert!(!file.exists());
        forget(&file).unwrap();
        assert!(matches!(
            forget(folder.path()),
            Err(StartError::ReadyFile { .. })
        ));
    }
}
