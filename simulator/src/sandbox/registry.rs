//! Every sandbox there is: created, listed, found, reset, deleted.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use contract::connection::{EsrConnection, NhsJobsConnection, SandboxConnection};
use contract::refusal::Refusal;
use contract::settings::Settings;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::clock::{Clock, Stopwatch, real_time};
use super::credentials::{CredentialId, Lever, LeverError};
use super::door::{self, Presented, Secrets};
use super::fixtures;
use super::index::SecretIndex;
use super::options::Options;
use super::quota::Quota;
use super::secret::{NoEntropy, SecretHash, SecretKind, unguessable, unguessable_seed};
use super::seed::Seed;
use super::tokens::{Issued, Tokens};
use super::world::World;

/// The id of a sandbox: `default`, or a word that cannot be guessed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SandboxId(Arc<str>);

impl SandboxId {
    /// The sandbox that answers at the root.
    pub const DEFAULT: &'static str = "default";

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the sandbox that answers at the root.
    pub fn is_default(&self) -> bool {
        self.as_str() == Self::DEFAULT
    }
}

impl fmt::Display for SandboxId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a sandbox was not created.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CreateError {
    /// There are as many as there may be.
    #[error("this simulator holds its {most} sandboxes; delete one that is no longer needed")]
    Full {
        /// The quota.
        most: usize,
    },
    /// The sandbox to copy is not there.
    #[error("`from` names no sandbox: `{from}`; list the sandboxes to see which there are")]
    UnknownSource {
        /// The id as given.
        from: String,
    },
    /// No identifiers and secrets can be drawn.
    #[error(transparent)]
    NoEntropy(#[from] NoEntropy),
}

/// Why a sandbox was not deleted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeleteError {
    /// It is not there.
    #[error("no sandbox has the id `{id}`")]
    Unknown {
        /// The id as given.
        id: String,
    },
    /// The default sandbox stays as long as the simulator.
    #[error("the default sandbox cannot be deleted; reset it")]
    Default,
}

/// One sandbox, with whatever the edge keeps beside its world in `edge`.
pub struct Sandbox<E> {
    id: SandboxId,
    name: Option<String>,
    /// What the world is reset to.
    origin: World,
    start: Start,
    secrets: Secrets,
    tokens: Mutex<Tokens>,
    index: Arc<SecretIndex>,
    world: Mutex<World>,
    quota: Quota,
    stopwatch: Stopwatch,
    /// What the edge keeps: journal, armed faults, coverage.
    pub edge: E,
}

/// How the clock starts, again at every reset.
#[derive(Debug, Clone, Copy)]
struct Start {
    now: Option<Timestamp>,
    frozen: Option<bool>,
}

impl<E> Sandbox<E> {
    /// Its id.
    pub fn id(&self) -> &SandboxId {
        &self.id
    }

    /// Its name, if it was given one.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Its lasting secrets.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// How much it may hold.
    pub fn quota(&self) -> Quota {
        self.quota
    }

    /// Elapsed time since it was created.
    pub fn stopwatch(&self) -> Stopwatch {
        self.stopwatch
    }

    /// Its world, for as long as the guard is held; never across an await. A change that may be
    /// given up is made on a clone, which costs the same whatever the world holds.
    pub fn world(&self) -> MutexGuard<'_, World> {
        // A world is changed in one go or not at all, so one that a panic left is whole.
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What its clock shows now.
    pub fn now(&self) -> Timestamp {
        self.world().now()
    }

    /// Lets a request into NHS Jobs, or says why not.
    ///
    /// # Errors
    /// See [`door::nhs_jobs`].
    pub fn admit_nhs_jobs(&self, presented: Presented<'_>) -> Result<(), Refusal> {
        door::nhs_jobs(&self.secrets, &self.world(), presented)
    }

    /// Lets a request into ESR, or says why not.
    ///
    /// # Errors
    /// See [`door::esr`].
    pub fn admit_esr(&self, token: Option<&str>) -> Result<(), Refusal> {
        let now = self.now();
        door::esr(&self.tokens(), token, now)
    }

    /// Lets a supplier with a good token act for an employer, or says why not.
    ///
    /// # Errors
    /// See [`door::employer`].
    pub fn admit_employer(&self, vpd: &str) -> Result<(), Refusal> {
        door::employer(&self.world(), vpd)
    }

