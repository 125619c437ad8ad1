//! NHS Jobs towards candidates: the advert, the way to the ATS, and the public search. Nobody needs
//! a credential here, and a draft is as if it were not there.

pub(super) mod advert;
pub(super) mod apply;
pub(super) mod search;

pub(super) mod asked;
pub(crate) mod view;
pub(crate) mod words;

mod xml;

use contract::refusal::Refusal;
use contract::rule;

use super::visit::Visit;
use crate::nhs_jobs::Record;
use crate::problem::Refused;

/// The vacancy of the path, if it was ever published.
fn advertised(visit: &Visit<'_>) -> Result<Record, Refused> {
    let world = visit.site.world();
    let found = world.nhs_jobs.advert(visit.parameters.get("reference"));
    found.cloned().ok_or_else(not_published)
}

/// The refusal of a reference that no published vacancy has.
pub(super) fn not_published() -> Refused {
    not_there("no published vacancy has this reference")
}

fn not_there(detail: &str) -> Refused {
    Refused::new(Refusal::VacancyNotFound, detail).by(rule::NJ_ADVERT)
}

/// Where candidates read an advert.
fn address(base: &str, reference: &str) -> String {
    format!("{base}/candidate/jobadvert/{reference}")
}
