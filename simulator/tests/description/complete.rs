//! Nothing is missing.

use std::collections::BTreeSet;

use contract::operation::Operation;
use contract::refusal::Refusal;
use contract::rule;
use serde_json::Value;

use crate::{BASE, calls, codes};

fn told(description: &Value) -> String {
    let line = |(method, path, call): &(String, String, Value)| {
        let responses = call["responses"].as_object().unwrap().iter();
        let told = responses.map(|(status, response)| match codes(response).as_slice() {
            [] => status.clone(),
            codes => format!("{status} {}", codes.join(" ")),
        });
        let later = if call["x-served"] == false {
            " (not served yet)"
        } else {
            ""
        };
        format!(
            "{method} {path}{later}\n    {}",
            told.collect::<Vec<_>>().join("\n    ")
        )
    };
    calls(description)
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn every_answer_of_the_public_interface_is_told() {
    insta::assert_snapshot!("public", told(&simulator::description::public(BASE)));
}

#[test]
fn every_answer_of_the_control_interface_is_told() {
    let description = simulator::description::control(BASE);
    let default = |(_, path, _): &(String, String, Value)| !path.contains("/sandboxes/{sandbox}/");
    let lines = calls(&description)
        .into_iter()
        .filter(default)
        .map(|(method, path, call)| {
            let statuses = call["responses"]
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>();
            let later = if call["x-served"] == false {
                " (not served yet)"
            } else {
                ""
            };
            format!("{method} {path}{later}: {}", statuses.join(" "))
        });

    insta::assert_snapshot!("control", lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_operation_has_its_name_path_and_method() {
    let description = simulator::description::public(BASE);

    for operation in Operation::ALL {
        let method = operation.method().to_lowercase();
        let call = &description["paths"][operation.path()][method];
        assert_eq!(call["operationId"], operation.name());
    }
}

#[test]
fn every_refusal_is_told_at_some_operation_under_its_own_status() {
    let description = simulator::description::public(BASE);
    let mut told = BTreeSet::new();
    for (_, _, call) in calls(&description) {
        for (status, response) in call["responses"].as_object().unwrap() {
            for code in codes(response) {
                let refusal: Refusal = code.parse().unwrap();
                assert_eq!(refusal.status().to_string(), *status, "{code}");
                told.insert(code);
            }
        }
    }

    let all: BTreeSet<String> = Refusal::ALL
        .iter()
        .map(|one| one.code().to_owned())
        .collect();
    assert_eq!(told, all);
}

#[test]
fn every_rule_is_told_where_it_matters() {
    let whole = simulator::description::public(BASE);
    let mut places = vec![&whole["paths"], &whole["components"]["schemas"]];
    let mut told = BTreeSet::new();
    while let Some(place) = places.pop() {
        if let Some(ids) = place["x-rules"].as_array() {
            told.extend(ids.iter().filter_map(Value::as_str));
        }
        places.extend(
            place
                .as_object()
                .into_iter()
                .flat_map(|members| members.values()),
        );
        places.extend(place.as_array().into_iter().flatten());
    }

    let untold = rule::ALL
        .iter()
        .map(|rule| rule.id)
        .filter(|id| !told.contains(id));
    assert_eq!(untold.collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn no_two_calls_share_a_name() {
    for description in [
        simulator::description::public(BASE),
        simulator::description::control(BASE),
    ] {
        let names = calls(&description)
            .into_iter()
            .map(|(_, _, call)| call["operationId"].to_string());
        let names: Vec<String> = names.collect();
        let distinct: BTreeSet<&String> = names.iter().collect();

        assert_eq!(distinct.len(), names.len());
    }
}

#[test]
fn both_say_whose_they_are_not() {
    for description in [
        simulator::description::public(BASE),
        simulator::description::control(BASE),
    ] {
        let about = description["info"]["description"].as_str().unwrap();

        assert!(about.contains("not issued by or affiliated with NHSBSA, NHS England or ESR"));
        assert!(about.contains("Synthetic data only"));
    }
}
