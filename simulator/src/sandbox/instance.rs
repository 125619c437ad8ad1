//! One sandbox: a world, the secrets that open it, and what the edge keeps beside it.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use contract::connection::{EsrConnection, NhsJobsConnection, SandboxConnection};
use contract::refusal::Refusal;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::clock::Stopwatch;
use super::credentials::{CredentialId, Lever, LeverError};
use super::door::{self, Presented, Secrets};
use super::index::SecretIndex;
use super::options::Options;
use super::origin::Origin;
use super::quota::Quota;
use super::secret::{NoEntropy, Secret, SecretKind};
use super::tokens::{Issued, Tokens};
use super::world::World;

/// The id of a sandbox: `default`, or a word that cannot be guessed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SandboxId(pub(super) Arc<str>);

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

/// One sandbox, with whatever the edge keeps beside its world in `edge`.
pub struct Sandbox<E> {
    id: SandboxId,
    name: Option<String>,
    /// What the world is reset to.
    origin: Origin,
    secrets: Secrets,
    tokens: Mutex<Tokens>,
    index: Arc<SecretIndex>,
    world: Mutex<World>,
    quota: Quota,
    stopwatch: Stopwatch,
    /// What the edge keeps: journal, armed faults, coverage.
    pub edge: E,
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

    /// Revokes one presented key, if it is this sandbox's.
    pub fn revoke_key(&self, presented: &str) {
        if let Some(key) = self.secrets.which_key(presented) {
            // Every key has this lever.
            let _ = self.pull(key, Lever::Revoke);
        }
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
        *self.world() = self.origin.world();
        self.tokens().pull(Lever::Restore);
    }

    /// Another world behind the same id and secrets, as it was saved. A reset still gives back what
    /// the sandbox was created as.
    pub fn load(&self, world: World) {
        let tokens = world.credentials.standing(CredentialId::AccessTokens);
        let levers = CredentialId::AccessTokens.levers().iter();
        for lever in levers.filter(|lever| lever.leaves() == tokens) {
            self.tokens().pull(*lever);
        }
        *self.world() = world;
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

    /// Opens a sandbox whose secrets nobody else has.
    pub(super) fn open(
        id: SandboxId,
        options: &Options,
        origin: Origin,
        quota: Quota,
        index: &Arc<SecretIndex>,
    ) -> Result<Self, NoEntropy>
    where
        E: Default,
    {
        Ok(Self {
            secrets: kept(options, &id, index).map_or_else(|| drawn(&id, index), Ok)?,
            id,
            name: options.name.clone(),
            tokens: Mutex::default(),
            index: Arc::clone(index),
            world: Mutex::new(origin.world()),
            origin,
            quota,
            stopwatch: Stopwatch::start(),
            edge: E::default(),
        })
    }

    fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets go of every secret: afterwards they are nobody's.
    pub(super) fn release_secrets(&self) {
        let lasting = self.secrets.all().map(|(_, secret)| secret.hash());
        self.index.release(lasting.chain(self.tokens().hashes()));
    }
}

/// The secrets that were asked for, unless another sandbox has one of them.
fn kept(options: &Options, id: &SandboxId, index: &SecretIndex) -> Option<Secrets> {
    let secrets = options.secrets.clone()?;
    let claimed = |(kind, secret): (SecretKind, &Secret)| index.claim(secret.hash(), id, kind);
    let all = secrets.all().all(claimed);
    all.then_some(secrets)
}

/// Two draws of 130 bits are never the same; if they were, the second would be drawn again rather
/// than open two sandboxes.
fn drawn(id: &SandboxId, index: &SecretIndex) -> Result<Secrets, NoEntropy> {
    loop {
        let secrets = Secrets::draw()?;
        let claimed = |(kind, secret): (SecretKind, &Secret)| index.claim(secret.hash(), id, kind);
        if secrets.all().all(claimed) {
            return Ok(secrets);
        }
    }
}
