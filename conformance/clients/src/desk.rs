//! Where an action is worked on: everything it needs, and sending with patience.

use std::time::Duration;

use crate::api::begin::Begin;
use crate::conduct::Conduct;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::deadline::Deadline;
use crate::http::transport::Transport;
use crate::intention::Intention;
use crate::memory::Memory;

/// One action's workplace.
pub(crate) struct Desk<'a> {
    pub(crate) begin: &'a Begin,
    pub(crate) conduct: &'a Conduct,
    pub(crate) transport: &'a Transport,
    pub(crate) memory: &'a mut Memory,
    pub(crate) deadline: Deadline,
}

/// What came of sending a call, perhaps several times.
#[derive(Debug)]
pub(crate) struct Sent {
    /// The last answer.
    pub(crate) answer: Answer,
    /// How often it was tried.
    tries: u32,
    /// How often it was sent: a try that nobody listened to is no send.
    pub(crate) sends: u32,
    /// Whether some send had no answer.
    pub(crate) lost: bool,
    /// Whether some send may have been done although no answer said so.
    pub(crate) doubt: bool,
}

impl Sent {
    fn nothing() -> Self {
        Self {
            answer: Answer::Unreached,
            tries: 0,
            sends: 0,
            lost: false,
            doubt: false,
        }
    }

    fn note(&mut self, answer: Answer) {
        self.tries += 1;
        self.sends += u32::from(answer != Answer::Unreached);
        // A gateway's or a failed service's answer says little of what was done behind it.
        let unclear = matches!(answer.status(), Some(500 | 502 | 504));
        self.lost |= answer == Answer::Lost;
        self.doubt |= unclear || self.lost;
        self.answer = answer;
    }
}

impl Desk<'_> {
    /// Sends what is meant, again while it may pass; then, if the client is one that insists,
    /// something else.
    pub(crate) async fn send(&self, call: &Call, intention: &Intention) -> Sent {
        let mut sent = Sent::nothing();
        self.send_on(&mut sent, call, intention).await;
        let refusal = sent.answer.reply().filter(|reply| !reply.is_success());
        let instead = refusal.and_then(|reply| (self.conduct.insist)(reply, call));
        if let Some(call) = instead {
            let number = intention.number + 1_000;
            let other = Intention {
                number,
                ..intention.clone()
            };
            self.send_on(&mut sent, &call, &other).await;
        }
        sent
    }

    /// Whether an action has been sent less often than it may be.
    pub(crate) fn may_go_on(&self, sent: &Sent) -> bool {
        sent.tries < self.conduct.patience.sends
    }

    /// Goes on sending after an interruption: the sends so far count.
    pub(crate) async fn send_on(&self, sent: &mut Sent, call: &Call, intention: &Intention) {
        self.patiently(sent, call, |sends| (self.conduct.keys)(intention, sends))
            .await;
    }

    /// Sends a call that needs no key: it changes nothing, however often it is sent.
    pub(crate) async fn send_keyless(&self, call: &Call) -> Sent {
        let mut sent = Sent::nothing();
        self.patiently(&mut sent, call, |_| None).await;
        sent
    }

    /// Reads back, once: it is a help, not the action.
    pub(crate) async fn look(&self, call: Call) -> Answer {
        let within = self.within().filter(|_| self.conduct.reads_back);
        let Some(within) = within else {
            return Answer::Unreached;
        };
        let call = (self.conduct.dress)(call, self.begin);
        self.transport.send(&call, within).await
    }

    async fn patiently(&self, sent: &mut Sent, call: &Call, key: impl Fn(u32) -> Option<String>) {
        let patience = &self.conduct.patience;
        while let Some(within) = self.within() {
            let call = self.dressed(call, key(sent.tries));
            sent.note(self.transport.send(&call, within).await);
            if sent.tries >= patience.sends || !(patience.again)(&sent.answer) {
                return;
            }
            let asked = sent.answer.reply().and_then(|reply| reply.retry_after);
            if !self
                .deadline
                .wait((patience.pause)(asked, sent.tries))
                .await
            {
                return;
            }
        }
    }

    /// How long a send may wait for its answer now; none when there is no time left.
    fn within(&self) -> Option<Duration> {
        let left = self.deadline.left();
        (left > Duration::ZERO).then_some(left.min(self.conduct.patience.longest_send))
    }

    fn dressed(&self, call: &Call, key: Option<String>) -> Call {
        let call = match key {
            Some(key) => call.clone().header("idempotency-key", key),
            None => call.clone(),
        };
        (self.conduct.dress)(call, self.begin)
    }
}
