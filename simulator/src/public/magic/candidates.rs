//! Magic values of the candidate site: asked for by `Prefer` alone, for nothing is sent there that
//! could hold a reference.

use contract::operation::Operation;
use contract::refusal::Refusal;

use super::row::{Row, refusal};
use crate::public::candidates::asked::page_refused;
use crate::public::candidates::not_published;

/// The rows.
pub(super) const ROWS: &[Row] = &[
    refusal(
        "SIM-400",
        &[Operation::SearchAdverts],
        Refusal::ValidationFailed,
        |_, _| Some(page_refused()),
        [
            "A parameter of the search is refused: the page is no whole number.",
            "That the search could not be made; the adverts found before stay as they are.",
            "Developer: build the query from numbers and codes of the API description.",
        ],
    ),
    refusal(
        "SIM-404",
        &[Operation::ViewAdvert, Operation::Apply],
        Refusal::VacancyNotFound,
        |_, _| Some(not_published()),
        [
            "No published vacancy has this reference: a draft is not there for candidates.",
            "That the advert is not there, or not yet.",
            "Recruiter: sign in to NHS Jobs and publish the draft; until then there is no advert.",
        ],
    ),
];
