//! The transfer rules, one fact each.

use contract::problem::FieldError;
use contract::settings::Settings;
use contract::transfer::{Rules, read};
use insta::assert_snapshot;
use jiff::civil::date;
use serde_json::{Value, json};

fn valid() -> Value {
    json!({
        "atsReference": "T-2026-0001", "applicantStatus": "OUTCOME_RECRUITED",
        "person": {"firstName": "Aoife", "lastName": "O'Brien", "dateOfBirth": "1996-02-29"},
        "checks": {
            "dbs": {"level": "ENHANCED", "certificateNumber": "001234567890", "issueDate": "2026-06-01",
                "workforce": "CHILD_AND_ADULT", "childBarredList": true, "adultBarredList": true, "updateService": true},
            "professionalRegistration": {"body": "GMC", "number": "7012345", "status": "Registered with Licence", "expiryDate": "2027-08-03"},
            "references": [{"organisation": "A Trust", "from": "2024-08-07", "to": "2026-08-04", "receivedDate": "2026-06-20", "satisfactory": true}],
            "employmentChecklist": {"qualificationsChecked": true, "sponsorshipRequired": false, "completedDate": "2026-07-01"},
            "illegalWorkingChecklist": {"route": "ONLINE", "permitToWork": "EU settlement scheme", "checkedDate": "2026-06-02", "validTo": null},
            "euStatus": {"status": "SETTLED", "checkedDate": "2026-06-02"}
        }
    })
}

fn rules() -> Rules {
    Rules {
        settings: Settings::default(),
        today: date(2026, 11, 2),
    }
}

fn refused(pointer: &str, value: Value) -> String {
    let mut transfer = valid();
    *transfer
        .pointer_mut(pointer)
        .expect("the example has the field") = value;
    let errors = read(&transfer, &rules()).expect_err("it should be refused");
    let line = |error: &FieldError| format!("{} {} {}", error.field, error.code, error.rule);
    errors.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_contracts_example_is_accepted_with_all_six_records() {
    let reading = read(&valid(), &rules()).unwrap();

    assert_eq!(reading.value.checks.records().len(), 6);
}

#[test]
fn at_least_one_record_is_needed() {
    assert_snapshot!(refused("/checks", json!({})), @"/checks REQUIRED ESR-CHK-01");
    assert_snapshot!(refused("/checks", json!({"references": []})), @"/checks REQUIRED ESR-CHK-01");
}

#[test]
fn numbers_with_leading_zeros_travel_as_text() {
    assert_snapshot!(refused("/checks/dbs/certificateNumber", json!(1_234_567_890)), @"/checks/dbs/certificateNumber WRONG_TYPE ESR-DBS-01");
    assert_snapshot!(refused("/checks/dbs/certificateNumber", json!("1234567890")), @"/checks/dbs/certificateNumber NOT_VALID ESR-DBS-01");
    assert_snapshot!(refused("/checks/professionalRegistration/number", json!("701234")), @"/checks/professionalRegistration/number NOT_VALID ESR-REG-01");
}

#[test]
fn a_date_that_does_not_exist_is_refused() {
    assert_snapshot!(refused("/person/dateOfBirth", json!("1997-02-29")), @"/person/dateOfBirth NOT_VALID ESR-PER-01");
}

#[test]
fn each_records_own_fields_are_needed() {
    assert_snapshot!(refused("/checks/euStatus", json!({})), @r"
    /checks/euStatus/status REQUIRED ESR-EUS-01
    /checks/euStatus/checkedDate REQUIRED ESR-EUS-01
    ");
}

#[test]
fn no_refusal_repeats_a_name_or_a_date_of_birth() {
    let mut transfer = valid();
    transfer["person"] =
        json!({"firstName": "Zebedee".repeat(90), "lastName": 5, "dateOfBirth": "31/12/1990"});

    let errors = read(&transfer, &rules()).unwrap_err();

    let said = serde_json::to_string(&errors).unwrap();
    assert!(
        !said.contains("Zebedee") && !said.contains("1990"),
        "{said}"
    );
}
