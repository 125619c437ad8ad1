//! `issueToken`: the client credentials grant of RFC 6749, section 4.4.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::rule;
use http::StatusCode;
use http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, PRAGMA, WWW_AUTHENTICATE};
use serde::Serialize;
use serde_json::json;

use crate::answer::Answer;
use crate::problem::Refused;
use crate::public::magic;
use crate::public::visit::{Visit, is_media};

const FORM: &str = "application/x-www-form-urlencoded";

/// Issues an access token. Its errors are RFC 6749's, not problem documents.
pub(in crate::public) fn post(visit: &Visit<'_>) -> Result<Answer, Refused> {
    // The credentials are part of what is asked here, so there is nothing to judge before.
    magic::in_header(visit)?;
    let answer = issue(visit).unwrap_or_else(OAuthError::into_answer);
    // RFC 6749, section 5.1: a token must not be kept by anybody on the way.
    Ok(answer
        .with(CACHE_CONTROL, "no-store")
        .with(PRAGMA, "no-cache"))
}

fn issue(visit: &Visit<'_>) -> Result<Answer, OAuthError> {
    let form = Form::of(visit)?;
    let client = client(visit, &form)?;
    match form.get("grant_type")? {
        Some("client_credentials") => (),
        Some(_) => return Err(OAuthError::UNSUPPORTED_GRANT),
        None => return Err(OAuthError::invalid("`grant_type` is missing")),
    }
    let issued = visit.site.sandbox.issue_token(&client.id, &client.secret);
    let issued = issued
        .map_err(|_| OAuthError::NO_ENTROPY)?
        .ok_or(OAuthError::INVALID_CLIENT)?;
    let document = Token {
        access_token: issued.token.reveal(),
        token_type: "Bearer",
        expires_in: issued.expires_in,
    };
    Ok(Answer::json(StatusCode::OK, &document).committed())
}

/// A token as answered (RFC 6749, section 5.1). The scope is whatever was asked for.
#[derive(Serialize)]
struct Token<'a> {
    access_token: &'a str,
    token_type: &'static str,
    expires_in: i64,
}

/// An error of RFC 6749, section 5.2.
struct OAuthError {
    status: StatusCode,
    error: &'static str,
    description: Cow<'static, str>,
}

impl OAuthError {
    const UNSUPPORTED_GRANT: Self = Self {
        status: StatusCode::BAD_REQUEST,
        error: "unsupported_grant_type",
        description: Cow::Borrowed("the only grant is `client_credentials`"),
    };
    const INVALID_CLIENT: Self = Self {
        status: StatusCode::UNAUTHORIZED,
        error: "invalid_client",
        description: Cow::Borrowed("client id and secret are not those of an enabled supplier"),
    };
    const NO_ENTROPY: Self = Self {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        error: "server_error",
        description: Cow::Borrowed("no token can be drawn"),
    };

    fn invalid(description: impl Into<Cow<'static, str>>) -> Self {
        let description = description.into();
        Self {
            status: StatusCode::BAD_REQUEST,
            error: "invalid_request",
            description,
        }
    }

    fn into_answer(self) -> Answer {
        let document = json!({ "error": self.error, "error_description": self.description });
        let answer = Answer::json(self.status, &document).by_rules([rule::ESR_CREDENTIALS]);
        match self.status {
            StatusCode::UNAUTHORIZED => answer.with(WWW_AUTHENTICATE, "Basic realm=\"esr\""),
            _ => answer,
        }
    }
}

/// The form of a token request: no parameter stands twice, an empty one counts as absent (RFC
/// 6749, section 3.2).
struct Form(Vec<(String, String)>);

impl Form {
    fn of(visit: &Visit<'_>) -> Result<Self, OAuthError> {
        let media = visit
            .header(&CONTENT_TYPE)
            .map_err(|two| OAuthError::invalid(two.to_string()))?;
        if !media.is_some_and(|media| is_media(media, FORM)) {
            return Err(OAuthError::invalid(format!(
                "the request must be sent as {FORM}"
            )));
        }
        if visit.body.is_too_large() {
            return Err(OAuthError::invalid("the request is too large"));
        }
        if std::str::from_utf8(&visit.body.bytes).is_err() {
            return Err(OAuthError::invalid("the request is not UTF-8"));
        }
        Ok(Self(
            form_urlencoded::parse(&visit.body.bytes)
                .into_owned()
                .collect(),
        ))
    }

    fn get(&self, name: &str) -> Result<Option<&str>, OAuthError> {
        let mut sent = self
            .0
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value);
        let first = sent
            .next()
            .map(String::as_str)
            .filter(|value| !value.is_empty());
        match sent.next() {
            Some(_) => Err(OAuthError::invalid(format!(
                "`{name}` stands several times"
            ))),
            None => Ok(first),
        }
    }
}

struct Client {
    id: String,
    secret: String,
}

// RFC 6749, section 2.3: by Basic or in the form, and not by both.
fn client(visit: &Visit<'_>, form: &Form) -> Result<Client, OAuthError> {
    let header = visit.header(&AUTHORIZATION);
    let header = header.map_err(|twice| OAuthError::invalid(twice.to_string()))?;
    let in_form = (form.get("client_id")?, form.get("client_secret")?);
    match (header, in_form) {
        (Some(_), (_, Some(_))) => Err(OAuthError::invalid(
            "the client authenticates by Basic or in the form, not by both",
        )),
        (Some(header), (id, None)) => {
            let client = basic(header).ok_or(OAuthError::INVALID_CLIENT)?;
            match id.filter(|id| *id != client.id) {
                Some(_) => Err(OAuthError::invalid(
                    "`client_id` names another client than the Authorization header",
                )),
                None => Ok(client),
            }
        }
        (None, (Some(id), Some(secret))) => Ok(Client {
            id: id.to_owned(),
            secret: secret.to_owned(),
        }),
        (None, _) => Err(OAuthError::INVALID_CLIENT),
    }
}

// Id and secret are form-encoded before they are joined (RFC 6749, section 2.3.1).
fn basic(header: &str) -> Option<Client> {
    let (scheme, credentials) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(credentials.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some(Client {
        id: form_decoded(id),
        secret: form_decoded(secret),
    })
}

fn form_decoded(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced)
        .decode_utf8_lossy()
        .into_owned()
}
