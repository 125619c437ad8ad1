//! What a person is told when a service refuses, by status and by the code of the refusal.

mod words;

use crate::api::report::{Outcome, Report, Told};
use crate::fields::{Field, applicant, names, vacancy};
use crate::http::answer::{Remark, Reply};

/// One of the two services, as a person knows it.
pub(crate) struct Service {
    pub(crate) name: &'static str,
    /// What is sent to it.
    pub(crate) thing: &'static str,
    /// The fields of the form, for the way back from a pointer.
    pub(crate) fields: &'static [Field],
    /// What support checks first.
    pub(crate) configuration: &'static str,
}

/// NHS Jobs, to which vacancies go.
pub(crate) const NHS_JOBS: Service = Service {
    name: "NHS Jobs",
    thing: "vacancy",
    fields: vacancy::FIELDS,
    configuration: "the 'Org ID / Account ID' and the key of the integration",
};

/// ESR, to which employment checks go.
pub(crate) const ESR: Service = Service {
    name: "ESR",
    thing: "transfer",
    fields: applicant::FIELDS,
    configuration: "the supplier's credentials, and whether the interface is switched on for this \
                    employer (VPD)",
};

/// The report of an action that ended with this answer, which is no success.
pub(crate) fn report(service: &Service, reply: &Reply, sends: u32) -> Report {
    match reply.status {
        401 | 403 => Report::new(Outcome::ConfigError, sends).and_told(support(service, reply)),
        408 | 429 | 500.. => Report::new(Outcome::Failed, sends).and_told(later(service, reply)),
        400..=499 => {
            let mut report = Report::new(Outcome::Rejected, sends);
            report.told_user = rejected(service, reply);
            report
        }
        _ => Report::new(Outcome::Failed, sends).and_told(strange(service, reply)),
    }
}

/// Something for support: the recruiter cannot correct it (stated: the JTGO guide, '401 / 403
/// Errors').
pub(crate) fn support(service: &Service, reply: &Reply) -> Told {
    let Service {
        name,
        thing,
        configuration,
        ..
    } = service;
    Told::error(format!(
        "There is a problem with the connection to {name} ({}). This is not something you can \
         correct in the {thing}: please raise it with ATS Support, who will check \
         {configuration}, and liaise with {name}.",
        code(reply)
    ))
}

/// Try again later: the service did not take it, and said so.
pub(crate) fn later(service: &Service, reply: &Reply) -> Told {
    let Service { name, thing, .. } = service;
    let when = reply.retry_after.map_or_else(
        || "in a few minutes".to_owned(),
        |wait| format!("in {} seconds or later", wait.as_secs()),
    );
    Told::error(format!(
        "{name} cannot take the {thing} just now ({}). We have stopped trying. \
         Please try again {when}; nothing needs to be entered again.",
        code(reply)
    ))
}

impl Service {
    /// Nobody answered at all, and nothing was sent.
    pub(crate) fn silent(&self) -> Told {
        let Self { name, thing, .. } = self;
        Told::error(format!(
            "{name} cannot be reached, so the {thing} was not sent. Please try again in a few \
             minutes; if it stays like this, tell ATS Support."
        ))
    }

    /// It was sent and no answer came.
    pub(crate) fn unknown(&self) -> Told {
        let Self { name, thing, .. } = self;
        Told::warning(format!(
            "No answer came from {name}, so we do not know whether the {thing} arrived. Please \
             do not enter it there by hand yet: try again here, it cannot arrive twice."
        ))
    }
}

fn rejected(service: &Service, reply: &Reply) -> Vec<Told> {
    let errors = reply.errors();
    if errors.is_empty() {
        return vec![as_a_whole(service, reply)];
    }
    errors
        .iter()
        .map(|error| at_field(service, error))
        .collect()
}

/// Every refused field is shown at its place on the form.
fn at_field(service: &Service, error: &Remark) -> Told {
    let label = names::label(service.fields, &error.field).unwrap_or("a value");
    let advice = words::of_field(&error.code);
    let told = Told::error(format!(
        "{} did not accept {label}: {}.{advice}",
        service.name,
        error.message.trim_end_matches('.'),
    ));
    match names::ats_path(service.fields, &error.field) {
        Some(path) => told.of(path),
        None => told,
    }
}

fn as_a_whole(service: &Service, reply: &Reply) -> Told {
    if let Some(text) = reply.code().and_then(words::of_refusal) {
        return Told::error(text);
    }
    let Service { name, thing, .. } = service;
    let detail = reply
        .text("detail")
        .or(reply.text("title"))
        .unwrap_or("It gave no reason.");
    Told::error(format!(
        "{name} refused the {thing} ({}) and named no field. {detail} If you cannot tell what to \
         correct, please ask ATS Support.",
        code(reply)
    ))
}

fn strange(service: &Service, reply: &Reply) -> Told {
    let Service { name, thing, .. } = service;
    Told::error(format!(
        "{name} gave an answer that this ATS does not understand ({}), so the {thing} was not \
         taken. Please tell ATS Support.",
        code(reply)
    ))
}

