//! What a handler is given: one request, read far enough that nobody handles raw headers.

use std::cell::RefCell;

use contract::operation::Operation;
use contract::problem::FieldError;
use contract::reading::{FieldCode, Json};
use contract::refusal::Refusal;
use contract::rule;
use contract::text::counted;
use http::HeaderName;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use jiff::Timestamp;

use super::intake::Intake;
use super::json;
use super::route::Parameters;
use crate::app::Site;
use crate::faults::Plan;
use crate::problem::Refused;
use crate::sandbox::page::Paging;

/// The header that names one intention.
pub(super) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// One request to one operation.
#[derive(Debug)]
pub(super) struct Visit<'a> {
    /// The address of the public listener, without a final slash.
    pub(super) public: &'a str,
    /// The sandbox.
    pub(super) site: &'a Site,
    /// What is asked for.
    pub(super) operation: Operation,
    /// What the sandbox's clock shows.
    pub(super) at: Timestamp,
    /// The path below the sandbox's base.
    pub(super) path: &'a str,
    /// The request without its body.
    pub(super) head: &'a Parts,
    /// The body.
    pub(super) body: &'a Intake,
    /// The parameters of the path.
    pub(super) parameters: &'a Parameters,
    /// What befalls the exchange; the request itself may ask for more (see [`super::magic`]).
    pub(super) plan: RefCell<Plan>,
}

/// A header that may stand once stands several times.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the header `{0}` stands {1} times; it may stand once")]
pub(super) struct Repeated(HeaderName, usize);

impl Visit<'_> {
    /// A header that may stand at most once. A value that is no visible ASCII counts as empty: it
    /// is nobody's credential and no media type.
    pub(super) fn header(&self, name: &HeaderName) -> Result<Option<&str>, Repeated> {
        let mut values = self.head.headers.get_all(name).iter();
        let first = values
            .next()
            .map(|value| value.to_str().unwrap_or_default().trim());
        match values.count() {
            0 => Ok(first),
            more => Err(Repeated(name.clone(), more + 1)),
        }
    }

    /// The JSON body: media type, size and form are judged, in this order.
    pub(super) fn json(&self) -> Result<Json<'_>, Refused> {
        self.media_type("application/json")?;
        self.size()?;
        json::read(&self.body.bytes)
    }

    /// Which page of a list is asked for: `page` from 1, `limit` at most 100.
    pub(super) fn paging(&self) -> Result<Paging, Refused> {
        let usual = Paging::default();
        let (page, limit) = (self.query_number("page"), self.query_number("limit"));
        match (page, limit) {
            (Ok(page), Ok(limit)) => Ok(Paging::new(
                page.unwrap_or(usual.page()),
                limit.unwrap_or(usual.limit()),
            )),
            (page, limit) => Err(Refused::fields(
                page.err().into_iter().chain(limit.err()).collect(),
            )),
        }
    }

    /// A parameter of the query, decoded; the first where it stands several times.
    pub(super) fn query(&self, name: &str) -> Option<String> {
        let query = self.head.uri.query().unwrap_or_default();
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// Every value of a parameter of the query, decoded.
    pub(super) fn query_all(&self, name: &str) -> Vec<String> {
        let query = self.head.uri.query().unwrap_or_default();
        let pairs = form_urlencoded::parse(query.as_bytes());
        let named = pairs.filter(|(key, _)| key == name);
        named.map(|(_, value)| value.into_owned()).collect()
    }

    /// The address of the sandbox, without a final slash.
    pub(super) fn base(&self) -> String {
        let id = self.site.sandbox.id();
        if id.is_default() {
            self.public.to_owned()
        } else {
            format!("{}/sandboxes/{id}", self.public)
        }
    }

    /// A parameter of the query that is a whole number from 1; refused by the pointer it would
    /// have if the query were an object.
    fn query_number(&self, name: &str) -> Result<Option<usize>, FieldError> {
        let Some(text) = self.query(name) else {
            return Ok(None);
        };
        let number = text.parse().ok().filter(|number| *number > 0);
        number.map(Some).ok_or_else(|| FieldError {
            field: format!("/{name}"),
            code: FieldCode::NotValid.code().to_owned(),
            rule: rule::PAGES.to_owned(),
            message: format!("`{name}` must be a whole number from 1"),
        })
    }

    /// The whole address that was asked for, without its query, as clients reach it: behind a
    /// port mapping or a path of somebody else's the request does not tell.
    pub(super) fn address(&self) -> String {
        format!("{}{}", self.base(), self.path)
    }

    /// What is asked for, as idempotency records tell requests apart.
    pub(super) fn target(&self) -> String {
        format!("{} {}", self.head.method, self.path)
    }

    fn media_type(&self, wanted: &str) -> Result<(), Refused> {
        let unsupported = |detail| Err(Refused::new(Refusal::UnsupportedMediaType, detail));
        match self.header(&CONTENT_TYPE) {
            Err(repeated) => unsupported(repeated.to_string()),
            Ok(None) => unsupported(format!("there is no Content-Type; send `{wanted}`")),
            Ok(Some(sent)) if is_media(sent, wanted) => Ok(()),
            Ok(Some(sent)) => {
                let shown = sent.chars().take(80).collect::<String>();
                unsupported(format!(
                    "`{shown}` is not read here; send `{wanted}` in UTF-8"
                ))
            }
        }
    }

    fn size(&self) -> Result<(), Refused> {
        if !self.body.is_too_large() {
            return Ok(());
        }
        let most = self.body.most;
        let detail = format!("the body has more than {}", counted(most, "byte", "bytes"));
        Err(Refused::new(Refusal::BodyTooLarge, detail))
    }
}

/// Whether a Content-Type is `wanted`, in UTF-8 where it names a character set.
pub(super) fn is_media(sent: &str, wanted: &str) -> bool {
    let mut parts = sent.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    essence.eq_ignore_ascii_case(wanted) && parts.all(is_utf8_or_no_charset)
}

fn is_utf8_or_no_charset(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else {
        return true;
    };
    let value = value.trim().trim_matches('"');
    !name.trim().eq_ignore_ascii_case("charset") || value.eq_ignore_ascii_case("utf-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_in_another_character_set_is_another_media_type() {
        let json = "application/json";

        assert!(is_media("Application/JSON; charset=\"UTF-8\"", json));
        assert!(is_media("application/json;profile=x", json));
        assert!(!is_media("application/json; charset=iso-8859-1", json));
        assert!(!is_media("text/json", json));
    }
}
