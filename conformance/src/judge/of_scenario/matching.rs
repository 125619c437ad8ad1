//! Whether a value is what a matcher wants.

use serde_json::Value;

use crate::judge::expected::is_nothing;
use crate::judge::fidelity::same;
use crate::judge::view::{Seen, View};
use crate::judge::words::{any_of, short, short_text};
use crate::scenario::matcher::{Matcher, Part, Source};

/// What was wanted, in words, when the value is not it.
pub(super) fn mismatch(
    view: &View<'_>,
    matcher: &Matcher,
    actual: Option<&Value>,
) -> Option<String> {
    let (holds, wanted) = match matcher {
        Matcher::Is(wanted) => (
            actual.is_some_and(|actual| same(wanted, actual)),
            short(wanted),
        ),
        Matcher::Re(regex) => {
            let found = actual
                .and_then(text)
                .is_some_and(|text| regex.is_match(&text));
            (
                found,
                format!("something that matches {}", short_text(regex.as_str())),
            )
        }
        Matcher::OneOf(several) => {
            let found =
                actual.is_some_and(|actual| several.iter().any(|wanted| same(wanted, actual)));
            (
                found,
                any_of(&several.iter().map(short).collect::<Vec<_>>()),
            )
        }
        Matcher::Between(least, most) => {
            let number = actual.and_then(Value::as_f64);
            (
                number.is_some_and(|number| *least <= number && number <= *most),
                format!("a number from {least} to {most}"),
            )
        }
        Matcher::Absent(wanted) => {
            let absent = actual.is_none_or(is_nothing);
            (
                absent == *wanted,
                if *wanted { "nothing" } else { "something" }.to_owned(),
            )
        }
        Matcher::SameAs(source) => same_as(view, source, actual),
    };
    (!holds).then_some(wanted)
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn same_as(view: &View<'_>, source: &Source, actual: Option<&Value>) -> (bool, String) {
    let (wanted, place) = match source {
        Source::Input { name, at } => (
            input(view, name, at),
            format!("what the ATS holds of `{name}` at {at}"),
        ),
        Source::Wire {
            operation,
            name,
            part,
        } => {
            let first = view.exchanges.iter().find(|seen| {
                let named = name.as_ref().is_none_or(|name| is_of(view, seen, name));
                seen.is(*operation) && named
            });
            let wanted = first.and_then(|seen| value_at(seen, part));
            (
                wanted,
                format!("what the first {operation} has at {}", told(part)),
            )
        }
    };
    let Some(wanted) = wanted else {
        return (false, format!("{place}, which was never seen"));
    };
    (
        actual.is_some_and(|actual| same(&wanted, actual)),
        format!("{} ({place})", short(&wanted)),
    )
}

fn told(part: &Part) -> &str {
    match part {
        Part::Body(at) | Part::Header(at) | Part::Response(at) => at,
    }
}

/// What was given last under a name.
fn input(view: &View<'_>, name: &str, at: &str) -> Option<Value> {
    view.acts
        .iter()
        .rev()
        .find(|act| act.name() == name)?
        .act
        .input
        .pointer(at)
        .cloned()
}

/// Whether an exchange belongs to an act of this name.
pub(super) fn is_of(view: &View<'_>, seen: &Seen<'_>, name: &str) -> bool {
    seen.act.is_some_and(|act| view.acts[act].name() == name)
}

/// A part of an exchange. The header's values are joined as HTTP does.
pub(super) fn value_at(seen: &Seen<'_>, part: &Part) -> Option<Value> {
    match part {
        Part::Body(at) => seen.body.as_ref()?.pointer(at).cloned(),
        Part::Header(name) => seen
            .exchange
            .request
            .headers
            .get(name)
            .map(|values| Value::String(values.join(", "))),
        Part::Response(at) => seen
            .exchange
            .response
            .as_ref()?
            .body
            .json()?
            .pointer(at)
            .cloned(),
    }
}
