//! What to do about an adapter that gives no answer that counts.

use crate::driver::NoAnswer;
use crate::protocol::Violation;

pub(super) fn remedy(why: &NoAnswer) -> &'static str {
    match why {
        NoAnswer::CannotStart { .. } => {
            "try the same command in this folder by hand; no shell is involved, so name the \
             program itself"
        }
        NoAnswer::Unreachable { .. } => {
            "start the adapter first, and give the address at which it listens, without /v1"
        }
        NoAnswer::NobodyAsked { .. } => "start the adapter with the address above",
        NoAnswer::Crashed { .. } => {
            "what it wrote on stderr tells more; an adapter answers `adapter_error` instead of \
             ending"
        }
        NoAnswer::Deadline { .. } => {
            "flush stdout after each line; answer before the deadline, with `retry_pending` or \
             `unknown` where the client is not done; --deadline gives it longer"
        }
        NoAnswer::Violation(violation) => of_violation(violation),
        NoAnswer::Unreadable(_) => "see the protocol page",
        NoAnswer::AdapterError { .. } => {
            "repair it; what the client saw (a refusal, an outage) is told in `ok`"
        }
        NoAnswer::Unsupported { .. } => "answer `ok`: every adapter must know this op",
        NoAnswer::Left => "begin the task again",
        NoAnswer::Lost { .. } | NoAnswer::Gone { .. } => "look at the first breakage",
    }
}

fn of_violation(violation: &Violation) -> &'static str {
    match violation {
        Violation::TooLong(_) => "reports are short; keep logs and bodies out of them",
        Violation::NotUtf8(_) => "write UTF-8, whatever the machine's encoding",
        Violation::NotJson { .. } => "write replies only, and everything else to stderr",
        Violation::NotAReply { .. } => {
            "repeat the number `id`, and give exactly one of `ok`, `unsupported`, `adapter_error`"
        }
        Violation::UnknownId { .. } | Violation::OtherId { .. } => {
            "repeat the `id` of the request as it came"
        }
        Violation::AnsweredTwice { .. } => "answer each request once",
        Violation::Status { .. } => {
            "answer 200 with the reply object as the body; an adapter that broke says so in \
             `adapter_error`"
        }
    }
}
