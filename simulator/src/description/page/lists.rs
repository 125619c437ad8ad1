//! The rules and the refusals of a description.

use serde_json::Value;

use super::calls::table;
use super::text::{self, escaped, line};

/// Every rule, with where it comes from.
pub(super) fn rules(description: &Value) -> String {
    let rows = text::each(&description["x-rules"], |rule| {
        let id = escaped(text::of(rule, "id"));
        format!(
            "<tr id=\"{id}\"><td><code>{id}</code></td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            line(text::of(rule, "text")),
            escaped(text::of(rule, "provenance")),
            source(&rule["source"]),
        )
    });
    let columns = ["Id", "Rule", "Provenance", "Source"];
    format!(
        "<h2 id=\"rules\">Rules</h2>\n{}",
        table("Rules", &columns, &rows)
    )
}

/// Every refusal, with what to do about it.
pub(super) fn refusals(description: &Value) -> String {
    let rows = text::each(&description["x-refusals"], |refusal| {
        format!(
            "<tr><td><code>{}</code><br>{}</td><td><strong>{}</strong><br>{}<br>{}</td><td>{}</td>\
             <td>{}: {}</td></tr>\n",
            escaped(text::of(refusal, "code")),
            refusal["status"],
            escaped(text::of(refusal, "title")),
            line(text::of(refusal, "what")),
            line(text::of(refusal, "why")),
            line(text::of(refusal, "remedy")),
            escaped(text::of(refusal, "provenance")),
            source(&refusal["source"]),
        )
    });
    let columns = [
        "Code and status",
        "What and why",
        "What to do",
        "Where it comes from",
    ];
    format!(
        "<h2 id=\"refusals\">Refusals</h2>\n{}",
        table("Refusals", &columns, &rows)
    )
}

fn source(source: &Value) -> String {
    let name = escaped(text::of(source, "name"));
    match source["url"].as_str() {
        Some(url) => format!("<a href=\"{}\">{name}</a>", escaped(url)),
        None => name,
    }
}
