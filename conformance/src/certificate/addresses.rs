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

/// What stands for something, and what it stands for.
enum Known {
    /// A text that nobody else would use.
    Text(String, &'static str),
    /// A host, with its port where it has one.
    Host(String, &'static str),
}

/// The same evidence without addresses. What cannot be told apart is left as it is.
pub(super) fn replaced(evidence: &Evidence) -> Evidence {
    let base = &evidence.connection.nhs_jobs_base_url;
    let sandbox = sandbox(base).map(|id| Known::Text(id, SANDBOX));
    let mut known: Vec<Known> = sandbox.into_iter().collect();
    let services = host(base);
    let elsewhere = explained_at(evidence).into_iter();
    let elsewhere = elsewhere.filter(|host| Some(host) != services.as_ref());
    known.extend(elsewhere.map(|host| Known::Host(host, CONTROL)));
    known.extend(services.clone().map(|host| Known::Host(host, SERVICES)));
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

fn replace(value: &mut Value, known: &[Known]) {
    match value {
        Value::String(text) => known.iter().for_each(|one| one.replace_in(text)),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, known)),
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| replace(member, known)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

impl Known {
    fn replace_in(&self, text: &mut String) {
        match self {
            Self::Text(from, to) if text.contains(from.as_str()) => *text = text.replace(from, to),
            Self::Host(from, to) if text == from => (*to).clone_into(text),
            Self::Host(from, to) if text.contains(from.as_str()) => {
                *text = without_host(text, from, to);
            }
            Self::Text(..) | Self::Host(..) => {}
        }
    }
}

/// A host may be a word that occurs elsewhere, too: only what stands in an address is replaced.
fn without_host(text: &str, from: &str, to: &str) -> String {
    let mut parts = text.split("//");
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        made.push_str("//");
        match part.strip_prefix(from) {
            Some(rest) if !goes_on(rest) => {
                made.push_str(to);
                made.push_str(rest);
            }
            _ => made.push_str(part),
        }
    }
    made
}

/// Whether a host goes on behind what was found.
fn goes_on(rest: &str) -> bool {
    let next = rest.chars().next();
    next.is_some_and(|next| next.is_alphanumeric() || matches!(next, '.' | '-' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_replaced_in_addresses_and_in_its_own_header_alone() {
        let replaced = |text: &str| {
            let mut text = text.to_owned();
            Known::Host("sim:81".to_owned(), "x.invalid").replace_in(&mut text);
            text
        };

        assert_eq!(
            replaced("http://sim:81/a?b=//sim:81"),
            "http://x.invalid/a?b=//x.invalid"
        );
        assert_eq!(replaced("sim:81"), "x.invalid");
        for other in [
            "a sim:81 b",
            "http://sim:810/",
            "http://my.sim:81/",
            "//sim:81.org",
        ] {
            assert_eq!(replaced(other), other);
        }
    }
}
