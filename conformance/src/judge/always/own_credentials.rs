//! Each request carries the credentials of the connection it was made for, and nobody else's.

use contract::operation::{Operation, Service};

use crate::judge::view::{Seen, View};
use crate::judge::words::{finding, short_text};
use crate::verdict::{Finding, Judgement, Level, Place};

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let credentialed = |seen: &&Seen<'_>| {
        let service = seen.operation().map(Operation::service);
        matches!(service, Some(Service::NhsJobs | Service::Esr)) && !seen.is(Operation::GetStatus)
    };
    let calls: Vec<&Seen<'_>> = view.exchanges.iter().filter(credentialed).collect();
    if calls.is_empty() {
        return Judgement::not_applicable("no call was made that needs credentials");
    }
    Judgement::by_findings(
        level,
        calls.into_iter().flat_map(|seen| of(view, seen)).collect(),
    )
}

fn of(view: &View<'_>, seen: &Seen<'_>) -> Vec<Finding> {
    let connection = &view.evidence.connection;
    let mut findings = foreign_secrets(seen);
    let first = seen
        .route
        .as_ref()
        .and_then(|route| route.parameters.first());
    match seen.operation().map(Operation::service) {
        Some(Service::NhsJobs) => {
            findings.extend(secret(view, seen, "x-api-key", &["apiKey"], "api_key"));
            let account = seen
                .exchange
                .request
                .header("x-account-id")
                .unwrap_or("none");
            findings.extend(differs(
                seen,
                "account (X-Account-Id)",
                &connection.account_id,
                account,
            ));
            findings.extend(first.and_then(|organisation| {
                differs(
                    seen,
                    "organisation in the path",
                    &connection.organisation_id,
                    organisation,
                )
            }));
        }
        _ if seen.is(Operation::IssueToken) => findings.extend(token_secret(view, seen)),
        _ => {
            findings.extend(secret(
                view,
                seen,
                "authorization",
                &["accessToken"],
                "access_token",
            ));
            findings.extend(
                first.and_then(|vpd| differs(seen, "employer in the path", &connection.vpd, vpd)),
            );
        }
    }
    findings
}

fn differs(seen: &Seen<'_>, what: &str, own: &str, sent: &str) -> Option<Finding> {
    (own != sent).then(|| {
        let sentence = format!(
            "The {what} of {} is {}, but the client was given {}.",
            seen.told(),
            short_text(sent),
            short_text(own)
        );
        finding(Place::exchange(seen.sequence()), own, sent, sentence)
    })
}

/// The header must carry this kind of secret, and it must be this connection's.
fn secret(
    view: &View<'_>,
    seen: &Seen<'_>,
    header: &str,
    kinds: &[&str],
    handed: &str,
) -> Option<Finding> {
    let at = format!("header:{header}");
    let masks = &seen.exchange.simulator.masks;
    let own = masks
        .iter()
        .any(|mask| mask.at == at && kinds.contains(&mask.secret.as_str()) && mask.of == "own");
    let sent = seen.exchange.request.header(header);
    let wrong_on_purpose = view
        .evidence
        .connection
        .wrong_on_purpose
        .contains_key(handed);
    if own || (wrong_on_purpose && sent.is_some()) {
        return None;
    }
    let actual = sent.unwrap_or("none");
    let sentence = format!(
        "{} does not carry the client's own {header}: {actual}.",
        seen.told()
    );
    Some(finding(
        Place::exchange(seen.sequence()),
        "the client's own credential",
        actual,
        sentence,
    ))
}

/// The client's secret stands in the form or in the Basic header.
fn token_secret(view: &View<'_>, seen: &Seen<'_>) -> Option<Finding> {
    let connection = &view.evidence.connection;
    let own = seen.exchange.simulator.masks.iter().any(|mask| {
        matches!(mask.secret.as_str(), "clientSecret" | "clientCredentials") && mask.of == "own"
    });
    let on_purpose = ["client_id", "client_secret"]
        .iter()
        .any(|handed| connection.wrong_on_purpose.contains_key(*handed));
    let expected = "the client's own secret, in the form or by Basic";
    let sentence = "A token was asked for without the client's own secret.";
    (!own && !on_purpose).then(|| {
        finding(
            Place::exchange(seen.sequence()),
            expected,
            "none or another",
            sentence,
        )
    })
}

/// Secrets of another sandbox, or of the other service.
fn foreign_secrets(seen: &Seen<'_>) -> Vec<Finding> {
    let nhs_jobs = seen.operation().map(Operation::service) == Some(Service::NhsJobs);
    let strange = |secret: &str| nhs_jobs != (secret == "apiKey") && secret != "unknown";
    let foreign =
        seen.exchange.simulator.masks.iter().filter(|mask| {
            mask.at != "responseBody" && (mask.of == "other" || strange(&mask.secret))
        });
    let told = |of: &str| {
        if of == "other" {
            "another sandbox"
        } else {
            "the other service"
        }
    };
    foreign
        .map(|mask| {
            let (owner, at) = (told(&mask.of), &mask.at);
            let sentence = format!(
                "{} carries a secret ({}) of {owner} at {at}.",
                seen.told(),
                mask.secret
            );
            finding(
                Place::exchange(seen.sequence()),
                "own credentials only",
                mask.secret.clone(),
                sentence,
            )
        })
        .collect()
}
