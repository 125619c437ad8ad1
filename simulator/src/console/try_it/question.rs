//! The questions of a form, and the body that their answers become.
//!
//! What is typed goes out as typed, right or wrong: a form that shows refusals must let them
//! happen. Only what cannot be seen, because another answer hides it, is left out.

use serde_json::{Map, Number, Value, json};

use super::typed::Typed;

/// A part of a form.
#[derive(Debug)]
pub(super) struct Section {
    /// Its heading.
    pub(super) title: &'static str,
    /// What is said below the heading.
    pub(super) about: &'static str,
    /// Its word in the names of questions that belong together; empty where it has none.
    pub(super) questions: &'static [Question],
}

/// One question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question {
    /// Its name in the form, and its id on the page.
    pub(super) name: &'static str,
    /// What is asked.
    pub(super) label: &'static str,
    /// What helps to answer it; may be empty.
    pub(super) hint: &'static str,
    /// How it is answered.
    pub(super) kind: Kind,
    /// Where the answer goes in the body, as a JSON pointer.
    pub(super) at: &'static str,
    /// As what it goes there.
    pub(super) to: To,
    /// The answer to another question that makes it appear.
    pub(super) when: Option<When>,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// In one line.
    Line,
    /// In a box of several lines, with the least and the most characters where there are such.
    Box(Option<(usize, usize)>),
    /// In a box, within the limits that the sandbox has for the three texts with a minimum.
    Summary,
    /// By choosing one of a list: value and words.
    One(&'static [(&'static str, &'static str)]),
    /// By choosing one, all of them in view.
    Radios(&'static [(&'static str, &'static str)]),
    /// By ticking boxes.
    Boxes(&'static [(&'static str, &'static str)]),
}

/// As what an answer goes into the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum To {
    /// Text.
    Text,
    /// A number where it is one, and otherwise as it was typed.
    Number,
    /// `true` or `false`.
    Flag,
    /// An array of codes.
    Codes,
    /// Text, its lines separated by `<br>`.
    Lines,
    /// Whatever is ticked says what is sent; it is no member of the body itself.
    Nowhere,
}

/// When a question appears.
#[derive(Debug, Clone, Copy)]
pub(super) struct When {
    /// The other question.
    pub(super) name: &'static str,
    /// The answers to it.
    pub(super) is: &'static [&'static str],
}

impl When {
    /// Whether it appears.
    pub(super) fn holds(&self, typed: &Typed) -> bool {
        self.is.iter().any(|value| typed.ticks(self.name, value))
    }
}

impl Question {
    fn answer(&self, typed: &Typed) -> Option<Value> {
        if self.when.is_some_and(|when| !when.holds(typed)) {
            return None;
        }
        let text = typed.get(self.name);
        if self.to == To::Codes {
            let ticked = typed.all(self.name);
            return (!ticked.is_empty()).then(|| json!(ticked));
        }
        if text.is_empty() {
            return None;
        }
        match self.to {
            To::Text => Some(json!(text)),
            To::Number => Some(number(text)),
            To::Flag => Some(json!(text == "yes")),
            To::Lines => Some(json!(text.trim_end().replace('\n', "<br>"))),
            To::Codes | To::Nowhere => None,
        }
    }

    fn type_in(&self, typed: &mut Typed, held: &Value) {
        match (self.to, held) {
            (To::Codes, Value::Array(codes)) => {
                let codes: Vec<&str> = codes.iter().filter_map(Value::as_str).collect();
                typed.tick(self.name, &codes);
            }
            (To::Flag, Value::Bool(flag)) => typed.put(self.name, if *flag { "yes" } else { "no" }),
            (To::Lines, Value::String(text)) => typed.put(self.name, text.replace("<br>", "\n")),
            (To::Nowhere, _) => (),
            (_, held) => typed.put(self.name, plain(held)),
        }
    }

    /// Whether a refused field is this question's: it, something in it, or what it is part of.
    pub(super) fn is_about(&self, pointer: &str) -> bool {
        match self.to {
            To::Nowhere => pointer == self.at,
            _ => below(pointer, self.at) || below(self.at, pointer),
        }
    }
}

