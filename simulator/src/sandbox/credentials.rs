//! Which credentials a sandbox has and how each stands; the secrets themselves are kept elsewhere.

use std::fmt;
use std::str::FromStr;

use imbl::OrdMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A credential by its stable word: `api-key`, `api-key-2` …, `account`, `organisation`,
/// `supplier`, `access-tokens`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum CredentialId {
    /// The `n`th API key of the organisation, counted from 1.
    ApiKey(u32),
    /// The link between key and account.
    Account,
    /// The link between key and organisation.
    Organisation,
    /// The ESR supplier.
    Supplier,
    /// Every access token issued so far.
    AccessTokens,
}

impl CredentialId {
    /// What can be done to it.
    pub const fn levers(self) -> &'static [Lever] {
        match self {
            Self::ApiKey(_) | Self::AccessTokens => &[Lever::Expire, Lever::Revoke, Lever::Restore],
            Self::Account | Self::Organisation => &[Lever::Unlink, Lever::Restore],
            Self::Supplier => Lever::ALL,
        }
    }
}

impl fmt::Display for CredentialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ApiKey(1) => f.write_str("api-key"),
            Self::ApiKey(number) => write!(f, "api-key-{number}"),
            Self::Account => f.write_str("account"),
            Self::Organisation => f.write_str("organisation"),
            Self::Supplier => f.write_str("supplier"),
            Self::AccessTokens => f.write_str("access-tokens"),
        }
    }
}

impl FromStr for CredentialId {
    type Err = LeverError;

    fn from_str(word: &str) -> Result<Self, LeverError> {
        let key = || {
            word.strip_prefix("api-key-")?
                .parse()
                .ok()
                .map(Self::ApiKey)
        };
        let named = [
            Self::ApiKey(1),
            Self::Account,
            Self::Organisation,
            Self::Supplier,
            Self::AccessTokens,
        ];
        let found = named
            .into_iter()
            .find(|id| id.to_string() == word)
            .or_else(key);
        // `api-key-1` and `api-key-02` would be second spellings of a word.
        let found = found.filter(|id| id.to_string() == word);
        found.ok_or_else(|| LeverError::Unknown {
            id: word.chars().take(80).collect(),
        })
    }
}

impl From<CredentialId> for String {
    fn from(id: CredentialId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for CredentialId {
    type Error = LeverError;

    fn try_from(word: String) -> Result<Self, LeverError> {
        word.parse()
    }
}

/// How a credential stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// It opens what it should.
    #[default]
    Good,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
    /// It is known, and not linked to what is asked for.
    Unlinked,
}

/// What a person can do to a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Lever {
    /// Let it run out.
    Expire,
    /// Take it back.
    Revoke,
    /// Cut the link to the organisation, account or employer.
    Unlink,
    /// Make it good again.
    Restore,
}

impl Lever {
    /// Every lever.
    pub const ALL: &'static [Self] = &[Self::Expire, Self::Revoke, Self::Unlink, Self::Restore];

    /// The word of its path: `expire`, `revoke`, `unlink`, `restore`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Expire => "expire",
            Self::Revoke => "revoke",
            Self::Unlink => "unlink",
            Self::Restore => "restore",
        }
    }

    /// Reads the word of a path.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|lever| lever.word() == word)
    }

    /// How a credential stands once the lever is pulled.
    pub const fn leaves(self) -> Standing {
        match self {
            Self::Expire => Standing::Expired,
            Self::Revoke => Standing::Revoked,
            Self::Unlink => Standing::Unlinked,
            Self::Restore => Standing::Good,
        }
    }
}

/// Why a lever was not pulled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LeverError {
    /// There is no such credential.
    #[error(
        "no credential has the id `{id}`; there are `api-key`, `account`, `organisation`, `supplier` and `access-tokens`"
    )]
    Unknown {
        /// The id as given.
        id: String,
    },
    /// The credential has no such lever.
    #[error("`{id}` cannot be {}; it takes {}", past(*.lever), words(.id.levers()))]
    NotApplicable {
        /// The credential.
        id: CredentialId,
        /// What was asked for.
        lever: Lever,
    },
}

fn past(lever: Lever) -> &'static str {
    match lever {
        Lever::Expire => "expired",
        Lever::Revoke => "revoked",
        Lever::Unlink => "unlinked",
        Lever::Restore => "restored",
    }
}

fn words(levers: &[Lever]) -> String {
    levers
        .iter()
        .map(|lever| format!("`{}`", lever.word()))
        .collect::<Vec<_>>()
        .join(", ")
}

/// How every credential of a sandbox stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Credentials(OrdMap<CredentialId, Standing>);

impl Credentials {
    /// One of each, all good.
    pub fn new() -> Self {
        let ids = [
            CredentialId::ApiKey(1),
            CredentialId::Account,
            CredentialId::Organisation,
            CredentialId::Supplier,
            CredentialId::AccessTokens,
        ];
        Self(ids.into_iter().map(|id| (id, Standing::Good)).collect())
    }

    /// How a credential stands; one that is not there is as good as revoked.
    pub fn standing(&self, id: CredentialId) -> Standing {
        self.0.get(&id).copied().unwrap_or(Standing::Revoked)
    }

    /// Every credential and how it stands, in order.
    pub fn iter(&self) -> impl Iterator<Item = (CredentialId, Standing)> {
        self.0.iter().map(|(id, standing)| (*id, *standing))
    }

    /// Pulls a lever. For `access-tokens` use [`super::registry::Sandbox::pull`], which also
    /// reaches the tokens.
    ///
    /// # Errors
    /// [`LeverError`] when there is no such credential, or it has no such lever.
    pub fn pull(&mut self, id: CredentialId, lever: Lever) -> Result<(), LeverError> {
        let standing = self
            .0
            .get_mut(&id)
            .ok_or(LeverError::Unknown { id: id.to_string() })?;
        if !id.levers().contains(&lever) {
            return Err(LeverError::NotApplicable { id, lever });
        }
        *standing = lever.leaves();
        Ok(())
    }
}

impl Default for Credentials {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back_as_its_credential() {
        for (id, _) in Credentials::new().iter() {
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        assert_eq!("api-key-2".parse(), Ok(CredentialId::ApiKey(2)));
    }

    #[test]
    fn a_second_spelling_of_a_word_is_refused() {
        for word in ["api-key-1", "api-key-02", "api-key-", "API-KEY", ""] {
            assert!(word.parse::<CredentialId>().is_err(), "{word}");
        }
    }

    #[test]
    fn a_lever_that_does_not_apply_says_which_do() {
        let mut credentials = Credentials::new();
        let refused = credentials
            .pull(CredentialId::Account, Lever::Expire)
            .unwrap_err();

        insta::assert_snapshot!(refused, @"`account` cannot be expired; it takes `unlink`, `restore`");
        assert_eq!(credentials, Credentials::new());
    }

    #[test]
    fn restoring_makes_a_credential_good_again() {
        let mut credentials = Credentials::new();
        credentials
            .pull(CredentialId::ApiKey(1), Lever::Revoke)
            .unwrap();
        credentials
            .pull(CredentialId::ApiKey(1), Lever::Restore)
            .unwrap();

        assert_eq!(credentials, Credentials::new());
    }
}
