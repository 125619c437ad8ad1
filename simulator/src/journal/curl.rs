//! A request as a `curl` line. Secrets stand as shell variables: the journal has none to give.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::entry::{Arrival, Entry};
use super::wiremock::absolute_url;

/// Headers that `curl` says by itself, or that belong to the connection.
const BY_ITSELF: [&str; 9] = [
    "host",
    "content-length",
    "connection",
    "transfer-encoding",
    "expect",
    "user-agent",
    "accept-encoding",
    "te",
    "upgrade",
];

/// The longest body that is given as an argument, in bytes; Linux takes 128 KiB in one.
const ARGUMENT: usize = 100_000;

/// What a script begins with.
const HEAD: &str = "#!/bin/sh\n\
    # The exchanges of a sandbox, oldest first. An independent simulator, synthetic data only.\n\
    # Secrets are not in the journal; the variables say which are meant.\n";

/// A request as a line, to be pasted into a shell; `body` in place of the one that was sent.
pub(crate) fn line(arrival: &Arrival, body: Option<&str>) -> String {
    let sent = body.map_or(&*arrival.body, str::as_bytes);
    let text = std::str::from_utf8(sent)
        .ok()
        .filter(|text| !text.contains('\0'));
    let piped = text.is_none_or(|text| text.len() > ARGUMENT);
    let mut line = match text {
        // `printf` belongs to the shell, so what it is given may be as long as it likes.
        Some(text) if piped => format!("printf %s {} | ", word(text)),
        Some(_) => String::new(),
        // No shell can hold these bytes in a word.
        None => format!("printf %s '{}' | base64 -d | ", STANDARD.encode(sent)),
    };
    line.push_str("curl -sS -g");
    match arrival.method.as_str() {
        "GET" if sent.is_empty() => (),
        "HEAD" => line.push_str(" -I"),
        method => line.extend([" -X ", &word(method)]),
    }
    if arrival.target.contains("/.") {
        line.push_str(" --path-as-is");
    }
    let url = absolute_url(&arrival.headers, &arrival.target);
    line.extend([" ", &word(&url)]);
    for (name, value) in arrival.headers.iter() {
        // Whoever asked for a case by name does not ask for it again with another body.
        let asked = body.is_some() && name == "prefer";
        if !asked && !BY_ITSELF.contains(&name) && (name, value) != ("accept", b"*/*") {
            let header = match value.is_empty() {
                true => format!("{name};"),
                false => format!("{name}: {}", String::from_utf8_lossy(value)),
            };
            line.extend([" -H ", &word(&header)]);
        }
    }
    match text {
        Some("") => (),
        Some(text) if !piped => line.extend([" --data-raw ", &word(text)]),
        _ => line.push_str(" --data-binary @-"),
    }
    line
}

/// The beginning of a script with the requests of `entries`: it names the variables they need.
pub(crate) fn script_head<'e>(entries: impl Iterator<Item = &'e Entry>) -> String {
    let mut head = HEAD.to_owned();
    let needed = entries.flat_map(Entry::masks);
    let needed = needed.filter(|mask| mask.at != "responseBody");
    let needed: BTreeSet<_> = needed.map(|mask| variable(mask.secret, mask.of)).collect();
    for name in needed {
        let _ = writeln!(
            head,
            ": \"${{{name}:?set it to the secret that is meant}}\""
        );
    }
    head
}

/// One request in a script, with a comment that says what became of it.
pub(crate) fn script_line(entry: &Entry) -> String {
    let outcome = entry.outcome();
    let status = outcome.and_then(|outcome| outcome.status);
    let answer = status.map_or_else(
        || "no answer".to_owned(),
        |status| status.as_str().to_owned(),
    );
    let fault = outcome.and_then(|outcome| outcome.fault);
    let fault = fault
        .map(|fault| format!(", fault {fault}"))
        .unwrap_or_default();
    let line = line(&entry.arrival, None);
    format!("\n# {}: {answer}{fault}\n{line}\n", entry.sequence())
}

// A word of the shell that stands for the text, with variables where masks are.
fn word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._/:".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    let mut word = String::from("'");
    let mut rest = text;
    while let Some(start) = rest.find("[secret:") {
        let (before, mask) = rest.split_at(start);
        word.push_str(&quoted(before));
        let Some((name, behind)) = unmasked(mask) else {
            word.push_str("[secret:");
            rest = &mask["[secret:".len()..];
            continue;
        };
        word.extend(["'\"$", &name, "\"'"]);
        rest = behind;
    }
    word.push_str(&quoted(rest));
    word.push('\'');
    word
}

fn quoted(text: &str) -> String {
    text.replace('\'', r"'\''")
}

// The variable in place of the mask that a text begins with, and what stands behind the mask.
fn unmasked(text: &str) -> Option<(String, &str)> {
    let (mask, behind) = text.strip_prefix("[secret:")?.split_once(']')?;
    let (secret, of) = mask.split_once(':')?;
    let known = [
        "apiKey",
        "clientSecret",
        "accessToken",
        "clientCredentials",
        "unknown",
    ];
    let whose = ["own", "other", "unknown"];
    (known.contains(&secret) && whose.contains(&of)).then(|| (variable(secret, of), behind))
}

fn variable(secret: &str, of: &str) -> String {
    let name = match secret {
        "apiKey" => "API_KEY",
        "clientSecret" => "CLIENT_SECRET",
        "accessToken" => "ACCESS_TOKEN",
        "clientCredentials" => "CLIENT_CREDENTIALS",
        _ => "SECRET",
    };
    match of {
        "own" => name.to_owned(),
        "other" => format!("OTHER_{name}"),
        _ => format!("UNKNOWN_{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::entry;
    use super::*;

    #[test]
    fn a_line_can_be_pasted_and_holds_no_secret() {
        let entry = entry(
            1,
            "/a?b=c d&e=[secret:accessToken:other]",
            r#"{"name": "O'Brien"}"#,
        );

        insta::assert_snapshot!(line(&entry.arrival, None), @r#"curl -sS -g -X POST 'http://127.0.0.1:8080/a?b=c d&e='"$OTHER_ACCESS_TOKEN"'' -H 'content-type: application/json' -H 'x-api-key: '"$API_KEY"'' --data-raw '{"name": "O'\''Brien"}'"#);
        insta::assert_snapshot!(line(&entry.arrival, Some("")), @r#"curl -sS -g -X POST 'http://127.0.0.1:8080/a?b=c d&e='"$OTHER_ACCESS_TOKEN"'' -H 'content-type: application/json' -H 'x-api-key: '"$API_KEY"''"#);
    }

    #[test]
    fn what_only_looks_like_a_mask_stays_text() {
        assert_eq!(
            word("[secret:x:y] [secret: $HOME"),
            "'[secret:x:y] [secret: $HOME'"
        );
        assert_eq!(word(""), "''");
        assert_eq!(word("`id`"), "'`id`'");
    }
}
