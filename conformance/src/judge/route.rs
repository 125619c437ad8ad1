//! Which operation a request is, told from its method and path alone.

use contract::operation::Operation;
use percent_encoding::percent_decode_str;

use crate::evidence::{Connection, Request};

/// The operation of a request and the parameters of its path, in order, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) operation: Operation,
    pub(crate) parameters: Vec<String>,
}

/// Matches a request against the contract's paths.
pub(crate) fn of(request: &Request, connection: &Connection) -> Option<Route> {
    let path = below_base(request.path(), connection);
    let matched = |operation: &Operation| {
        let parameters = parameters(path, operation.path())?;
        let same_method = operation.method() == request.method.to_ascii_uppercase();
        same_method.then_some(Route {
            operation: *operation,
            parameters,
        })
    };
    Operation::ALL.iter().find_map(matched)
}

/// The path below the sandbox's base, whichever way the journal tells it.
fn below_base<'a>(path: &'a str, connection: &Connection) -> &'a str {
    let base = url::Url::parse(&connection.nhs_jobs_base_url).ok();
    let base = base
        .as_ref()
        .and_then(|base| base.path().strip_suffix("/nhs-jobs/v1"));
    base.and_then(|base| path.strip_prefix(base))
        .unwrap_or(path)
}

fn parameters(path: &str, template: &str) -> Option<Vec<String>> {
    let (given, wanted): (Vec<&str>, Vec<&str>) =
        (path.split('/').collect(), template.split('/').collect());
    if given.len() != wanted.len() {
        return None;
    }
    let mut found = Vec::new();
    for (given, wanted) in given.iter().zip(wanted) {
        if wanted.starts_with('{') && !given.is_empty() {
            found.push(decoded(given));
        } else if *given != wanted {
            return None;
        }
    }
    Some(found)
}

/// A part of a path or query without its percent escapes.
pub(crate) fn decoded(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}
