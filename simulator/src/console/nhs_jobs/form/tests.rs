//! The form of a vacancy: what it reads, merges and sends.

use serde_json::json;

use contract::vacancy::Draft;
use serde_json::Value;

use super::name_of;
use super::values::{Values, number};
use crate::console::fields::Fields;

fn draft() -> Draft {
    let text = "A text that is long enough for NHS Jobs. ".repeat(3);
    serde_json::from_value(json!({
        "jobTitle": "Staff Nurse", "jobReference": "1", "contractType": "FIXED_TERM",
        "contractDuration": { "length": 6, "unit": "MONTHS" },
        "workingPatterns": ["FULL_TIME", "JOB_SHARE"],
        "staffGroup": "NURSING_AND_MIDWIFERY_REGD", "payScheme": "AGENDA_FOR_CHANGE",
        "payBand": "BAND_5",
        "salary": { "type": "RANGE", "minimum": 32073, "maximum": 39043.5, "period": "YEAR" },
        "jobOverview": text, "mainDuties": text, "aboutOrganisation": text,
        "jobDescription": "One\r\ntwo",
        "personSpecification": { "qualifications": { "essential": "Nurse<br>PIN" } },
        "location": { "addressLine1": "1 High Street", "town": "Leeds", "postcode": "LS9 7TF" },
        "contact": { "name": "A", "email": "a@trust.example" },
        "closingDate": "2026-12-18", "applyUrl": "https://ats.example/1"
    }))
    .unwrap()
}

fn typed(change: impl FnOnce(&mut Values)) -> (Values, Values) {
    let held = Values::of(&draft());
    let mut typed = Values::typed(&Fields::decoded(&held.encoded()));
    change(&mut typed);
    (typed, held)
}

fn set(values: &mut Values, name: &str, text: &str) {
    values.0.insert(name.to_owned(), vec![text.to_owned()]);
}

#[test]
fn a_form_that_is_sent_as_it_was_shown_changes_nothing() {
    let (typed, held) = typed(|_| ());

    assert!(
        typed.members(&held).is_empty(),
        "{:?}",
        typed.members(&held)
    );
}

#[test]
fn only_members_that_were_typed_over_are_sent_each_whole() {
    let (typed, held) = typed(|typed| {
        set(typed, "salary/minimum", "£33,000.50");
        set(typed, "closingDate-day", "31");
        set(
            typed,
            "personSpecification/skills/essential",
            "Kind\nCalm\n",
        );
    });

    insta::assert_json_snapshot!(typed.members(&held), @r#"
    {
      "closingDate": "2026-12-31",
      "personSpecification": {
        "qualifications": {
          "essential": "Nurse<br>PIN"
        },
        "skills": {
          "essential": "Kind<br>Calm"
        }
      },
      "salary": {
        "maximum": 39043.5,
        "minimum": 33000.5,
        "period": "YEAR",
        "type": "RANGE"
      }
    }
    "#);
}

#[test]
fn what_belongs_to_another_answer_is_left_out() {
    let (typed, held) = typed(|typed| {
        set(typed, "contractType", "PERMANENT");
        set(typed, "contractDuration/length", "7");
    });

    let members = typed.members(&held);

    assert_eq!(members["contractType"], "PERMANENT");
    assert_eq!(members["contractDuration"], Value::Null);
}

#[test]
fn what_two_people_typed_is_merged_and_what_both_typed_is_told() {
    let was = Values::of(&draft());
    let (typed, _) = typed(|typed| {
        set(typed, "jobTitle", "Mine");
        set(typed, "areaOfWork", "Mine");
    });
    let mut now = was.clone();
    set(&mut now, "jobTitle", "Theirs");
    set(&mut now, "salary/minimum", "30000");

    let (merged, both) = typed.merged(&was, &now);

    assert_eq!(merged.text("jobTitle"), "Mine");
    assert_eq!(merged.text("areaOfWork"), "Mine");
    assert_eq!(merged.text("salary/minimum"), "30000");
    assert_eq!(both, [("Job title".to_owned(), "Theirs".to_owned())]);
}

#[test]
fn every_place_of_a_refusal_leads_to_an_input() {
    let name = |place| name_of(place).unwrap_or_default();

    assert_eq!(name("/salary"), "salary/type");
    assert_eq!(name("/salary/minimum"), "salary/minimum");
    assert_eq!(name("/workingPatterns/1"), "workingPatterns");
    assert_eq!(name("/closingDate"), "closingDate");
    assert_eq!(name("/nonsense"), "");
}

#[test]
fn what_is_no_number_is_sent_as_it_was_typed() {
    assert_eq!(number("£37,500"), json!(37500));
    assert_eq!(number("competitive"), json!("competitive"));
}
