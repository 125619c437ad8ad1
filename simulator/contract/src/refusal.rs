//! The refusals: each kind once, with its code, its status and the page that explains it.

use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::provenance::{DIT_FAQ, JTGO_GUIDE, OURS, Provenance, Source};
use crate::rule;

/// Why a request was refused as a whole.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(
    missing_docs,
    reason = "each row's `title` and `page` say what it means"
)]
pub enum Refusal {
    NotFound,
    MethodNotAllowed,
    ValidationFailed,
    MalformedJson,
    UnsupportedMediaType,
    BodyTooLarge,
    QuotaExceeded,
    KeyMissing,
    KeyUnknown,
    KeyExpired,
    KeyRevoked,
    OrganisationNotLinked,
    AccountNotLinked,
    VacancyNotFound,
    VacancyNotDraft,
    VersionStale,
    IdempotencyKeyReused,
    TokenMissing,
    TokenInvalid,
    TokenExpired,
    SupplierNotEnabled,
    EmployerNotActivated,
    TransferNotFound,
    NoMatch,
    SeveralMatches,
    AlreadyTransferred,
    NotFromTis,
    IsEmployee,
    ApplicantClosed,
    NotOutcomeRecruited,
    IdentityNotAccepted,
    OccupationalHealthNotAccepted,
    TooManyRequests,
    ServiceUnavailable,
    InternalError,
}

/// The page behind a refusal: what happened, why, and what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// What happened, in a sentence.
    pub what: &'static str,
    /// Why the service refuses it.
    pub why: &'static str,
    /// What the person who can act does now.
    pub remedy: &'static str,
    /// How much of this is public knowledge.
    pub provenance: Provenance,
    /// Where it is said.
    pub source: Source,
}

/// One row: status, title, and the page's texts.
struct Row(
    u16,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Provenance,
    Source,
);

impl Refusal {
    /// Every kind, in the order of the contract.
    pub const ALL: [Self; 35] = [
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::ValidationFailed,
        Self::MalformedJson,
        Self::UnsupportedMediaType,
        Self::BodyTooLarge,
        Self::QuotaExceeded,
        Self::KeyMissing,
        Self::KeyUnknown,
        Self::KeyExpired,
        Self::KeyRevoked,
        Self::OrganisationNotLinked,
        Self::AccountNotLinked,
        Self::VacancyNotFound,
        Self::VacancyNotDraft,
        Self::VersionStale,
        Self::IdempotencyKeyReused,
        Self::TokenMissing,
        Self::TokenInvalid,
        Self::TokenExpired,
        Self::SupplierNotEnabled,
        Self::EmployerNotActivated,
        Self::TransferNotFound,
        Self::NoMatch,
        Self::SeveralMatches,
        Self::AlreadyTransferred,
        Self::NotFromTis,
        Self::IsEmployee,
        Self::ApplicantClosed,
        Self::NotOutcomeRecruited,
        Self::IdentityNotAccepted,
        Self::OccupationalHealthNotAccepted,
        Self::TooManyRequests,
        Self::ServiceUnavailable,
        Self::InternalError,
    ];

