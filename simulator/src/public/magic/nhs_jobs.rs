//! Magic values of NHS Jobs.

use contract::codes::VacancyStatus;
use contract::operation::Operation;
use contract::reading::Json;
use contract::refusal::Refusal;
use contract::rule;
use serde_json::{Map, Value, json};

use super::row::{Recurs, Row, fields, refusal};
use crate::nhs_jobs::UpdateError;
use crate::problem::Refused;
use crate::public::visit::Visit;
use crate::sandbox::world::vacancy_rules;

const WRITES: &[Operation] = &[Operation::CreateVacancy, Operation::UpdateVacancy];
const UPDATE: &[Operation] = &[Operation::UpdateVacancy];
const ONE: &[Operation] = &[Operation::UpdateVacancy, Operation::GetVacancy];
const EVERY: &[Operation] = &[
    Operation::CreateVacancy,
    Operation::UpdateVacancy,
    Operation::GetVacancy,
    Operation::ListVacancies,
];

/// One character more than a job title may have, and some.
const LONG_TITLE: &str =
    "A job title that goes on and on until it has more characters than NHS Jobs takes";

/// Fewer characters than a job overview must have.
const SHORT_OVERVIEW: &str = "A job overview that stops too soon.";

/// The rows.
pub(super) const ROWS: &[Row] = &[
    fields(
        "SIM-400",
        WRITES,
        |vacancy| {
            title(vacancy);
            duration(vacancy);
            salary(vacancy);
        },
        &["/jobTitle", "/contractDuration", "/salary"],
        [
            "Three fields are refused at once: job title, contract duration and salary.",
            "All three fields, each marked where it is entered, each with its own reason.",
            "Recruiter: correct the fields that are marked, then send again.",
        ],
    ),
    fields(
        "SIM-400-TITLE",
        WRITES,
        title,
        &["/jobTitle"],
        [
            "The job title is refused: it has more than 70 characters.",
            "The job title marked, and that 70 characters are the most.",
            "Recruiter: shorten the job title, then send again.",
        ],
    ),
    fields(
        "SIM-400-SHORT",
        WRITES,
        |vacancy| set(vacancy, "jobOverview", json!(SHORT_OVERVIEW)),
        &["/jobOverview"],
        [
            "The job overview is refused: it has fewer than 100 characters.",
            "The job overview marked, and that 100 characters are the least.",
            "Recruiter: write more into the job overview, then send again.",
        ],
    ),
    fields(
        "SIM-400-SALARY",
        WRITES,
        salary,
        &["/salary"],
        [
            "The salary is refused: an amount is 0.",
            "The salary marked, and that an amount more than 0 is needed.",
            "Recruiter: enter the salary, or say that it depends on experience, then send again.",
        ],
    ),
    fields(
        "SIM-400-DURATION",
        WRITES,
        duration,
        &["/contractDuration"],
        [
            "The contract duration is refused: a fixed-term contract needs one.",
            "The contract duration marked, and that this contract type needs it.",
            "Recruiter: enter how long the contract runs, then send again.",
        ],
    ),
    fields(
        "SIM-400-CLOSING",
        WRITES,
        |vacancy| set(vacancy, "closingDate", json!("1970-01-01")),
        &["/closingDate"],
        [
            "The closing date is refused: it has gone by.",
            "The closing date marked, and that it must not be before today.",
            "Recruiter: choose a later closing date, then send again.",
        ],
    ),
    refusal(
        "SIM-401",
        EVERY,
        Refusal::KeyUnknown,
        |_, _| credentials(Refusal::KeyUnknown),
        [
            "The key is refused: NHS Jobs does not know it.",
            "That the connection to NHS Jobs is not set up rightly and that support must look at it; not that the vacancy is wrong.",
            "Support: compare the key with the one that NHS Jobs gave. Developer: do not send again until it has been changed.",
        ],
    ),
    refusal(
        "SIM-401-EXPIRED",
        EVERY,
        Refusal::KeyExpired,
        |_, _| credentials(Refusal::KeyExpired),
        [
            "The key is refused: its time is over.",
            "That the connection to NHS Jobs has run out and that support must renew it.",
            "Support: ask NHS Jobs for a new key. Developer: do not send again until it has been changed.",
        ],
    ),
    refusal(
        "SIM-401-REVOKED",
        EVERY,
        Refusal::KeyRevoked,
        |_, _| credentials(Refusal::KeyRevoked),
        [
            "The key is refused: it was taken back.",
            "That NHS Jobs has withdrawn the connection and that support must look at it.",
            "Support: ask NHS Jobs why, and for a new key. Developer: do not send again until it has been changed.",
        ],
    ),
    refusal(
        "SIM-403",
        EVERY,
        Refusal::OrganisationNotLinked,
        |_, _| credentials(Refusal::OrganisationNotLinked),
        [
            "The organisation is not linked to the key.",
            "That the organisation is not connected to NHS Jobs, and to tell support.",
            "Support: check the Org ID and liaise with NHS Jobs.",
        ],
    ),
    refusal(
        "SIM-403-ACCOUNT",
        EVERY,
        Refusal::AccountNotLinked,
        |_, _| credentials(Refusal::AccountNotLinked),
        [
            "The account is not linked to the key.",
            "That the account is not connected to NHS Jobs, and to tell support.",
            "Support: check the Account ID and liaise with NHS Jobs.",
        ],
    ),
    refusal(
        "SIM-404",
        ONE,
        Refusal::VacancyNotFound,
        |_, _| Some(Refused::plain(Refusal::VacancyNotFound)),
        [
            "The organisation has no vacancy with this id.",
            "That NHS Jobs no longer knows the vacancy; the ATS keeps its own copy.",
            "Developer: keep the `vacancyId` of the answer that created it; do not create another vacancy unasked.",
        ],
    ),
    refusal(
        "SIM-409",
        UPDATE,
        Refusal::VacancyNotDraft,
        published,
        [
            "A person has just published the draft in the NHS Jobs account, so the update is refused. It stays published.",
            "That the vacancy has been published and must now be edited in the NHS Jobs account.",
            "Recruiter: sign in to NHS Jobs and edit the vacancy there; the ATS keeps its own copy unchanged.",
        ],
    ),
    Row {
        recurs: Recurs::OncePerReference,
        ..refusal(
            "SIM-409-STALE",
            UPDATE,
            Refusal::VersionStale,
            amended,
            [
                "A person has just changed the draft in the NHS Jobs account, so the update's version is old and it is refused.",
                "What was changed meanwhile, and the choice to send all the same.",
                "Developer: read the vacancy back, show what changed, and send again with the current version once the user agrees.",
            ],
        )
    },
];

