//! The transfer itself: once for each applicant, with the token in hand.

use serde_json::Value;

use super::held_back::{held_back, identity};
use super::{calls, results, token};
use crate::api::act::Act;
use crate::api::report::{Outcome, Report};
use crate::desk::{Desk, Sent};
use crate::fields::applicant::FIELDS;
use crate::http::answer::{Answer, Reply};
use crate::http::patience::may_pass;
use crate::intention::Intention;
use crate::refused::{self, ESR};
use crate::writing::write;

/// Copies an applicant's employment checks to ESR and reports it.
pub(crate) async fn transfer(desk: &mut Desk<'_>, act: &Act) -> Report {
    let applicant = act.input.get("applicant").unwrap_or(&Value::Null);
    if let Some(report) = held_back(desk, act, applicant) {
        return report;
    }
    let body = write(FIELDS, applicant, &desk.conduct.writing);
    let intention = desk
        .memory
        .intentions
        .meant(&desk.begin.attempt, act.action, &act.name, &body);
    let sent = match send(desk, &intention, &body).await {
        Ok(sent) => sent,
        Err(report) => return report,
    };
    let report = conclude(desk, &intention, &sent).await;
    let refusal = sent.answer.reply().and_then(Reply::code);
    if (desk.conduct.is_there)(&report, refusal) {
        desk.memory.transferred.insert(identity(act, applicant));
    }
    report
}

/// Sends with the token in hand. A token that ESR no longer takes is renewed, once: its clock may
/// run differently from ours.
async fn send(desk: &mut Desk<'_>, intention: &Intention, body: &Value) -> Result<Sent, Report> {
    let token = token::in_hand(desk).await?;
    let mut sent = desk
        .send(
            &calls::transfer(desk.begin, &token, body.clone()),
            intention,
        )
        .await;
    let renews = desk.conduct.renews_token && desk.may_go_on(&sent);
    if sent.answer.status() == Some(401) && renews {
        let again = |mut report: Report| {
            report.attempts = Some(sent.sends);
            report
        };
        let token = token::renewed(desk).await.map_err(again)?;
        let call = calls::transfer(desk.begin, &token, body.clone());
        desk.send_on(&mut sent, &call, intention).await;
    }
    Ok(sent)
}

async fn conclude(desk: &mut Desk<'_>, intention: &Intention, sent: &Sent) -> Report {
    match &sent.answer {
        Answer::Came(reply) if reply.is_success() => match read(desk, reply, sent.sends).await {
            Some(report) => {
                desk.memory.intentions.conclude(intention);
                report
            }
            None => unknown(sent),
        },
        Answer::Came(reply) if !may_pass(&sent.answer) => {
            desk.memory.intentions.conclude(intention);
            refused::report(&ESR, reply, sent.sends)
        }
        Answer::Came(reply) if sent.lost => unknown(sent).and_told(refused::later(&ESR, reply)),
        Answer::Came(reply) => refused::report(&ESR, reply, sent.sends),
        Answer::Lost | Answer::Unreached if sent.lost => unknown(sent),
        Answer::Lost | Answer::Unreached => {
            Report::new(Outcome::Failed, sent.sends).and_told(ESR.silent())
        }
    }
}

/// The result, or, where it cannot be read, the result read again from the address it gave.
async fn read(desk: &mut Desk<'_>, reply: &Reply, sends: u32) -> Option<Report> {
    if let Some(report) = results::report(reply, sends) {
        return Some(report);
    }
    let id = reply
        .location
        .as_deref()?
        .trim_end_matches('/')
        .rsplit('/')
        .next()?
        .to_owned();
    let token = token::in_hand(desk).await.ok()?;
    match desk.look(calls::result(desk.begin, &token, &id)).await {
        Answer::Came(again) if again.is_success() => results::report(&again, sends),
        _ => None,
    }
}

fn unknown(sent: &Sent) -> Report {
    Report::new(Outcome::Unknown, sent.sends).and_told(ESR.unknown())
}
