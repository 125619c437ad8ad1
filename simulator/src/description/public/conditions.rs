//! What one field says about another: rules that no single type can tell.
//!
//! As they stand by default; a sandbox's switches make some of them laxer.

use contract::codes::{ContractType, PayBand, PayScheme, RegistrationBody, SalaryType};
use contract::rule;
use serde_json::{Map, Value, json};

use crate::description::rules;

/// Adds the conditions to the schemas that are sent, and the replacement of a draft to the draft.
pub(super) fn add(schemas: &mut Map<String, Value>) {
    let conditions = [
        (
            "DraftSent",
            vec![duration(), band_of_scheme(), medical_grade()],
        ),
        ("SalarySent", salary()),
        ("ProfessionalRegistrationSent", registration_number()),
        ("ChecksSent", vec![at_least_one_record()]),
    ];
    for (name, all) in conditions {
        if let Some(schema) = schemas.get_mut(name) {
            schema["allOf"] = Value::Array(all);
        }
    }
    if let Some(draft) = schemas.get("DraftSent") {
        let update = update(draft.clone());
        schemas.insert("UpdateSent".to_owned(), update);
    }
}

/// The same document with the version it was made from.
fn update(mut draft: Value) -> Value {
    let about = rule::find(rule::NJ_VERSION).map(rules::sentence);
    draft["properties"]["version"] = json!({
        "type": "integer", "minimum": 1, "maximum": i64::MAX, "format": "int64",
        "description": about, rules::MEMBER: [rule::NJ_VERSION],
    });
    if let Some(required) = draft["required"].as_array_mut() {
        required.push(json!("version"));
    }
    draft["description"] = json!("A replacement of a draft, with the version it was made from.");
    draft
}

fn when(member: &str, words: &[&str], then: &Value) -> Value {
    json!({
        "if": { "properties": { member: { "enum": words } }, "required": [member] },
        "then": then,
    })
}

fn present(members: &[&str]) -> Value {
    let present = |name: &&str| ((*name).to_owned(), json!({ "not": { "type": "null" } }));
    json!({
        "required": members,
        "properties": members.iter().map(present).collect::<Map<_, _>>(),
    })
}

fn absent(members: &[&str]) -> Value {
    let absent = |name: &&str| ((*name).to_owned(), json!({ "type": "null" }));
    json!({ "properties": members.iter().map(absent).collect::<Map<_, _>>() })
}

fn both(one: &Value, other: &Value) -> Value {
    json!({ "allOf": [one, other] })
}

fn duration() -> Value {
    let mut rule = when(
        "contractType",
        &[ContractType::Permanent.wire()],
        &absent(&["contractDuration"]),
    );
    rule["else"] = present(&["contractDuration"]);
    rule
}

fn band_of_scheme() -> Value {
    let bands = bands(PayBand::is_agenda_for_change);
    let belongs = json!({ "properties": { "payBand": { "enum": bands } } });
    let then = both(&present(&["payBand"]), &belongs);
    when("payScheme", &[PayScheme::AgendaForChange.wire()], &then)
}

fn medical_grade() -> Value {
    let mut grades = bands(|band| !band.is_agenda_for_change());
    grades.push(Value::Null);
    let belongs = json!({ "properties": { "payBand": { "enum": grades } } });
    when(
        "payScheme",
        &[PayScheme::HospitalMedicalAndDental.wire()],
        &belongs,
    )
}

fn bands(wanted: impl Fn(PayBand) -> bool) -> Vec<Value> {
    let wanted = PayBand::ALL.iter().copied().filter(|band| wanted(*band));
    wanted.map(|band| json!(band.wire())).collect()
}

fn salary() -> Vec<Value> {
    let of = |kind: SalaryType, has: &[&str], has_not: &[&str]| {
        when(
            "type",
            &[kind.wire()],
            &both(&present(has), &absent(has_not)),
        )
    };
    vec![
        of(
            SalaryType::Fixed,
            &["amount", "period"],
            &["minimum", "maximum"],
        ),
        of(
            SalaryType::Range,
            &["minimum", "maximum", "period"],
            &["amount"],
        ),
        of(
            SalaryType::DependsOnExperience,
            &[],
            &["amount", "minimum", "maximum", "period"],
        ),
    ]
}

fn registration_number() -> Vec<Value> {
    let number = |body: RegistrationBody, form: &Value| {
        when(
            "body",
            &[body.wire()],
            &json!({ "properties": { "number": form } }),
        )
    };
    vec![
        number(RegistrationBody::Gmc, &json!({ "pattern": "^[0-9]{7}$" })),
        number(RegistrationBody::Gdc, &json!({ "pattern": "^\\S{3,6}$" })),
    ]
}

fn at_least_one_record() -> Value {
    let records = ["dbs", "professionalRegistration", "employmentChecklist"];
    let more = ["illegalWorkingChecklist", "euStatus"];
    let mut ways: Vec<Value> = records
        .iter()
        .chain(&more)
        .map(|record| present(&[record]))
        .collect();
    ways.push(json!({
        "required": ["references"],
        "properties": { "references": { "type": "array", "minItems": 1 } },
    }));
    json!({ "anyOf": ways })
}
