//! The JSON Schema of case files: what stands around a case is said here, the case itself by the
//! schema of scenarios, which shares its reader.

use serde_json::{Value, json};

use super::bench::ADAPTER;
use super::file::{CONTRACT, FORMAT};
use super::property;
use crate::scenario;

/// The schema of one case file, JSON Schema 2020-12.
#[must_use]
pub fn schema() -> Value {
    let checks = property::ALL.iter().flat_map(|property| property.checks);
    let checks: Vec<&str> = checks.copied().chain([ADAPTER]).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A case of the conformance runner",
        "description": "The smallest story that showed something, as `conformance fuzz` keeps it and `conformance replay` \
            tries it again. It is told against a plain vacancy and a plain doctor.",
        "type": "object",
        "required": ["format", "contract", "id", "check", "steps"],
        "additionalProperties": false,
        "properties": {
            "format": { "const": FORMAT, "description": "What such a file is, and in which version." },
            "contract": { "const": CONTRACT, "description": "The version of the wire contract that it is about." },
            "id": text("Unique among cases; the name of the file."),
            "check": { "enum": checks, "description": "The check that it breaches; `adapter` where an adapter breaks." },
            "requirement": text("The requirement behind that check."),
            "reason": text("What was found, in one sentence."),
            "subject": text("The client that it was found in."),
            "found": found(),
            "flaky": { "type": "boolean", "description": "Whether it did not show the finding each time it was tried." },
            "given": { "$ref": "#/$defs/given" },
            "steps": {
                "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/step" },
                "description": "What is done, in order. After each act the client is waited for until it is idle." },
        },
        "$defs": scenario::story_definitions(),
    })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn found() -> Value {
    let number = json!({ "type": "integer", "minimum": 0 });
    json!({
        "description": "The run that found it. Nothing depends on it.",
        "type": "object",
        "required": ["seed", "case"],
        "additionalProperties": false,
        "properties": { "seed": number, "case": number },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Action;
    use crate::generated::file::{self, CaseFile};
    use crate::generated::{Case, Generator};

    fn complaints(document: &Value) -> Vec<String> {
        let validator = jsonschema::draft202012::new(&schema()).expect("the schema is one");
        let errors = validator.iter_errors(document);
        errors
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect()
    }

    fn written(case: Case) -> Value {
        let check = "always/faithful-values";
        let file = CaseFile {
            id: file::id(check, &case),
            check: check.to_owned(),
            requirement: Some("BOTH-C-013".to_owned()),
            reason: "it was cut".to_owned(),
            subject: Some("client 1".to_owned()),
            found: Some((7, 12)),
            flaky: true,
            case,
        };
        serde_json::from_str(&file.text()).expect("a case file is JSON")
    }

    #[test]
    fn every_generated_case_is_valid() {
        let generator = Generator::new(5, &Action::ALL);
        let validator = jsonschema::draft202012::new(&schema()).expect("the schema is one");

        for number in 0..1_500 {
            let document = written(generator.case(number));
            let first = validator.iter_errors(&document).next();
            if let Some(error) = first {
                panic!("{}: {error}\n{document:#}", error.instance_path());
            }
        }
    }

    /// Each of these the reader refuses as well.
    #[test]
    fn what_is_no_case_is_refused() {
        let case = Generator::new(5, &[Action::PostVacancy]).case(0);
        let flood =
            json!([{ "fault": { "type": "flood" } }, { "act": "post_vacancy", "name": "job1" }]);
        let wrong = [
            ("format", json!("conformance-case/2")),
            ("contract", json!("v2")),
            ("steps", json!([])),
            ("steps", json!([{ "dance": {} }])),
            ("steps", flood),
            ("given", json!({ "weather": "fine" })),
            ("colour", json!("red")),
        ];

        for (member, value) in wrong {
            let mut document = written(case.clone());
            document[member] = value;
            let read = CaseFile::read("x.case.json", &document.to_string());
            assert!(read.is_err(), "the reader takes {document}");
            assert_ne!(complaints(&document), Vec::<String>::new(), "{document}");
        }
    }
}
