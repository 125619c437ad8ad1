//! Access tokens of ESR: issued to the supplier, remembered by hash, running out on the sandbox
//! clock. They are secrets, so they are no part of the serialisable state.

use std::collections::{BTreeMap, VecDeque};

use contract::limits::TOKEN_SECONDS;
use jiff::{SignedDuration, Timestamp};

use super::credentials::Lever;
use super::secret::{NoEntropy, Secret, SecretHash, SecretKind};

/// How many tokens are remembered; an older one becomes unknown.
const MOST: usize = 1024;

/// A token just issued.
#[derive(Debug, Clone)]
pub struct Issued {
    /// The token in the clear: it cannot be shown again.
    pub token: Secret,
    /// How long it is good, in seconds.
    pub expires_in: i64,
    /// The token that had to be forgotten for it, if any.
    pub forgotten: Option<SecretHash>,
}

/// What becomes of a presented token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenStanding {
    /// It is good.
    Good,
    /// It was good once.
    Expired,
    /// It was taken back, or never issued here.
    Invalid,
}

#[derive(Debug, Clone, Copy)]
struct Token {
    expires_at: Timestamp,
    lever: Lever,
}

/// The tokens of one sandbox.
#[derive(Debug, Default)]
pub struct Tokens {
    known: BTreeMap<SecretHash, Token>,
    // In the order of issue, so that the oldest can be forgotten.
    order: VecDeque<SecretHash>,
}

impl Tokens {
    /// Issues a token that is good from `at` for [`TOKEN_SECONDS`].
    ///
    /// # Errors
    /// [`NoEntropy`] when the operating system gives none.
    pub fn issue(&mut self, at: Timestamp) -> Result<Issued, NoEntropy> {
        let token = Secret::draw(SecretKind::AccessToken)?;
        let lifetime = SignedDuration::from_secs(TOKEN_SECONDS);
        let expires_at = at.saturating_add(lifetime).unwrap_or(Timestamp::MAX);
        self.known.insert(
            token.hash(),
            Token {
                expires_at,
                lever: Lever::Restore,
            },
        );
        self.order.push_back(token.hash());
        let forgotten = self.forget_beyond_most();
        Ok(Issued {
            token,
            expires_in: TOKEN_SECONDS,
            forgotten,
        })
    }

    /// What becomes of a presented token at an instant. A token is good until, and no longer at,
    /// the instant its lifetime ends.
    pub fn standing(&self, presented: &str, at: Timestamp) -> TokenStanding {
        match self.known.get(&SecretHash::of(presented)) {
            None => TokenStanding::Invalid,
            Some(token) if token.lever == Lever::Revoke => TokenStanding::Invalid,
            Some(token) if token.lever == Lever::Expire => TokenStanding::Expired,
            Some(token) if token.expires_at <= at => TokenStanding::Expired,
            Some(_) => TokenStanding::Good,
        }
    }

    /// Pulls a lever on every token issued so far; tokens issued later are good.
    pub fn pull(&mut self, lever: Lever) {
        for token in self.known.values_mut() {
            token.lever = lever;
        }
    }

    /// Lets one presented token run out, if it is known.
    pub fn expire(&mut self, presented: &str) {
        if let Some(token) = self.known.get_mut(&SecretHash::of(presented)) {
            token.lever = Lever::Expire;
        }
    }

    /// Every token that is remembered, by hash.
    pub fn hashes(&self) -> impl Iterator<Item = SecretHash> {
        self.order.iter().copied()
    }

    fn forget_beyond_most(&mut self) -> Option<SecretHash> {
        let oldest = self.order.pop_front_if(|_| self.known.len() > MOST)?;
        self.known.remove(&oldest);
        Some(oldest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::constant(1_800_000_000 + second, 0)
    }

    #[test]
    fn a_token_is_good_for_an_hour_of_the_sandbox_clock() {
        let mut tokens = Tokens::default();
        let token = tokens.issue(at(0)).unwrap().token;

        assert_eq!(
            tokens.standing(token.reveal(), at(3599)),
            TokenStanding::Good
        );
        assert_eq!(
            tokens.standing(token.reveal(), at(3600)),
            TokenStanding::Expired
        );
    }

    #[test]
    fn expiring_reaches_the_tokens_issued_so_far_and_no_later_one() {
        let mut tokens = Tokens::default();
        let earlier = tokens.issue(at(0)).unwrap().token;
        tokens.pull(Lever::Expire);
        let later = tokens.issue(at(0)).unwrap().token;

        assert_eq!(
            tokens.standing(earlier.reveal(), at(1)),
            TokenStanding::Expired
        );
        assert_eq!(tokens.standing(later.reveal(), at(1)), TokenStanding::Good);
    }

    #[test]
    fn a_revoked_token_is_invalid_until_it_is_restored() {
        let mut tokens = Tokens::default();
        let token = tokens.issue(at(0)).unwrap().token;

        tokens.pull(Lever::Revoke);
        assert_eq!(
            tokens.standing(token.reveal(), at(1)),
            TokenStanding::Invalid
        );

        tokens.pull(Lever::Restore);
        assert_eq!(tokens.standing(token.reveal(), at(1)), TokenStanding::Good);
    }

    #[test]
    fn a_token_of_nowhere_is_invalid() {
        assert_eq!(
            Tokens::default().standing("simtoken-", at(0)),
            TokenStanding::Invalid
        );
    }

    #[test]
    fn the_oldest_token_is_forgotten_when_there_are_too_many() {
        let mut tokens = Tokens::default();
        let oldest = tokens.issue(at(0)).unwrap().token;
        for _ in 1..MOST {
            assert!(tokens.issue(at(0)).unwrap().forgotten.is_none());
        }

        let forgotten = tokens.issue(at(0)).unwrap().forgotten;

        assert_eq!(forgotten, Some(oldest.hash()));
        assert_eq!(
            tokens.standing(oldest.reveal(), at(0)),
            TokenStanding::Invalid
        );
        assert_eq!(tokens.hashes().count(), MOST);
    }
}
