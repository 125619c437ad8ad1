//! Writing what the ATS holds into the body of a request.

use serde_json::{Map, Number, Value};

use crate::fields::{Field, Kind};

/// How each kind of value is written. The functions are habits: a wayward client replaces one.
#[derive(Clone, Copy)]
pub(crate) struct Writing {
    /// A text, digits included.
    pub(crate) text: fn(&Field, &str) -> String,
    /// A word of a list: the wire's spelling is given.
    pub(crate) code: fn(&Field, &str) -> String,
    /// A number.
    pub(crate) number: fn(&Field, &Number) -> Value,
    /// A day.
    pub(crate) day: fn(&str) -> String,
    /// The items of a list, as one text.
    pub(crate) items: fn(&[&str]) -> String,
    /// The body as a whole, beside what the ATS holds.
    pub(crate) body: fn(Value, &Value) -> Value,
}

/// Everything as held: nothing trimmed, escaped, cut, rounded or recoded (rule of the contract:
/// texts are counted and kept as sent).
pub(crate) const FAITHFUL: Writing = Writing {
    text: |_, held| held.to_owned(),
    code: |_, wire| wire.to_owned(),
    number: |_, held| Value::Number(held.clone()),
    day: str::to_owned,
    // NHS Jobs reads one text for each heading, its items separated by `<br>`.
    items: |items| items.join("<br>"),
    body: |body, _| body,
};

/// The body of a request for what the ATS holds.
pub(crate) fn write(fields: &[Field], held: &Value, writing: &Writing) -> Value {
    let body = write_record(fields, held, writing);
    (writing.body)(body, held)
}

/// What the ATS holds at a dotted path; none when it is missing.
pub(crate) fn held<'a>(record: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.')
        .try_fold(record, |place, member| place.get(member))
}

fn write_record(fields: &[Field], held_record: &Value, writing: &Writing) -> Value {
    let mut body = Value::Object(Map::new());
    for field in fields {
        let value = held(held_record, field.ats).and_then(|value| one(field, value, writing));
        if let Some(value) = value {
            put(&mut body, field.wire, value);
        }
    }
    body
}

/// A value of an unexpected type goes as it is held: the service says what is wrong with it.
fn one(field: &Field, value: &Value, writing: &Writing) -> Option<Value> {
    Some(match (field.kind, value) {
        (Kind::OpenDay, Value::Null) => Value::Null,
        (_, Value::Null) => return None,
        (Kind::Text(_) | Kind::Digits, Value::String(text)) => (writing.text)(field, text).into(),
        (Kind::Day | Kind::OpenDay, Value::String(day)) => (writing.day)(day).into(),
        (Kind::Number, Value::Number(number)) => (writing.number)(field, number),
        (Kind::Code(codes) | Kind::CodeList(codes), Value::String(word)) => {
            code(field, word, codes.wire(word), writing)
        }
        (Kind::CodeList(codes), Value::Array(words)) => words
            .iter()
            .map(|word| match word.as_str() {
                Some(word) => code(field, word, codes.wire(word), writing),
                None => word.clone(),
            })
            .collect(),
        (Kind::Items, Value::Array(items)) => lines(items, writing),
        (Kind::Records(_), Value::Array(records)) if records.is_empty() => return None,
        (Kind::Records(fields), Value::Array(records)) => records
            .iter()
            .map(|record| write_record(fields, record, writing))
            .collect(),
        (_, other) => other.clone(),
    })
}

fn code(field: &Field, word: &str, wire: Option<&'static str>, writing: &Writing) -> Value {
    wire.map_or_else(|| word.into(), |wire| (writing.code)(field, wire).into())
}

fn lines(items: &[Value], writing: &Writing) -> Value {
    let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
    texts.map_or_else(
        || items.to_vec().into(),
        |texts| (writing.items)(&texts).into(),
    )
}

/// Puts a value at a pointer, making the objects on the way.
fn put(body: &mut Value, pointer: &str, value: Value) {
    let mut place = body;
    for member in pointer.split('/').skip(1) {
        let Value::Object(members) = place else {
            return;
        };
        place = members
            .entry(member)
            .or_insert_with(|| Value::Object(Map::new()));
    }
    *place = value;
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fields::{applicant, vacancy};

    #[test]
    fn a_vacancy_is_written_in_the_wires_words() {
        let held = json!({
            "job_title": "Staff Nurse ", "contract_type": "fixed_term",
            "contract_duration": { "length": 6, "unit": "months" },
            "working_patterns": ["full_time", "flexible_working"], "pay_band": "8a",
            "salary": { "type": "range", "minimum": 32073.00, "maximum": 39043.5, "period": "year" },
            "person_specification": { "skills": { "essential": ["Tact", "Calm & order"], "desirable": [] } },
            "location": { "address_line_1": "Beckett Street" }, "skilled_worker_sponsorship": true,
            "internal_notes": "never sent", "area_of_work": null
        });

        insta::assert_snapshot!(write(vacancy::FIELDS, &held, &FAITHFUL), @r#"{"contractDuration":{"length":6,"unit":"MONTHS"},"contractType":"FIXED_TERM","jobTitle":"Staff Nurse ","location":{"addressLine1":"Beckett Street"},"payBand":"BAND_8A","personSpecification":{"skills":{"desirable":"","essential":"Tact<br>Calm & order"}},"salary":{"maximum":39043.5,"minimum":32073.0,"period":"YEAR","type":"RANGE"},"skilledWorkerSponsorship":true,"workingPatterns":["FULL_TIME","FLEXIBLE_WORKING"]}"#);
    }

    #[test]
    fn a_transfer_never_carries_what_the_ats_also_holds() {
        let held = json!({
            "ats_reference": "T-1", "status": "outcome_recruited", "employer_vpd": "277",
            "first_name": "Aoife", "last_name": "O'Brien", "date_of_birth": "1996-02-29",
            "checks": {
                "dbs": { "certificate_number": "001234567890", "identity": { "seen": true } },
                "references": [{ "organisation": "A", "from": "2024-08-07", "notes": "n" }],
                "illegal_working_checklist": { "permit_to_work": "EU settlement scheme", "valid_to": null },
                "occupational_health": { "fit": true }
            },
            "also_held": { "identity": { "passport": "x" }, "occupational_health": { "fit": true } }
        });

        insta::assert_snapshot!(write(applicant::FIELDS, &held, &FAITHFUL), @r#"{"applicantStatus":"OUTCOME_RECRUITED","atsReference":"T-1","checks":{"dbs":{"certificateNumber":"001234567890"},"illegalWorkingChecklist":{"permitToWork":"EU settlement scheme","validTo":null},"references":[{"from":"2024-08-07","organisation":"A"}]},"person":{"dateOfBirth":"1996-02-29","firstName":"Aoife","lastName":"O'Brien"}}"#);
    }

    #[test]
    fn texts_go_as_held_whatever_is_in_them() {
        let text = "  Caf\u{e9} & \"Co\" <br>\r\n 1 < 2\u{200b} ";

        let body = write(vacancy::FIELDS, &json!({ "job_title": text }), &FAITHFUL);

        assert_eq!(body, json!({ "jobTitle": text }));
    }

    #[test]
    fn what_is_of_the_wrong_type_goes_as_it_is() {
        let held =
            json!({ "job_title": 7, "salary": { "minimum": "32,073" }, "staff_group": "cooks" });

        let body = write(vacancy::FIELDS, &held, &FAITHFUL);

        assert_eq!(
            body,
            json!({ "jobTitle": 7, "salary": { "minimum": "32,073" }, "staffGroup": "cooks" })
        );
    }
}
