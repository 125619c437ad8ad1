//! An answer before it becomes bytes on a connection, with what the journal should know of it.

use bytes::Bytes;
use contract::refusal::Refusal;
use http::header::{CONTENT_TYPE, HeaderName};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::Value;

/// `application/json`.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Hardly any answer has more bytes than this, so hardly any is moved while it is written.
const USUAL: usize = 4096;

/// What is answered.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: StatusCode,
    /// The headers that this answer has of its own.
    pub(crate) headers: HeaderMap,
    /// The body.
    pub(crate) body: Bytes,
    /// What the journal should know.
    pub(crate) facts: Facts,
}

/// What lies behind an answer.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// The sandbox's state was changed.
    pub(crate) committed: bool,
    /// The refusal that was answered.
    pub(crate) refusal: Option<Refusal>,
    /// The rules behind the answer, each once.
    pub(crate) rules: Vec<String>,
    /// It was answered from an idempotency record.
    pub(crate) replayed: bool,
}

impl Answer {
    /// A JSON document.
    pub(crate) fn json(status: StatusCode, document: &impl Serialize) -> Self {
        let mut body = Vec::with_capacity(USUAL);
        sonic_rs::to_writer(&mut body, document).expect("an answer's members serialise");
        body.shrink_to_fit();
        Self::bytes(status, JSON, body)
    }

    /// A body of some media type.
    pub(crate) fn bytes(status: StatusCode, media: HeaderValue, body: impl Into<Bytes>) -> Self {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, media)]);
        Self {
            status,
            headers,
            body: body.into(),
            facts: Facts::default(),
        }
    }

    /// The same answer with one header more. A value that cannot stand in a header is left out.
    pub(crate) fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }

    /// Changes the body, where it is a JSON document.
    pub(crate) fn edit_json(&mut self, change: impl FnOnce(&mut Value)) {
        if let Ok(mut document) = serde_json::from_slice(&self.body) {
            change(&mut document);
            self.body = document.to_string().into();
        }
    }

    /// The same answer, which changed the sandbox.
    pub(crate) const fn committed(mut self) -> Self {
        self.facts.committed = true;
        self
    }

    /// The same answer, for these rules.
    pub(crate) fn by_rules<'a>(mut self, rules: impl IntoIterator<Item = &'a str>) -> Self {
        for rule in rules {
            if !self.facts.rules.iter().any(|known| known == rule) {
                self.facts.rules.push(rule.to_owned());
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    proptest! {
        // Two writers write answers and everything else; nobody may see which it was.
        #[test]
        fn an_answer_is_the_text_that_serde_json_writes(
            text in any::<String>(), plain in "[ -~\n\r\t]{0,200}", whole in any::<i64>(), pence in 0_i64..1_000_000_000,
        ) {
            #[expect(clippy::cast_precision_loss, reason = "pence stay far below 2^53")]
            let pounds = pence as f64 / 100.0;
            let document = json!({"text": text, "plain": plain, "whole": whole, "pounds": pounds, "none": null});

            let answer = Answer::json(StatusCode::OK, &document);

            prop_assert_eq!(&answer.body[..], serde_json::to_vec(&document).unwrap());
        }
    }
}
