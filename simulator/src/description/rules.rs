//! Rules as a description tells them: all of them in one list, and each at its fields.

use contract::operation::{Operation, Service};
use contract::provenance::{Provenance, Source};
use contract::refusal::Refusal;
use contract::rule::{self, Rule};
use schemars::Schema;
use serde_json::{Value, json};

/// The member of a schema, a parameter or a response that names rules.
pub(super) const MEMBER: &str = "x-rules";

/// Every rule of the contract.
pub(super) fn all() -> Value {
    rule::ALL.iter().map(row).collect()
}

/// The words of the provenances and what each means.
pub(super) fn provenances() -> Value {
    let all = [
        Provenance::Stated,
        Provenance::Inferred,
        Provenance::Simulator,
    ];
    all.iter()
        .map(|one| (one.word().to_owned(), json!(one.meaning())))
        .collect()
}

fn row(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "text": rule.text,
        "provenance": rule.provenance.word(),
        "source": source(rule.source),
    })
}

/// A source, with its address where there is one.
pub(super) fn source(source: Source) -> Value {
    match source.url {
        Some(url) => json!({ "name": source.name, "url": url }),
        None => json!({ "name": source.name }),
    }
}

/// Writes the rules that a schema names out into its description.
pub(super) fn tell(schema: &mut Schema) {
    let Some(ids) = schema.get(MEMBER).and_then(Value::as_array) else {
        return;
    };
    let found = ids.iter().filter_map(Value::as_str).filter_map(rule::find);
    let told: Vec<String> = found.map(sentence).collect();
    let own = schema
        .get("description")
        .and_then(Value::as_str)
        .map(str::to_owned);
    let whole: Vec<String> = own.into_iter().chain(told).collect();
    schema.insert("description".to_owned(), json!(whole.join("\n\n")));
}

/// A rule in one line: its text, its id and where it comes from.
pub(super) fn sentence(rule: &Rule) -> String {
    format!(
        "{} ({}, {}: {})",
        rule.text,
        rule.id,
        rule.provenance.word(),
        rule.source.name
    )
}

/// The rules behind a refusal of an operation.
pub(super) fn behind(refusal: Refusal, operation: Operation) -> Vec<&'static Rule> {
    let one = |id: &str| rule::find(id).into_iter().collect::<Vec<_>>();
    match refusal {
        Refusal::ValidationFailed if operation.writes() => of_fields(operation),
        Refusal::ValidationFailed if operation == Operation::SearchAdverts => one(rule::NJ_SEARCH),
        Refusal::VacancyNotFound if operation.service() == Service::CandidateSite => {
            one(rule::NJ_ADVERT)
        }
        Refusal::KeyMissing
        | Refusal::KeyUnknown
        | Refusal::KeyExpired
        | Refusal::KeyRevoked
        | Refusal::OrganisationNotLinked
        | Refusal::AccountNotLinked => one(rule::NJ_CREDENTIALS),
        Refusal::VacancyNotDraft => [one(rule::NJ_DRAFT_ONLY), one(rule::NJ_AMEND)].concat(),
        Refusal::VersionStale => one(rule::NJ_VERSION),
        Refusal::IdempotencyKeyReused => one(idempotency(operation)),
        Refusal::TokenMissing
        | Refusal::TokenInvalid
        | Refusal::TokenExpired
        | Refusal::SupplierNotEnabled => one(rule::ESR_CREDENTIALS),
        Refusal::EmployerNotActivated => one(rule::ESR_ACTIVATION),
        Refusal::NoMatch | Refusal::SeveralMatches => one(rule::ESR_MATCH),
        Refusal::NotFromTis | Refusal::IsEmployee | Refusal::ApplicantClosed => {
            one(rule::ESR_SCOPE)
        }
        Refusal::AlreadyTransferred => one(rule::ESR_ONCE),
        Refusal::NotOutcomeRecruited => one(rule::ESR_STATUS),
        Refusal::IdentityNotAccepted => one(rule::ESR_IDENTITY),
        Refusal::OccupationalHealthNotAccepted => one(rule::ESR_OCCUPATIONAL_HEALTH),
        Refusal::ValidationFailed if operation.is_list() => one(rule::PAGES),
        other => other.rule().map_or_else(Vec::new, one),
    }
}

const fn idempotency(operation: Operation) -> &'static str {
    match operation.service() {
        Service::Esr => rule::ESR_IDEMPOTENCY,
        Service::NhsJobs | Service::CandidateSite => rule::NJ_IDEMPOTENCY,
    }
}

/// Rules that are never behind a refused field, but behind refusals of the whole request or
/// behind warnings.
const OF_THE_WHOLE: [&str; 13] = [
    rule::NJ_DRAFT_ONLY,
    rule::NJ_AMEND,
    rule::NJ_ADVERT,
    rule::NJ_SEARCH,
    rule::NJ_CREDENTIALS,
    rule::ESR_MATCH,
    rule::ESR_SCOPE,
    rule::ESR_ONCE,
    rule::ESR_SUPERSEDE,
    rule::ESR_ACTIVATION,
    rule::ESR_CREDENTIALS,
    rule::ESR_IDENTITY,
    rule::ESR_OCCUPATIONAL_HEALTH,
];

/// The rules that fields and the idempotency key are judged by.
fn of_fields(operation: Operation) -> Vec<&'static Rule> {
    let service = match operation.service() {
        Service::Esr => "ESR-",
        Service::NhsJobs | Service::CandidateSite => "NJ-",
    };
    let judges = |rule: &&Rule| {
        let version = rule.id == rule::NJ_VERSION && operation != Operation::UpdateVacancy;
        rule.id.starts_with(service) && !version && !OF_THE_WHOLE.contains(&rule.id)
    };
    rule::ALL.iter().filter(judges).collect()
}
