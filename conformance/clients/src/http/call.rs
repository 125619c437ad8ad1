//! One HTTP call before it is sent.

use reqwest::{Method, Url};
use serde_json::Value;

/// A call. It has no `Debug`: its headers hold secrets and its body personal data.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) method: Method,
    /// An absolute address; never holds a secret or a name.
    pub(crate) url: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Body,
}

/// What a call carries.
#[derive(Clone)]
pub(crate) enum Body {
    Nothing,
    Json(Value),
    Form(Vec<(&'static str, String)>),
}

impl Call {
    /// A call to `{base}/{segments…}`, each segment escaped as a path needs it.
    pub(crate) fn new(method: Method, base: &str, segments: &[&str]) -> Self {
        Self {
            method,
            url: under(base, segments),
            headers: Vec::new(),
            body: Body::Nothing,
        }
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn json(mut self, body: Value) -> Self {
        self.body = Body::Json(body);
        self
    }

    pub(crate) fn form(mut self, body: Vec<(&'static str, String)>) -> Self {
        self.body = Body::Form(body);
        self
    }

    /// Adds a parameter to the query, escaped.
    pub(crate) fn query(mut self, name: &str, value: &str) -> Self {
        if let Ok(mut url) = Url::parse(&self.url) {
            url.query_pairs_mut().append_pair(name, value);
            self.url = url.into();
        }
        self
    }
}

/// A base that is no address stays as it is: sending it fails, and that is reported.
fn under(base: &str, segments: &[&str]) -> String {
    let Ok(mut url) = Url::parse(base) else {
        return base.to_owned();
    };
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    url.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_and_query_are_escaped() {
        let call = Call::new(
            Method::GET,
            "http://h:1/nhs-jobs/v1/",
            &["organisations", "a/b c"],
        )
        .query("jobReference", "277 26&x=é");

        insta::assert_snapshot!(call.url, @"http://h:1/nhs-jobs/v1/organisations/a%2Fb%20c?jobReference=277+26%26x%3D%C3%A9");
    }

    #[test]
    fn a_base_that_is_no_address_is_kept() {
        assert_eq!(Call::new(Method::GET, "nowhere", &["x"]).url, "nowhere");
    }
}
