//! Magic values of ESR.

use contract::codes::ApplicantStatus;
use contract::operation::Operation;
use contract::reading::Json;
use contract::refusal::Refusal;
use contract::rule;
use serde_json::{Map, Value, json};

use super::row::{Recurs, Row, fields, refusal};
use crate::esr::TransferError;
use crate::presented;
use crate::problem::Refused;
use crate::public::visit::Visit;

const TRANSFER: &[Operation] = &[Operation::TransferEmploymentChecks];
const RESULT: &[Operation] = &[Operation::GetTransfer];
const EMPLOYER: &[Operation] = &[
    Operation::TransferEmploymentChecks,
    Operation::GetTransfer,
    Operation::ListApplicants,
];
const EVERY: &[Operation] = &[
    Operation::TransferEmploymentChecks,
    Operation::GetTransfer,
    Operation::ListApplicants,
    Operation::GetStatus,
];

/// The rows.
pub(super) const ROWS: &[Row] = &[
    fields(
        "SIM-400",
        TRANSFER,
        |transfer| {
            birth_date(transfer);
            registration(transfer);
        },
        &[
            "/person/dateOfBirth",
            "/checks/professionalRegistration/number",
        ],
        [
            "Two fields are refused at once: date of birth and registration number.",
            "Both fields, each marked where it is entered, each with its own reason.",
            "Recruiter: correct the fields that are marked; the ATS then sends again.",
        ],
    ),
    fields(
        "SIM-400-BIRTHDATE",
        TRANSFER,
        birth_date,
        &["/person/dateOfBirth"],
        [
            "The date of birth is refused: there is no such day.",
            "The date of birth marked, and that it is no real date.",
            "Recruiter: correct the date of birth; the ATS then sends again.",
        ],
    ),
    fields(
        "SIM-400-GMC",
        TRANSFER,
        registration,
        &["/checks/professionalRegistration/number"],
        [
            "The registration number is refused: a GMC number has 7 digits.",
            "The registration number marked, and that a GMC number has 7 digits.",
            "Recruiter: correct the number from the GMC's register; the ATS then sends again.",
        ],
    ),
    refusal(
        "SIM-401",
        EVERY,
        Refusal::TokenInvalid,
        |_, _| credentials(Refusal::TokenInvalid),
        [
            "The access token is refused: ESR did not issue it, or has withdrawn it.",
            "That the connection to ESR is not set up rightly and that support must look at it.",
            "Developer: obtain a new token, once. If that is refused too, tell support and stop.",
        ],
    ),
    Row {
        recurs: Recurs::OncePerReference,
        ..refusal(
            "SIM-401-EXPIRED",
            EVERY,
            Refusal::TokenExpired,
            expired,
            [
                "The access token has just run out; it stays so, and a new one is good.",
                "Nothing: the ATS obtains a new token and goes on.",
                "Developer: obtain a new token, once, and repeat the request with it.",
            ],
        )
    },
    refusal(
        "SIM-403",
        EMPLOYER,
        Refusal::SupplierNotEnabled,
        |_, _| credentials(Refusal::SupplierNotEnabled),
        [
            "The supplier is not enabled for this employer.",
            "That the employer has not enabled the connection, and to tell support.",
            "Support: check the VPD, and whether the employer's service request has been completed.",
        ],
    ),
    refusal(
        "SIM-403-ACTIVATION",
        EMPLOYER,
        Refusal::EmployerNotActivated,
        |_, _| Some(Refused::plain(Refusal::EmployerNotActivated).by(rule::ESR_ACTIVATION)),
        [
            "The employer has neither an active TIS or Hicom interface nor a request for one.",
            "That the employer must first activate its interface, and to tell support.",
            "Support: the employer raises a request on the ESR Service Desk: Request a new service > AC > ESR Interfaces > Other system interfaces.",
        ],
    ),
    refusal(
        "SIM-404",
        TRANSFER,
        Refusal::NoMatch,
        |_, _| Some(TransferError::NoMatch.into()),
        [
            "ESR finds no applicant of this employer with these names and this date of birth.",
            "That ESR has no such applicant yet, and which details to compare.",
            "Recruiter: compare names and date of birth letter by letter; HR or you correct them, then send again.",
        ],
    ),
    refusal(
        "SIM-404",
        RESULT,
        Refusal::TransferNotFound,
        |_, _| Some(Refused::plain(Refusal::TransferNotFound)),
        [
            "The employer has no transfer with this id.",
            "That ESR does not know the transfer.",
            "Developer: keep the `transferId` of the answer that accepted it.",
        ],
    ),
    refusal(
        "SIM-409",
        TRANSFER,
        Refusal::AlreadyTransferred,
        |_, _| Some(TransferError::AlreadyTransferred.into()),
        [
            "The one transfer for this applicant has been made already.",
            "That the checks are in ESR already, and that later changes are entered there by hand.",
            "Recruiter: enter later changes in ESR. Developer: do not send again.",
        ],
    ),
    refusal(
        "SIM-409-SEVERAL",
        TRANSFER,
        Refusal::SeveralMatches,
        |_, _| Some(TransferError::SeveralMatches { count: 2 }.into()),
        [
            "Two applicants of this employer have these names and this date of birth.",
            "That several records match, and that HR must close all but one.",
            "Recruiter: have HR close the historic records in ESR, or choose which to keep. Then send again.",
        ],
    ),
    refusal(
        "SIM-422-NOT-FROM-TIS",
        TRANSFER,
        Refusal::NotFromTis,
        |_, _| Some(TransferError::NotFromTis.into()),
        [
            "An applicant matches, but was created by hand or by the e-Recruitment interface.",
            "That the record did not come from TIS, so the checks are entered in ESR by hand.",
            "Recruiter: enter the checks in ESR by hand, or wait for the TIS record and have the other closed.",
        ],
    ),
    refusal(
        "SIM-422-EMPLOYEE",
        TRANSFER,
        Refusal::IsEmployee,
        |_, _| Some(TransferError::IsEmployee.into()),
        [
            "The person matches, but ESR holds them as an employee.",
            "That the person is an employee, so the checks are entered in ESR by hand.",
            "Recruiter: enter the checks in ESR by hand.",
        ],
    ),
    refusal(
        "SIM-422-CLOSED",
        TRANSFER,
        Refusal::ApplicantClosed,
        |_, _| Some(TransferError::ApplicantClosed.into()),
        [
            "The applicant that matches has been closed.",
            "That the applicant's record is closed.",
            "Recruiter: check whether TIS has sent a new applicant record, and with which spelling.",
        ],
    ),
    refusal(
        "SIM-422-NOT-RECRUITED",
        TRANSFER,
        Refusal::NotOutcomeRecruited,
        |_, _| {
            let status = ApplicantStatus::ChecksInProgress;
            Some(TransferError::NotOutcomeRecruited { status }.into())
        },
        [
            "The applicant has not reached the status 'outcome recruited'.",
            "That the checks are sent once the applicant's status is 'outcome recruited'.",
            "Recruiter: finish the checks and set the status; the ATS then sends by itself.",
        ],
    ),
    refusal(
        "SIM-422-IDENTITY",
        TRANSFER,
        Refusal::IdentityNotAccepted,
        |_, _| Some(Refused::plain(Refusal::IdentityNotAccepted).by(rule::ESR_IDENTITY)),
        [
            "The transfer is refused whole, as if it held identity data.",
            "That identity is entered in ESR by hand.",
            "Developer: never send identity data.",
        ],
    ),
    refusal(
        "SIM-422-HEALTH",
        TRANSFER,
        Refusal::OccupationalHealthNotAccepted,
        |_, _| {
            let refusal = Refusal::OccupationalHealthNotAccepted;
            Some(Refused::plain(refusal).by(rule::ESR_OCCUPATIONAL_HEALTH))
        },
        [
            "The transfer is refused whole, as if it held occupational health data.",
            "That occupational health is handled in ESR directly.",
            "Developer: never send occupational health data.",
        ],
    ),
];

fn credentials(refusal: Refusal) -> Option<Refused> {
    Some(Refused::plain(refusal).by(rule::ESR_CREDENTIALS))
}

// The token really runs out, so that only a new one helps.
fn expired(visit: &Visit<'_>, _: &Json<'_>) -> Option<Refused> {
    let token = presented::bearer(&visit.head.headers)?;
    visit.site.sandbox.expire_token(token);
    credentials(Refusal::TokenExpired)
}

fn birth_date(transfer: &mut Map<String, Value>) {
    member(transfer, "person").insert("dateOfBirth".to_owned(), json!("1996-02-31"));
}

fn registration(transfer: &mut Map<String, Value>) {
    let number = json!({ "body": "GMC", "number": "12345", "status": "Registered",
        "expiryDate": "2030-01-01" });
    member(transfer, "checks").insert("professionalRegistration".to_owned(), number);
}

// A member that is an object; one that is none is replaced.
fn member<'a>(transfer: &'a mut Map<String, Value>, name: &str) -> &'a mut Map<String, Value> {
    let member = transfer.entry(name.to_owned()).or_insert_with(|| json!({}));
    if !member.is_object() {
        *member = json!({});
    }
    member
        .as_object_mut()
        .expect("the member has just been made an object")
}
