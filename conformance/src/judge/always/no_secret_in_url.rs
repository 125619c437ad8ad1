//! No key, token or secret stands in a URL, where every log on the way keeps it.

use crate::judge::view::{Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

/// Query members that carry a secret whatever their value is.
const NAMES: [&str; 8] = [
    "access_token",
    "api_key",
    "apikey",
    "x-api-key",
    "client_secret",
    "secret",
    "password",
    "token",
];

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    if view.exchanges.is_empty() {
        return Judgement::not_applicable("nothing was sent");
    }
    Judgement::by_findings(level, view.exchanges.iter().filter_map(of).collect())
}

fn of(seen: &Seen<'_>) -> Option<Finding> {
    let url = &seen.exchange.request.url;
    let masked = seen
        .exchange
        .simulator
        .masks
        .iter()
        .any(|mask| mask.at == "url")
        || url.contains("[secret:");
    let named = query_names(url)
        .into_iter()
        .find(|name| NAMES.contains(&name.as_str()));
    if !masked && named.is_none() {
        return None;
    }
    let what = named.map_or_else(|| "a secret".to_owned(), |name| format!("`{name}`"));
    let sentence = format!(
        "The URL of {} carries {what}; URLs are kept in logs on the way.",
        seen.told()
    );
    Some(finding(
        Place::exchange(seen.sequence()),
        "no secret in the URL",
        what,
        sentence,
    ))
}

fn query_names(url: &str) -> Vec<String> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    form_urlencoded::parse(query.as_bytes())
        .map(|(name, _)| name.to_lowercase())
        .collect()
}
