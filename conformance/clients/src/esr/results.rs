//! What ESR says of each record, and what the user is told of it.

use serde_json::Value;

use crate::api::report::{Outcome, Report, Severity, Told};
use crate::fields::applicant::RECORDS;
use crate::http::answer::Reply;

/// The report of a transfer that ESR took; none when the answer cannot be read as one.
pub(super) fn report(reply: &Reply, sends: u32) -> Option<Report> {
    let transfer_id = reply.text("transferId")?;
    let remarks: Vec<Told> = records(reply).filter_map(remark).collect();
    let quiet = remarks.iter().all(|told| told.severity == Severity::Info);
    let outcome = if quiet {
        Outcome::Accepted
    } else {
        Outcome::AcceptedWithWarnings
    };
    let mut report = Report::new(outcome, sends).and_told(taken(reply, transfer_id));
    report.told_user.extend(remarks);
    report.reference = Some(transfer_id.to_owned());
    Some(report)
}

fn taken(reply: &Reply, transfer_id: &str) -> Told {
    let number = reply.text("applicantNumber").unwrap_or("not told");
    Told::info(format!(
        "The employment checks are in ESR (transfer {transfer_id}, applicant number {number}). It \
         is a one-off transfer: enter later changes, identity and occupational health in ESR by \
         hand."
    ))
}

fn records(reply: &Reply) -> impl Iterator<Item = &Value> {
    reply
        .body
        .as_ref()
        .and_then(|body| body.get("records")?.as_array())
        .into_iter()
        .flatten()
}

/// A record that went in without a word needs none.
fn remark(record: &Value) -> Option<Told> {
    let text = |member| record.get(member).and_then(Value::as_str);
    let (word, said) = (text("record").unwrap_or_default(), text("messageText"));
    let failed = text("loadStatusCode") == Some("FAIL");
    let severity = match text("messageType") {
        _ if failed => Severity::Error,
        Some("ERROR") => Severity::Error,
        Some("WARNING") => Severity::Warning,
        Some(_) => Severity::Info,
        None if said.is_some() => Severity::Info,
        None => return None,
    };
    Some(about(word, severity, said.unwrap_or("no reason given")))
}

fn about(word: &str, severity: Severity, said: &str) -> Told {
    let row = RECORDS.iter().find(|(record, _, _)| *record == word);
    let (path, label) = row.map_or((None, word), |(_, path, label)| (Some(*path), *label));
    let advice = match (word, severity) {
        ("PROFESSIONAL_REGISTRATION", Severity::Warning) => {
            " ESR keeps the registration it already holds; the one sent from here was not used. \
             Please check it in ESR."
        }
        (_, Severity::Error) => " This record did not go in: please enter it in ESR by hand.",
        _ => "",
    };
    let text = format!("{label}: {}.{advice}", said.trim_end_matches('.'));
    Told {
        severity,
        field: path.map(str::to_owned),
        text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn reported(records: Value) -> Report {
        let body = json!({ "transferId": "X-1", "applicantNumber": "20001", "loadStatusCode": "SUCCESS", "records": records });
        report(
            &Reply {
                status: 201,
                body: Some(body),
                ..Reply::default()
            },
            1,
        )
        .expect("a result")
    }

    #[test]
    fn a_superseded_registration_is_a_warning_at_its_record() {
        let report = reported(json!([
            { "record": "DBS", "loadStatusCode": "SUCCESS" },
            { "record": "PROFESSIONAL_REGISTRATION", "loadStatusCode": "SUCCESS", "messageType": "WARNING",
              "messageText": "An existing registration supersedes the one sent" }
        ]));

        insta::assert_json_snapshot!(report, @r#"
        {
          "outcome": "accepted_with_warnings",
          "reference": "X-1",
          "told_user": [
            {
              "severity": "info",
              "text": "The employment checks are in ESR (transfer X-1, applicant number 20001). It is a one-off transfer: enter later changes, identity and occupational health in ESR by hand."
            },
            {
              "severity": "warning",
              "field": "checks.professional_registration",
              "text": "Professional registration: An existing registration supersedes the one sent. ESR keeps the registration it already holds; the one sent from here was not used. Please check it in ESR."
            }
          ],
          "attempts": 1
        }
        "#);
    }

    #[test]
    fn a_record_that_failed_is_an_error_even_without_a_word() {
        let report = reported(json!([{ "record": "NEW_RECORD", "loadStatusCode": "FAIL" }]));

        insta::assert_snapshot!(report.told_user[1].text, @"NEW_RECORD: no reason given. This record did not go in: please enter it in ESR by hand.");
    }

    #[test]
    fn an_answer_without_a_transfer_id_is_no_result() {
        assert_eq!(
            report(
                &Reply {
                    status: 201,
                    ..Reply::default()
                },
                1
            ),
            None
        );
    }
}
