//! Masking: no secret passes into the journal, and every mask says which secret it stands for.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::HeaderName;
use http::header::AUTHORIZATION;
use schemars::JsonSchema;
use serde::Serialize;

use super::headers::Headers;
use crate::sandbox::registry::{SandboxId, Sandboxes, Whose};
use crate::sandbox::secret::{self, Found};

/// The header that carries an ATS's key.
pub(crate) const API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// What is no secret of any sandbox, and stands where one belongs.
const UNKNOWN: &str = "unknown";

/// One secret that was masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Mask {
    /// Where: `header:{name}`, `url`, `requestBody` or `responseBody`.
    pub(crate) at: String,
    /// Which secret.
    pub(crate) secret: &'static str,
    /// Whose, seen from this sandbox.
    pub(crate) of: &'static str,
}

impl Mask {
    pub(super) const fn bytes(&self) -> usize {
        size_of::<Self>() + self.at.len()
    }
}

/// Masks what one exchange of one sandbox carries, and notes each mask.
pub(super) struct Masking<'a> {
    sandboxes: &'a Sandboxes<()>,
    sandbox: &'a SandboxId,
    masks: Vec<Mask>,
}

impl<'a> Masking<'a> {
    pub(super) const fn new(sandboxes: &'a Sandboxes<()>, sandbox: &'a SandboxId) -> Self {
        Self {
            sandboxes,
            sandbox,
            masks: Vec::new(),
        }
    }

    pub(super) fn done(self) -> Vec<Mask> {
        self.masks
    }

    /// A text, with every known secret in it masked.
    pub(super) fn text(&mut self, at: &str, text: String) -> String {
        let found = secret::scan(text.as_bytes());
        if found.is_empty() {
            return text;
        }
        String::from_utf8_lossy(&self.replace(at, text.as_bytes(), &found)).into_owned()
    }

    /// What was received, with every known secret in it masked. It is always a copy of its own:
    /// sharing would keep the whole buffer of the connection alive for as long as the journal has
    /// it.
    pub(super) fn received(&mut self, at: &str, bytes: &Bytes) -> Bytes {
        let masked = self.masked(at, bytes);
        masked.unwrap_or_else(|| Bytes::copy_from_slice(bytes))
    }

    /// What is being sent, with every known secret in it masked. Where it has none it is shared
    /// with the connection, which lets go of it first.
    pub(super) fn sent(&mut self, at: &str, bytes: Bytes) -> Bytes {
        self.masked(at, &bytes).unwrap_or(bytes)
    }

    fn masked(&mut self, at: &str, bytes: &[u8]) -> Option<Bytes> {
        let found = secret::scan(bytes);
        (!found.is_empty()).then(|| self.replace(at, bytes, &found).into())
    }

    /// A form: what stands as `client_secret` is masked whether it is known or not.
    pub(super) fn form(&mut self, at: &str, form: &Bytes) -> Bytes {
        let masked = form
            .split(|byte| *byte == b'&')
            .map(|pair| self.pair(at, pair));
        masked.collect::<Vec<_>>().join(&b'&').into()
    }

    /// Headers, with the values of credentials masked whether they are known or not.
    pub(super) fn headers(&mut self, headers: Headers) -> Headers {
        let about = headers.packed().len();
        let is_secret = |(name, value): (&str, &[u8])| {
            name == API_KEY || name == AUTHORIZATION || !secret::scan(value).is_empty()
        };
        if !headers.iter().any(is_secret) {
            return headers;
        }
        let masked = headers
            .iter()
            .map(|(name, value)| (name, self.header(name, value)));
        Headers::collect(masked, about)
    }

