//! Credentials at the door: judged before anything of the request is read, compared in constant
//! time, never echoed.

use contract::refusal::Refusal;
use jiff::Timestamp;

use super::credentials::{CredentialId, Standing};
use super::secret::{NoEntropy, Secret, SecretKind};
use super::tokens::{TokenStanding, Tokens};
use super::world::World;
use crate::esr;

/// The lasting secrets of one sandbox. They are no part of its state.
#[derive(Debug, Clone)]
pub struct Secrets {
    api_keys: Vec<(CredentialId, Secret)>,
    client_secret: Secret,
}

impl Secrets {
    /// Draws one API key and one client secret.
    ///
    /// # Errors
    /// [`NoEntropy`] when the operating system gives none.
    pub fn draw() -> Result<Self, NoEntropy> {
        let key = Secret::draw(SecretKind::ApiKey)?;
        let client_secret = Secret::draw(SecretKind::ClientSecret)?;
        Ok(Self {
            api_keys: vec![(CredentialId::ApiKey(1), key)],
            client_secret,
        })
    }

    /// Those of an earlier life of the simulator, so that a client need not be set up anew; nothing
    /// where one of them was not drawn by a simulator.
    pub fn kept(api_key: &str, client_secret: &str) -> Option<Self> {
        let key = Secret::kept(SecretKind::ApiKey, api_key)?;
        Some(Self {
            api_keys: vec![(CredentialId::ApiKey(1), key)],
            client_secret: Secret::kept(SecretKind::ClientSecret, client_secret)?,
        })
    }

    /// The first API key, for the one who is to have it.
    pub fn api_key(&self) -> &Secret {
        &self.api_keys[0].1
    }

    /// The client secret, for the one who is to have it.
    pub fn client_secret(&self) -> &Secret {
        &self.client_secret
    }

    /// Every secret and what it opens.
    pub fn all(&self) -> impl Iterator<Item = (SecretKind, &Secret)> {
        let keys = self
            .api_keys
            .iter()
            .map(|(_, key)| (SecretKind::ApiKey, key));
        keys.chain([(SecretKind::ClientSecret, &self.client_secret)])
    }

    /// Which key a presented one is. Every key is compared, whichever it is.
    pub(super) fn which_key(&self, presented: &str) -> Option<CredentialId> {
        let same = |(id, key): &(CredentialId, Secret)| key.is(presented).then_some(*id);
        self.api_keys
            .iter()
            .filter_map(same)
            .fold(None, |_, id| Some(id))
    }
}

/// What a request to NHS Jobs presents.
#[derive(Debug, Clone, Copy)]
pub struct Presented<'a> {
    /// The header `X-Api-Key`.
    pub api_key: Option<&'a str>,
    /// The header `X-Account-Id`.
    pub account_id: Option<&'a str>,
    /// The organisation in the path.
    pub organisation_id: &'a str,
}

/// Lets a request into NHS Jobs: the key is there, known, not revoked, not expired; then the
/// organisation is linked to it, then the account.
///
/// # Errors
/// The first of those that is not so, 401 for the key and 403 for the links.
pub fn nhs_jobs(secrets: &Secrets, world: &World, presented: Presented<'_>) -> Result<(), Refusal> {
    let key = presented.api_key.ok_or(Refusal::KeyMissing)?;
    let key = secrets.which_key(key).ok_or(Refusal::KeyUnknown)?;
    match world.credentials.standing(key) {
        Standing::Revoked => return Err(Refusal::KeyRevoked),
        Standing::Expired => return Err(Refusal::KeyExpired),
        Standing::Good | Standing::Unlinked => {}
    }
    let linked = |id| world.credentials.standing(id) == Standing::Good;
    if presented.organisation_id != world.employer.organisation_id
        || !linked(CredentialId::Organisation)
    {
        return Err(Refusal::OrganisationNotLinked);
    }
    let own = presented.account_id == Some(world.employer.account_id.as_str());
    if own && linked(CredentialId::Account) {
        Ok(())
    } else {
        Err(Refusal::AccountNotLinked)
    }
}

/// Lets a request into ESR: the token is there, issued here and not revoked, not expired.
///
/// # Errors
/// The first of those that is not so, always 401.
pub fn esr(tokens: &Tokens, token: Option<&str>, at: Timestamp) -> Result<(), Refusal> {
    match tokens.standing(token.ok_or(Refusal::TokenMissing)?, at) {
        TokenStanding::Good => Ok(()),
        TokenStanding::Expired => Err(Refusal::TokenExpired),
        TokenStanding::Invalid => Err(Refusal::TokenInvalid),
    }
}

/// Lets a supplier with a good token act for an employer: it is enabled for the VPD, which exists,
/// and the employer has its TIS or Hicom interface, or a request for it under way.
///
/// # Errors
/// The first of those that is not so, always 403.
pub fn employer(world: &World, vpd: &str) -> Result<(), Refusal> {
    if world.credentials.standing(CredentialId::Supplier) == Standing::Unlinked {
        return Err(Refusal::SupplierNotEnabled);
    }
    match world.esr.door(vpd) {
        esr::Door::Open => Ok(()),
        esr::Door::NotActivated => Err(Refusal::EmployerNotActivated),
        esr::Door::Unknown => Err(Refusal::SupplierNotEnabled),
    }
}

/// Whether a client id and secret are the supplier's and it may still have tokens. A supplier
/// whose secret has expired or was revoked may not; one that is not linked may, and finds the
/// employer's door shut.
pub fn client(secrets: &Secrets, world: &World, client_id: &str, client_secret: &str) -> bool {
    // Both are compared, so that the time does not tell which of them was wrong.
    let secret = secrets.client_secret.is(client_secret);
    let id = client_id == world.employer.client_id;
    let standing = world.credentials.standing(CredentialId::Supplier);
    secret & id && matches!(standing, Standing::Good | Standing::Unlinked)
}
