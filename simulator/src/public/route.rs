//! Which operation a path and a method ask for. Both stand in the contract, once.

use std::borrow::Cow;

use contract::operation::Operation;
use http::Method;
use percent_encoding::percent_decode_str;

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route {
    /// An operation, with the parameters of its path.
    Operation(Operation, Parameters),
    /// There is something at this path, for these methods.
    WrongMethod(String),
    /// There is nothing at this path.
    Nowhere,
}

/// The parameters of a path, decoded, by the names of the template.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parameters(Vec<(&'static str, String)>);

impl Parameters {
    /// The parameter of this name.
    pub(super) fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map_or("", |(_, value)| value)
    }
}

/// Finds what is asked for among the operations that are `served`.
pub(super) fn find(method: &Method, path: &str, served: impl Fn(Operation) -> bool) -> Route {
    let mut allowed = Vec::new();
    for operation in Operation::ALL
        .into_iter()
        .filter(|operation| served(*operation))
    {
        let Some(parameters) = matched(operation.path(), path) else {
            continue;
        };
        if method == operation.method() {
            return Route::Operation(operation, parameters);
        }
        allowed.push(operation.method());
    }
    if allowed.is_empty() {
        Route::Nowhere
    } else {
        Route::WrongMethod(allowed.join(", "))
    }
}

fn matched(template: &'static str, path: &str) -> Option<Parameters> {
    let mut parameters = Vec::new();
    let mut sent = path.split('/');
    for wanted in template.split('/') {
        let segment = sent.next()?;
        match wanted
            .strip_prefix('{')
            .and_then(|wanted| wanted.strip_suffix('}'))
        {
            Some(name) => parameters.push((name, decoded(segment)?)),
            None if wanted == segment => (),
            None => return None,
        }
    }
    sent.next().is_none().then_some(Parameters(parameters))
}

// An empty parameter names nothing, and one that is no UTF-8 cannot be anybody's name.
fn decoded(segment: &str) -> Option<String> {
    let decoded = percent_decode_str(segment).decode_utf8().ok()?;
    Some(decoded)
        .filter(|text| !text.is_empty())
        .map(Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(method: Method, path: &str) -> Route {
        find(&method, path, |_| true)
    }

    #[test]
    fn a_path_parameter_is_decoded() {
        let path = "/nhs-jobs/v1/organisations/ORG%2D1/vacancies";

        let Route::Operation(operation, parameters) = route(Method::POST, path) else {
            panic!("no operation")
        };

        assert_eq!(operation, Operation::CreateVacancy);
        assert_eq!(parameters.get("organisationId"), "ORG-1");
    }

    #[test]
    fn a_wrong_method_is_told_every_right_one() {
        let path = "/nhs-jobs/v1/organisations/ORG-1/vacancies";

        let found = route(Method::DELETE, path);

        assert_eq!(found, Route::WrongMethod("POST, GET".to_owned()));
    }

    #[test]
    fn a_longer_a_shorter_and_an_empty_path_lead_nowhere() {
        for path in [
            "/esr/status/",
            "/esr",
            "",
            "/",
            "/nhs-jobs/v1/organisations//vacancies",
        ] {
            assert_eq!(route(Method::GET, path), Route::Nowhere, "{path}");
        }
    }
}
