//! Each request is valid by the contract, where what the ATS held was.

use contract::operation::Operation;
use serde_json::Value;

use crate::judge::contract_rules::{Version, violations};
use crate::judge::view::{Seen, View};
use crate::judge::words::{finding, short};
use crate::verdict::{Finding, Judgement, Level, Place};

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let judged: Vec<&Seen<'_>> = view
        .exchanges
        .iter()
        .filter(|seen| is_judged(view, seen))
        .collect();
    if judged.is_empty() {
        return Judgement::not_applicable("no request was sent whose input is valid");
    }
    Judgement::by_findings(
        level,
        judged.into_iter().flat_map(|seen| of(view, seen)).collect(),
    )
}

/// A client may send what its user typed, faithfully; then the refusal is the user's to read.
fn is_judged(view: &View<'_>, seen: &Seen<'_>) -> bool {
    !seen.writes()
        || seen
            .act
            .is_none_or(|act| view.is_valid_input(act, seen.exchange))
}

fn of(view: &View<'_>, seen: &Seen<'_>) -> Vec<Finding> {
    match seen.operation() {
        None => vec![unknown(seen)],
        Some(Operation::IssueToken) => token(seen),
        Some(_) if seen.writes() => write(view, seen),
        Some(_) => Vec::new(),
    }
}

fn unknown(seen: &Seen<'_>) -> Finding {
    let request = &seen.exchange.request;
    let actual = format!("{} {}", request.method, request.path());
    let sentence =
        format!("The client sent {actual}, and no operation of the contract answers there.");
    finding(
        Place::exchange(seen.sequence()),
        "a method and path of the contract",
        actual,
        sentence,
    )
}

fn token(seen: &Seen<'_>) -> Vec<Finding> {
    let body = seen.exchange.request.body.text().unwrap_or_default();
    let granted = form_urlencoded::parse(body.as_bytes())
        .any(|(name, value)| name == "grant_type" && value == "client_credentials");
    let mut findings = media_type(seen, "application/x-www-form-urlencoded");
    if !granted {
        let sentence = "The token was not asked for by the client credentials grant.";
        let expected = "grant_type=client_credentials in the form";
        findings.push(finding(
            Place::exchange(seen.sequence()),
            expected,
            "another form",
            sentence,
        ));
    }
    findings
}

fn write(view: &View<'_>, seen: &Seen<'_>) -> Vec<Finding> {
    let mut findings = media_type(seen, "application/json");
    if seen.body_was_not_read() {
        return findings;
    }
    let (Some(operation), Some(body)) = (seen.operation(), seen.body.as_ref()) else {
        let sentence = format!("The body of {} is not JSON.", seen.told());
        findings.push(finding(
            Place::exchange(seen.sequence()),
            "a JSON object",
            "no JSON",
            sentence,
        ));
        return findings;
    };
    let at = seen.exchange.simulator.sandbox_time;
    let violated = violations(operation, body, view.given, at, Version::Judged);
    findings.extend(violated.into_iter().map(|error| {
        let actual = body.pointer(&error.field).map_or_else(|| "nothing".to_owned(), short);
        let (told, field, message, rule) = (seen.told(), &error.field, &error.message, &error.rule);
        let sentence = format!(
            "What the ATS holds is valid, but {told} breaks {rule} at {field}: {message}; sent was {actual}."
        );
        finding(Place::pointer(seen.sequence(), error.field.clone()), message.clone(), actual, sentence)
    }));
    findings
}

fn media_type(seen: &Seen<'_>, wanted: &str) -> Vec<Finding> {
    let given = seen
        .exchange
        .request
        .header("content-type")
        .unwrap_or("none");
    let essence = given.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(wanted) {
        return Vec::new();
    }
    let sentence = format!(
        "The content type of {} is {given}, not {wanted}.",
        seen.told()
    );
    vec![finding(
        Place::exchange(seen.sequence()),
        wanted,
        given,
        sentence,
    )]
}

/// Whether a body breaks no rule, for other checks.
pub(in crate::judge) fn is_valid(view: &View<'_>, seen: &Seen<'_>) -> bool {
    let valid = |operation, body: &Value| {
        let at = seen.exchange.simulator.sandbox_time;
        violations(operation, body, view.given, at, Version::Judged).is_empty()
    };
    seen.operation()
        .zip(seen.body.as_ref())
        .is_some_and(|(operation, body)| valid(operation, body))
}
