//! The six records.

use super::registration;
use super::sent::{Checks, Dbs, EmploymentChecklist, EuStatus, IllegalWorkingChecklist, Reference};
use crate::limits::{REFERENCES, SHORT_TEXT, Span};
use crate::reading::{FieldCode, Json, Object};
use crate::rule;

/// Whichever of the six are there; none at all is a violation.
pub(super) fn read(sent: &Object<'_>) -> Option<Checks> {
    let checks = sent.object("checks", rule::ESR_CHECKS)?;
    let given = [
        "dbs",
        "professionalRegistration",
        "references",
        "employmentChecklist",
        "illegalWorkingChecklist",
        "euStatus",
    ];
    let empty = |name| {
        checks
            .value(name)
            .is_none_or(|value| matches!(value, Json::Array(items) if items.is_empty()))
    };
    if given.into_iter().all(empty) {
        let message = "`checks` must hold at least one of the six records";
        sent.refuse("checks", FieldCode::Required, rule::ESR_CHECKS, message);
    }
    let records = records(&checks);
    checks.refuse_unknown(rule::ESR_BODY);
    Some(records)
}

fn records(checks: &Object<'_>) -> Checks {
    Checks {
        dbs: checks
            .optional_object("dbs", rule::ESR_DBS)
            .and_then(|record| dbs(&record)),
        professional_registration: checks
            .optional_object("professionalRegistration", rule::ESR_REGISTRATION)
            .and_then(|record| registration::read(&record)),
        references: references(checks),
        employment_checklist: checks
            .optional_object("employmentChecklist", rule::ESR_CHECKLIST)
            .and_then(|record| checklist(&record)),
        illegal_working_checklist: checks
            .optional_object("illegalWorkingChecklist", rule::ESR_RIGHT_TO_WORK)
            .and_then(|record| right_to_work(&record)),
        eu_status: checks
            .optional_object("euStatus", rule::ESR_EU_STATUS)
            .and_then(|record| eu_status(&record)),
    }
}

fn dbs(record: &Object<'_>) -> Option<Dbs> {
    const RULE: &str = rule::ESR_DBS;
    let level = record.code("level", RULE);
    let number = certificate_number(record);
    let issue_date = record.date("issueDate", RULE);
    let workforce = record.code("workforce", RULE);
    let child = record.flag("childBarredList", RULE);
    let adult = record.flag("adultBarredList", RULE);
    let update = record.flag("updateService", RULE);
    record.refuse_unknown(rule::ESR_BODY);
    Some(Dbs {
        level: level?,
        certificate_number: number?,
        issue_date: issue_date?,
        workforce: workforce?,
        child_barred_list: child?,
        adult_barred_list: adult?,
        update_service: update?,
    })
}

fn certificate_number(record: &Object<'_>) -> Option<String> {
    const NAME: &str = "certificateNumber";
    let number = record.text(NAME, Span::up_to(SHORT_TEXT), rule::ESR_DBS)?;
    if number.len() == 12 && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(number);
    }
    let message = "`certificateNumber` must have 12 digits, leading zeros included";
    record.refuse(NAME, FieldCode::NotValid, rule::ESR_DBS, message);
    None
}

fn references(checks: &Object<'_>) -> Vec<Reference> {
    const NAME: &str = "references";
    let given = checks.objects(NAME, rule::ESR_REFERENCES);
    if given.len() > REFERENCES {
        let message = format!("at most {REFERENCES} references are transferred");
        checks.refuse(NAME, FieldCode::TooLong, rule::ESR_REFERENCES, message);
    }
    given.iter().filter_map(reference).collect()
}

fn reference(record: &Object<'_>) -> Option<Reference> {
    const RULE: &str = rule::ESR_REFERENCES;
    let organisation = record.text("organisation", Span::up_to(SHORT_TEXT), RULE);
    let (from, to) = (record.date("from", RULE), record.date("to", RULE));
    let received = record.date("receivedDate", RULE);
    let satisfactory = record.flag("satisfactory", RULE);
    record.refuse_unknown(rule::ESR_BODY);
    Some(Reference {
        organisation: organisation?,
        from: from?,
        to: to?,
        received_date: received?,
        satisfactory: satisfactory?,
    })
}

fn checklist(record: &Object<'_>) -> Option<EmploymentChecklist> {
    const RULE: &str = rule::ESR_CHECKLIST;
    let qualifications = record.flag("qualificationsChecked", RULE);
    let sponsorship = record.flag("sponsorshipRequired", RULE);
    let completed = record.date("completedDate", RULE);
    record.refuse_unknown(rule::ESR_BODY);
    Some(EmploymentChecklist {
        qualifications_checked: qualifications?,
        sponsorship_required: sponsorship?,
        completed_date: completed?,
    })
}

fn right_to_work(record: &Object<'_>) -> Option<IllegalWorkingChecklist> {
    const RULE: &str = rule::ESR_RIGHT_TO_WORK;
    let route = record.code("route", RULE);
    let permit = record.code("permitToWork", RULE);
    let checked = record.date("checkedDate", RULE);
    let valid_to = record.optional_date("validTo", RULE);
    record.refuse_unknown(rule::ESR_BODY);
    Some(IllegalWorkingChecklist {
        route: route?,
        permit_to_work: permit?,
        checked_date: checked?,
        valid_to,
    })
}

fn eu_status(record: &Object<'_>) -> Option<EuStatus> {
    let status = record.code("status", rule::ESR_EU_STATUS);
    let checked = record.date("checkedDate", rule::ESR_EU_STATUS);
    record.refuse_unknown(rule::ESR_BODY);
    Some(EuStatus {
        status: status?,
        checked_date: checked?,
    })
}