    /// Issues an access token, if the client is the supplier and may have one; nothing otherwise.
    ///
    /// # Errors
    /// [`NoEntropy`] when the operating system gives none.
    pub fn issue_token(&self, client_id: &str, secret: &str) -> Result<Option<Issued>, NoEntropy> {
        let now = {
            let world = self.world();
            if !door::client(&self.secrets, &world, client_id, secret) {
                return Ok(None);
            }
            world.now()
        };
        let issued = self.tokens().issue(now)?;
        self.index.release(issued.forgotten);
        self.index
            .claim(issued.token.hash(), &self.id, SecretKind::AccessToken);
        Ok(Some(issued))
    }

    /// Lets one presented token run out.
    pub fn expire_token(&self, presented: &str) {
        self.tokens().expire(presented);
    }

    /// Pulls a lever on a credential.
    ///
    /// # Errors
    /// [`LeverError`] when there is no such credential, or it has no such lever.
    pub fn pull(&self, id: CredentialId, lever: Lever) -> Result<(), LeverError> {
        self.world().credentials.pull(id, lever)?;
        if id == CredentialId::AccessTokens {
            self.tokens().pull(lever);
        }
        Ok(())
    }

    /// A fresh world behind the same id and credentials: levers, clock and contents as created.
    /// Access tokens stay good, as the other credentials do.
    pub fn reset(&self) {
        let mut world = self.origin.clone();
        world.clock = self.start.clock(world.clock);
        *self.world() = world;
        self.tokens().pull(Lever::Restore);
    }

    /// What a client needs to reach it. `public` is the absolute address of the public listener,
    /// without a final slash.
    pub fn connection(&self, public: &str) -> SandboxConnection {
        let base_url = if self.id.is_default() {
            public.to_owned()
        } else {
            format!("{public}/sandboxes/{}", self.id)
        };
        let employer = self.world().employer.clone();
        SandboxConnection {
            id: self.id.to_string(),
            nhs_jobs: NhsJobsConnection {
                base_url: format!("{base_url}/nhs-jobs/v1"),
                organisation_id: employer.organisation_id,
                account_id: employer.account_id,
                api_key: self.secrets.api_key().reveal().to_owned(),
            },
            esr: EsrConnection {
                base_url: format!("{base_url}/esr"),
                token_url: format!("{base_url}/esr/oauth2/token"),
                client_id: employer.client_id,
                client_secret: self.secrets.client_secret().reveal().to_owned(),
                vpd: employer.vpd,
            },
            base_url,
        }
    }

    fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn release_secrets(&self) {
        let lasting = self.secrets.all().map(|(_, secret)| secret.hash());
        self.index.release(lasting.chain(self.tokens().hashes()));
    }
}

impl Start {
    /// The clock at creation and at every reset; `own` is the clock of the world started from.
    fn clock(self, own: Clock) -> Clock {
        let real = real_time();
        let now = self.now.unwrap_or_else(|| own.now(real));
        match (self.frozen.unwrap_or_else(|| own.is_frozen()), self.now) {
            (true, _) => Clock::frozen(now),
            (false, Some(now)) => Clock::running_from(now, real),
            (false, None) if own.is_frozen() => Clock::running_from(now, real),
            (false, None) => own,
        }
    }
}

/// Whose a secret is, seen from one sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// This sandbox's.
    Own(SecretKind),
    /// Another sandbox's.
    Other(SecretKind),
    /// Nobody's.
    Unknown,
}

/// Every sandbox of one simulator.
pub struct Sandboxes<E> {
    all: RwLock<BTreeMap<SandboxId, Arc<Sandbox<E>>>>,
    default: Arc<Sandbox<E>>,
    index: Arc<SecretIndex>,
    quota: Quota,
}

impl<E: Default> Sandboxes<E> {
    /// A registry with its default sandbox.
    ///
    /// # Errors
    /// [`CreateError`] when no identifiers can be drawn, or the options ask for a copy.
    pub fn new(options: &Options, quota: Quota) -> Result<Self, CreateError> {
        if let Some(from) = &options.from {
            return Err(CreateError::UnknownSource { from: from.clone() });
        }
        let index = Arc::new(SecretIndex::default());
        let id = SandboxId(SandboxId::DEFAULT.into());
        let default = Arc::new(open(id, options, None, quota, &index)?);
        let all = BTreeMap::from([(default.id.clone(), Arc::clone(&default))]);
        Ok(Self {
            all: RwLock::new(all),
            default,
            index,
            quota,
        })
    }

