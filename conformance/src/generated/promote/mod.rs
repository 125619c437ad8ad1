//! A case becomes a scenario, such as a person would have written it: why it matters, what is done,
//! and what must have been seen.

mod checks;
mod yaml;

use serde_json::{Value, json};

use self::yaml::Yaml;
use super::bench::Tried;
use super::file::CaseFile;
use super::words;
use crate::evidence::Action;
use crate::requirements::Registry;
use crate::verdict::CheckResult;

/// A scenario that was made of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promoted {
    /// Its id: the path of its file without the extension.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// Makes scenarios of a case: the same story, with what it expects the strictest first. `tried` is
/// the case as it went wrong, where the client is at hand; `id` is where the scenario goes, where
/// somebody says so.
#[must_use]
pub fn promote(file: &CaseFile, tried: Option<&Tried>, id: Option<&str>) -> Vec<Promoted> {
    let breach = tried.and_then(|tried| tried.breaches().find(|breach| breach.id == file.check));
    let story = Story {
        file,
        field: field(file, breach),
        acts: acts(file),
    };
    let own = story.name();
    let id = id.map_or_else(|| format!("found/{own}"), str::to_owned);
    let expected = story.expected();
    let made = expected.into_iter().map(|expected| Promoted {
        text: story.text(&expected),
        id: id.clone(),
    });
    made.collect()
}

/// What the scenario is told from.
pub(super) struct Story<'a> {
    pub(super) file: &'a CaseFile,
    /// The wire's pointer of the field that it is about, where it is about one.
    pub(super) field: Option<String>,
    pub(super) acts: Vec<Told>,
}

/// An act of the story.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) action: Action,
    pub(super) name: String,
    /// Its label, where a name acts more than once.
    pub(super) label: Option<String>,
}

impl Told {
    pub(super) fn operation(&self) -> &'static str {
        match self.action {
            Action::PostVacancy => "createVacancy",
            Action::UpdateVacancy => "updateVacancy",
            Action::TransferEmploymentChecks => "transferEmploymentChecks",
        }
    }
}

impl Story<'_> {
    fn text(&self, expected: &Value) -> String {
        let mut yaml = Yaml::default();
        yaml.comment(&self.why());
        yaml.line(0, &format!("title: {}", yaml::scalar(&json!(self.title()))));
        let requires: Vec<&str> = Action::ALL
            .iter()
            .filter(|action| self.acts.iter().any(|act| act.action == **action))
            .map(|action| action.word())
            .collect();
        yaml.line(0, &format!("requires: [{}]", requires.join(", ")));
        if !self.file.case.given.is_empty() {
            yaml.member(0, "given", &Value::Object(self.file.case.given.clone()));
        }
        yaml.line(0, "steps:");
        let mut nth = 0;
        for step in self.file.case.steps.iter().map(readable) {
            let step = &step;
            let acts = step.get("act").is_some();
            let label = acts.then(|| self.acts[nth].label.clone()).flatten();
            nth += usize::from(acts);
            yaml.step(step, label.as_deref());
        }
        if self
            .file
            .case
            .steps
            .last()
            .is_some_and(|step| step.get("settle").is_none())
        {
            yaml.step(&json!({ "settle": {} }), None);
        }
        yaml.line(0, "checks:");
        yaml.check(&self.check(expected));
        yaml.finish()
    }

    /// Why a client's users would care, and what happened once.
    fn why(&self) -> String {
        let row = Registry::embedded().of_check(&self.file.check);
        let why = row
            .map(|row| row.why.as_str())
            .unwrap_or("It went wrong once.");
        format!("{why} {}", self.happened())
    }

    fn happened(&self) -> String {
        let held = self.held();
        match self.file.check.as_str() {
            "always/faithful-values" | "always/request-valid" | "generated/believed-is-held" => {
                match (held, self.words()) {
                    (Some(held), Some(words)) => format!("Found with {words} {held}."),
                    (None, Some(words)) => format!("Found with an ordinary {words}."),
                    _ => "Found with an ordinary story.".to_owned(),
                }
            }
            _ => format!("Found {}.", self.circumstances()),
        }
    }

    /// What the ATS held in the field, short enough for a comment.
    fn held(&self) -> Option<String> {
        let path = self.ats_path()?;
        let with = self.file.case.steps.iter().rev().find_map(|step| {
            let mut names = path.split('.');
            names.try_fold(step.get("with")?, |held, name| held.get(name))
        })?;
        let told = crate::generated::notation::line(with);
        Some(if told.chars().count() > 60 {
            "of an odd kind".to_owned()
        } else {
            told
        })
    }

    /// What happened around the acts, as the story tells it.
    fn circumstances(&self) -> String {
        let steps = self.file.case.steps.iter();
        let around = steps.filter(|step| step.get("act").is_none());
        let told: Vec<String> = around.map(words::sentence).collect();
        if !told.is_empty() {
            return format!("like this: {}", told.join("; "));
        }
        let mut acts = self.file.case.steps.iter().rev();
        let with = acts.find_map(|step| step.get("with")).map(words::held);
        with.filter(|with| with.chars().count() < 90).map_or_else(
            || "in an ordinary story".to_owned(),
            |with| format!("with {with}"),
        )
    }

    /// The dotted path of the one member that the last act changes, where it is one.
    pub(super) fn only_change(&self) -> Option<String> {
        let mut steps = self.file.case.steps.iter().rev();
        let mut value = steps.find(|step| step.get("act").is_some())?.get("with")?;
        let mut path = Vec::new();
        while let Some(members) = value
            .as_object()
            .filter(|members| !members.contains_key("$text"))
        {
            let [(name, below)] = members.iter().collect::<Vec<_>>()[..] else {
                return None;
            };
            path.push(name.as_str());
            value = below;
        }
        Some(path.join("."))
    }

    /// The field in the ATS's words, for sentences.
    fn words(&self) -> Option<String> {
        Some(self.ats_path()?.rsplit('.').next()?.replace('_', " "))
    }

    fn ats_path(&self) -> Option<&'static str> {
        crate::judge::mapping::ats_path(self.field.as_deref()?)
    }

    /// The name of the scenario's file.
    fn name(&self) -> String {
        let title = self.title();
        let words = title.split(|letter: char| !letter.is_ascii_alphanumeric());
        let words: Vec<String> = words
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        words.join("-")
    }
}

