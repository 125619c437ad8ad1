//! The vacancy rules, one fact each: which field, which code, which rule.

use contract::problem::FieldError;
use contract::settings::{BandCheck, DurationRule, ErrorsShown, Settings, UnknownFields};
use contract::vacancy::{Rules, read_create, read_update};
use insta::assert_snapshot;
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};

fn valid() -> Value {
    json!({
        "jobTitle": "Staff Nurse", "jobReference": "277-26-0141",
        "contractType": "FIXED_TERM", "contractDuration": {"length": 6, "unit": "MONTHS"},
        "workingPatterns": ["FULL_TIME", "FLEXIBLE_WORKING"],
        "workingHours": {"amount": 37.5, "unit": "HOURS_A_WEEK"},
        "staffGroup": "NURSING_AND_MIDWIFERY_REGD", "areaOfWork": "Emergency",
        "payScheme": "AGENDA_FOR_CHANGE", "payBand": "BAND_5",
        "salary": {"type": "RANGE", "minimum": 32073.00, "maximum": 39043.00, "period": "YEAR"},
        "jobOverview": "o".repeat(100), "mainDuties": "d".repeat(1500),
        "aboutOrganisation": "a".repeat(100), "jobDescription": "j",
        "personSpecification": {"qualifications": {"essential": "RN<br>PIN", "desirable": ""}},
        "location": {"addressLine1": "1 Road", "town": "Leeds", "postcode": "LS9 7TF"},
        "contact": {"name": "A Person", "email": "jobs@trust.example"},
        "closingDate": "2026-12-18", "applyUrl": "https://ats.example/jobs/1",
        "dbsCheck": "STANDARD_OR_ENHANCED", "visibility": "EXTERNAL"
    })
}

fn rules() -> Rules {
    Rules {
        settings: Settings::default(),
        today: date(2026, 11, 2),
    }
}

/// The valid vacancy with some members replaced; a `null` takes one away.
fn with(changes: Value) -> Value {
    let mut vacancy = valid();
    for (name, value) in changes.as_object().expect("changes are an object") {
        vacancy[name] = value.clone();
    }
    vacancy
}

