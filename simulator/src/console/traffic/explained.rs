//! Why an exchange was answered so, in plain words: what happened, by which rule, and who does what.

use askama::Template;
use askama::filters::HtmlSafe;
use contract::text::counted;
use serde_json::Value;

use super::super::parts::Tag;
use super::spoken::{self, sentence};
use super::wire::visible;
use crate::app::{App, Site};
use crate::control;
use crate::journal::Entry;
use crate::journal::explain::{Corrected, Explanation, FieldTold, RuleTold};

/// The explanation of one exchange.
#[derive(Debug, Template)]
#[template(path = "console/traffic/explained.html")]
pub(in crate::console) struct Explained {
    summary: String,
    what: String,
    why: String,
    remedies: Vec<(&'static str, String)>,
    provenance: Option<Said>,
    fields: Vec<Refused>,
    warnings: Vec<Refused>,
    rules: Vec<Said>,
    corrected: Option<Shown>,
    nearest: Vec<String>,
    curl: String,
}

/// Who says something, and how sure that is.
#[derive(Debug)]
struct Said {
    text: String,
    tag: Tag,
    meaning: String,
    source: String,
    url: String,
}

/// One field that was refused or warned of.
#[derive(Debug)]
struct Refused {
    pointer: String,
    message: String,
    sent: String,
    rule: Option<Said>,
}

/// The body as it would be taken.
#[derive(Debug)]
struct Shown {
    body: String,
    valid: bool,
    changes: Vec<String>,
    unresolved: Vec<String>,
    curl: String,
}

impl Explained {
    /// Explains an exchange of a sandbox.
    pub(in crate::console) fn of(app: &App, site: &Site, entry: &Entry) -> Self {
        Self::told(entry, control::explanation(app, site, entry))
    }

    fn told(entry: &Entry, told: Explanation) -> Self {
        let plain = |said: &str| spoken::summary(entry.arrival.operation, said);
        Self {
            summary: plain(&told.summary),
            what: spoken::of_one_service(entry.arrival.operation, &plain(&told.what)),
            why: told.why,
            remedies: told
                .remedies
                .iter()
                .map(|one| (who(&one.who), sentence(&one.does)))
                .collect(),
            provenance: told.provenance.as_ref().map(Said::of_refusal),
            fields: told.fields.iter().map(Refused::of).collect(),
            warnings: told.warnings.iter().map(Refused::of).collect(),
            rules: told.rules.iter().map(Said::of_rule).collect(),
            corrected: told.corrected.map(Shown::of),
            nearest: told.nearest.iter().map(nearest).collect(),
            curl: visible(&told.curl),
        }
    }
}

/// Who does something, as the heading of what they do.
pub(in crate::console) fn who(word: &str) -> &'static str {
    match word {
        "recruiter" => "Recruiter or HR",
        "support" => "Support",
        "developer" => "Developer",
        _ => "Anyone",
    }
}

fn nearest(near: &Value) -> String {
    let part = |name: &str| near[name].as_str().unwrap_or_default().to_owned();
    format!(
        "{} {} ({})",
        part("method"),
        part("path"),
        part("operation")
    )
}

/// The tag of a provenance.
pub(in crate::console) fn tag(word: &str) -> Tag {
    match word {
        "stated" => Tag::new("Stated by a public source", "green"),
        "inferred" => Tag::new("Inferred", "yellow"),
        _ => Tag::new("This simulator's own", "purple"),
    }
}

impl Said {
    fn new(text: &str, word: &str, meaning: &str, source: &Value) -> Self {
        let part = |name: &str| source[name].as_str().unwrap_or_default().to_owned();
        Self {
            text: text.to_owned(),
            tag: tag(word),
            meaning: meaning.to_owned(),
            source: part("name"),
            url: part("url"),
        }
    }

    fn of_refusal(provenance: &Value) -> Self {
        let part = |name: &str| provenance[name].as_str().unwrap_or_default();
        Self::new("", part("word"), part("meaning"), &provenance["source"])
    }

    fn of_rule(rule: &RuleTold) -> Self {
        let text = format!("{}: {}", rule.id, rule.text);
        Self::new(&text, rule.provenance, rule.meaning, &rule.source)
    }
}

impl Refused {
    fn of(told: &FieldTold) -> Self {
        let sent = match (&told.actual, told.actual_length) {
            (Value::Null, _) => "nothing".to_owned(),
            (actual, Some(length)) => {
                let length = counted(length, "character", "characters");
                format!("{} ({length})", visible(&actual.to_string()))
            }
            (actual, None) => visible(&actual.to_string()),
        };
        Self {
            pointer: visible(&told.pointer),
            message: visible(&sentence(&told.message)),
            sent,
            rule: told.rule.as_ref().map(Said::of_rule),
        }
    }
}

impl Shown {
    fn of(corrected: Corrected) -> Self {
        let pretty = serde_json::to_string_pretty(&corrected.body).unwrap_or_default();
        let changes = corrected.changes.iter().map(|change| {
            let example = if change.example {
                ", as an example"
            } else {
                ""
            };
            let (from, to) = (&change.from, &change.to);
            visible(&format!("{}: {from} became {to}{example}", change.pointer))
        });
        let unresolved = corrected.unresolved.iter();
        let unresolved = unresolved.map(|one| visible(&format!("{}: {}", one.pointer, one.why)));
        Self {
            body: visible(&pretty),
            valid: corrected.valid,
            changes: changes.collect(),
            unresolved: unresolved.collect(),
            curl: visible(&corrected.curl),
        }
    }
}

// Its template escapes whatever it shows.
impl HtmlSafe for Explained {}