/// What a colleague wrote is as short as it can be in a case; a scenario says a sentence.
fn readable(step: &Value) -> Value {
    let mut step = step.clone();
    if step["person"] == "amend" && step["with"]["jobDescription"].is_string() {
        step["with"]["jobDescription"] = "A colleague wrote this.".into();
    }
    step
}

/// The acts, each with a label where its name acts more than once.
fn acts(file: &CaseFile) -> Vec<Told> {
    let word = |step: &Value| step["act"].as_str().map(str::to_owned);
    let acts: Vec<(Action, String)> = file
        .case
        .steps
        .iter()
        .filter_map(|step| {
            let word = word(step)?;
            let action = Action::ALL
                .into_iter()
                .find(|action| action.word() == word)?;
            Some((action, step["name"].as_str()?.to_owned()))
        })
        .collect();
    let same = |name: &str, action: Action| {
        acts.iter()
            .filter(|(one, other)| *one == action && other == name)
            .count()
    };
    let mut seen: Vec<(Action, String)> = Vec::new();
    let labelled = acts.iter().map(|(action, name)| {
        seen.push((*action, name.clone()));
        let nth = seen
            .iter()
            .filter(|(one, other)| one == action && other == name)
            .count();
        const NTH: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];
        let label = (same(name, *action) > 1).then(|| {
            NTH.get(nth - 1)
                .map_or_else(|| format!("time-{nth}"), |nth| (*nth).to_owned())
        });
        // Two names may each act twice.
        let label = label.map(|label| {
            if acts.iter().any(|(_, other)| other != name) {
                format!("{label}-{name}")
            } else {
                label
            }
        });
        Told {
            action: *action,
            name: name.clone(),
            label,
        }
    });
    labelled.collect()
}

/// The pointer of the field that the finding is about; without the client at hand, out of the
/// reason.
fn field(file: &CaseFile, breach: Option<&CheckResult>) -> Option<String> {
    let found = breach.and_then(|breach| breach.findings.first()?.place.pointer.clone());
    let told = || {
        let mut words = file.reason.split(' ');
        let pointer = words.find(|word| word.starts_with('/') && word.len() > 1)?;
        Some(pointer.trim_end_matches([':', ',', '.', ';']).to_owned())
    };
    let pointer = found.or_else(told)?;
    let parts = pointer
        .split('/')
        .filter(|part| !part.is_empty() && !part.bytes().all(|byte| byte.is_ascii_digit()));
    Some(parts.fold(String::new(), |told, part| format!("{told}/{part}")))
}