    fn header<'v>(&mut self, name: &str, value: &'v [u8]) -> Cow<'v, [u8]> {
        if name == API_KEY {
            return self
                .whole(&format!("header:{name}"), value)
                .into_bytes()
                .into();
        }
        if name == AUTHORIZATION {
            return self.authorization(value).into_bytes().into();
        }
        let found = secret::scan(value);
        if found.is_empty() {
            return value.into();
        }
        self.replace(&format!("header:{name}"), value, &found)
            .into()
    }

    /// The value of an `Authorization` header.
    pub(super) fn authorization(&mut self, value: &[u8]) -> String {
        const AT: &str = "header:authorization";
        let text = String::from_utf8_lossy(value);
        match text.split_once(' ') {
            Some((scheme, credentials)) if scheme.eq_ignore_ascii_case("basic") => {
                format!("{scheme} {}", self.basic(AT, credentials))
            }
            Some((scheme, token)) => {
                format!("{scheme} {}", self.whole(AT, token.trim().as_bytes()))
            }
            None => self.whole(AT, value),
        }
    }

    fn basic(&mut self, at: &str, credentials: &str) -> String {
        let decoded = STANDARD.decode(credentials.trim()).unwrap_or_default();
        let secret = decoded
            .splitn(2, |byte| *byte == b':')
            .nth(1)
            .unwrap_or_default();
        let of = self.whose(secret);
        self.note(at, "clientCredentials", of)
    }

    fn pair(&mut self, at: &str, pair: &[u8]) -> Vec<u8> {
        match pair.strip_prefix(b"client_secret=") {
            Some(secret) => [b"client_secret=", self.whole(at, secret).as_bytes()].concat(),
            None => {
                let found = secret::scan(pair);
                self.replace(at, pair, &found)
            }
        }
    }

    // A value that is a credential by its place, whatever it holds.
    fn whole(&mut self, at: &str, value: &[u8]) -> String {
        match Self::only(value) {
            Some(found) => self.note(at, found.kind.word(), self.whose(value)),
            None => self.note(at, UNKNOWN, UNKNOWN),
        }
    }

    // The secret that a value is, from its first byte to its last.
    fn only(value: &[u8]) -> Option<Found> {
        let found = secret::scan(value).into_iter().next();
        found.filter(|found| found.range == (0..value.len()))
    }

    fn whose(&self, secret: &[u8]) -> &'static str {
        let secret = std::str::from_utf8(secret).unwrap_or_default();
        match self.sandboxes.whose(secret, self.sandbox) {
            Whose::Own(_) => "own",
            Whose::Other(_) => "other",
            Whose::Unknown => UNKNOWN,
        }
    }

    fn replace(&mut self, at: &str, bytes: &[u8], found: &[Found]) -> Vec<u8> {
        let mut masked = Vec::with_capacity(bytes.len());
        let mut from = 0;
        for secret in found {
            let of = self.whose(&bytes[secret.range.clone()]);
            masked.extend_from_slice(&bytes[from..secret.range.start]);
            masked.extend_from_slice(self.note(at, secret.kind.word(), of).as_bytes());
            from = secret.range.end;
        }
        masked.extend_from_slice(&bytes[from..]);
        masked
    }

    fn note(&mut self, at: &str, secret: &'static str, of: &'static str) -> String {
        self.masks.push(Mask {
            at: at.to_owned(),
            secret,
            of,
        });
        format!("[secret:{secret}:{of}]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::options::Options;
    use crate::sandbox::quota::Quota;

    fn sandboxes() -> Sandboxes<()> {
        Sandboxes::new(&Options::default(), Quota::default()).unwrap()
    }

    fn masked(sandboxes: &Sandboxes<()>, name: &'static str, value: &str) -> String {
        let headers = Headers::collect([(name, value)].into_iter(), 0);
        let default = sandboxes.default_sandbox().id();
        let masked = Masking::new(sandboxes, default).headers(headers);
        masked.text(name).unwrap()
    }

    fn client_secret(sandboxes: &Sandboxes<()>) -> String {
        sandboxes
            .default_sandbox()
            .secrets()
            .client_secret()
            .reveal()
            .to_owned()
    }

    #[test]
    fn a_credential_header_is_masked_even_when_nobody_knows_its_value() {
        let sandboxes = sandboxes();
        let masked = |name, value| masked(&sandboxes, name, value);

        assert_eq!(masked("x-api-key", "guess"), "[secret:unknown:unknown]");
        assert_eq!(
            masked("authorization", "Bearer x"),
            "Bearer [secret:unknown:unknown]"
        );
        assert_eq!(masked("x-trace", "guess"), "guess");
    }

    #[test]
    fn basic_credentials_are_told_by_their_secret() {
        let sandboxes = sandboxes();
        let basic = STANDARD.encode(format!("supplier:{}", client_secret(&sandboxes)));

        let masked = masked(&sandboxes, "authorization", &format!("Basic {basic}"));

        assert_eq!(masked, "Basic [secret:clientCredentials:own]");
    }

    #[test]
    fn a_form_keeps_its_shape_around_the_masked_secret() {
        let sandboxes = sandboxes();
        let secret = client_secret(&sandboxes);
        let form = format!("grant_type=client_credentials&client_secret={secret}&scope=");

        let mut masking = Masking::new(&sandboxes, sandboxes.default_sandbox().id());
        let masked = masking.form("requestBody", &form.into());

        insta::assert_snapshot!(
            String::from_utf8_lossy(&masked),
            @"grant_type=client_credentials&client_secret=[secret:clientSecret:own]&scope="
        );
        assert_eq!(masking.done().len(), 1);
    }

    #[test]
    fn a_secret_of_another_sandbox_is_told_as_such_wherever_it_stands() {
        let sandboxes = sandboxes();
        let another = sandboxes.create(&Options::default()).unwrap();
        let key = another.secrets().api_key().reveal();

        let mut masking = Masking::new(&sandboxes, sandboxes.default_sandbox().id());
        let masked = masking.text("url", format!("/esr/status?token={key}&x=1"));

        assert_eq!(masked, "/esr/status?token=[secret:apiKey:other]&x=1");
        assert_eq!(masking.done()[0].at, "url");
    }
}
