//! What every handler is given: the simulator, and one sandbox of it as the edge sees it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::num::{NonZero, NonZeroU32};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use contract::connection::SandboxConnection;
use jiff::Timestamp;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::config::{Config, ControlToken};
use crate::console::Progress;
use crate::coverage::Coverage;
use crate::description::Held;
use crate::faults::Faults;
use crate::journal::{Bounds, Change, Journal};
use crate::metrics::Metrics;
use crate::public::BodyLimits;
use crate::public::magic::{Armed, Once};
use crate::rate::Rate;
use crate::sandbox::options::Options;
use crate::sandbox::quota::{Quota, WAITS_AT_MOST};
use crate::sandbox::registry::{CreateError, DeleteError, Sandbox, SandboxId, Sandboxes};
use crate::sandbox::seed::Child;
use crate::sandbox::world::World;
use crate::server::{Counts, Reach};

/// The simulator, as handlers see it.
pub(crate) struct App {
    /// The prefix of every base URL, without a final slash.
    pub(crate) public_url: String,
    /// How the public listener is reached from within.
    pub(crate) public_reach: Reach,
    /// Where the control interface is reached, without a final slash.
    pub(crate) control_url: String,
    /// What the control listener is bound to.
    pub(crate) control_address: SocketAddr,
    /// The token that the control interface asks for.
    pub(crate) control_token: Option<ControlToken>,
    /// No header is sent that the simulated services would not send.
    pub(crate) pure: bool,
    /// What the two interfaces say of themselves.
    pub(crate) descriptions: Held,
    /// Cancelled when somebody asks for the simulator to stop.
    pub(crate) stop_asked: CancellationToken,
    /// What is counted of exchanges.
    pub(crate) metrics: Metrics,
    /// What is counted of connections.
    pub(crate) connections: Connections,
    /// What is read of the bodies of requests.
    pub(crate) body_limits: BodyLimits,
    bounds: Bounds,
    rate_limit: Option<NonZeroU32>,
    lifetime: Option<Duration>,
    threads: Arc<Semaphore>,
    sandboxes: Arc<Sandboxes<()>>,
    sites: RwLock<BTreeMap<String, Arc<Site>>>,
}

/// One sandbox, with what the edge keeps beside its world. A reset makes a new one of the same
/// sandbox; exchanges under way finish in the old one.
pub(crate) struct Site {
    /// The sandbox itself.
    pub(crate) sandbox: Arc<Sandbox<()>>,
    /// Its exchanges.
    pub(crate) journal: Journal,
    /// Its armed faults.
    pub(crate) faults: Faults,
    /// The magic references that have had their case.
    pub(crate) once: Once,
    /// The cases that somebody has armed.
    pub(crate) armed: Armed,
    /// How far it has come in the lessons.
    pub(crate) lessons: Mutex<Progress>,
    /// What the cases of magic values draw from.
    pub(crate) chance: Child,
    /// What its client has met. A reset leaves it.
    pub(crate) coverage: Arc<Coverage>,
    /// How often it may be asked, where that is limited.
    pub(crate) rate: Option<Rate>,
    /// Whose turn it is to look through its journal: see [`crate::control`].
    pub(crate) turn: Arc<Semaphore>,
    /// The threads that look through journals, of all sandboxes together: see [`crate::control`].
    pub(crate) threads: Arc<Semaphore>,
    /// The calls that may wait for its requests at once, one permit each.
    pub(crate) waits: Semaphore,
    /// How long it lives while nobody asks for it; forever where there is nothing here.
    lifetime: Option<Duration>,
    // When it was last asked for, in milliseconds of its stopwatch; kept where sandboxes expire.
    used: AtomicU64,
    /// Its part of the control interface, without a final slash.
    pub(crate) control_url: String,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (public, control) = (&self.public_url, &self.control_url);
        f.debug_struct("App")
            .field("public", public)
            .field("control", control)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Site")
            .field("sandbox", self.sandbox.id())
            .finish_non_exhaustive()
    }
}

