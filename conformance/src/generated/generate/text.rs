//! Texts at the edges: lengths by the contract's limits, and characters that clients trip over.

use contract::limits::Span;
use proptest::prelude::{Just, Strategy};
use proptest::sample::select;
use serde_json::{Value, json};

use super::edit::{Shared, any};

/// What breaks clients inside a text, at its beginning or at its end.
pub(super) const SNAGS: &[&str] = &[
    "&",
    "<br>",
    "<b>bold</b>",
    "&amp;",
    "&lt;p&gt;",
    "< 30 and > 20",
    "\"quoted\"",
    "it's",
    "back\\slash",
    "\u{2019}",
    "\u{201c}so\u{201d}",
    "\u{2013}",
    "\u{2014}",
    "\u{2026}",
    "\u{a3}",
    "\u{20ac}",
    "\u{e9}",
    "e\u{301}",
    "Ne\u{301}e O\u{302}le",
    "\u{175}",
    "\u{df}",
    "\u{130}",
    "\u{f1}",
    "\u{1f600}",
    "\u{1f469}\u{1f3fd}\u{200d}\u{2695}\u{fe0f}",
    "\u{200b}",
    "\u{a0}",
    "\u{feff}",
    "\u{2028}",
    "\u{202e}",
    "\u{5e2}\u{5d1}",
    "\u{645}\u{631}",
    "\u{4e2d}\u{6587}",
    "\t",
    "\n",
    "\r\n",
    "\n\n",
    "  ",
    "\u{1b}",
    "\u{7}",
    "100%",
    "%20",
    "a+b",
    "a=b&c=d",
    "#1",
    "a/b",
    "a;b",
    "a,b",
    "a|b",
    "{x}",
    "${x}",
    "{{x}}",
    "`x`",
    "<script>",
    "'; --",
    "null",
    "true",
    "0",
    "007",
    "1e5",
    "=1+1",
    "\u{ad}",
    "\u{fb01}",
    "\u{2126}",
    "\u{ff21}",
    "\u{b2}",
    "\u{2122}",
    "- item",
    "* item",
    "\u{2022} item",
    "http://a.example?b=c&d",
];

/// What stands at an end and is not seen, or is taken for nothing.
const TAILS: &[&str] = &[
    " ", "  ", "\n", "\r\n", "\t", "\u{a0}", "\u{200b}", "\u{feff}", "\u{2003}", ".", "\u{301}",
    "\u{ad}", "<br>", "\u{3000}",
];

const WORDS: &[&str] = &[
    "Ward 7",
    "Community Mental Health",
    "Band 6 rotational post",
    "Theatres",
    "Nights and weekends",
    "St Elsewhere",
    "Clinic",
    "Estates",
    "Medical records",
    "Children's services",
];

/// Fillings of one, two, three and four bytes a character.
const FILLINGS: &[&str] = &[
    "a",
    "ab ",
    "\u{e9}",
    "\u{20ac}",
    "\u{1f600}",
    "0",
    "x<br>",
    "a\n",
];

/// A text of a field with these limits: mostly valid, at times one too short or too long.
pub(super) fn text(span: Span) -> Shared<Value> {
    let mut several = vec![(10, snagged(span)), (6, exact(span, false))];
    several.push((1, exact(span, true)));
    any(several)
}

/// Only texts within the limits.
pub(super) fn valid_text(span: Span) -> Shared<Value> {
    any(vec![(3, snagged(span)), (2, exact(span, false))])
}

/// A snag inside, in front or at the end of an ordinary text.
fn snagged(span: Span) -> Shared<Value> {
    let place = select(vec![0_u8, 1, 1, 2, 2, 3]);
    let both = (select(SNAGS), select(TAILS), select(WORDS), place);
    both.prop_map(move |(snag, tail, words, place)| {
        let text = match place {
            0 => format!("{snag} {words}"),
            1 => format!("{words} {snag} {words}"),
            2 => format!("{words}{tail}"),
            _ => format!("{tail}{words} {snag}"),
        };
        fitted(&text, span, place == 2)
    })
    .sboxed()
}

/// Long enough by a filling before or after; whole words where it is too long.
fn fitted(text: &str, span: Span, keep_end: bool) -> Value {
    let length = contract::text::length(text);
    if length < span.least {
        let length = span.least.max(length + 8);
        let end = if keep_end { "end" } else { "start" };
        return json!({ "$text": { "length": length, end: text } });
    }
    if length > span.most {
        return Value::from(text.chars().take(span.most).collect::<String>());
    }
    Value::from(text)
}

/// Lengths at the limits, of characters of every width.
fn exact(span: Span, beyond: bool) -> Shared<Value> {
    let (least, most) = (span.least.max(1), span.most);
    let lengths = if beyond {
        let mut beyond = vec![most + 1, most + 1, most + 2];
        if span.least > 1 {
            beyond.extend([span.least - 1; 3]);
        }
        beyond
    } else {
        vec![least, least + 1, most, most, most, most - 1]
    };
    let end = any(vec![(2, Just("").sboxed()), (2, select(TAILS).sboxed())]);
    (select(lengths), select(FILLINGS), end)
        .prop_map(|(length, filling, end)| exactly(length, filling, end))
        .sboxed()
}

fn exactly(length: usize, filling: &str, end: &str) -> Value {
    // CRLF counts as one character, and the notation counts two.
    let end = if end.chars().count() > length || end.contains('\r') {
        ""
    } else {
        end
    };
    match (filling, end) {
        ("a", "") => json!({ "$text": { "length": length } }),
        (filling, "") => json!({ "$text": { "length": length, "repeat": filling } }),
        (filling, end) => json!({ "$text": { "length": length, "repeat": filling, "end": end } }),
    }
}

/// One of these texts.
pub(super) fn of(texts: &'static [&'static str]) -> Shared<Value> {
    select(texts).prop_map(Value::from).sboxed()
}

/// One of these values.
pub(super) fn values(values: Vec<Value>) -> Shared<Value> {
    select(values).sboxed()
}

/// Dates that clients move, swap or lose.
pub(super) const DAYS: &[&str] = &[
    "2024-02-29",
    "2026-01-01",
    "2025-12-31",
    "2026-03-29",
    "2025-10-26",
    "2026-03-04",
    "2026-04-03",
    "2026-06-01",
    "2026-02-28",
    "2026-05-12",
    "2026-06-30",
];
