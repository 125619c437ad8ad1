//! Sending again, a bounded number of times.

use std::time::Duration;

use super::answer::Answer;

/// When and how often a call is sent again. The members are habits: a wayward client replaces one.
#[derive(Clone, Copy)]
pub(crate) struct Patience {
    /// Most sends of one action.
    pub(crate) sends: u32,
    /// Whether this answer is one to send again after.
    pub(crate) again: fn(&Answer) -> bool,
    /// How long to wait first: what the service asked for, and how many sends there were.
    pub(crate) pause: fn(Option<Duration>, u32) -> Duration,
    /// How long one send may wait for its answer.
    pub(crate) longest_send: Duration,
}

/// Long enough for a slow service, short enough that a hanging one leaves time for another send.
const LONGEST_SEND: Duration = Duration::from_secs(5);

/// At most five sends; as long as the service asks, else a short and growing pause.
pub(crate) const PATIENT: Patience = Patience {
    sends: 5,
    again: may_pass,
    pause: as_asked,
    longest_send: LONGEST_SEND,
};

/// A lost answer, and the statuses that may pass by themselves (rule of the contract: 429, 500,
/// 502, 503 and 504 may be sent again with the same key and body; nothing else may).
pub(crate) fn may_pass(answer: &Answer) -> bool {
    match answer {
        Answer::Came(reply) => matches!(reply.status, 429 | 500 | 502 | 503 | 504),
        Answer::Lost | Answer::Unreached => true,
    }
}

/// `Retry-After` to the letter, else 50 ms, doubled with each send.
pub(crate) fn as_asked(asked: Option<Duration>, sends: u32) -> Duration {
    asked.unwrap_or_else(|| backoff(sends))
}

/// 50 ms after the first send, doubled with each further one, 2 s at most.
pub(crate) fn backoff(sends: u32) -> Duration {
    let doubled = 50_u64.saturating_mul(1 << sends.saturating_sub(1).min(6));
    Duration::from_millis(doubled.min(2_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::answer::Reply;

    fn came(status: u16) -> Answer {
        Answer::Came(Reply {
            status,
            ..Reply::default()
        })
    }

    #[test]
    fn only_what_may_pass_is_sent_again() {
        let again: Vec<u16> = (200..600)
            .filter(|status| may_pass(&came(*status)))
            .collect();

        assert_eq!(again, [429, 500, 502, 503, 504]);
        assert!(may_pass(&Answer::Lost));
    }

    #[test]
    fn what_the_service_asks_for_is_honoured_to_the_letter() {
        let asked = Some(Duration::from_secs(2));

        assert_eq!(as_asked(asked, 1), Duration::from_secs(2));
        assert_eq!(as_asked(Some(Duration::ZERO), 3), Duration::ZERO);
    }

    #[test]
    fn the_pause_grows_and_is_bounded() {
        let pauses: Vec<u128> = (1..=8).map(|sends| backoff(sends).as_millis()).collect();

        assert_eq!(pauses, [50, 100, 200, 400, 800, 1600, 2000, 2000]);
    }
}
