//! ESR towards an ATS, as the description tells it.

use contract::operation::Operation;
use contract::refusal::Refusal;
use contract::rule;
use contract::transfer::{Transfer, TransferResult};
use serde_json::{Map, Value, json};

use super::answers::{Applicants, Status, Token, TokenError};
use super::row::{Access, Row};
use super::{examples, json_refusals, paging};
use crate::description::call::{answer, json_body};
use crate::description::schemas::Schemas;
use crate::description::{headers, rules};

const JSON: &str = "application/json";

/// The rows of ESR.
pub(super) fn rows(schemas: &mut Schemas) -> Vec<Row> {
    vec![
        token(schemas),
        transfer(schemas),
        result(schemas),
        applicants(schemas),
        status(schemas),
    ]
}

fn token(schemas: &mut Schemas) -> Row {
    Row {
        operation: Operation::IssueToken,
        summary: "Obtain an access token",
        description: "The client credentials grant of RFC 6749, section 4.4. The supplier \
            authenticates by Basic or in the form, not by both. Errors are those of RFC 6749, \
            section 5.2; only what no token endpoint decides is a problem document.",
        access: Access::Supplier,
        parameters: Vec::new(),
        body: Some(token_form()),
        answers: vec![
            (200, issued(schemas)),
            (400, token_error(schemas, NOT_UNDERSTOOD, &[])),
            (
                401,
                token_error(schemas, NO_SUPPLIER, &["WWW-Authenticate"]),
            ),
            (500, token_error(schemas, NO_TOKEN, &[])),
        ],
        refusals: Vec::new(),
        served: true,
    }
}

fn token_form() -> Value {
    let schema = json!({
        "type": "object",
        "required": ["grant_type"],
        "properties": {
            "grant_type": { "type": "string", "const": "client_credentials" },
            "client_id": { "type": "string", "description": "Unless sent by Basic." },
            "client_secret": { "type": "string", "description": "Unless sent by Basic." },
        },
    });
    let example = json!({
        "grant_type": "client_credentials", "client_id": "supplier-113231", "client_secret": "…",
    });
    json!({
        "required": true,
        "content": { "application/x-www-form-urlencoded": {
            "schema": schema, "examples": { "inTheForm": { "value": example } },
        } },
    })
}

fn issued(schemas: &mut Schemas) -> Value {
    let example = json!({ "access_token": "…", "token_type": "Bearer", "expires_in": 3600 });
    let content = json!({
        "schema": schemas.answered::<Token>(), "examples": { "issued": { "value": example } },
    });
    answer(
        "A token.",
        headers::public(&["Cache-Control", "Pragma"]),
        JSON,
        content,
    )
}

/// The errors of the token endpoint by their status, each with what it says (RFC 6749, section 5.2).
type TokenErrors = &'static [(&'static str, &'static str)];

const NOT_UNDERSTOOD: TokenErrors = &[
    ("invalid_request", "`grant_type` is missing"),
    (
        "unsupported_grant_type",
        "the only grant is `client_credentials`",
    ),
];
const NO_SUPPLIER: TokenErrors = &[(
    "invalid_client",
    "client id and secret are not those of an enabled supplier",
)];
const NO_TOKEN: TokenErrors = &[("server_error", "no token can be drawn")];

fn token_error(schemas: &mut Schemas, errors: TokenErrors, more: &[&str]) -> Value {
    let words = errors.iter().map(|(error, _)| *error);
    let mut schema = schemas.answered::<TokenError>();
    schema["properties"] = json!({ "error": { "enum": words.collect::<Vec<_>>() } });
    let example = |(error, says): &(&str, &str)| {
        let value = json!({ "error": error, "error_description": says });
        ((*error).to_owned(), json!({ "value": value }))
    };
    let examples: Map<String, Value> = errors.iter().map(example).collect();
    let content = json!({ "schema": schema, "examples": examples });
    let told = errors
        .iter()
        .map(|(error, says)| format!("`{error}` (simulator, RFC 6749): {says}."));
    let told = told.collect::<Vec<_>>().join("\n\n");
    let mut answered = answer(&told, headers::public(more), JSON, content);
    answered["x-token-errors"] = errors
        .iter()
        .map(|(error, _)| {
            json!({ "error": error, "provenance": "simulator", rules::MEMBER: [rule::ESR_CREDENTIALS] })
        })
        .collect();
    answered
}