fn told(errors: &[FieldError]) -> String {
    let line = |error: &FieldError| format!("{} {} {}", error.field, error.code, error.rule);
    errors.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn refused(changes: Value) -> String {
    told(&read_create(&with(changes), &rules()).expect_err("it should be refused"))
}

#[test]
fn the_contracts_example_is_accepted() {
    let reading = read_create(&valid(), &rules()).unwrap();

    assert!(reading.warnings.is_empty());
}

#[test]
fn every_missing_field_is_named_at_once() {
    let errors = read_create(&json!({}), &rules()).unwrap_err();

    assert_snapshot!(told(&errors), @r"
    /jobTitle REQUIRED NJ-TTL-02
    /jobReference REQUIRED NJ-REF-01
    /contractType REQUIRED NJ-CON-01
    /staffGroup REQUIRED NJ-STG-01
    /payScheme REQUIRED NJ-PAY-01
    /salary SALARY_NOT_VALID NJ-SAL-01
    /jobOverview REQUIRED NJ-TXT-01
    /mainDuties REQUIRED NJ-TXT-01
    /aboutOrganisation REQUIRED NJ-TXT-01
    /jobDescription REQUIRED NJ-TXT-04
    /location REQUIRED NJ-LOC-01
    /contact REQUIRED NJ-CTC-01
    /closingDate REQUIRED NJ-CLO-01
    /applyUrl REQUIRED NJ-APP-01
    ");
}

#[test]
fn only_the_first_is_named_where_the_sandbox_says_so() {
    let settings = Settings {
        errors: ErrorsShown::First,
        ..Settings::default()
    };

    let errors = read_create(
        &json!({}),
        &Rules {
            settings,
            ..rules()
        },
    )
    .unwrap_err();

    assert_snapshot!(told(&errors), @"/jobTitle REQUIRED NJ-TTL-02");
}

#[test]
fn texts_are_counted_with_their_invisible_tails() {
    assert_snapshot!(refused(json!({"jobTitle": format!("{}\u{200b}", "t".repeat(70))})), @"/jobTitle TOO_LONG NJ-TTL-01");
    assert_snapshot!(refused(json!({"jobOverview": "o".repeat(99)})), @"/jobOverview TOO_SHORT NJ-TXT-01");
    assert_snapshot!(refused(json!({"mainDuties": "o".repeat(1501)})), @"/mainDuties TOO_LONG NJ-TXT-01");
    assert_snapshot!(refused(json!({"jobDescription": "o".repeat(10_001)})), @"/jobDescription TOO_LONG NJ-TXT-02");
}

/// How long they may be is public; that they must be there is not.
#[test]
fn an_empty_title_breaks_another_rule_than_a_long_one() {
    assert_snapshot!(refused(json!({"jobTitle": ""})), @"/jobTitle TOO_SHORT NJ-TTL-02");
    assert_snapshot!(refused(json!({"jobDescription": ""})), @"/jobDescription TOO_SHORT NJ-TXT-04");
}

#[test]
fn each_salary_rule_has_its_own_code() {
    let salary = |salary: Value| refused(json!({"salary": salary}));

    assert_snapshot!(salary(json!({"type": "FIXED", "period": "YEAR"})), @"/salary/amount SALARY_NOT_VALID NJ-SAL-02");
    assert_snapshot!(salary(json!({"type": "FIXED", "amount": 0, "period": "YEAR"})), @"/salary/amount SALARY_NOT_VALID NJ-SAL-02");
    assert_snapshot!(salary(json!({"type": "FIXED", "amount": -1, "period": "YEAR"})), @"/salary/amount SALARY_NOT_VALID NJ-SAL-02");
    assert_snapshot!(salary(json!({"type": "FIXED", "amount": 1e12, "period": "YEAR"})), @"/salary/amount SALARY_NOT_VALID NJ-SAL-02");
    assert_snapshot!(salary(json!({"type": "FIXED", "amount": "£32,073", "period": "YEAR"})), @"/salary/amount SALARY_NOT_A_NUMBER NJ-SAL-03");
    assert_snapshot!(salary(json!({"type": "RANGE", "minimum": 39043, "maximum": 32073, "period": "YEAR"})), @"/salary/minimum SALARY_MINIMUM_ABOVE_MAXIMUM NJ-SAL-04");
    assert_snapshot!(salary(json!({"type": "FIXED", "amount": 33000.005, "period": "YEAR"})), @"/salary/amount SALARY_TOO_PRECISE NJ-SAL-05");
    assert_snapshot!(salary(json!({"type": "FIXED", "amount": 33000})), @"/salary/period SALARY_PERIOD_MISSING NJ-SAL-06");
    assert_snapshot!(salary(json!({"type": "DEPENDS_ON_EXPERIENCE", "amount": 1, "period": "YEAR"})), @r"
    /salary/amount SALARY_NOT_EXPECTED NJ-SAL-07
    /salary/period SALARY_NOT_EXPECTED NJ-SAL-07
    ");
}

#[test]
fn several_salary_violations_are_named_together() {
    let told = refused(json!({"salary": {"type": "RANGE", "minimum": "32,073", "maximum": 0}}));

    assert_snapshot!(told, @r"
    /salary/minimum SALARY_NOT_A_NUMBER NJ-SAL-03
    /salary/maximum SALARY_NOT_VALID NJ-SAL-02
    /salary/period SALARY_PERIOD_MISSING NJ-SAL-06
    ");
}

#[test]
fn a_salary_outside_its_band_warns_or_is_refused_as_the_sandbox_says() {
    let vacancy = with(json!({"salary": {"type": "FIXED", "amount": 20000, "period": "YEAR"}}));
    let under = |band_check| {
        let settings = Settings {
            band_check,
            ..Settings::default()
        };
        read_create(
            &vacancy,
            &Rules {
                settings,
                ..rules()
            },
        )
    };

    assert_snapshot!(told(&under(BandCheck::Warn).unwrap().warnings), @"/salary/amount SALARY_OUTSIDE_BAND NJ-SAL-08");
    assert_snapshot!(told(&under(BandCheck::Reject).unwrap_err()), @"/salary/amount SALARY_OUTSIDE_BAND NJ-SAL-08");
    assert!(under(BandCheck::Off).unwrap().warnings.is_empty());
}

#[test]
fn last_years_salary_is_outside_after_the_first_of_april() {
    let vacancy = with(
        json!({"closingDate": "2026-12-18", "salary": {"type": "FIXED", "amount": 31049, "period": "YEAR"}}),
    );
    let on = |today| {
        read_create(&vacancy, &Rules { today, ..rules() })
            .unwrap()
            .warnings
            .len()
    };

    assert_eq!((on(date(2026, 3, 31)), on(date(2026, 4, 1))), (0, 1));
}

#[test]
fn a_duration_goes_with_every_contract_but_a_permanent_one() {
    assert_snapshot!(refused(json!({"contractDuration": null, "contractType": "BANK"})), @"/contractDuration REQUIRED NJ-CON-02");
    assert_snapshot!(refused(json!({"contractType": "PERMANENT"})), @"/contractDuration NOT_EXPECTED NJ-CON-03");
    let settings = Settings {
        duration: DurationRule::FixedTermOnly,
        ..Settings::default()
    };
    let bank = with(json!({"contractDuration": null, "contractType": "BANK"}));
    assert!(
        read_create(
            &bank,
            &Rules {
                settings,
                ..rules()
            }
        )
        .is_ok()
    );
}

#[test]
fn unknown_members_are_refused_by_name_or_warned_of() {
    let vacancy = with(json!({"colour": "blue", "attachments": [1]}));
    let lenient = Settings {
        unknown_fields: UnknownFields::Warn,
        ..Settings::default()
    };

    let refused = read_create(&vacancy, &rules()).unwrap_err();
    let warned = read_create(
        &vacancy,
        &Rules {
            settings: lenient,
            ..rules()
        },
    )
    .unwrap();

    assert_snapshot!(told(&refused), @r"
    /attachments UNKNOWN_FIELD NJ-GEN-02
    /colour UNKNOWN_FIELD NJ-GEN-01
    ");
    assert_eq!(warned.warnings, refused);
}

#[test]
fn dates_and_addresses_are_read_strictly() {
    assert_snapshot!(refused(json!({"closingDate": "2026-11-01"})), @"/closingDate IN_THE_PAST NJ-CLO-01");
    assert_snapshot!(refused(json!({"closingDate": "18/12/2026"})), @"/closingDate NOT_VALID NJ-CLO-01");
    assert_snapshot!(refused(json!({"applyUrl": "http://ats.example/"})), @"/applyUrl NOT_VALID NJ-APP-01");
    assert_snapshot!(refused(json!({"contact": {"name": "A", "email": "jobs"}})), @"/contact/email NOT_VALID NJ-CTC-01");
}

#[test]
fn an_update_carries_its_version() {
    let errors = read_update(&valid(), &rules()).unwrap_err();

    assert_snapshot!(told(&errors), @"/version REQUIRED NJ-VER-01");
    assert_eq!(
        read_update(&with(json!({"version": 3})), &rules())
            .unwrap()
            .value
            .version,
        3
    );
}

/// Any JSON at all, a few levels deep.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-zA-Z]{1,12}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn member_names() -> Vec<String> {
    valid()
        .as_object()
        .expect("a vacancy is an object")
        .keys()
        .cloned()
        .collect()
}

proptest! {
    #[test]
    fn any_value_in_any_field_is_read_or_refused_with_a_reason(
        name in prop::sample::select(member_names()),
        value in any_json(),
    ) {
        let vacancy = with(json!({ name: value }));

        match read_create(&vacancy, &rules()) {
            Ok(reading) => {
                let written = serde_json::to_value(&reading.value).unwrap();
                let again = read_create(&written, &rules()).unwrap();
                prop_assert_eq!(again.value, reading.value);
            }
            Err(errors) => prop_assert!(!errors.is_empty()),
        }
    }
}
