//! `getTransfer`: the result of a transfer again.

use contract::refusal::Refusal;
use http::StatusCode;

use crate::answer::Answer;
use crate::problem::Refused;
use crate::public::magic;
use crate::public::visit::Visit;

/// Answers the result of one transfer.
pub(in crate::public) fn get(visit: &Visit<'_>) -> Result<Answer, Refused> {
    super::admit_for_employer(visit)?;
    magic::in_header(visit)?;
    let (vpd, id) = (
        visit.parameters.get("vpd"),
        visit.parameters.get("transferId"),
    );
    let world = visit.site.world();
    let unknown = || Refused::plain(Refusal::TransferNotFound);
    let result = world.esr.transfer_result(vpd, id).ok_or_else(unknown)?;
    Ok(Answer::json(StatusCode::OK, result))
}
