//! Updating a draft: only one's own, only while it is a draft, never over somebody else's change.
//!
//! When somebody changed the draft in NHS Jobs in between (`VERSION_STALE`), a good ATS does not
//! write over it unasked. It reads the draft back once, tells the recruiter to compare, and sends
//! nothing more. If the recruiter presses 'Update' again, that is a decision: the update then
//! carries the version that was read back.

use serde_json::{Value, json};

use super::draft::{Draft, holds};
use super::{calls, search, told};
use crate::api::act::{Act, Action};
use crate::api::report::{Outcome, Report};
use crate::desk::{Desk, Sent};
use crate::fields::vacancy::FIELDS;
use crate::http::answer::{Answer, Reply};
use crate::http::patience::may_pass;
use crate::intention::Intention;
use crate::refused::{self, NHS_JOBS};
use crate::writing::write;

/// Replaces the draft that was posted under this name and reports it.
pub(crate) async fn update(desk: &mut Desk<'_>, act: &Act) -> Report {
    let held = act.input.get("vacancy").unwrap_or(&Value::Null);
    let objections = (desk.conduct.form)(Action::UpdateVacancy, held);
    if !objections.is_empty() {
        return Report::not_sent(objections);
    }
    let Some(draft) = (desk.conduct.which)(&desk.memory.drafts, &act.name) else {
        return Report::not_sent(vec![told::not_posted()]);
    };
    if draft.is_locked() {
        return Report::not_sent(vec![told::locked(&draft)]);
    }
    let mut body = write(FIELDS, held, &desk.conduct.writing);
    body["version"] = json!(draft.version);
    let intention = desk
        .memory
        .intentions
        .meant(&desk.begin.attempt, act.action, &act.name, &body);
    let call = calls::update(desk.begin, &draft.vacancy_id, body.clone());
    let sent = desk.send(&call, &intention).await;
    let report = conclude(desk, &intention, &draft, &body, &sent).await;
    known_as(report, &draft)
}

async fn conclude(
    desk: &mut Desk<'_>,
    intention: &Intention,
    before: &Draft,
    body: &Value,
    sent: &Sent,
) -> Report {
    if let Some(draft) = changed(desk, before, body, sent).await {
        desk.memory.intentions.conclude(intention);
        let report = told::updated(&draft, sent.sends);
        desk.memory.drafts.insert(intention.name.clone(), draft);
        return report;
    }
    match &sent.answer {
        Answer::Came(reply) if reply.is_success() => told::unknown(sent),
        Answer::Came(reply) if !may_pass(&sent.answer) => {
            desk.memory.intentions.conclude(intention);
            refuse(desk, &intention.name, before, reply, sent.sends).await
        }
        Answer::Came(reply) if sent.lost => {
            told::unknown(sent).and_told(refused::later(&NHS_JOBS, reply))
        }
        Answer::Came(reply) => refused::report(&NHS_JOBS, reply, sent.sends),
        Answer::Lost | Answer::Unreached if sent.lost => told::unknown(sent),
        Answer::Lost | Answer::Unreached => {
            Report::new(Outcome::Failed, sent.sends).and_told(NHS_JOBS.silent())
        }
    }
}

/// The draft as changed: by the answer, else by reading back where there is doubt.
async fn changed(desk: &Desk<'_>, before: &Draft, body: &Value, sent: &Sent) -> Option<Draft> {
    let success = sent.answer.reply().filter(|reply| reply.is_success());
    if let Some(draft) = success.and_then(Draft::read) {
        return Some(draft);
    }
    let doubt = success.is_some() || (sent.doubt && may_pass(&sent.answer));
    if !doubt {
        return None;
    }
    let there = search::vacancy(desk, &before.vacancy_id).await?;
    let draft = Draft::read(&there).filter(|draft| draft.version > before.version)?;
    let mut meant = body.clone();
    meant["version"] = json!(draft.version);
    holds(there.body.as_ref()?, &meant).then_some(draft)
}

async fn refuse(
    desk: &mut Desk<'_>,
    name: &str,
    before: &Draft,
    reply: &Reply,
    sends: u32,
) -> Report {
    match reply.code() {
        Some("VACANCY_NOT_DRAFT") => {
            let status = reply
                .text("vacancyStatus")
                .unwrap_or("PUBLISHED")
                .to_owned();
            let draft = Draft {
                status,
                ..before.clone()
            };
            let mut report = refused::report(&NHS_JOBS, reply, sends);
            report.state = draft.state();
            desk.memory.drafts.insert(name.to_owned(), draft);
            report
        }
        Some("VERSION_STALE") => stale(desk, name, before, reply, sends).await,
        _ => refused::report(&NHS_JOBS, reply, sends),
    }
}

async fn stale(
    desk: &mut Desk<'_>,
    name: &str,
    before: &Draft,
    reply: &Reply,
    sends: u32,
) -> Report {
    let there = search::read_back(desk, &before.vacancy_id).await;
    let current = reply.whole("currentVersion").unwrap_or(before.version);
    let draft = there.unwrap_or_else(|| Draft {
        version: current,
        ..before.clone()
    });
    let mut report = Report::new(Outcome::Rejected, sends).and_told(told::stale(&draft));
    report.state = draft.state();
    desk.memory.drafts.insert(name.to_owned(), draft);
    report
}

/// Whatever came of the update, the vacancy has its reference.
fn known_as(mut report: Report, draft: &Draft) -> Report {
    report
        .reference
        .get_or_insert_with(|| draft.reference.clone());
    report
}
