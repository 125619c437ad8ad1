//! The public listener: what the simulated services would serve, and the pages that explain their
//! refusals.
//!
//! Order of judgement: sandbox, route, method, credentials, media type, size, JSON, fields, state.
//! The first three are judged here, the rest by the handler of the operation. A handler is an
//! ordinary function, so no lock of a sandbox can be held across a wait.

mod account;
mod address;
pub(crate) mod candidates;
mod esr;
mod exchange;
mod idempotency;
mod intake;
mod json;
mod links;
pub(crate) mod magic;
mod nhs_jobs;
mod openapi;
mod problems;
mod route;
mod visit;

use std::sync::Arc;

use bytes::Bytes;
use contract::operation::Operation;
use http::Response;
use http_body_util::Full;

use self::exchange::Exchange;
pub(crate) use self::idempotency::is_readable as is_answer;
pub(crate) use self::intake::BodyLimits;
use self::visit::Visit;
use crate::answer::Answer;
use crate::app::App;
use crate::problem::Refused;
use crate::server::{Answerer, Arrived, Cut};

/// Answers one operation.
type Handler = fn(&Visit<'_>) -> Result<Answer, Refused>;

/// Who answers an operation; paths and methods stand in the contract.
fn handler(operation: Operation) -> Option<Handler> {
    Some(match operation {
        Operation::CreateVacancy => nhs_jobs::create::post,
        Operation::UpdateVacancy => nhs_jobs::update::put,
        Operation::GetVacancy => nhs_jobs::read::get,
        Operation::ListVacancies => nhs_jobs::list::get,
        Operation::IssueToken => esr::issue_token::post,
        Operation::TransferEmploymentChecks => esr::transfer::post,
        Operation::GetTransfer => esr::transfer_result::get,
        Operation::ListApplicants => esr::applicants::get,
        Operation::GetStatus => esr::status::get,
        Operation::SearchAdverts => candidates::search::get,
        Operation::ViewAdvert => candidates::advert::get,
        Operation::Apply => candidates::apply::get,
    })
}

/// Answers the requests of the public listener.
#[derive(Debug)]
pub(crate) struct Public(pub(crate) Arc<App>);

impl Answerer for Public {
    type Body = Full<Bytes>;

    async fn answer(self: Arc<Self>, arrived: Arrived) -> Result<Response<Full<Bytes>>, Cut> {
        Exchange::read(&self.0, arrived).await.answer().await
    }
}
