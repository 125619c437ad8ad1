//! Posting a vacancy: once, however often it has to be sent.

use serde_json::Value;

use super::draft::Draft;
use super::search::{self, Found};
use super::{calls, told};
use crate::api::act::{Act, Action};
use crate::api::report::{Outcome, Report};
use crate::desk::{Desk, Sent};
use crate::fields::vacancy::FIELDS;
use crate::http::answer::Answer;
use crate::http::patience::may_pass;
use crate::intention::Intention;
use crate::refused;
use crate::writing::write;

/// Creates a draft in NHS Jobs and reports it.
///
/// What nobody knows the end of stays open: pressing the button again looks for it first, and only
/// sends what is not there, under the same key. The key alone would not do: it is not kept for ever.
pub(crate) async fn post(desk: &mut Desk<'_>, act: &Act) -> Report {
    let held = act.input.get("vacancy").unwrap_or(&Value::Null);
    let objections = (desk.conduct.form)(Action::PostVacancy, held);
    if !objections.is_empty() {
        return Report::not_sent(objections);
    }
    if let Some(draft) = (desk.conduct.already)(&desk.memory.drafts, &act.name, held) {
        return Report::not_sent(vec![told::already_posted(&draft)]);
    }
    let body = write(FIELDS, held, &desk.conduct.writing);
    if desk.conduct.asks_first
        && let Some(report) = settle_earlier(desk, act, &body).await
    {
        return report;
    }
    let intention = desk
        .memory
        .intentions
        .meant(&desk.begin.attempt, act.action, &act.name, &body);
    let sent = desk
        .send(&calls::create(desk.begin, body.clone()), &intention)
        .await;
    conclude(desk, &intention, &body, sent).await
}

/// Before anything is posted again under a name, what became of what was sent under it must be known.
async fn settle_earlier(desk: &mut Desk<'_>, act: &Act, body: &Value) -> Option<Report> {
    let earlier = desk.memory.intentions.open(act.action, &act.name)?.clone();
    match search::posted(desk, &earlier, &Answer::Lost).await {
        Found::Here(draft) => {
            let same = earlier == *body;
            let changed = || Report::not_sent(vec![told::arrived_after_all(&draft)]);
            let report = if same {
                told::posted(&draft, 0)
            } else {
                changed()
            };
            desk.memory.drafts.insert(act.name.clone(), draft);
            Some(report)
        }
        Found::Nowhere => None,
        Found::Unclear => Some(Report::not_sent(vec![told::still_unclear()])),
    }
}

async fn conclude(desk: &mut Desk<'_>, intention: &Intention, body: &Value, sent: Sent) -> Report {
    if let Some(draft) = created(desk, body, &sent).await {
        desk.memory.intentions.conclude(intention);
        let report = told::posted(&draft, sent.sends);
        desk.memory.drafts.insert(intention.name.clone(), draft);
        return report;
    }
    match &sent.answer {
        Answer::Came(reply) if reply.is_success() => told::unknown(&sent),
        Answer::Came(reply) if may_pass(&sent.answer) && sent.lost => {
            told::unknown(&sent).and_told(refused::later(&refused::NHS_JOBS, reply))
        }
        Answer::Came(reply) => {
            if !may_pass(&sent.answer) {
                desk.memory.intentions.conclude(intention);
            }
            refused::report(&refused::NHS_JOBS, reply, sent.sends)
        }
        Answer::Lost | Answer::Unreached if sent.lost => told::unknown(&sent),
        Answer::Lost | Answer::Unreached => {
            Report::new(Outcome::Failed, sent.sends).and_told(refused::NHS_JOBS.silent())
        }
    }
}

/// The draft that came of it: by the answer, else by reading back where there is doubt.
async fn created(desk: &Desk<'_>, body: &Value, sent: &Sent) -> Option<Draft> {
    let success = sent.answer.reply().filter(|reply| reply.is_success());
    if let Some(draft) = success.and_then(Draft::read) {
        return Some(draft);
    }
    let doubt = success.is_some() || (sent.doubt && may_pass(&sent.answer));
    if !doubt {
        return None;
    }
    match search::posted(desk, body, &sent.answer).await {
        Found::Here(draft) => Some(draft),
        Found::Nowhere | Found::Unclear => None,
    }
}
