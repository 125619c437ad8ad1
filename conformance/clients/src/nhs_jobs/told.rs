//! What a recruiter is told about a vacancy.

use super::draft::Draft;
use crate::api::report::{Outcome, Report, Told};
use crate::desk::Sent;
use crate::fields::{names, vacancy};
use crate::http::answer::Remark;
use crate::refused::NHS_JOBS;

/// The vacancy is in NHS Jobs.
pub(super) fn posted(draft: &Draft, sends: u32) -> Report {
    let text = format!(
        "Job successfully posted to NHS Jobs as {}.",
        draft.reference
    );
    there(draft, sends, Told::info(text))
}

/// The draft in NHS Jobs now says what the ATS says.
pub(super) fn updated(draft: &Draft, sends: u32) -> Report {
    let text = format!("The vacancy {} was updated in NHS Jobs.", draft.reference);
    there(draft, sends, Told::info(text))
}

/// No answer came, and reading back did not help.
pub(super) fn unknown(sent: &Sent) -> Report {
    Report::new(Outcome::Unknown, sent.sends).and_told(NHS_JOBS.unknown())
}

/// A second post of the same vacancy would be a second vacancy.
pub(super) fn already_posted(draft: &Draft) -> Told {
    Told::error(format!(
        "This vacancy is in NHS Jobs already as {}. Posting it again would make a second one: \
         please use 'Update'.",
        draft.reference
    ))
}

/// What was sent earlier without an answer has arrived.
pub(super) fn arrived_after_all(draft: &Draft) -> Told {
    Told::error(format!(
        "The vacancy you sent before did arrive in NHS Jobs, as draft {}, without your latest \
         changes. Please use 'Update' to send them.",
        draft.reference
    ))
}

/// What was sent earlier without an answer may have arrived.
pub(super) fn still_unclear() -> Told {
    Told::error(
        "We still do not know whether the vacancy you sent before arrived in NHS Jobs, so your \
         changes were not sent. Please try again in a few minutes.",
    )
}

/// An update needs a draft that this ATS posted.
pub(super) fn not_posted() -> Told {
    Told::error(
        "This vacancy is not known to be in NHS Jobs, so there is nothing to update: please use \
         'Post the Job' first.",
    )
}

/// Known to be published or closed: nothing is sent.
pub(super) fn locked(draft: &Draft) -> Told {
    Told::error(format!(
        "The vacancy {} is no longer a draft in NHS Jobs (it is {}), so it cannot be updated from \
         here. Please sign in to your NHS Jobs account and edit it there.",
        draft.reference,
        draft.status.to_lowercase()
    ))
}

/// Somebody else changed the draft: their changes are not written over unasked.
pub(super) fn stale(draft: &Draft) -> Told {
    Told::error(format!(
        "Somebody changed the draft {} in NHS Jobs since you last sent it, so your update was not \
         made. Please sign in to your NHS Jobs account and compare. If yours is the right one, \
         press 'Update' again: it will then replace what is there.",
        draft.reference
    ))
}

fn there(draft: &Draft, sends: u32, success: Told) -> Report {
    let outcome = match draft.warnings.is_empty() {
        true => Outcome::Accepted,
        false => Outcome::AcceptedWithWarnings,
    };
    let mut report = Report::new(outcome, sends)
        .and_told(success)
        .and_told(next_step(draft));
    report.told_user.extend(draft.warnings.iter().map(warning));
    report.reference = Some(draft.reference.clone());
    report.state = draft.state();
    report
}

/// Posted is not advertised (stated: the JTGO guide's IMPORTANT box).
fn next_step(draft: &Draft) -> Told {
    if draft.is_locked() {
        return Told::info(format!(
            "It is {} in NHS Jobs.",
            draft.status.to_lowercase()
        ));
    }
    Told::info(
        "It is a draft, and candidates cannot see it yet: sign in to NHS Jobs, review and publish \
         it.",
    )
}

fn warning(remark: &Remark) -> Told {
    let label = names::label(vacancy::FIELDS, &remark.field).unwrap_or("a value");
    let told = Told::warning(format!(
        "NHS Jobs remarks on {label}: {}.",
        remark.message.trim_end_matches('.')
    ));
    match names::ats_path(vacancy::FIELDS, &remark.field) {
        Some(path) => told.of(path),
        None => told,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn draft(status: &str) -> Draft {
        let warning = json!({ "field": "/salary/maximum", "code": "SALARY_OUTSIDE_BAND", "rule": "NJ-SAL-07", "message": "outside the band" });
        let body = json!({ "vacancyId": "V-1", "reference": "C9309-26-0264", "version": 1, "status": status, "warnings": [warning] });
        Draft::of(&body).expect("a vacancy")
    }

    #[test]
    fn a_posted_vacancy_is_told_to_be_a_draft_and_its_warnings_are_shown() {
        insta::assert_json_snapshot!(posted(&draft("DRAFT"), 1), @r#"
        {
          "outcome": "accepted_with_warnings",
          "reference": "C9309-26-0264",
          "state": "draft",
          "told_user": [
            {
              "severity": "info",
              "text": "Job successfully posted to NHS Jobs as C9309-26-0264."
            },
            {
              "severity": "info",
              "text": "It is a draft, and candidates cannot see it yet: sign in to NHS Jobs, review and publish it."
            },
            {
              "severity": "warning",
              "field": "salary.maximum",
              "text": "NHS Jobs remarks on Highest salary: outside the band."
            }
          ],
          "attempts": 1
        }
        "#);
    }

    #[test]
    fn what_must_be_done_by_hand_is_told() {
        let published = draft("PUBLISHED");

        insta::assert_snapshot!(locked(&published).text, @"The vacancy C9309-26-0264 is no longer a draft in NHS Jobs (it is published), so it cannot be updated from here. Please sign in to your NHS Jobs account and edit it there.");
        insta::assert_snapshot!(stale(&published).text, @"Somebody changed the draft C9309-26-0264 in NHS Jobs since you last sent it, so your update was not made. Please sign in to your NHS Jobs account and compare. If yours is the right one, press 'Update' again: it will then replace what is there.");
        insta::assert_snapshot!(already_posted(&published).text, @"This vacancy is in NHS Jobs already as C9309-26-0264. Posting it again would make a second one: please use 'Update'.");
    }
}