fn code(reply: &Reply) -> String {
    match reply.code() {
        Some(code) => format!("{} {code}", reply.status),
        None => reply.status.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::{Value, json};

    use super::*;

    fn reply(status: u16, body: Value) -> Reply {
        Reply {
            status,
            body: Some(body),
            ..Reply::default()
        }
    }

    fn told(service: &Service, reply: &Reply) -> String {
        let report = report(service, reply, 1);
        let line = |told: &Told| {
            format!(
                "{:?} [{}] {}",
                told.severity,
                told.field.as_deref().unwrap_or("-"),
                told.text
            )
        };
        let lines: Vec<_> = report.told_user.iter().map(line).collect();
        format!("{:?}\n{}", report.outcome, lines.join("\n"))
    }

    #[test]
    fn every_refused_field_is_shown_at_its_place() {
        let body = json!({ "code": "VALIDATION_FAILED", "errors": [
            { "field": "/salary/minimum", "code": "SALARY_OUTSIDE_BAND", "rule": "NJ-SAL-07", "message": "outside the band" },
            { "field": "/workingPatterns/1", "code": "UNKNOWN_CODE", "rule": "NJ", "message": "not one of the list." },
            { "field": "", "code": "NOT_VALID", "rule": "NJ", "message": "must be an object" }
        ] });

        insta::assert_snapshot!(told(&NHS_JOBS, &reply(400, body)), @r"
        Rejected
        Error [salary.minimum] NHS Jobs did not accept Lowest salary: outside the band. The salary you have entered is not valid. Please review the salary information and re-enter.
        Error [working_patterns] NHS Jobs did not accept Working pattern: not one of the list. Please re-enter the information in a different format and try again.
        Error [-] NHS Jobs did not accept a value: must be an object. Please re-enter the information in a different format and try again.
        ");
    }

    #[test]
    fn a_refused_credential_is_for_support() {
        let key = reply(401, json!({ "code": "KEY_EXPIRED" }));
        let supplier = reply(403, json!({ "code": "SUPPLIER_NOT_ENABLED" }));

        insta::assert_snapshot!(told(&NHS_JOBS, &key), @r"
        ConfigError
        Error [-] There is a problem with the connection to NHS Jobs (401 KEY_EXPIRED). This is not something you can correct in the vacancy: please raise it with ATS Support, who will check the 'Org ID / Account ID' and the key of the integration, and liaise with NHS Jobs.
        ");
        insta::assert_snapshot!(told(&ESR, &supplier), @r"
        ConfigError
        Error [-] There is a problem with the connection to ESR (403 SUPPLIER_NOT_ENABLED). This is not something you can correct in the transfer: please raise it with ATS Support, who will check the supplier's credentials, and whether the interface is switched on for this employer (VPD), and liaise with ESR.
        ");
    }

    #[test]
    fn a_busy_service_is_for_later() {
        let busy = Reply {
            retry_after: Some(Duration::from_secs(90)),
            ..reply(429, json!({}))
        };

        insta::assert_snapshot!(told(&NHS_JOBS, &busy), @r"
        Failed
        Error [-] NHS Jobs cannot take the vacancy just now (429). We have stopped trying. Please try again in 90 seconds or later; nothing needs to be entered again.
        ");
        insta::assert_snapshot!(told(&ESR, &Reply { status: 500, ..Reply::default() }), @r"
        Failed
        Error [-] ESR cannot take the transfer just now (500). We have stopped trying. Please try again in a few minutes; nothing needs to be entered again.
        ");
    }

    #[test]
    fn a_refusal_nobody_knows_is_told_in_the_services_words() {
        let body = json!({ "code": "ON_HOLIDAY", "detail": "Come back tomorrow." });

        insta::assert_snapshot!(told(&NHS_JOBS, &reply(409, body)), @r"
        Rejected
        Error [-] NHS Jobs refused the vacancy (409 ON_HOLIDAY) and named no field. Come back tomorrow. If you cannot tell what to correct, please ask ATS Support.
        ");
        insta::assert_snapshot!(told(&NHS_JOBS, &Reply { status: 302, ..Reply::default() }), @r"
        Failed
        Error [-] NHS Jobs gave an answer that this ATS does not understand (302), so the vacancy was not taken. Please tell ATS Support.
        ");
    }

    #[test]
    fn no_match_and_several_matches_are_told_in_words_that_help() {
        insta::assert_snapshot!(told(&ESR, &reply(404, json!({ "code": "NO_MATCH" }))), @r"
        Rejected
        Error [-] ESR has no applicant with this first name, last name and date of birth, so nothing was transferred. Either TIS has not sent the applicant yet, or the two systems spell them differently. Please compare both records letter by letter (hyphens, apostrophes, accents, the order of names, day and month), have the wrong one corrected, and transfer again. We do not guess.
        ");
        insta::assert_snapshot!(told(&ESR, &reply(409, json!({ "code": "SEVERAL_MATCHES" }))), @r"
        Rejected
        Error [-] ESR has several applicants with this first name, last name and date of birth, so nothing was transferred. Please ask HR to close the historic or duplicate applicants in ESR, and transfer again. We do not guess which one is meant.
        ");
    }
}
