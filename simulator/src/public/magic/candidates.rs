//! Magic values of the candidate site: asked for by `Prefer` alone, for nothing is sent there that
//! could hold a reference.

use contract::operation::Operation;
use contract::refusal::Refusal;

use super::row::{Case, Recurs, Row};
use crate::public::candidates::asked::page_refused;
use crate::public::candidates::not_published;

/// The rows.
pub(super) const ROWS: &[Row] = &[
    Row {
        value: "SIM-400",
        operations: &[Operation::SearchAdverts],
        case: Case::Refusal {
            refusal: Refusal::ValidationFailed,
            refuse: |_, _| Some(page_refused()),
        },
        recurs: Recurs::Always,
        happens: "A parameter of the search is refused: the page is no whole number.",
        shown: "That the search could not be made; the adverts found before stay as they are.",
        remedy: "Developer: build the query from numbers and codes of the API description.",
    },
    Row {
        value: "SIM-404",
        operations: &[Operation::ViewAdvert, Operation::Apply],
        case: Case::Refusal {
            refusal: Refusal::VacancyNotFound,
            refuse: |_, _| Some(not_published()),
        },
        recurs: Recurs::Always,
        happens: "No published vacancy has this reference: a draft is not there for candidates.",
        shown: "That the advert is not there, or not yet.",
        remedy: "Recruiter: sign in to NHS Jobs and publish the draft; until then there is no advert.",
    },
];
