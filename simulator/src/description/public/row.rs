//! One operation of the contract: what it takes, what it answers and what it may refuse.

use contract::operation::{Operation, Service};
use contract::refusal::Refusal;
use serde_json::{Map, Value, json};

use crate::description::call::{Call, in_path};
use crate::description::refusals;

/// One operation.
pub(super) struct Row {
    /// Which one: name, method and path stand in the contract.
    pub(super) operation: Operation,
    /// What it does, in a few words.
    pub(super) summary: &'static str,
    /// What else there is to know.
    pub(super) description: &'static str,
    /// Who is let in.
    pub(super) access: Access,
    /// Parameters beside those of the path and of its access.
    pub(super) parameters: Vec<Value>,
    /// The request's body.
    pub(super) body: Option<Value>,
    /// The answers that are no refusals of the contract.
    pub(super) answers: Vec<(u16, Value)>,
    /// Why it may refuse, beside its access.
    pub(super) refusals: Vec<Refusal>,
    /// Whether this version serves it.
    pub(super) served: bool,
}

/// Who is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// A key, its account, and the organisation of the path.
    NhsJobs,
    /// An access token.
    Esr,
    /// An access token of a supplier that is enabled for the employer of the path.
    EsrEmployer,
    /// A supplier, by its secret.
    Supplier,
    /// Everybody.
    Open,
}

impl Access {
    fn security(self) -> Value {
        match self {
            Self::NhsJobs => json!([{ "apiKey": [] }]),
            Self::Esr | Self::EsrEmployer => json!([{ "accessToken": [] }]),
            Self::Supplier => json!([{ "supplier": [] }, {}]),
            Self::Open => json!([]),
        }
    }

    const fn refusals(self) -> &'static [Refusal] {
        match self {
            Self::NhsJobs => &[
                Refusal::KeyMissing,
                Refusal::KeyUnknown,
                Refusal::KeyExpired,
                Refusal::KeyRevoked,
                Refusal::OrganisationNotLinked,
                Refusal::AccountNotLinked,
            ],
            Self::Esr => &[
                Refusal::TokenMissing,
                Refusal::TokenInvalid,
                Refusal::TokenExpired,
            ],
            Self::EsrEmployer => &[
                Refusal::TokenMissing,
                Refusal::TokenInvalid,
                Refusal::TokenExpired,
                Refusal::SupplierNotEnabled,
                Refusal::EmployerNotActivated,
            ],
            Self::Supplier | Self::Open => &[],
        }
    }

    fn parameters(self) -> Vec<Value> {
        match self {
            Self::NhsJobs => vec![json!({ "$ref": "#/components/parameters/X-Account-Id" })],
            _ => Vec::new(),
        }
    }
}

impl Row {
    /// The call.
    pub(super) fn into_call(self) -> Call {
        let operation = self.operation;
        let refusals = [self.access.refusals(), &self.refusals].concat();
        let mut responses = refusals::responses(operation, &refusals);
        for (status, answer) in self.answers {
            put(&mut responses, &status.to_string(), answer);
        }
        let mut parameters = of_path(operation.path());
        parameters.extend(self.access.parameters());
        parameters.extend(self.parameters);
        parameters.push(json!({ "$ref": "#/components/parameters/Prefer" }));
        Call {
            name: operation.name().to_owned(),
            method: operation.method(),
            path: operation.path().to_owned(),
            tag: tag(operation.service()),
            summary: self.summary,
            description: self.description.to_owned(),
            security: self.access.security(),
            parameters,
            body: self.body,
            responses,
            served: self.served,
        }
    }
}

/// Where a refusal has the same status, both may be answered, each in its media type.
fn put(responses: &mut Map<String, Value>, status: &str, answer: Value) {
    let Some(there) = responses.get_mut(status) else {
        responses.insert(status.to_owned(), answer);
        return;
    };
    let both = format!("{}\n\n{}", text(&answer), text(there));
    there["description"] = json!(both);
    for member in ["headers", "content"] {
        if let (Some(more), Some(held)) =
            (answer[member].as_object(), there[member].as_object_mut())
        {
            held.extend(more.clone());
        }
    }
}

fn text(response: &Value) -> &str {
    response["description"].as_str().unwrap_or_default()
}

/// The group of a service's operations.
pub(super) const fn tag(service: Service) -> &'static str {
    match service {
        Service::NhsJobs => "NHS Jobs",
        Service::Esr => "ESR",
        Service::CandidateSite => "Candidates",
    }
}

/// The parameters of a path, each with what it names.
fn of_path(path: &str) -> Vec<Value> {
    let segments = path.split('/');
    let named = segments.filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    named
        .map(|name| in_path(name, about(name).0, about(name).1))
        .collect()
}

fn about(name: &str) -> (&'static str, &'static str) {
    match name {
        "organisationId" => ("The organisation, as the sandbox tells it.", "ORG-330039"),
        "vacancyId" => (
            "NHS Jobs' id of the vacancy, from the answer that created it.",
            "V-3394135",
        ),
        "vpd" => (
            "The employer's Virtual Private Database number; leading zeros matter.",
            "078",
        ),
        "transferId" => (
            "ESR's id of the transfer, from the answer that accepted it.",
            "TR-abcd2345",
        ),
        "reference" => ("The reference of the vacancy.", "C9309-26-0264"),
        _ => ("What the path is about.", "example"),
    }
}