    /// Creates a sandbox.
    ///
    /// # Errors
    /// [`CreateError`] when there are too many, the sandbox to copy is not there, or no
    /// identifiers can be drawn.
    pub fn create(&self, options: &Options) -> Result<Arc<Sandbox<E>>, CreateError> {
        let unknown = |from: &String| CreateError::UnknownSource { from: from.clone() };
        let from = match &options.from {
            Some(from) => Some(self.get(from).ok_or_else(|| unknown(from))?.world().clone()),
            None => None,
        };
        let id = SandboxId(unguessable()?.into());
        let sandbox = Arc::new(open(id, options, from, self.quota, &self.index)?);
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= self.quota.sandboxes {
            sandbox.release_secrets();
            return Err(CreateError::Full {
                most: self.quota.sandboxes,
            });
        }
        all.insert(sandbox.id.clone(), Arc::clone(&sandbox));
        Ok(sandbox)
    }
}

impl<E> Sandboxes<E> {
    /// The sandbox that answers at the root.
    pub fn default_sandbox(&self) -> &Arc<Sandbox<E>> {
        &self.default
    }

    /// One sandbox, by its id.
    pub fn get(&self, id: &str) -> Option<Arc<Sandbox<E>>> {
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
        all.get(&SandboxId(id.into())).cloned()
    }

    /// Every sandbox: the default one first, then by id.
    pub fn list(&self) -> Vec<Arc<Sandbox<E>>> {
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
        let others = all.values().filter(|sandbox| !sandbox.id.is_default());
        std::iter::once(&self.default)
            .chain(others)
            .cloned()
            .collect()
    }

    /// How many sandboxes there are.
    pub fn len(&self) -> usize {
        self.all
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .len()
    }

    /// Never: the default sandbox is always there.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Deletes a sandbox. Requests that already found it still finish.
    ///
    /// # Errors
    /// [`DeleteError`] when it is not there, or is the default one.
    pub fn delete(&self, id: &str) -> Result<(), DeleteError> {
        if id == SandboxId::DEFAULT {
            return Err(DeleteError::Default);
        }
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        let gone = all.remove(&SandboxId(id.into()));
        drop(all);
        let unknown = || DeleteError::Unknown {
            id: id.chars().take(80).collect(),
        };
        gone.ok_or_else(unknown)?.release_secrets();
        Ok(())
    }

    /// Whose a presented text is, seen from one sandbox: for the masks of its journal.
    pub fn whose(&self, presented: &str, seen_from: &SandboxId) -> Whose {
        match self.index.owner(&SecretHash::of(presented)) {
            Some((owner, kind)) if owner == *seen_from => Whose::Own(kind),
            Some((_, kind)) => Whose::Other(kind),
            None => Whose::Unknown,
        }
    }
}

/// Opens a sandbox whose secrets nobody else has.
fn open<E: Default>(
    id: SandboxId,
    options: &Options,
    from: Option<World>,
    quota: Quota,
    index: &Arc<SecretIndex>,
) -> Result<Sandbox<E>, CreateError> {
    let start = Start {
        now: options.now,
        frozen: options.frozen,
    };
    let origin = match from {
        Some(world) => copied(world, options, start),
        None => made(options, start, quota)?,
    };
    let secrets = drawn(&id, index)?;
    Ok(Sandbox {
        id,
        name: options.name.clone(),
        start,
        secrets,
        tokens: Mutex::default(),
        index: Arc::clone(index),
        world: Mutex::new(origin.clone()),
        origin,
        quota,
        stopwatch: Stopwatch::start(),
        edge: E::default(),
    })
}

/// Two draws of 130 bits are never the same; if they were, the second would be drawn again rather
/// than open two sandboxes.
fn drawn(id: &SandboxId, index: &SecretIndex) -> Result<Secrets, NoEntropy> {
    loop {
        let secrets = Secrets::draw()?;
        let claimed = |(kind, secret): (SecretKind, &super::secret::Secret)| {
            index.claim(secret.hash(), id, kind)
        };
        if secrets.all().all(claimed) {
            return Ok(secrets);
        }
    }
}

fn copied(mut world: World, options: &Options, start: Start) -> World {
    world.settings = options.switches.over(world.settings);
    world.clock = start.clock(world.clock);
    world
}

fn made(options: &Options, start: Start, quota: Quota) -> Result<World, NoEntropy> {
    let seed = match options.seed {
        Some(seed) => seed,
        None => Seed(unguessable_seed()?),
    };
    let settings = options.switches.over(Settings::default());
    let mut world = World::empty(settings, seed, start.clock(Clock::real()));
    let fixture = options.fixtures.unwrap_or_else(fixtures::by_default);
    let now = world.now();
    fixture.load(&mut world, quota, now);
    Ok(world)
}
