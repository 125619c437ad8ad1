//! One exchange as it was on the wire, request and answer side by side, secrets masked.

use askama::Template;
use askama::filters::HtmlSafe;
use serde_json::Value;

use crate::console::words::count;
use crate::journal::Entry;
use crate::journal::explain;
use crate::journal::wiremock;

/// The most of a body that a page shows, in characters.
const SHOWN: usize = 20_000;

/// Request and answer of one exchange.
#[derive(Debug, Clone, Template)]
#[template(path = "console/traffic/wire.html")]
pub(in crate::console) struct Wire {
    /// What the headings' ids begin with: several exchanges may stand on one page.
    prefix: String,
    sent: Message,
    answered: Message,
}

/// One half of an exchange.
#[derive(Debug, Clone)]
struct Message {
    first: String,
    headers: Vec<(String, String)>,
    body: String,
    /// How many characters of the body are left out.
    more: usize,
}

impl Wire {
    /// An exchange of the journal.
    pub(in crate::console) fn of(entry: &Entry) -> Self {
        let arrival = &entry.arrival;
        let url = wiremock::absolute_url(&arrival.headers, &arrival.target);
        let first = format!("{} {url}", arrival.method);
        Self {
            prefix: format!("exchange-{}", entry.sequence()),
            sent: Message::new(first, headers(&arrival.headers), &arrival.body),
            answered: answered(entry),
        }
    }
}

fn answered(entry: &Entry) -> Message {
    let Some(outcome) = entry.outcome() else {
        return Message::new("It is still being answered.".to_owned(), Vec::new(), b"");
    };
    let (came, _) = explain::told(entry);
    let first = match outcome.status {
        None => "No answer: the connection was closed.".to_owned(),
        Some(status) if came == "lost" => format!("{status} was written, and never arrived."),
        Some(status) => status.to_string(),
    };
    Message::new(first, headers(&outcome.headers), &outcome.body)
}

fn headers(headers: &crate::journal::Headers) -> Vec<(String, String)> {
    let text = |value: &[u8]| visible(&String::from_utf8_lossy(value));
    let pairs = headers.iter();
    pairs
        .map(|(name, value)| (name.to_owned(), text(value)))
        .collect()
}

impl Message {
    fn new(first: String, headers: Vec<(String, String)>, body: &[u8]) -> Self {
        let text = match serde_json::from_slice::<Value>(body) {
            Ok(document) => serde_json::to_string_pretty(&document).unwrap_or_default(),
            Err(_) => String::from_utf8_lossy(body).into_owned(),
        };
        let length = text.chars().count();
        let shown: String = text.chars().take(SHOWN).collect();
        Self {
            first: visible(&first),
            headers,
            body: visible(&shown),
            more: length.saturating_sub(SHOWN),
        }
    }
}

/// A text whose invisible characters can be seen: those that change the direction of what follows
/// would make a page show something else than was sent.
pub(super) fn visible(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => seen.push(c),
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => {
                seen.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c if c.is_control() => seen.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => seen.push(c),
        }
    }
    seen
}

// Its template escapes whatever it shows.
impl HtmlSafe for Wire {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_turn_the_direction_is_shown_as_what_it_is() {
        assert_eq!(visible("a\u{202e}b\u{7}c\n"), "a\\u202eb\\u0007c\n");
        assert_eq!(visible("שלום"), "שלום");
    }

    #[test]
    fn a_very_long_body_is_cut_and_says_by_how_much() {
        let message = Message::new(String::new(), Vec::new(), "x".repeat(20_005).as_bytes());

        assert_eq!((message.body.len(), message.more), (20_000, 5));
    }
}
