//! Evidence without the addresses of the machine it was made on.
//!
//! Where the simulator stood and which id the sandbox had are chance, and nobody else's business.
//! They are replaced by fixed words, everywhere alike, before anything is judged: so the verdicts of
//! a certificate are those of the evidence in it, and the same run gives the same evidence again.

use std::collections::BTreeSet;

use serde_json::Value;
use url::Url;

use crate::evidence::Evidence;

/// Where the simulated services stand, in certificates.
const SERVICES: &str = "simulator.invalid";

/// Where the simulator's control interface stands, in certificates.
const CONTROL: &str = "control.invalid";

/// The id of every sandbox, in certificates.
const SANDBOX: &str = "sandbox";

/// Shorter ids of sandboxes are words that could occur anywhere.
const LEAST_ID: usize = 12;

/// The same evidence without addresses. What cannot be told apart is left as it is.
pub(super) fn replaced(evidence: &Evidence) -> Evidence {
    let mut known = Vec::new();
    let base = &evidence.connection.nhs_jobs_base_url;
    if let Some(sandbox) = sandbox(base) {
        known.push((sandbox, SANDBOX));
    }
    let services = host(base);
    let elsewhere = explained_at(evidence).into_iter();
    let elsewhere = elsewhere.filter(|host| Some(host) != services.as_ref());
    known.extend(elsewhere.map(|host| (host, CONTROL)));
    known.extend(services.clone().map(|host| (host, SERVICES)));
    // Longer ones first: a host with a port may begin with the other's.
    known.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
    let mut value = super::digest::value(evidence);
    replace(&mut value, &known);
    serde_json::from_value(value).unwrap_or_else(|_| evidence.clone())
}

/// `127.0.0.1:8080` of a URL.
fn host(url: &str) -> Option<String> {
    let url: Url = url.parse().ok()?;
    let host = url.host_str()?;
    Some(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    })
}

fn sandbox(base: &str) -> Option<String> {
    let (_, rest) = base.split_once("/sandboxes/")?;
    let id = rest.split('/').next()?;
    (id.len() >= LEAST_ID).then(|| id.to_owned())
}

/// Where answers say that they are explained: at the services or at the control interface.
fn explained_at(evidence: &Evidence) -> BTreeSet<String> {
    let answers = evidence.exchanges.iter().flat_map(|one| &one.response);
    let explained = answers.filter_map(|answer| answer.header("x-simulator-explain"));
    explained.filter_map(host).collect()
}

fn replace(value: &mut Value, known: &[(String, &str)]) {
    match value {
        Value::String(text) => {
            for (from, to) in known {
                if text.contains(from.as_str()) {
                    *text = text.replace(from.as_str(), to);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, known)),
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| replace(member, known)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
