//! The access token: obtained once, kept until shortly before it runs out.

use std::time::Duration;

use tokio::time::Instant;

use super::calls;
use crate::api::report::{Outcome, Report, Told};
use crate::desk::{Desk, Sent};
use crate::http::answer::{Answer, Reply};
use crate::refused::{self, ESR};

/// How long before its end a token is no longer used.
const MARGIN: Duration = Duration::from_secs(60);
/// The life of a token that does not say how long it lives (RFC 6749 leaves it out at will).
const SHORT_LIFE: u64 = 300;

/// An access token. It has no `Debug`: it is a secret.
pub(crate) struct Token {
    value: String,
    until: Instant,
}

impl Token {
    /// Reads a token out of an answer, obtained just now.
    fn read(reply: &Reply) -> Option<Self> {
        let value = reply
            .text("access_token")
            .filter(|token| !token.is_empty())?
            .to_owned();
        let life = reply
            .whole("expires_in")
            .unwrap_or(SHORT_LIFE)
            .min(24 * 60 * 60);
        let until = Instant::now() + Duration::from_secs(life).saturating_sub(MARGIN);
        Some(Self { value, until })
    }

    fn is_good(&self) -> bool {
        Instant::now() < self.until
    }
}

/// The token in hand, or a new one; or what the user is told when there is none to be had.
pub(super) async fn in_hand(desk: &mut Desk<'_>) -> Result<String, Report> {
    let kept = |token: &&Token| desk.conduct.keeps_token && token.is_good();
    if let Some(token) = desk.memory.token.as_ref().filter(kept) {
        return Ok(token.value.clone());
    }
    if !desk.conduct.keeps_token {
        renewed(desk).await?;
    }
    renewed(desk).await
}

/// A new token, whatever is in hand.
pub(super) async fn renewed(desk: &mut Desk<'_>) -> Result<String, Report> {
    let sent = desk.send_keyless(&calls::token(desk.begin)).await;
    let token = sent
        .answer
        .reply()
        .filter(|reply| reply.is_success())
        .and_then(Token::read);
    let Some(token) = token else {
        return Err(no_token(&sent));
    };
    let value = token.value.clone();
    desk.memory.token = Some(token);
    Ok(value)
}

/// Without a token nothing was transferred: sends of the action are none.
fn no_token(sent: &Sent) -> Report {
    match &sent.answer {
        // RFC 6749 answers bad client credentials with 400 or 401.
        Answer::Came(reply) if matches!(reply.status, 400 | 401 | 403) => {
            Report::new(Outcome::ConfigError, 0).and_told(refused::support(&ESR, reply))
        }
        Answer::Came(reply) if reply.is_success() => {
            Report::new(Outcome::Failed, 0).and_told(Told::error(
                "ESR's sign-in gave an answer that could not be read, so nothing was transferred. \
                 Please try again; if it stays like this, tell ATS Support.",
            ))
        }
        Answer::Came(reply) => refused::report(&ESR, reply, 0),
        Answer::Lost | Answer::Unreached => Report::new(Outcome::Failed, 0).and_told(ESR.silent()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn token(body: Value) -> Option<Token> {
        Token::read(&Reply {
            status: 200,
            body: Some(body),
            ..Reply::default()
        })
    }

    #[test]
    fn a_token_is_good_until_shortly_before_it_runs_out() {
        let long = token(json!({ "access_token": "t", "expires_in": 3600 })).expect("a token");
        let short = token(json!({ "access_token": "t", "expires_in": 30 })).expect("a token");

        assert!(long.is_good());
        assert!(!short.is_good());
    }

    #[test]
    fn an_answer_without_a_token_is_none() {
        assert!(token(json!({ "access_token": 7 })).is_none());
        assert!(token(json!({ "access_token": "" })).is_none());
    }
}
