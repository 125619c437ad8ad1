//! Evidence as a person reads it: the few exchanges and reports that a finding points at.

use std::collections::{BTreeMap, BTreeSet};

use super::record::{ExchangeRecord, ReportRecord};
use crate::evidence::{ActAnswer, ActRecord, Body, Evidence, Exchange, Report, Severity};
use crate::verdict::AttemptVerdict;

/// Request headers that matter to a reader.
const HEADERS: [&str; 5] = [
    "authorization",
    "content-type",
    "idempotency-key",
    "x-account-id",
    "x-api-key",
];

/// Characters of a body that are kept; all of it is in the evidence.
const BODY: usize = 64 * 1024;

/// The exchanges that findings point at, by sequence.
pub(super) fn exchanges(
    evidence: &Evidence,
    verdict: &AttemptVerdict,
) -> BTreeMap<u64, ExchangeRecord> {
    let findings = verdict.checks.iter().flat_map(|check| &check.findings);
    let wanted: BTreeSet<u64> = findings
        .filter_map(|finding| finding.place.exchange)
        .collect();
    let found = evidence
        .exchanges
        .iter()
        .filter(|exchange| wanted.contains(&exchange.simulator.sequence));
    found
        .map(|exchange| (exchange.simulator.sequence, readable(exchange)))
        .collect()
}

/// What the client reported, act by act.
pub(super) fn reports(evidence: &Evidence) -> Vec<ReportRecord> {
    evidence.acts().map(|(_, act)| told(act)).collect()
}

fn readable(exchange: &Exchange) -> ExchangeRecord {
    let request = &exchange.request;
    let response = exchange.response.as_ref();
    ExchangeRecord {
        request: format!("{} {}", request.method, request.url),
        headers: HEADERS
            .iter()
            .flat_map(|name| {
                request
                    .headers
                    .get(*name)
                    .into_iter()
                    .flatten()
                    .map(move |value| format!("{name}: {value}"))
            })
            .collect(),
        body: indented(&request.body),
        answer: answer(exchange),
        refused: response.is_none_or(|response| response.status >= 400),
        answer_body: response
            .map(|response| indented(&response.body))
            .unwrap_or_default(),
    }
}

fn answer(exchange: &Exchange) -> String {
    let facts = &exchange.simulator;
    let status = exchange
        .response
        .as_ref()
        .map(|response| response.status.to_string());
    let mut answer = status.unwrap_or_else(|| "not at all".to_owned());
    if let Some(code) = &facts.refusal {
        answer.push_str(&format!(" {code}"));
    }
    if let Some(fault) = &facts.fault {
        answer.push_str(&format!(" (fault {fault})"));
    }
    if !facts.delivered {
        answer.push_str(", which never reached the client");
    }
    answer
}

fn indented(body: &Body) -> String {
    let text = match body.json() {
        Some(value) => serde_json::to_string_pretty(&value).unwrap_or_default(),
        None => body
            .text()
            .unwrap_or("(bytes that are not text)")
            .to_owned(),
    };
    text.chars().take(BODY).collect()
}

fn told(act: &ActRecord) -> ReportRecord {
    let (said, told) = match &act.answer {
        ActAnswer::Report(report) => (said(report), told_user(report)),
        ActAnswer::Unsupported { reason } => (format!("unsupported: {reason}"), Vec::new()),
        ActAnswer::None => ("no answer".to_owned(), Vec::new()),
    };
    ReportRecord {
        name: act.name.clone(),
        action: act.action.word().to_owned(),
        said,
        told,
    }
}

fn said(report: &Report) -> String {
    let mut said = report.outcome.word().to_owned();
    if let Some(reference) = &report.reference {
        said.push_str(&format!(", reference {reference}"));
    }
    if let Some(state) = &report.state {
        said.push_str(&format!(", state {state}"));
    }
    if let Some(attempts) = report.attempts {
        said.push_str(&format!(", {attempts} sent"));
    }
    said
}

fn told_user(report: &Report) -> Vec<String> {
    if report.told_user.is_empty() {
        return vec!["and told the user nothing".to_owned()];
    }
    let told = report.told_user.iter().map(|told| {
        let severity = severity(told.severity);
        let field = told
            .field
            .as_ref()
            .map(|field| format!(" ({field})"))
            .unwrap_or_default();
        format!("told the user, {severity}{field}: {}", told.text)
    });
    told.collect()
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