fn credentials(refusal: Refusal) -> Option<Refused> {
    Some(Refused::plain(refusal).by(rule::NJ_CREDENTIALS))
}

fn title(vacancy: &mut Map<String, Value>) {
    set(vacancy, "jobTitle", json!(LONG_TITLE));
}

fn duration(vacancy: &mut Map<String, Value>) {
    set(vacancy, "contractType", json!("FIXED_TERM"));
    vacancy.remove("contractDuration");
}

fn salary(vacancy: &mut Map<String, Value>) {
    let fixed = vacancy
        .get("salary")
        .is_some_and(|salary| salary["type"] == "FIXED");
    let salary = match fixed {
        true => json!({ "type": "FIXED", "amount": 0, "period": "YEAR" }),
        false => json!({ "type": "RANGE", "minimum": 0, "maximum": 39043, "period": "YEAR" }),
    };
    set(vacancy, "salary", salary);
}

fn set(vacancy: &mut Map<String, Value>, member: &str, value: Value) {
    vacancy.insert(member.to_owned(), value);
}

// The vacancy is really published, so that whoever reads it back sees the same.
fn published(visit: &Visit<'_>, _: &Json<'_>) -> Option<Refused> {
    let id = visit.parameters.get("vacancyId");
    let mut world = visit.site.world();
    let status = world.nhs_jobs.get(id)?.status(visit.at);
    let status = match status {
        VacancyStatus::Draft => world.nhs_jobs.publish(id, visit.at).ok()?.status,
        other => other,
    };
    Some(UpdateError::NotDraft { status }.into())
}

// The draft is really changed, and so its version: the service itself will find the update stale.
fn amended(visit: &Visit<'_>, body: &Json<'_>) -> Option<Refused> {
    let id = visit.parameters.get("vacancyId");
    let mut world = visit.site.world();
    let draft = world.nhs_jobs.get(id)?;
    let sent = body
        .get("version")
        .and_then(Json::as_u64)
        .unwrap_or(draft.version());
    if draft.status(visit.at) != VacancyStatus::Draft || sent != draft.version() {
        return None;
    }
    let rules = vacancy_rules(world.settings, visit.at);
    let amended = world
        .nhs_jobs
        .amend(id, &Map::new(), &rules, visit.at)
        .ok()?;
    let current = amended.version;
    Some(UpdateError::Stale { sent, current }.into())
}
