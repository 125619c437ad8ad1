//! Reading a vacancy off the wire, by every rule of the contract at once.

use jiff::civil::Date;

use super::address::{contact, location};
use super::band;
use super::contract_terms::{contract_type, duration};
use super::draft::{Draft, Update};
use super::pay::{pay_band, salary};
use super::texts::{apply_url, person_specification, working_hours};
use crate::codes::Visibility;
use crate::limits::{DESCRIPTION, REFERENCE, SHORT_TEXT, Span, TITLE};
use crate::problem::FieldError;
use crate::reading::{FieldCode, Json, Notes, Object, Reading, document};
use crate::rule;
use crate::settings::Settings;

/// What a vacancy is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// The sandbox's switches.
    pub settings: Settings,
    /// Today in London.
    pub today: Date,
}

/// Members that NHS Jobs sets itself: known, but not to be sent.
const SET_BY_NHS_JOBS: [&str; 4] = ["vacancyId", "reference", "status", "warnings"];
/// Members by which clients have tried to send files.
const ATTACHMENTS: [&str; 4] = [
    "attachments",
    "documents",
    "supportingDocuments",
    "supportingLinks",
];

/// Reads a vacancy to be created.
///
/// # Errors
/// Every violation, in the order of the contract, or only the first if the sandbox is set so.
pub fn read_create<'a>(
    body: impl Into<Json<'a>>,
    rules: &Rules,
) -> Result<Reading<Draft>, Vec<FieldError>> {
    let (body, notes) = (body.into(), Notes::new(rules.settings));
    let draft = document(&body, rule::NJ_BODY, &notes).and_then(|vacancy| {
        let draft = draft(&vacancy, rules);
        unknown_members(&vacancy);
        draft
    });
    notes.finish(draft)
}

/// Reads a replacement of a draft: the same, and the version it was made from.
///
/// # Errors
/// As [`read_create`].
pub fn read_update<'a>(
    body: impl Into<Json<'a>>,
    rules: &Rules,
) -> Result<Reading<Update>, Vec<FieldError>> {
    let (body, notes) = (body.into(), Notes::new(rules.settings));
    let update = document(&body, rule::NJ_BODY, &notes).and_then(|vacancy| {
        let version = vacancy.whole("version", 1, i64::MAX, rule::NJ_VERSION);
        let draft = draft(&vacancy, rules);
        unknown_members(&vacancy);
        Some(Update {
            draft: draft?,
            version: version?.unsigned_abs(),
        })
    });
    notes.finish(update)
}

/// Reads every field first and builds afterwards, so that one violation hides no other.
fn draft(vacancy: &Object<'_>, rules: &Rules) -> Option<Draft> {
    let summary = rules.settings.limits.summary();
    let title = (rule::NJ_TITLE_PRESENT, rule::NJ_TITLE);
    let job_title = vacancy.text_by("jobTitle", Span::up_to(TITLE), title);
    let job_reference = vacancy.text("jobReference", Span::up_to(REFERENCE), rule::NJ_REFERENCE);
    let contract_type = contract_type(vacancy);
    let contract_duration = duration(vacancy, contract_type, rules.settings.duration);
    let working_patterns = vacancy.codes("workingPatterns", rule::NJ_WORKING_PATTERN);
    let working_hours = working_hours(vacancy);
    let staff_group = vacancy.code("staffGroup", rule::NJ_STAFF_GROUP);
    let short = Span::empty_to(SHORT_TEXT);
    let area_of_work = vacancy.optional_text("areaOfWork", short, rule::NJ_AREA_OF_WORK);
    let pay_scheme = vacancy.code("payScheme", rule::NJ_PAY_SCHEME);
    let pay_band = pay_band(vacancy, pay_scheme);
    let salary = salary(vacancy);
    let job_overview = vacancy.text("jobOverview", summary, rule::NJ_SUMMARY);
    let main_duties = vacancy.text("mainDuties", summary, rule::NJ_SUMMARY);
    let about_organisation = vacancy.text("aboutOrganisation", summary, rule::NJ_SUMMARY);
    let whole = Span::up_to(DESCRIPTION);
    let description = (rule::NJ_DESCRIPTION_PRESENT, rule::NJ_DESCRIPTION);
    let job_description = vacancy.text_by("jobDescription", whole, description);
    let person_specification = person_specification(vacancy);
    let location = location(vacancy);
    let contact = contact(vacancy);
    let closing_date = closing_date(vacancy, rules.today);
    let apply_url = apply_url(vacancy);
    let dbs_check = vacancy.optional_code("dbsCheck", rule::NJ_DBS);
    let sponsorship = vacancy.optional_flag("skilledWorkerSponsorship", rule::NJ_YES_NO);
    let registration = vacancy.optional_flag("professionalRegistrationRequired", rule::NJ_YES_NO);
    let visibility = vacancy.optional_code("visibility", rule::NJ_VISIBILITY);
    let draft = Draft {
        job_title: job_title?,
        job_reference: job_reference?,
        contract_type: contract_type?,
        contract_duration,
        working_patterns,
        working_hours,
        staff_group: staff_group?,
        area_of_work,
        pay_scheme: pay_scheme?,
        pay_band,
        salary: salary?,
        job_overview: job_overview?,
        main_duties: main_duties?,
        about_organisation: about_organisation?,
        job_description: job_description?,
        person_specification,
        location: location?,
        contact: contact?,
        closing_date: closing_date?,
        apply_url: apply_url?,
        dbs_check,
        skilled_worker_sponsorship: sponsorship,
        professional_registration_required: registration,
        visibility: visibility.unwrap_or(Visibility::External),
    };
    band::check(&draft, rules, vacancy.notes());
    Some(draft)
}

fn closing_date(vacancy: &Object<'_>, today: Date) -> Option<Date> {
    let date = vacancy.date("closingDate", rule::NJ_CLOSING_DATE)?;
    if date < today {
        let message = format!("`closingDate` must not be before today in London, {today}");
        vacancy.refuse(
            "closingDate",
            FieldCode::InThePast,
            rule::NJ_CLOSING_DATE,
            message,
        );
    }
    Some(date)
}

/// Names what nobody asked for; a few by what their senders meant.
fn unknown_members(vacancy: &Object<'_>) {
    if vacancy.is_exhausted() {
        return;
    }
    for name in SET_BY_NHS_JOBS
        .into_iter()
        .filter(|name| vacancy.value(name).is_some())
    {
        let message = "NHS Jobs sets this member itself; leave it out";
        vacancy
            .notes()
            .unknown(&vacancy.pointer(name), rule::NJ_BODY, message);
    }
    for name in ATTACHMENTS
        .into_iter()
        .filter(|name| vacancy.value(name).is_some())
    {
        let message = "supporting documents do not travel; add them in the NHS Jobs account";
        vacancy
            .notes()
            .unknown(&vacancy.pointer(name), rule::NJ_ATTACHMENTS, message);
    }
    vacancy.refuse_unknown(rule::NJ_BODY);
}