impl Site {
    /// What the sandbox's clock shows.
    pub(crate) fn now(&self) -> Timestamp {
        self.sandbox.now()
    }

    /// How long nobody has asked for it.
    fn idle(&self) -> Duration {
        let used = self.used.load(Ordering::Relaxed);
        Duration::from_millis(self.age().saturating_sub(used))
    }

    // In milliseconds.
    fn age(&self) -> u64 {
        age(&self.sandbox)
    }

    /// The path that its public part begins with: nothing for the default sandbox.
    pub(crate) fn base_path(&self) -> String {
        match self.sandbox.id() {
            id if id.is_default() => String::new(),
            id => format!("/sandboxes/{id}"),
        }
    }

    /// Notes that somebody changed the sandbox, for those who watch: by which call of the control
    /// interface, or the one that does the same, and what it was about.
    pub(crate) fn changed(&self, kind: &'static str, call: String, about: Option<&str>) {
        self.journal.changed(Change {
            kind,
            call,
            about: about.map(|about| about.chars().take(80).collect()),
            sandbox_time: self.now(),
            elapsed_micros: self.journal.elapsed_micros(),
        });
    }

    /// The sandbox's world, for as long as the guard is held; never across a wait.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.sandbox.world()
    }
}

/// What is counted of each listener's connections.
#[derive(Debug, Clone, Default)]
pub(crate) struct Connections {
    /// Of the simulated services.
    pub(crate) public: Arc<Counts>,
    /// Of the control interface.
    pub(crate) control: Arc<Counts>,
}

/// Where the two listeners are reached.
#[derive(Debug)]
pub(crate) struct Addresses {
    /// See [`App::public_url`].
    pub(crate) public_url: String,
    /// See [`App::public_reach`].
    pub(crate) public_reach: Reach,
    /// See [`App::control_url`].
    pub(crate) control_url: String,
    /// See [`App::control_address`].
    pub(crate) control: SocketAddr,
}

impl App {
    /// A simulator with these sandboxes.
    pub(crate) fn new(
        config: &Config,
        addresses: Addresses,
        connections: Connections,
        sandboxes: Sandboxes<()>,
    ) -> Self {
        let descriptions = Held::of(&addresses.public_url, &addresses.control_url);
        let app = Self {
            descriptions,
            public_url: addresses.public_url,
            public_reach: addresses.public_reach,
            control_url: addresses.control_url,
            control_address: addresses.control,
            control_token: config.control_token.clone(),
            pure: config.pure,
            stop_asked: CancellationToken::new(),
            metrics: Metrics::default(),
            connections,
            body_limits: BodyLimits {
                most: config.max_body,
                pause: config.body_time,
            },
            rate_limit: config.rate_limit,
            lifetime: config.sandbox_lifetime,
            bounds: Bounds {
                entries: config.journal_entries,
                bytes: config.journal_bytes,
            },
            threads: Arc::new(Semaphore::new(processors())),
            sandboxes: Arc::new(sandboxes),
            sites: RwLock::default(),
        };
        let default = Arc::clone(app.sandboxes.default_sandbox());
        app.open(default, Arc::default(), None);
        app
    }

    /// The sandbox of this id, or the default one where none is named. Asking for it is using it.
    pub(crate) fn site(&self, id: Option<&str>) -> Option<Arc<Site>> {
        let site = self.seen(id)?;
        if site.lifetime.is_some() {
            site.used.store(site.age(), Ordering::Relaxed);
        }
        Some(site)
    }

    /// Deletes the sandboxes that nobody has used for as long as they live, the default one
    /// excepted.
    pub(crate) fn expire(&self) {
        let idle = |site: &Arc<Site>| {
            let over = |lifetime| site.idle() >= lifetime;
            site.lifetime.is_some_and(over) && !site.sandbox.id().is_default()
        };
        let over = self.sites().into_iter().filter(idle).collect::<Vec<_>>();
        let gone = over
            .iter()
            .filter(|site| self.delete(site.sandbox.id().as_str()).is_ok());
        self.metrics.expired(gone.count());
    }

