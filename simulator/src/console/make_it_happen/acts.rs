//! Arming and disarming.

use axum::response::Response;
use http::StatusCode;

use super::super::at::At;
use super::super::fields::Fields;
use super::super::page::Answered;
use super::super::trouble::Trouble;
use super::catalogue;

const HERE: &str = "/make-it-happen";

/// Arms a case for the next request, or for every one.
pub(super) async fn arm(at: At, fields: Fields) -> Answered {
    let word = fields.trimmed("case");
    let case = catalogue::find(&word).ok_or_else(|| no_case(&at))?;
    let next = fields.get("for") != "all";
    let armed = at.site.armed.arm(case.row(), next);
    armed.map_err(|full| {
        let text = format!("{full}. Nothing was changed.");
        Trouble::new(StatusCode::CONFLICT, "Too many cases are armed", text)
            .way("See what is armed", at.path(HERE))
    })?;
    at.note("faults", "POST /faults", Some(case.word));
    let said = match next {
        true => format!("‘{}’ will happen to the next request.", case.title),
        false => format!(
            "‘{}’ will happen to every request until you disarm it.",
            case.title
        ),
    };
    Ok(at.go(HERE, said))
}

/// Disarms one case or fault, or all of them.
pub(super) async fn disarm(at: At, fields: Fields) -> Response {
    let (case, fault) = (fields.trimmed("case"), fields.trimmed("fault"));
    let gone = match (case.parse(), fault.as_str()) {
        (Ok(id), _) => at.site.armed.disarm(id),
        (Err(_), "") => {
            at.site.armed.clear();
            at.site.faults.clear();
            true
        }
        (Err(_), id) => at.site.faults.disarm(id),
    };
    at.note("faults", "DELETE /faults", None);
    let said = match gone {
        true => "Disarmed.",
        false => "It had already happened, or somebody else had disarmed it.",
    };
    at.go(HERE, said)
}

fn no_case(at: &At) -> Trouble {
    let text = "Nothing was armed. Go back to the list and choose one of its cases.";
    Trouble::new(StatusCode::BAD_REQUEST, "There is no such case", text)
        .way("See every case", at.path(HERE))
}
