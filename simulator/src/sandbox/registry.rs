//! Every sandbox there is: created, listed, found, reset, deleted.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use contract::text::counted;

pub use super::instance::{Sandbox, SandboxId};

use super::index::SecretIndex;
use super::options::Options;
use super::origin::Origin;
use super::quota::Quota;
use super::secret::{NoEntropy, SecretHash, SecretKind, unguessable};
use super::world::World;

/// Why a sandbox was not created.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CreateError {
    /// There are as many as there may be.
    #[error("this simulator holds its {}; delete one that is no longer needed", counted(*most, "sandbox", "sandboxes"))]
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
        let origin = Origin::made(options, quota)?;
        let default = Arc::new(Sandbox::open(id, options, origin, quota, &index)?);
        let all = BTreeMap::from([(default.id().clone(), Arc::clone(&default))]);
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
        let origin = match (&options.state, &options.from) {
            (Some(saved), _) => Origin::copied(saved.clone(), options),
            (None, Some(from)) => Origin::copied(self.source(from)?, options),
            (None, None) => Origin::made(options, self.quota)?,
        };
        let id = SandboxId(unguessable()?.into());
        let sandbox = Arc::new(Sandbox::open(id, options, origin, self.quota, &self.index)?);
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= self.quota.sandboxes {
            sandbox.release_secrets();
            return Err(CreateError::Full {
                most: self.quota.sandboxes,
            });
        }
        all.insert(sandbox.id().clone(), Arc::clone(&sandbox));
        Ok(sandbox)
    }

    fn source(&self, from: &str) -> Result<World, CreateError> {
        let unknown = || CreateError::UnknownSource {
            from: from.chars().take(80).collect(),
        };
        Ok(self.get(from).ok_or_else(unknown)?.world().clone())
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
        let others = all.values().filter(|sandbox| !sandbox.id().is_default());
        std::iter::once(&self.default)
            .chain(others)
            .cloned()
            .collect()
    }

    /// How much may be held.
    pub fn quota(&self) -> Quota {
        self.quota
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
