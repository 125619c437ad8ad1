//! What came back of a call, read without trust.

use std::time::Duration;

use serde_json::Value;

/// What came of sending once.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// An answer, whole.
    Came(Reply),
    /// The call was sent and no whole answer came: it may have been done.
    Lost,
    /// Nobody listens there: it was certainly not done.
    Unreached,
}

/// A whole answer. What cannot be read in it is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// `Retry-After`, where it is whole seconds.
    pub(crate) retry_after: Option<Duration>,
    pub(crate) location: Option<String>,
    /// The body, where it is a JSON object.
    pub(crate) body: Option<Value>,
}

/// One entry of a problem's `errors` or of an answer's `warnings`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Remark {
    /// JSON Pointer of the field.
    pub(crate) field: String,
    pub(crate) code: String,
    pub(crate) message: String,
}

impl Answer {
    /// The status of an answer that came.
    pub(crate) fn status(&self) -> Option<u16> {
        self.reply().map(|reply| reply.status)
    }

    pub(crate) fn reply(&self) -> Option<&Reply> {
        match self {
            Self::Came(reply) => Some(reply),
            Self::Lost | Self::Unreached => None,
        }
    }
}

impl Reply {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The problem's code; none when the body is no problem.
    pub(crate) fn code(&self) -> Option<&str> {
        self.text("code")
    }

    /// A text member of the body.
    pub(crate) fn text(&self, member: &str) -> Option<&str> {
        self.body.as_ref()?.get(member)?.as_str()
    }

    /// A whole number of the body.
    pub(crate) fn whole(&self, member: &str) -> Option<u64> {
        self.body.as_ref()?.get(member)?.as_u64()
    }

    /// The refused fields.
    pub(crate) fn errors(&self) -> Vec<Remark> {
        self.remarks("errors")
    }

    /// What was accepted with a remark.
    pub(crate) fn warnings(&self) -> Vec<Remark> {
        self.remarks("warnings")
    }

    fn remarks(&self, member: &str) -> Vec<Remark> {
        let entries = self
            .body
            .as_ref()
            .and_then(|body| body.get(member)?.as_array());
        entries.into_iter().flatten().map(remark).collect()
    }
}

fn remark(entry: &Value) -> Remark {
    let text = |member| {
        entry
            .get(member)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    Remark {
        field: text("field"),
        code: text("code"),
        message: text("message"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_body_of_another_shape_reads_as_nothing() {
        let odd =
            json!({ "code": 7, "version": "1", "errors": [1, { "field": "/a" }], "warnings": {} });
        let reply = Reply {
            status: 400,
            body: Some(odd),
            ..Reply::default()
        };

        assert_eq!((reply.code(), reply.whole("version")), (None, None));
        assert_eq!(reply.errors().len(), 2);
        assert!(reply.warnings().is_empty());
    }
}
