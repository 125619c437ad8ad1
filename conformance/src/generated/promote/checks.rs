//! What a promoted scenario expects: the breach that was found, said as a scenario says it.

use serde_json::{Value, json};

use super::{Story, Told};
use crate::evidence::Action;
use crate::generated::words;
use crate::requirements::Registry;
use crate::scenario::step::Do;

impl Story<'_> {
    /// What the client does when it is right.
    pub(super) fn title(&self) -> String {
        let words = self.words();
        let thing = match self.last().action {
            Action::TransferEmploymentChecks => "a transfer",
            Action::PostVacancy => "a vacancy",
            Action::UpdateVacancy => "an update",
        };
        let bare = thing.rsplit(' ').next().unwrap_or(thing);
        let begin = thing.replacen('a', "A", 1);
        match (self.file.check.as_str(), words) {
            ("always/faithful-values" | "generated/believed-is-held", Some(words)) => {
                format!("The {words} of {thing} goes as the ATS holds it")
            }
            ("always/request-valid", Some(words)) => {
                format!("A valid {words} of {thing} is sent as one")
            }
            ("always/no-duplicate" | "generated/one-draft-for-one-job", _) => {
                format!("One {bare} is made once, {}", self.whatever())
            }
            ("always/truthful-outcome", _) => format!(
                "What became of {thing} is told as it is, {}",
                self.whatever()
            ),
            ("always/bounded-retries", _) => format!(
                "{begin} is sent a bounded number of times, {}",
                self.whatever()
            ),
            ("always/refused-field-surfaced", Some(words)) => {
                format!("A refused {words} is told as such")
            }
            ("generated/valid-input-sent", _) => {
                format!("A valid {bare} is sent, {}", self.whatever())
            }
            ("generated/version-of-last-answer", _) => {
                "An update carries the version last told".to_owned()
            }
            ("generated/transferred-once", _) => {
                "Checks that ESR has are not sent again".to_owned()
            }
            ("generated/token-renewed", _) => "A token that ran out is renewed".to_owned(),
            ("generated/tokens-are-used", _) => {
                "No more tokens are asked for than are used".to_owned()
            }
            ("generated/brief-failure-overcome", _) => {
                format!("{begin} is made in the end, {}", self.whatever())
            }
            ("always/superseded-warning-surfaced", _) => {
                "A registration that ESR supersedes is told".to_owned()
            }
            ("generated/warnings-surfaced", _) => format!("A warning about {thing} is told"),
            ("always/draft-told", _) => "A draft is told as one".to_owned(),
            ("always/support-told", _) => {
                format!(
                    "What only support can mend is told as such, {}",
                    self.whatever()
                )
            }
            ("always/nothing-after-final-refusal", _) => format!(
                "{begin} that was refused for good is not sent again, {}",
                self.whatever()
            ),
            ("generated/waits-for-answers", _) => {
                format!("A slow answer to {thing} is waited for")
            }
            _ => {
                let row = Registry::embedded().of_check(&self.file.check);
                let title = row.map_or("A story that went wrong", |row| row.title.as_str());
                format!("{title}: {thing}, {}", self.whatever())
            }
        }
    }

    /// The circumstance that matters, as the end of a title.
    fn whatever(&self) -> String {
        let steps = &self.file.case.steps;
        let told = |name: &str| {
            let mut named = steps.iter().filter(|step| step.get(name).is_some());
            named.find_map(words::circumstance)
        };
        let circumstance = told("fault")
            .or_else(|| told("person"))
            .or_else(|| told("advance"));
        match (circumstance, self.only_change()) {
            (Some(circumstance), _) => circumstance.to_owned(),
            (None, _) if self.acts.len() > 1 => "also when asked again".to_owned(),
            (None, Some(path)) => {
                let words = path.rsplit('.').next().unwrap_or_default();
                format!("whatever its {}", words.replace('_', " "))
            }
            (None, None) => "whatever it holds".to_owned(),
        }
    }

    /// The act that went wrong: the last.
    pub(super) fn last(&self) -> Told {
        let fallback = || Told {
            action: Action::PostVacancy,
            name: "job1".to_owned(),
            label: None,
        };
        self.acts.last().cloned().unwrap_or_else(fallback)
    }

    /// The scenario's own check. Those on every attempt are made beside it.
    pub(super) fn check(&self, expected: &Value) -> Value {
        let row = Registry::embedded().of_check(&self.file.check);
        let requirement = row.map_or("BOTH-C-001", |row| row.id.as_str());
        let mut check = json!({ "id": self.check_name(), "requirement": requirement });
        if let Some(given) = self.given() {
            check["given"] = given;
        }
        for (name, value) in expected.as_object().cloned().unwrap_or_default() {
            check[name] = value;
        }
        check
    }

    fn check_name(&self) -> String {
        self.file
            .check
            .rsplit('/')
            .next()
            .unwrap_or("as-it-should-be")
            .to_owned()
    }

    /// The fault that must have fired for the story to mean anything.
    fn given(&self) -> Option<Value> {
        let fault = self
            .file
            .case
            .steps
            .iter()
            .find_map(|step| step["fault"]["type"].as_str())?;
        Some(json!({ "fault": fault }))
    }

    /// What must have been seen, the strictest first; that the client acted at all is the least.
    pub(super) fn expected(&self) -> Vec<Value> {
        let last = self.last();
        let mut expected = match self.file.check.as_str() {
            "always/no-duplicate" | "generated/one-draft-for-one-job" => vec![once(&last)],
            "always/bounded-retries" => vec![self.wire(&last, "at_most", 5.into())],
            "generated/transferred-once" => {
                let wire = json!({ "operation": last.operation(), "answered": { "status": 201 }, "count": 1 });
                vec![json!({ "wire": wire }), once(&last)]
            }
            "generated/tokens-are-used" => {
                vec![json!({ "wire": { "operation": "issueToken", "at_most": 1 } })]
            }
            "generated/token-renewed" => vec![
                self.succeeded(&last),
                self.wire(&last, "at_least", 2.into()),
            ],
            "generated/brief-failure-overcome"
            | "always/request-valid"
            | "generated/valid-input-sent" => {
                vec![self.succeeded(&last)]
            }
            "generated/version-of-last-answer" => vec![self.succeeded(&last)],
            "always/nothing-after-final-refusal" => vec![self.wire(&last, "count", 1.into())],
            "generated/user-told" | "always/refused-field-surfaced" | "always/support-told" => {
                vec![self.told(&last)]
            }
            "generated/warnings-surfaced" | "always/superseded-warning-surfaced" => {
                vec![self.reported(&last, &["accepted_with_warnings"])]
            }
            "generated/waits-for-answers" => {
                vec![self.reported(&last, &["accepted", "accepted_with_warnings"])]
            }
            "always/faithful-values" | "generated/believed-is-held" => self.held_on_the_wire(&last),
            _ => Vec::new(),
        };
        expected.push(json!({ "wire": self.sent(&last) }));
        expected.push(self.reported_anything(&last));
        expected
    }

    fn succeeded(&self, act: &Told) -> Value {
        let status = if act.action == Action::UpdateVacancy {
            200
        } else {
            201
        };
        self.wire(act, "answered", json!({ "status": status }))
    }

    fn wire(&self, act: &Told, name: &str, value: Value) -> Value {
        let mut wire = self.sent(act);
        wire[name] = value;
        json!({ "wire": wire })
    }

    fn told(&self, act: &Told) -> Value {
        let mut told = json!({ "name": act.name });
        if let Some(label) = &act.label {
            told["step"] = label.clone().into();
        }
        if let Some(path) = self.ats_path() {
            told["field"] = path.into();
        }
        json!({ "told_user": told })
    }

    /// The field as the story gives it, spelt as it must be on the wire.
    fn held_on_the_wire(&self, act: &Told) -> Vec<Value> {
        let Some(pointer) = &self.field else {
            return Vec::new();
        };
        let scenario = self.file.case.scenario("promoted").ok();
        let acts = scenario.iter().flat_map(|scenario| &scenario.steps).rev();
        let input = acts.filter_map(|step| match &step.what {
            Do::Act(input) if input.name == act.name => Some(input),
            _ => None,
        });
        let meant = input.into_iter().next().and_then(crate::generated::meant);
        let value = meant.and_then(|meant| meant.pointer(pointer).cloned());
        let short =
            value.filter(|value| !value.is_object() && value.to_string().chars().count() < 300);
        let body = short.map(|value| json!({ pointer.as_str(): value }));
        body.into_iter()
            .map(|body| self.wire(act, "body", body))
            .collect()
    }

    fn sent(&self, act: &Told) -> Value {
        let mut wire = json!({ "operation": act.operation(), "name": act.name });
        if let Some(label) = &act.label {
            wire["step"] = label.clone().into();
        }
        wire
    }

    fn reported(&self, act: &Told, is: &[&str]) -> Value {
        let mut outcome = json!({ "name": act.name, "is": is });
        if let Some(label) = &act.label {
            outcome["step"] = label.clone().into();
        }
        json!({ "outcome": outcome })
    }

    /// Any report will do: that it agrees with the wire is checked on every attempt.
    fn reported_anything(&self, act: &Told) -> Value {
        let every = [
            "accepted",
            "accepted_with_warnings",
            "rejected",
            "not_sent",
            "config_error",
            "retry_pending",
            "failed",
            "unknown",
        ];
        self.reported(act, &every)
    }
}

/// Done once, however often it was sent.
fn once(act: &Told) -> Value {
    let operation = if act.action == Action::TransferEmploymentChecks {
        act.operation()
    } else {
        "createVacancy"
    };
    json!({ "wire": { "operation": operation, "answered": { "committed": true }, "count": 1 } })
}