    /// The stable code, as it stands on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::MethodNotAllowed => "METHOD_NOT_ALLOWED",
            Self::ValidationFailed => "VALIDATION_FAILED",
            Self::MalformedJson => "MALFORMED_JSON",
            Self::UnsupportedMediaType => "UNSUPPORTED_MEDIA_TYPE",
            Self::BodyTooLarge => "BODY_TOO_LARGE",
            Self::QuotaExceeded => "QUOTA_EXCEEDED",
            Self::KeyMissing => "KEY_MISSING",
            Self::KeyUnknown => "KEY_UNKNOWN",
            Self::KeyExpired => "KEY_EXPIRED",
            Self::KeyRevoked => "KEY_REVOKED",
            Self::OrganisationNotLinked => "ORGANISATION_NOT_LINKED",
            Self::AccountNotLinked => "ACCOUNT_NOT_LINKED",
            Self::VacancyNotFound => "VACANCY_NOT_FOUND",
            Self::VacancyNotDraft => "VACANCY_NOT_DRAFT",
            Self::VersionStale => "VERSION_STALE",
            Self::IdempotencyKeyReused => "IDEMPOTENCY_KEY_REUSED",
            Self::TokenMissing => "TOKEN_MISSING",
            Self::TokenInvalid => "TOKEN_INVALID",
            Self::TokenExpired => "TOKEN_EXPIRED",
            Self::SupplierNotEnabled => "SUPPLIER_NOT_ENABLED",
            Self::EmployerNotActivated => "EMPLOYER_NOT_ACTIVATED",
            Self::TransferNotFound => "TRANSFER_NOT_FOUND",
            Self::NoMatch => "NO_MATCH",
            Self::SeveralMatches => "SEVERAL_MATCHES",
            Self::AlreadyTransferred => "ALREADY_TRANSFERRED",
            Self::NotFromTis => "NOT_FROM_TIS",
            Self::IsEmployee => "IS_EMPLOYEE",
            Self::ApplicantClosed => "APPLICANT_CLOSED",
            Self::NotOutcomeRecruited => "NOT_OUTCOME_RECRUITED",
            Self::IdentityNotAccepted => "IDENTITY_NOT_ACCEPTED",
            Self::OccupationalHealthNotAccepted => "OCCUPATIONAL_HEALTH_NOT_ACCEPTED",
            Self::TooManyRequests => "TOO_MANY_REQUESTS",
            Self::ServiceUnavailable => "SERVICE_UNAVAILABLE",
            Self::InternalError => "INTERNAL_ERROR",
        }
    }

    /// The HTTP status.
    pub const fn status(self) -> u16 {
        self.row().0
    }

    /// The title: the same words whenever this code is given.
    pub const fn title(self) -> &'static str {
        self.row().1
    }

    /// The rule behind it, where that is the same whoever refuses and whatever was asked.
    pub const fn rule(self) -> Option<&'static str> {
        Some(match self {
            Self::NotFound | Self::MethodNotAllowed => rule::PATHS,
            Self::MalformedJson | Self::UnsupportedMediaType | Self::BodyTooLarge => rule::BODIES,
            Self::QuotaExceeded => rule::QUOTAS,
            Self::VacancyNotFound | Self::TransferNotFound => rule::IDS,
            Self::TooManyRequests | Self::ServiceUnavailable | Self::InternalError => rule::FAULTS,
            _ => return None,
        })
    }

    /// The page that explains it.
    pub const fn page(self) -> Page {
        let Row(_, _, what, why, remedy, provenance, source) = self.row();
        Page {
            what,
            why,
            remedy,
            provenance,
            source,
        }
    }

    #[rustfmt::skip]
    const fn row(self) -> Row {
        use Provenance::{Inferred, Simulator, Stated};
        match self {
            Self::NotFound => Row(404, "Nothing answers here",
                "No operation of the simulated services has this path.",
                "Either the path is misspelt or the sandbox it names does not exist (any more).",
                "Recruiter: nothing you can correct; tell your ATS supplier's support. Support: check the base URL that was given when the sandbox was created. Developer: check the path in the API description at /openapi.json.", Simulator, OURS),
            Self::MethodNotAllowed => Row(405, "This path does not take that method",
                "The path exists, but not with this HTTP method.",
                "Each path takes only the methods of its operations; the Allow header of the answer lists them. There is no publish, close or delete for an ATS.",
                "Recruiter: to publish or close a vacancy, sign in to the NHS Jobs account. Support: pass method and path on to the developer. Developer: use a method from the Allow header.", Simulator, OURS),
            Self::ValidationFailed => Row(400, "Some fields were refused",
                "NHS Jobs or ESR refused one or more values of the request; each is listed with its field.",
                "A value is missing, too short or too long, of the wrong kind, or breaks a rule of the service.",
                "Recruiter: look at each listed field, re-enter it in a different format and send again. Support: nothing is wrong with the connection; help to find the listed fields in the form. Developer: show the user every entry of `errors`, at its field.", Stated, JTGO_GUIDE),
            Self::MalformedJson => Row(400, "The body is not JSON",
                "The body could not be read as one JSON object in UTF-8.",
                "A comma, quote or bracket is missing, the text is not UTF-8, or it is nested too deeply.",
                "Recruiter: nothing you can correct; tell your ATS supplier's support. Support: pass the detail, which names line and column, on to the developer. Developer: write bodies with a JSON library.", Simulator, OURS),
            Self::UnsupportedMediaType => Row(415, "The body is of another media type",
                "The request says that its body is something other than what this operation takes.",
                "Operations take `application/json` (the token endpoint: `application/x-www-form-urlencoded`).",
                "Recruiter: nothing you can correct; tell your ATS supplier's support. Support: pass the answer on to the developer. Developer: send the right Content-Type.", Simulator, OURS),
            Self::BodyTooLarge => Row(413, "The body is too large",
                "The body is larger than 1 MiB.",
                "No vacancy or transfer needs that much; attachments do not travel over this interface.",
                "Recruiter: add supporting documents in the NHS Jobs account. Support: explain that no file travels over this interface. Developer: send texts only.", Simulator, OURS),
            Self::QuotaExceeded => Row(429, "This sandbox is full",
                "The sandbox, or the simulator, holds as much as it is allowed to.",
                "Sandboxes are bounded so that one cannot exhaust another.",
                "Recruiter: tell whoever runs this simulator; the real service has no such limit here. Support: reset or delete sandboxes that are no longer needed, or start the simulator with a larger quota. Developer: give each test a sandbox of its own and delete it afterwards.", Simulator, OURS),
            Self::KeyMissing => Row(401, "No API key was sent",
                "The request has no `X-Api-Key` header.",
                "NHS Jobs does not know who is asking.",
                "Recruiter: nothing you can correct; tell your ATS supplier's support. Support: check that the integration is configured for this organisation. Developer: send the organisation's key with every request.", Inferred, JTGO_GUIDE),
            Self::KeyUnknown => Row(401, "The API key is not known",
                "NHS Jobs does not know the API key that was sent.",
                "It may be mistyped, or belong to another environment.",
                "Recruiter: tell your ATS supplier's support. Support: check the key and the Org ID / Account ID of the integration, and liaise with NHS Jobs. Developer: keep the vacancy, say that it is a matter of configuration, and do not send again by yourself.", Inferred, JTGO_GUIDE),
            Self::KeyExpired => Row(401, "The API key has expired",
                "The API key was good once and has run out.",
                "Keys have a life; somebody has to renew them.",
                "Recruiter: tell your ATS supplier's support. Support: have a new key issued and configured. Developer: keep the vacancy, say that it is a matter of configuration, and do not send again by yourself.", Simulator, OURS),
            Self::KeyRevoked => Row(401, "The API key was withdrawn",
                "The API key was good once and has been withdrawn.",
                "Keys are withdrawn when they leak or when a contract ends.",
                "Recruiter: tell your ATS supplier's support. Support: find out why it was withdrawn before asking for another. Developer: keep the vacancy, say that it is a matter of configuration, and do not send again by yourself.", Simulator, OURS),
            Self::OrganisationNotLinked => Row(403, "The organisation is not linked to this key",
                "The key is good, but not for the organisation in the path.",
                "The Org ID is wrong, or NHS Jobs has not linked the organisation to the supplier.",
                "Recruiter: tell your ATS supplier's support. Support: check the Org ID and liaise with NHS Jobs. Developer: keep the vacancy, say that it is a matter of configuration, and do not send again by yourself.", Stated, JTGO_GUIDE),
            Self::AccountNotLinked => Row(403, "The account is not linked to this key",
                "The key is good, but the `X-Account-Id` header is missing or names an account that is not linked to it.",
                "The Account ID is wrong, or NHS Jobs has not linked the account to the supplier.",
                "Recruiter: tell your ATS supplier's support. Support: check the Account ID and liaise with NHS Jobs. Developer: send the account's id with every request, and do not send again by yourself when it is refused.", Stated, JTGO_GUIDE),
            Self::VacancyNotFound => Row(404, "There is no such vacancy",
                "The organisation has no vacancy with this id.",
                "The id is mistyped, or the vacancy was created by another organisation or in another sandbox.",
                "Recruiter: look for the vacancy in the NHS Jobs account. Support: check for which organisation it was created. Developer: keep the `vacancyId` of the answer that created it.", Simulator, OURS),
            Self::VacancyNotDraft => Row(409, "The vacancy is no longer a draft",
                "The update was refused and nothing was changed: the vacancy has been published or closed.",
                "NHS Jobs only allows changes by way of the integration whilst the vacancy remains a draft.",
                "Recruiter: sign in to the NHS Jobs account and edit the vacancy there; the ATS keeps its own copy unchanged. Or copy the job in the ATS and post it as a new vacancy. Support: nothing is wrong with the connection; explain that an ATS changes drafts alone. Developer: show where the vacancy is edited now, and do not send the update again.", Stated, JTGO_GUIDE),
            Self::VersionStale => Row(409, "Somebody changed the vacancy in between",
                "The update carries an old version and was refused; nothing was changed.",
                "The draft was changed since the ATS last read it, perhaps by a person in the NHS Jobs account.",
                "Recruiter: look at what was changed in the NHS Jobs account, and decide which text stays. Support: nothing is wrong with the connection; find out who changed the draft. Developer: read the vacancy back, show the user what changed, and send again with `currentVersion` once the user agrees.", Simulator, OURS),
            Self::IdempotencyKeyReused => Row(409, "The idempotency key was used for something else",
                "The same `Idempotency-Key` came with a different body.",
                "A key names one intention; reusing it for another could hide a lost request.",
                "Recruiter: nothing you can correct; tell your ATS supplier's support. Support: pass on to the developer which two requests carried the key. Developer: make a new key for each intention, and send the same body whenever you repeat one.", Simulator, OURS),
            Self::TokenMissing => Row(401, "No access token was sent",
                "The request has no bearer token.",
                "ESR does not know who is asking.",
                "Recruiter: nothing you can correct; tell your ATS supplier's support. Support: check that the ESR integration is configured. Developer: obtain a token first and send it as `Authorization: Bearer`.", Simulator, OURS),
            Self::TokenInvalid => Row(401, "The access token is not valid",
                "ESR did not issue this token, or has withdrawn it.",
                "It may be cut off, or belong to another environment.",
                "Recruiter: nothing you can correct; tell your ATS supplier's support. Support: if it goes on, check client id and secret of the ESR integration. Developer: obtain a new token, once; if that is refused too, tell support.", Simulator, OURS),
            Self::TokenExpired => Row(401, "The access token has expired",
                "The token was good once and has run out.",
                "Tokens live for an hour.",
                "Recruiter: nothing to do; a good ATS renews it without a word. Support: if users see this, tell the developer. Developer: obtain a new token, once, and repeat the request with it.", Simulator, OURS),
            Self::SupplierNotEnabled => Row(403, "The supplier is not enabled for this employer",
                "The token is good, but the supplier may not send for this VPD.",
                "The interface is switched on employer by employer, on a service request; an unknown VPD is refused in the same way.",
                "Recruiter: tell your ATS supplier's support. Support: check the VPD, and whether the employer's service request has been completed. Developer: keep the checks, say that it is a matter of set-up, and do not send again by yourself.", Inferred, DIT_FAQ),
            Self::EmployerNotActivated => Row(403, "The employer has not activated its DiT interface",
                "The employer has neither an active TIS or Hicom interface nor a request for one.",
                "That interface creates the applicants; without it there is nothing to add checks to.",
                "Recruiter: tell whoever looks after ESR at your employer. Support: the employer raises a request on the ESR Service Desk: Request a new service > AC > ESR Interfaces > Other system interfaces. Developer: keep the checks, say that it is a matter of set-up, and do not send again by yourself.", Stated, DIT_FAQ),
            Self::TransferNotFound => Row(404, "There is no such transfer",
                "The employer has no transfer with this id.",
                "The id is mistyped, or the transfer was refused and never stored.",
                "Recruiter: look at the applicant in ESR; what was accepted is there. Support: check for which employer it was sent. Developer: keep the `transferId` of the answer that accepted it.", Simulator, OURS),
            Self::NoMatch => Row(404, "No applicant matches",
                "ESR holds no applicant for this employer with this first name, last name and date of birth.",
                "TIS has not sent the applicant yet, or a name or the date of birth differs between the two systems.",
                "Recruiter: compare both records letter by letter (hyphens, apostrophes, accents, order of names, day and month). HR corrects the ESR person record, or you correct the ATS; then send again: a refusal does not use up the transfer. Support: nothing is wrong with the connection; check whether TIS or Hicom has sent the applicant. Developer: keep the checks, and never change a name to make it match.", Inferred, DIT_FAQ),
            Self::SeveralMatches => Row(409, "Several applicants match",
                "More than one applicant of this employer has this first name, last name and date of birth.",
                "Historic or duplicate applicants were not closed; ESR does not guess.",
                "Recruiter: ask HR to close the historic applicant records in ESR, or to choose which to keep; then send again. Support: nothing is wrong with the connection; explain that ESR does not guess. Developer: keep the checks, and send again only when the user asks for it.", Inferred, DIT_FAQ),
            Self::AlreadyTransferred => Row(409, "The checks were already transferred",
                "The one transfer for this applicant has been made.",
                "It is a one-off transfer, not an iterative process.",
                "Recruiter: later changes are entered in ESR by hand. Support: explain that the transfer is done once. Developer: treat it as done, and do not send again.", Stated, DIT_FAQ),
            Self::NotFromTis => Row(422, "The applicant did not come from TIS",
                "An applicant matches, but was created by hand or by the e-Recruitment interface.",
                "Only applicants sent through the TIS (or Hicom) interface are in scope.",
                "Recruiter: enter the checks in ESR by hand, or wait for the TIS record and have the hand-made one closed. Support: explain which applicants are in scope. Developer: keep the checks, and send again only when the user asks for it.", Stated, DIT_FAQ),
            Self::IsEmployee => Row(422, "The person is an employee",
                "The person matches, but ESR holds them as an employee.",
                "Employees are not in scope of this interface.",
                "Recruiter: enter the checks in ESR by hand. Support: explain which applicants are in scope. Developer: tell the user, and do not send again by yourself.", Stated, DIT_FAQ),
            Self::ApplicantClosed => Row(422, "The applicant record is closed",
                "The applicant that matches has been closed.",
                "Historic records take no new checks.",
                "Recruiter: check whether TIS has sent a new applicant record, and with which spelling. Support: help to find the open record, if there is one. Developer: keep the checks, and send again only when the user asks for it.", Inferred, DIT_FAQ),
            Self::NotOutcomeRecruited => Row(422, "The applicant is not yet 'outcome recruited'",
                "The transfer was refused because the applicant has not reached the status 'outcome recruited'.",
                "Checks travel once, when all of them are complete.",
                "Recruiter: finish the checks and set the status; the ATS then sends by itself. Support: check which status the applicant has in the ATS. Developer: send at this status and no earlier.", Stated, DIT_FAQ),
            Self::IdentityNotAccepted => Row(422, "Identity data is not accepted",
                "The transfer holds identity data and was refused whole.",
                "Identity is entered in ESR by hand, to protect the link with Spine and smartcards.",
                "Recruiter: enter it in ESR by hand. Support: pass the listed fields on to the developer. Developer: never send identity data.", Stated, DIT_FAQ),
            Self::OccupationalHealthNotAccepted => Row(422, "Occupational health data is not accepted",
                "The transfer holds occupational health data and was refused whole.",
                "Occupational health is not in scope of this interface and is handled in ESR directly.",
                "Recruiter: nothing to send; it is handled in ESR directly. Support: pass the listed fields on to the developer. Developer: never send occupational health data.", Stated, DIT_FAQ),
            Self::TooManyRequests => Row(429, "Too many requests",
                "The service asks the client to slow down.",
                "A fault was armed in this sandbox, or its request rate is limited.",
                "Recruiter: wait; a good ATS sends again by itself. Support: if it goes on, find out how often the ATS sends. Developer: wait as long as Retry-After says, then repeat the same request with the same key.", Simulator, OURS),
            Self::ServiceUnavailable => Row(503, "The service is unavailable",
                "The service cannot answer just now.",
                "A fault was armed in this sandbox.",
                "Recruiter: wait; a good ATS sends again by itself. Support: find out whether the service is down, and tell the users. Developer: wait as long as Retry-After says, then repeat the same request with the same key, a few times at most.", Simulator, OURS),
            Self::InternalError => Row(500, "The service failed",
                "The service failed while it worked on the request.",
                "A fault was armed in this sandbox.",
                "Recruiter: wait, and do not enter it a second time by hand. Support: look whether it arrived, and report it if it goes on. Developer: repeat the same request with the same key, a few times at most; then tell the user that the outcome is not known.", Simulator, OURS),
        }
    }
}

/// The code belongs to no refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRefusal(pub String);

impl FromStr for Refusal {
    type Err = UnknownRefusal;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|refusal| refusal.code() == code);
        found.ok_or_else(|| UnknownRefusal(code.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_serialised_code_is_the_code() {
        for refusal in Refusal::ALL {
            let written = serde_json::to_string(&refusal).unwrap();
            assert_eq!(written, format!("\"{}\"", refusal.code()));
            assert_eq!(refusal.code().parse(), Ok(refusal));
        }
    }

    #[test]
    fn every_page_says_what_why_and_what_each_of_three_people_does() {
        for refusal in Refusal::ALL {
            let page = refusal.page();
            assert!(
                ["Recruiter: ", "Support: ", "Developer: "]
                    .map(|who| page.remedy.find(who))
                    .is_sorted_by(|one, next| one.is_some() && one < next),
                "{}",
                refusal.code()
            );
            assert!(
                [page.what, page.why, page.remedy]
                    .iter()
                    .all(|text| text.ends_with('.'))
            );
        }
    }
}
