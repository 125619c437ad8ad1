//! One idempotency key stands for one body, and sending again keeps the key.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::judge::view::{Seen, View};
use crate::judge::words::{finding, short_text};
use crate::verdict::{Finding, Judgement, Level, Place};

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    let keyed: Vec<&Seen<'_>> = view
        .exchanges
        .iter()
        .filter(|seen| seen.writes() && key(seen).is_some())
        .collect();
    if keyed.is_empty() {
        return Judgement::not_applicable("no idempotency key was sent");
    }
    let mut findings = other_bodies(&keyed);
    findings.extend(view.each_act().flat_map(|(act, _)| changed_keys(view, act)));
    Judgement::by_findings(level, findings)
}

fn key<'a>(seen: &Seen<'a>) -> Option<&'a str> {
    seen.exchange.request.header("idempotency-key")
}

fn other_bodies(keyed: &[&Seen<'_>]) -> Vec<Finding> {
    let mut first: BTreeMap<&str, &Seen<'_>> = BTreeMap::new();
    let mut findings = Vec::new();
    for seen in keyed.iter().filter(|seen| !seen.body_was_not_read()) {
        let Some(key) = key(seen) else { continue };
        let before = *first.entry(key).or_insert(*seen);
        if !same_request(before, seen) {
            let sentence = format!(
                "{} carries the idempotency key {} of exchange {}, but it is another request.",
                seen.told(),
                short_text(key),
                before.sequence()
            );
            let place = Place::exchange(seen.sequence());
            findings.push(finding(
                place,
                "a key of its own, or the same request",
                "another request",
                sentence,
            ));
        }
    }
    findings
}

fn same_request(a: &Seen<'_>, b: &Seen<'_>) -> bool {
    a.route == b.route && body(a) == body(b)
}

/// As JSON, so that the order of members does not matter; else as sent.
fn body<'a>(seen: &'a Seen<'_>) -> Result<Value, &'a crate::evidence::Body> {
    seen.body.clone().ok_or(&seen.exchange.request.body)
}

/// After an answer that invites sending again, the same intention keeps its key.
fn changed_keys(view: &View<'_>, act: usize) -> Vec<Finding> {
    let sends = view.sends(act);
    let again = sends
        .windows(2)
        .filter(|pair| pair[0].answer().is_retryable());
    let changed = again.filter(|pair| key(pair[0]) != key(pair[1]));
    changed
        .map(|pair| {
            let told = |seen: &Seen<'_>| key(seen).map_or("none".to_owned(), short_text);
            let (before, after) = (told(pair[0]), told(pair[1]));
            let sentence = format!(
                "{} sends again what {} sent, but the idempotency key changed from {before} to {after}.",
                pair[1].told(),
                pair[0].told()
            );
            finding(Place::exchange(pair[1].sequence()), before, after, sentence)
        })
        .collect()
}
