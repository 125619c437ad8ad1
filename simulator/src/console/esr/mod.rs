//! ESR of a sandbox, as a person in HR sees it: applicants and their six records, near misses,
//! duplicates, the employers, and the feeds.

mod applicant;
mod correct;
mod duplicates;
mod employers;
mod letters;
mod list;
mod load;
mod near_misses;
mod told;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use super::at::At;
use super::frame::{Frame, Tab};
use super::trouble::Trouble;
use crate::app::App;

/// The pages, below a sandbox's path.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/esr", get(list::get))
        .route("/esr/near-misses", get(near_misses::get))
        .route("/esr/duplicates", get(duplicates::get))
        .route("/esr/employers", get(employers::get).post(employers::post))
        .route("/esr/load", get(load::get).post(load::post))
        .route("/esr/load/rotation", post(load::rotation))
        .route("/esr/applicants/{id}", get(applicant::get))
        .route(
            "/esr/applicants/{id}/close",
            get(applicant::may_close).post(applicant::close),
        )
        .route("/esr/applicants/{id}/keep", post(duplicates::keep))
        .route(
            "/esr/applicants/{id}/correct",
            get(correct::get).post(correct::post),
        )
}

/// A part of ESR, in its own navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Applicants,
    NearMisses,
    Duplicates,
    Employers,
    Load,
}

impl Part {
    const ALL: [Self; 5] = [
        Self::Applicants,
        Self::NearMisses,
        Self::Duplicates,
        Self::Employers,
        Self::Load,
    ];

    const fn title(self) -> &'static str {
        match self {
            Self::Applicants => "Applicants",
            Self::NearMisses => "Near misses",
            Self::Duplicates => "Duplicates",
            Self::Employers => "Employers",
            Self::Load => "Load from TIS or Hicom",
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Applicants => "/esr",
            Self::NearMisses => "/esr/near-misses",
            Self::Duplicates => "/esr/duplicates",
            Self::Employers => "/esr/employers",
            Self::Load => "/esr/load",
        }
    }
}

/// What all pages of ESR show.
struct Head {
    part: Part,
    path: String,
}

fn head(at: &At, part: Part) -> (Frame, Head) {
    let frame = at.frame(Tab::Esr);
    let frame = match part {
        Part::Applicants => frame,
        other => frame.below_tab().titled(other.title()),
    };
    let path = at.path("");
    (frame, Head { part, path })
}

fn not_there(at: &At) -> Trouble {
    let way = at.path("/esr");
    Trouble::gone("This applicant is not there any more").way("Go to the applicants", way)
}
