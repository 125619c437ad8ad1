//! Which sandbox a secret belongs to, so that a mask can say "another's" and no key opens two.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use super::registry::SandboxId;
use super::secret::{SecretHash, SecretKind};

/// Every secret of every sandbox, by hash. Only ever asked for one, so the order of the map does
/// not show.
#[derive(Debug, Default)]
pub(super) struct SecretIndex(RwLock<HashMap<SecretHash, (SandboxId, SecretKind)>>);

impl SecretIndex {
    pub(super) fn owner(&self, hash: &SecretHash) -> Option<(SandboxId, SecretKind)> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(hash)
            .cloned()
    }

    /// Whether the secret is now this sandbox's; false when it already was somebody's.
    pub(super) fn claim(&self, hash: SecretHash, owner: &SandboxId, kind: SecretKind) -> bool {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let free = !all.contains_key(&hash);
        if free {
            all.insert(hash, (owner.clone(), kind));
        }
        free
    }

    pub(super) fn release(&self, hashes: impl IntoIterator<Item = SecretHash>) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for hash in hashes {
            all.remove(&hash);
        }
    }
}
