//! The words for each refusal that a recruiter or their HR colleagues can act on.

/// What to do about the whole refusal; none for a code that has no words of its own.
#[rustfmt::skip]
pub(super) fn of_refusal(code: &str) -> Option<&'static str> {
    Some(match code {
        "VACANCY_NOT_DRAFT" => "This vacancy is no longer a draft in NHS Jobs, so it cannot be updated from here and nothing was changed. Please sign in to your NHS Jobs account and edit it there; the copy in this ATS stays as it is.",
        "VACANCY_NOT_FOUND" => "NHS Jobs no longer has this vacancy, so nothing was changed. Please look in your NHS Jobs account; if it is gone, copy the job and post the copy.",
        "NO_MATCH" => "ESR has no applicant with this first name, last name and date of birth, so nothing was transferred. Either TIS has not sent the applicant yet, or the two systems spell them differently. Please compare both records letter by letter (hyphens, apostrophes, accents, the order of names, day and month), have the wrong one corrected, and transfer again. We do not guess.",
        "SEVERAL_MATCHES" => "ESR has several applicants with this first name, last name and date of birth, so nothing was transferred. Please ask HR to close the historic or duplicate applicants in ESR, and transfer again. We do not guess which one is meant.",
        "ALREADY_TRANSFERRED" => "The checks of this applicant are in ESR already. It is a one-off transfer: please enter later changes in ESR by hand.",
        "NOT_FROM_TIS" => "ESR's record of this applicant was not created by TIS or Hicom, so nothing was transferred. Please enter the checks in ESR by hand, or ask HR to close that record once TIS has sent its own, and transfer again.",
        "IS_EMPLOYEE" => "ESR holds this person as an employee, so nothing was transferred. Please enter the checks in ESR by hand.",
        "APPLICANT_CLOSED" => "ESR's record of this applicant is closed, so nothing was transferred. Please ask HR whether TIS has sent a new one, and how it is spelt, and transfer again.",
        "NOT_OUTCOME_RECRUITED" => "ESR takes checks only once the outcome is 'recruited', so nothing was transferred. Please finish the checks and set the status.",
        "IDENTITY_NOT_ACCEPTED" => "ESR refused the transfer because it held identity data, which is entered in ESR by hand. Nothing was transferred. Please tell ATS Support: this must not happen.",
        "OCCUPATIONAL_HEALTH_NOT_ACCEPTED" => "ESR refused the transfer because it held occupational health data, which is handled in ESR directly. Nothing was transferred. Please tell ATS Support: this must not happen.",
        _ => return None,
    })
}

/// What to do about one refused field, after a space; nothing where the service's words will do.
pub(super) fn of_field(code: &str) -> &'static str {
    if code.starts_with("SALARY") {
        // The words of the JTGO guide.
        " The salary you have entered is not valid. Please review the salary information and re-enter."
    } else {
        " Please re-enter the information in a different format and try again."
    }
}
