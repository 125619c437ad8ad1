//! Every example is what its schema says.

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::{BASE, calls};

/// Everything with a schema and examples, at any depth.
fn contents<'a>(place: &'a Value, found: &mut Vec<&'a Value>) {
    match place {
        Value::Object(members) => {
            if members.contains_key("schema") && members.contains_key("examples") {
                found.push(place);
            }
            members.values().for_each(|inner| contents(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|item| contents(item, found)),
        _ => (),
    }
}

fn validator(description: &Value, schema: &Value) -> Validator {
    let mut whole = schema.clone();
    whole["components"] = description["components"].clone();
    jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&whole)
        .unwrap()
}

fn example<'a>(description: &'a Value, example: &'a Value) -> &'a Value {
    match example["$ref"].as_str() {
        Some(reference) => &description.pointer(&reference[1..]).unwrap()["value"],
        None => &example["value"],
    }
}

fn mistakes(description: &Value) -> (usize, Vec<String>) {
    let mut found = Vec::new();
    contents(&description["paths"], &mut found);
    let mut judged = 0;
    let mut mistakes = Vec::new();
    for content in found {
        let validator = validator(description, &content["schema"]);
        for (name, one) in content["examples"].as_object().unwrap() {
            let value = example(description, one);
            judged += 1;
            let told = validator
                .iter_errors(value)
                .map(|error| format!("{name}: {error}"));
            mistakes.extend(told);
        }
    }
    (judged, mistakes)
}

#[test]
fn every_example_is_valid_by_its_schema() {
    for description in [
        simulator::description::public(BASE),
        simulator::description::control(BASE),
    ] {
        let (judged, mistakes) = mistakes(&description);

        assert!(judged > 50, "{judged}");
        assert_eq!(mistakes, Vec::<String>::new());
    }
}

/// Whether a media type of an answer or a body has an example of its own.
fn has_example(content: &Value) -> bool {
    let examples = content["examples"].as_object();
    examples.is_some_and(|examples| !examples.is_empty())
}

#[test]
fn everything_that_is_sent_or_answered_has_an_example() {
    for description in [
        simulator::description::public(BASE),
        simulator::description::control(BASE),
    ] {
        let mut without = Vec::new();
        for (method, path, call) in calls(&description) {
            let answers = call["responses"].as_object().unwrap().iter();
            let answers = answers.map(|(status, answer)| (status.as_str(), answer));
            for (at, whole) in answers.chain([("the request", &call["requestBody"])]) {
                let contents = whole["content"].as_object().into_iter().flatten();
                let bare = contents.filter(|(_, content)| !has_example(content));
                without.extend(bare.map(|(media, _)| format!("{method} {path}: {media} of {at}")));
            }
        }

        assert_eq!(without, Vec::<String>::new());
    }
}

#[test]
fn an_answer_that_may_be_empty_promises_no_body() {
    let control = simulator::description::control(BASE);
    let unknown_requests: Vec<_> = calls(&control)
        .into_iter()
        .filter(|(_, _, call)| call["summary"] == "Read one exchange")
        .map(|(_, _, call)| call["responses"]["404"].clone())
        .collect();

    assert_eq!(
        unknown_requests.len(),
        2,
        "one of the default sandbox, one of any"
    );
    for answer in unknown_requests {
        assert_eq!(answer["content"], Value::Null, "{answer}");
    }
}

#[test]
fn the_schema_of_a_draft_finds_what_the_reader_finds() {
    let description = simulator::description::public(BASE);
    let schema = json!({ "$ref": "#/components/schemas/DraftSent" });
    let validator = validator(&description, &schema);
    let path = "/paths/~1nhs-jobs~1v1~1organisations~1{organisationId}~1vacancies/post/requestBody";
    let body = &description.pointer(path).unwrap()["content"]["application/json"];
    let good = &body["examples"]["staffNurse"]["value"];
    let with = |change: fn(&mut Value)| {
        let mut changed = good.clone();
        change(&mut changed);
        validator.is_valid(&changed)
    };

    assert!(validator.is_valid(good));
    assert!(with(|draft| draft["areaOfWork"] = Value::Null));
    assert!(!with(|draft| draft["jobTitle"] = json!("x".repeat(71))));
    assert!(!with(|draft| draft["colour"] = json!("blue")));
    assert!(!with(|draft| draft["contractDuration"] = Value::Null));
    assert!(!with(|draft| draft["contractType"] = json!("PERMANENT")));
    assert!(!with(|draft| draft["payBand"] = json!("CONSULTANT")));
    assert!(!with(|draft| draft["salary"]["amount"] = json!(32_073)));
    assert!(!with(
        |draft| draft["applyUrl"] = json!("http://ats.example/")
    ));
    assert!(!with(
        |draft| draft["contact"]["email"] = json!("jobs@trust")
    ));
}
