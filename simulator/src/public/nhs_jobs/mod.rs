//! NHS Jobs towards an ATS: drafts created, replaced, read back and found.

pub(super) mod create;
pub(super) mod list;
pub(super) mod read;
pub(super) mod update;

use contract::refusal::Refusal;
use contract::rule;
use contract::vacancy::Vacancy;
use http::{HeaderName, StatusCode};

use super::visit::Visit;
use crate::answer::Answer;
use crate::journal::API_KEY;
use crate::problem::Refused;
use crate::sandbox::door::Presented;

const ACCOUNT_ID: HeaderName = HeaderName::from_static("x-account-id");

/// Lets a request into NHS Jobs by its key, organisation and account.
fn admit(visit: &Visit<'_>) -> Result<(), Refused> {
    let key = visit
        .header(&API_KEY)
        .map_err(|twice| refused(Refusal::KeyUnknown, twice))?;
    let account = visit
        .header(&ACCOUNT_ID)
        .map_err(|twice| refused(Refusal::AccountNotLinked, twice));
    let presented = Presented {
        api_key: key.filter(|key| !key.is_empty()),
        account_id: account.as_ref().copied().unwrap_or_default(),
        organisation_id: visit.parameters.get("organisationId"),
    };
    let admitted = visit.site.sandbox.admit_nhs_jobs(presented);
    match admitted {
        // An account that stands twice is told of only once key and organisation are good.
        Err(Refusal::AccountNotLinked) => Err(account.err().unwrap_or_else(not_linked)),
        other => other.map_err(|refusal| Refused::plain(refusal).by(rule::NJ_CREDENTIALS)),
    }
}

fn not_linked() -> Refused {
    Refused::plain(Refusal::AccountNotLinked).by(rule::NJ_CREDENTIALS)
}

fn refused(refusal: Refusal, detail: impl ToString) -> Refused {
    Refused::new(refusal, detail.to_string()).by(rule::NJ_CREDENTIALS)
}

/// A vacancy as answered, for the rules of its warnings.
fn vacancy(status: StatusCode, vacancy: &Vacancy) -> Answer {
    let rules = vacancy.warnings.iter().map(|warning| warning.rule.as_str());
    Answer::json(status, vacancy).by_rules(rules)
}

fn no_such_vacancy(detail: impl ToString) -> Refused {
    Refused::new(Refusal::VacancyNotFound, detail.to_string())
}