fn transfer(schemas: &mut Schemas) -> Row {
    let example = json!({ "doctor": { "value": examples::transfer_sent() } });
    Row {
        operation: Operation::TransferEmploymentChecks,
        summary: "Transfer employment checks, once",
        description: "Transfers the checks of one applicant onto the one record that TIS or Hicom \
            created, matched by first name, last name and date of birth. Once: a second transfer is \
            refused; a refusal does not use the one transfer up. Identity and occupational health \
            are refused at any depth before anything else is looked at.",
        access: Access::EsrEmployer,
        parameters: vec![json!({ "$ref": "#/components/parameters/Idempotency-Key" })],
        body: Some(json_body(
            "The applicant and what was checked.",
            &schemas.sent::<Transfer>(),
            &example,
        )),
        answers: vec![(
            201,
            transferred(
                schemas,
                "The checks went in.",
                &["Location", "Idempotent-Replayed"],
            ),
        )],
        refusals: json_refusals(&[
            Refusal::IdempotencyKeyReused,
            Refusal::NoMatch,
            Refusal::SeveralMatches,
            Refusal::AlreadyTransferred,
            Refusal::NotFromTis,
            Refusal::IsEmployee,
            Refusal::ApplicantClosed,
            Refusal::NotOutcomeRecruited,
            Refusal::IdentityNotAccepted,
            Refusal::OccupationalHealthNotAccepted,
        ]),
        served: true,
    }
}

fn result(schemas: &mut Schemas) -> Row {
    Row {
        operation: Operation::GetTransfer,
        summary: "Read the result of a transfer again",
        description: "The same document that accepted the transfer (provenance `simulator`).",
        access: Access::EsrEmployer,
        parameters: Vec::new(),
        body: None,
        answers: vec![(
            200,
            transferred(schemas, "What became of the transfer.", &[]),
        )],
        refusals: vec![Refusal::TransferNotFound],
        served: true,
    }
}

fn transferred(schemas: &mut Schemas, description: &str, more: &[&str]) -> Value {
    let example = json!({ "superseded": { "value": examples::transfer_result() } });
    let content = json!({ "schema": schemas.answered::<TransferResult>(), "examples": example });
    answer(description, headers::public(more), JSON, content)
}

fn applicants(schemas: &mut Schemas) -> Row {
    let one = json!({
        "applicantNumber": "20000001", "firstName": "Aoife", "lastName": "O'Brien",
        "dateOfBirth": "1996-02-29", "positionId": "100000000000001",
    });
    let example =
        json!({ "applicants": [one], "page": 1, "limit": 50, "totalPages": 1, "total": 1 });
    let schema = schemas.answered::<Applicants>();
    let content = json!({ "schema": schema, "examples": { "one": { "value": example } } });
    Row {
        operation: Operation::ListApplicants,
        summary: "List applicants awaiting checks",
        description: "Applicants in scope that have had no transfer, for suppliers that match on \
            their side, page by page (provenance `simulator`).",
        access: Access::EsrEmployer,
        parameters: paging(),
        body: None,
        answers: vec![(
            200,
            answer(
                "A page of applicants.",
                headers::public(&["Link"]),
                JSON,
                content,
            ),
        )],
        refusals: vec![Refusal::ValidationFailed],
        served: true,
    }
}

fn status(schemas: &mut Schemas) -> Row {
    let example = json!({ "up": { "value": { "status": "UP" } } });
    let content = json!({ "schema": schemas.answered::<Status>(), "examples": example });
    Row {
        operation: Operation::GetStatus,
        summary: "Ask whether the interface is up",
        description: "Answers that it is; where it is not, a fault answers instead.",
        access: Access::Esr,
        parameters: Vec::new(),
        body: None,
        answers: vec![(
            200,
            answer("It is up.", headers::public(&[]), JSON, content),
        )],
        refusals: Vec::new(),
        served: true,
    }
}
