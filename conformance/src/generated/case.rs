//! A case: a concrete story, told by its differences from the plain one.

use serde_json::{Map, Value, json};

use crate::judge;
use crate::scenario::diagnostic::{Diagnostics, Notes};
use crate::scenario::given::{self, Given};
use crate::scenario::input::Base;
use crate::scenario::node::{Key, Kind, Node};
use crate::scenario::step::{self, Do, Step};
use crate::scenario::{Scenario, actions};

/// A concrete story in the notation of scenarios.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Case {
    /// What is given, as scenarios say it; empty where everything is plain.
    pub given: Map<String, Value>,
    /// The steps, as scenarios say them. That the client is waited for after each act goes without
    /// saying.
    pub steps: Vec<Value>,
}

/// What the services mint for the employer of a case that says no `seed`: codes and a VPD without
/// leading zeros. It follows from nothing else, so a case is tried in the world it was found in.
const PLAIN_WORLD: u64 = 1;

/// How long the client must be quiet before it counts as idle, in milliseconds.
const QUIET_MS: u64 = 20;

impl Case {
    /// The case as a scenario without checks of its own, under this id.
    ///
    /// # Errors
    ///
    /// What scenarios would not say so: a step that does not exist, a name that nothing has.
    pub fn scenario(&self, id: &str) -> Result<Scenario, Diagnostics> {
        let notes = Notes::new(id, "");
        let given = node(&Value::Object(self.given.clone()));
        let steps = node(&Value::Array(self.steps.clone()));
        let read = read(id, Some(&given), Some(&steps), &notes);
        let mistakes = notes.finish();
        if mistakes.is_empty() {
            Ok(read)
        } else {
            Err(Diagnostics::new(mistakes))
        }
    }

    /// The members `given` and `steps` of a document, both of which must be there.
    pub(crate) fn of_document(document: &Value) -> Self {
        let given = document["given"].as_object().cloned().unwrap_or_default();
        let steps = document["steps"].as_array().cloned().unwrap_or_default();
        Self { given, steps }
    }

    /// Where each step of the case stands among those of its scenario; a `settle` of its own goes
    /// with the act before it.
    #[must_use]
    pub(crate) fn places(&self) -> Vec<usize> {
        let mut place = 0;
        let mut places = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            places.push(place);
            place += match (step.get("act"), step.get("settle")) {
                (Some(_), _) => 2,
                (None, Some(_)) => 0,
                (None, None) => 1,
            };
        }
        places
    }

    /// How many acts ask for something that breaks a rule of the contract.
    #[must_use]
    pub fn invalid_acts(&self) -> usize {
        let scenario = self.scenario("case").ok();
        scenario.map_or(usize::MAX, |scenario| judge::invalid_acts(&scenario))
    }

    /// Of two cases that show the same the lesser is the simpler to understand.
    #[must_use]
    pub fn intricacy(&self) -> (usize, usize, usize, usize) {
        let (steps, faults) = (self.steps.len(), self.faults());
        (self.invalid_acts(), steps, faults, self.weight())
    }

    /// How many faults are armed.
    #[must_use]
    pub fn faults(&self) -> usize {
        let arms = |step: &&Value| step.get("fault").is_some_and(Value::is_object);
        self.steps.iter().filter(arms).count()
    }

    /// How many characters it takes to tell: of two stories the shorter is the simpler.
    #[must_use]
    pub fn weight(&self) -> usize {
        let told = |value: &Value| value.to_string().len();
        let steps: usize = self.steps.iter().map(told).sum();
        steps + told(&json!(self.given))
    }
}

/// Reads the parts of a case out of a document's nodes.
pub(crate) fn read(
    id: &str,
    given: Option<&Node>,
    steps: Option<&Node>,
    notes: &Notes,
) -> Scenario {
    let mut given = given.map_or_else(
        || Given::on(Base::Plain),
        |node| given::read(node, Base::Plain, notes),
    );
    given.seed.get_or_insert(PLAIN_WORLD);
    let read = step::read(steps, &given, Base::Plain, notes);
    let steps = settled(read.done);
    Scenario {
        id: id.to_owned(),
        title: String::new(),
        why: String::new(),
        requires: actions(&steps),
        given,
        steps,
        checks: Vec::new(),
    }
}

/// The steps with one after each act that waits for the client: whoever works a queue off must not
/// be asked for the next thing while the last is still under way, or nobody could tell them apart.
fn settled(steps: Vec<Step>) -> Vec<Step> {
    let mut settled: Vec<Step> = Vec::with_capacity(steps.len() * 2);
    for step in steps {
        let acts = matches!(step.what, Do::Act(_));
        if !matches!(step.what, Do::Settle { .. }) {
            settled.push(step);
        }
        if acts {
            let what = Do::Settle {
                quiet_ms: QUIET_MS,
                listen_ms: 0,
            };
            settled.push(Step { id: None, what });
        }
    }
    settled
}

/// A JSON value as the readers of scenarios take it; it stands nowhere.
fn node(value: &Value) -> Node {
    let plain = |text: String| Kind::Scalar { text, plain: true };
    let kind = match value {
        Value::Null => plain("null".to_owned()),
        Value::Bool(flag) => plain(flag.to_string()),
        Value::Number(number) => plain(number.to_string()),
        Value::String(text) => Kind::Scalar {
            text: text.clone(),
            plain: false,
        },
        Value::Array(items) => Kind::List(items.iter().map(node).collect()),
        Value::Object(members) => {
            let entry = |(name, value): (&String, &Value)| {
                let key = Key {
                    text: name.clone(),
                    span: 0..0,
                };
                (key, node(value))
            };
            Kind::Map(members.iter().map(entry).collect())
        }
    };
    Node { span: 0..0, kind }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn case(steps: Value) -> Case {
        Case {
            given: Map::new(),
            steps: steps.as_array().unwrap().clone(),
        }
    }

    #[test]
    fn an_empty_difference_is_the_plain_story() {
        let case = case(json!([{ "act": "post_vacancy", "name": "job1" }]));

        let scenario = case.scenario("generated/x").unwrap();

        let Do::Act(act) = &scenario.steps[0].what else {
            panic!("the first step acts")
        };
        assert_eq!(act.input["vacancy"]["job_title"], "Staff Nurse");
        assert_eq!(act.input["vacancy"].get("working_patterns"), None);
        assert_eq!(scenario.steps.len(), 2);
    }

    #[test]
    fn pay_that_was_text_may_become_a_number() {
        let case = case(json!([
            { "act": "post_vacancy", "name": "job1", "with": { "salary": { "amount": "33,000" } } },
            { "act": "update_vacancy", "name": "job1", "with": { "salary": { "amount": 33_000 } } },
        ]));

        let scenario = case.scenario("generated/x").unwrap();

        let Do::Act(act) = &scenario.steps[2].what else {
            panic!("the third step acts")
        };
        assert_eq!(act.input["vacancy"]["salary"]["amount"], 33_000);
    }

    #[test]
    fn a_person_cannot_publish_what_was_never_posted() {
        let case = case(json!([{ "person": "publish", "name": "job1" }]));

        let mistakes = case.scenario("generated/x").unwrap_err();

        assert!(
            mistakes
                .to_string()
                .contains("nothing before this step is called `job1`")
        );
    }
}
