//! The adapter: whether it starts, answers, and is honest.

use std::time::Duration;

use super::{Finding, Findings};
use crate::cli::driving::{Driving, NoAdapter};
use crate::control::Control;
use crate::driver::{Adapter, Warden};
use crate::evidence::Action;
use crate::probe::{self, Greeting, Probe, ProbeVerdict};
use crate::time::Stopwatch;

const WHAT: &str = "adapter";

/// How much of what an adapter wrote on stderr is shown: the end, where the reason is.
const LAST_LINES: usize = 8;

/// Greets it and probes it.
pub(super) async fn examine(
    driving: &Driving,
    warden: &Warden,
    control: &Control,
    findings: &mut Findings,
) {
    let adapter = match driving.adapter(warden).await {
        Ok(adapter) => adapter,
        Err(error) => return findings.note(unusable(&error)),
    };
    if driving.is_reference() {
        let remedy = "name yours: conformance doctor --adapter \"python3 adapter.py\"";
        findings.note(Finding::note(
            WHAT,
            "none is named: the reference client is asked",
            remedy,
        ));
    }
    let stopwatch = Stopwatch::start();
    match probe::greet(&adapter).await {
        Ok(greeting) => {
            findings.note(greeted(&greeting, stopwatch.elapsed()));
            findings.note(actions(&greeting));
            for probe in probe::claims(&adapter, control, &greeting).await {
                findings.note(probed(&probe));
            }
            findings.note(probed(&probe::silence(&adapter, control, &greeting).await));
        }
        Err(failed) => findings.note(silent(&adapter, &failed)),
    }
    adapter.driver().stop().await;
}

fn unusable(error: &NoAdapter) -> Finding {
    Finding::wrong(
        WHAT,
        error.to_string(),
        "correct the flag; conformance run --help has examples",
    )
}

fn greeted(greeting: &Greeting, took: Duration) -> Finding {
    let (subject, adapter) = (&greeting.hello.subject, &greeting.hello.adapter);
    let at_a_time = match greeting.hello.concurrency {
        1 => "one attempt at a time".to_owned(),
        several => format!("up to {several} attempts at a time"),
    };
    Finding::ok(
        WHAT,
        format!(
            "{} {} drives {} {} ({}, {}); {at_a_time}; answered in {} ms",
            adapter.name,
            adapter.version,
            subject.name,
            subject.version,
            subject.vendor,
            subject.language,
            took.as_millis()
        ),
    )
}

fn actions(greeting: &Greeting) -> Finding {
    let declared = &greeting.hello.actions;
    let known: Vec<&str> = greeting
        .actions
        .iter()
        .map(|action| action.word())
        .collect();
    let unknown: Vec<&str> = declared
        .iter()
        .map(String::as_str)
        .filter(|word| !known.contains(word))
        .collect();
    let all = Action::ALL.map(Action::word).join(", ");
    if !unknown.is_empty() {
        let says = format!("{} is no action of the protocol", unknown.join(", "));
        return Finding::wrong("actions", says, format!("declare some of {all}"));
    }
    if known.is_empty() {
        return Finding::wrong(
            "actions",
            "none is declared, so nothing would run",
            format!("declare some of {all}"),
        );
    }
    let left: Vec<&str> = Action::ALL
        .map(Action::word)
        .into_iter()
        .filter(|word| !known.contains(word))
        .collect();
    if left.is_empty() {
        Finding::ok("actions", known.join(", "))
    } else {
        let remedy = format!("scenarios that need {} are left out", left.join(" or "));
        Finding::note("actions", known.join(", "), remedy)
    }
}

fn probed(probe: &Probe) -> Finding {
    let what = format!("probe {}", probe.id);
    let asks = &probe.asks;
    let reason = probe.reason.as_deref().unwrap_or_default();
    match probe.verdict {
        ProbeVerdict::Passed => Finding::ok(&what, asks.as_str()),
        ProbeVerdict::LeftOut => Finding::left_out(&what, reason),
        ProbeVerdict::Failed => Finding::broken(
            &what,
            reason,
            format!("an honest adapter {asks}; with this every check would be an error"),
        ),
    }
}

fn silent(adapter: &Adapter, failed: &Probe) -> Finding {
    let reason = failed.reason.as_deref().unwrap_or("it does not answer");
    let words = adapter.driver().words_since(0);
    let lines: Vec<&str> = words.lines().collect();
    let end = &lines[lines.len().saturating_sub(LAST_LINES)..];
    let says = if end.is_empty() {
        reason.to_owned()
    } else {
        format!("{reason}; the end of its stderr:\n{}", end.join("\n"))
    };
    Finding::broken(WHAT, says, remedy(reason))
}

fn remedy(reason: &str) -> &'static str {
    if reason.contains("cannot be started") {
        "is it installed, and on the PATH? Paths are from the folder where conformance is run, and no \
         shell is involved: a script needs its interpreter before it"
    } else {
        "start it by hand and type {\"id\":1,\"op\":\"hello\",\"params\":{\"protocol\":[\"1\"],\
         \"nonce\":\"n\"}}: one line of JSON must come back"
    }
}