    fn seen(&self, id: Option<&str>) -> Option<Arc<Site>> {
        let sites = self.sites.read().unwrap_or_else(PoisonError::into_inner);
        sites.get(id.unwrap_or(SandboxId::DEFAULT)).cloned()
    }

    /// The default sandbox.
    pub(crate) fn default_site(&self) -> Arc<Site> {
        self.site(None)
            .expect("the default sandbox lives as long as the simulator")
    }

    /// How much one simulator, and one sandbox, may hold.
    pub(crate) fn quota(&self) -> Quota {
        self.sandboxes.quota()
    }

    /// How many sandboxes there are.
    pub(crate) fn sandbox_count(&self) -> usize {
        self.sandboxes.len()
    }

    /// Every sandbox: the default one first, then by id.
    pub(crate) fn sites(&self) -> Vec<Arc<Site>> {
        let ids = self.sandboxes.list().into_iter();
        ids.filter_map(|sandbox| self.seen(Some(sandbox.id().as_str())))
            .collect()
    }

    /// Creates a sandbox.
    ///
    /// # Errors
    ///
    /// [`CreateError`], as the registry says.
    pub(crate) fn create(&self, options: &Options) -> Result<Arc<Site>, CreateError> {
        let lifetime = options.lifetime.or(self.lifetime);
        Ok(self.open(self.sandboxes.create(options)?, Arc::default(), lifetime))
    }

    /// Deletes a sandbox, its journal and its faults.
    ///
    /// # Errors
    ///
    /// [`DeleteError`], as the registry says.
    pub(crate) fn delete(&self, id: &str) -> Result<(), DeleteError> {
        self.sandboxes.delete(id)?;
        let gone = self
            .sites
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(id);
        if let Some(site) = gone {
            site.journal.close();
        }
        Ok(())
    }

    /// Gives a sandbox back as created: world, journal and faults.
    pub(crate) fn reset(&self, site: &Site) {
        site.sandbox.reset();
        let coverage = Arc::clone(&site.coverage);
        self.open(Arc::clone(&site.sandbox), coverage, site.lifetime);
    }

    /// What a client needs to reach a sandbox.
    pub(crate) fn connection(&self, site: &Site) -> SandboxConnection {
        site.sandbox.connection(&self.public_url)
    }

    fn open(
        &self,
        sandbox: Arc<Sandbox<()>>,
        coverage: Arc<Coverage>,
        lifetime: Option<Duration>,
    ) -> Arc<Site> {
        let seed = sandbox.world().seed;
        let id = sandbox.id().to_string();
        let control_url = match sandbox.id().is_default() {
            true => format!("{}/__admin", self.control_url),
            false => format!("{}/__admin/sandboxes/{id}", self.control_url),
        };
        let sandboxes = Arc::clone(&self.sandboxes);
        let journal = Journal::new(&sandbox, seed, sandboxes, self.bounds);
        let site = Arc::new(Site {
            rate: self.rate_limit.map(Rate::new),
            lifetime,
            used: AtomicU64::new(age(&sandbox)),
            sandbox,
            journal,
            faults: Faults::new(seed),
            once: Once::default(),
            armed: Armed::default(),
            lessons: Mutex::default(),
            chance: seed.child("magic"),
            turn: Arc::new(Semaphore::new(1)),
            threads: Arc::clone(&self.threads),
            waits: Semaphore::new(WAITS_AT_MOST),
            coverage,
            control_url,
        });
        let mut sites = self.sites.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = sites.insert(id, Arc::clone(&site)) {
            before.journal.close();
        }
        site
    }
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

fn age(sandbox: &Sandbox<()>) -> u64 {
    sandbox.stopwatch().elapsed_micros() / 1_000
}