fn below(pointer: &str, at: &str) -> bool {
    let rest = pointer.strip_prefix(at);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn number(text: &str) -> Value {
    let read = text.trim().parse::<Number>();
    read.map_or_else(|_| json!(text), Value::Number)
}

/// The body that the answers become.
pub(super) fn body(sections: &[Section], typed: &Typed) -> Value {
    let mut body = json!({});
    for question in sections.iter().flat_map(|section| section.questions) {
        if let Some(answer) = question.answer(typed) {
            put(&mut body, question.at, answer);
        }
    }
    body
}

/// What would have to be typed for the body to be this one.
pub(super) fn typed(sections: &[Section], body: &Value) -> Typed {
    let mut typed = Typed::default();
    for question in sections.iter().flat_map(|section| section.questions) {
        if let Some(held) = body.pointer(question.at) {
            question.type_in(&mut typed, held);
        }
    }
    typed
}

/// Where two bodies differ: the question, and what each says.
pub(super) fn differences(
    sections: &[Section],
    ours: &Value,
    theirs: &Value,
) -> Vec<(&'static str, String, String)> {
    let questions = sections.iter().flat_map(|section| section.questions);
    let told = questions
        .filter(|question| question.to != To::Nowhere)
        .filter_map(|question| {
            let at = |body: &Value| body.pointer(question.at).map(plain).unwrap_or_default();
            let (own, other) = (at(ours), at(theirs));
            (own != other).then_some((question.label, own, other))
        });
    told.collect()
}

// A number is the same however many decimals it is written with.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => {
            let text = number.to_string();
            text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
        }
        other => other.to_string(),
    }
}

/// Puts a value at a pointer, making the objects and arrays on the way.
pub(super) fn put(body: &mut Value, pointer: &str, value: Value) {
    let mut place = body;
    for part in pointer.split('/').skip(1) {
        place = match part.parse::<usize>() {
            Ok(index) => item(place, index),
            Err(_) => member(place, part),
        };
    }
    *place = value;
}

fn member<'v>(place: &'v mut Value, name: &str) -> &'v mut Value {
    if !place.is_object() {
        *place = Value::Object(Map::new());
    }
    &mut place[name]
}

fn item(place: &mut Value, index: usize) -> &mut Value {
    if !place.is_array() {
        *place = json!([]);
    }
    let items = place
        .as_array_mut()
        .expect("it has just been made an array");
    if items.len() <= index {
        items.resize(index + 1, Value::Null);
    }
    &mut items[index]
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUESTIONS: [Section; 1] = [Section {
        title: "",
        about: "",
        questions: &[
            line("pay", "/salary/amount", To::Number, None),
            line(
                "length",
                "/contractDuration/length",
                To::Number,
                Some(When {
                    name: "contract",
                    is: &["FIXED_TERM"],
                }),
            ),
            line("from", "/checks/references/0/from", To::Text, None),
            line("skills", "/skills", To::Lines, None),
        ],
    }];

    const fn line(name: &'static str, at: &'static str, to: To, when: Option<When>) -> Question {
        Question {
            name,
            label: "",
            hint: "",
            kind: Kind::Line,
            at,
            to,
            when,
        }
    }

    fn sent(typed: impl Into<Typed>) -> Value {
        body(&QUESTIONS, &typed.into())
    }

    #[test]
    fn what_is_a_number_goes_as_one_and_anything_else_as_it_was_typed() {
        assert_eq!(
            sent([("pay", "32073")]),
            json!({"salary": {"amount": 32073}})
        );
        assert_eq!(
            sent([("pay", "32073.50")])["salary"]["amount"].to_string(),
            "32073.5"
        );
        assert_eq!(
            sent([("pay", "£32,073")]),
            json!({"salary": {"amount": "£32,073"}})
        );
        assert_eq!(sent([("pay", "")]), json!({}));
    }

    #[test]
    fn what_another_answer_hides_is_left_out() {
        let hidden = [("length", "6"), ("contract", "PERMANENT")];
        let shown = [("length", "6"), ("contract", "FIXED_TERM")];

        assert_eq!(sent(hidden), json!({}));
        assert_eq!(sent(shown), json!({"contractDuration": {"length": 6}}));
    }

    #[test]
    fn arrays_are_made_and_lines_become_items() {
        let typed = [("from", "2024-08-07"), ("skills", "One\nTwo\n")];

        assert_eq!(
            sent(typed),
            json!({"checks": {"references": [{"from": "2024-08-07"}]}, "skills": "One<br>Two"})
        );
    }

    #[test]
    fn a_refused_field_finds_its_question_from_above_and_from_below() {
        let [pay, length, ..] = QUESTIONS[0].questions else {
            unreachable!("there are four")
        };

        assert!(pay.is_about("/salary/amount") && pay.is_about("/salary"));
        assert!(length.is_about("/contractDuration"));
        assert!(!pay.is_about("/salaryDetails"));
    }
}
