//! Sending again too often, too soon, too late, or after a no.

use std::time::Duration;

use super::flaw::Flaw;
use crate::conduct::{Conduct, good};
use crate::http::answer::Answer;
use crate::http::patience::{PATIENT, Patience, may_pass};

/// Enough to be far too many, few enough that a run of all flaws stays short.
const FAR_TOO_MANY: u32 = 12;

pub(super) const FLAWS: &[Flaw] = &[
    Flaw {
        name: "sends-refusals-again",
        gets_wrong: "Sends again what was refused for good (400, 404, 409, 422).",
        hurts: "The message to the recruiter comes late, and the service is asked in vain.",
        trips: &["always/nothing-after-final-refusal"],
        shown_by: "Any refusal by the service that the form does not hold back, e.g. a closing date in the past or no match in ESR.",
        conduct: || {
            patient(Patience {
                again: after_a_no,
                sends: 3,
                ..PATIENT
            })
        },
    },
    Flaw {
        name: "never-stops",
        gets_wrong: "Sends again and again while the service is down.",
        hurts: "A service that struggles is kept down by its own clients.",
        trips: &["always/bounded-retries"],
        shown_by: "The fault status 503 on the action's operation, at least six times.",
        conduct: || {
            patient(Patience {
                sends: FAR_TOO_MANY,
                pause: |_, _| Duration::from_millis(20),
                ..PATIENT
            })
        },
    },
    Flaw {
        name: "ignores-retry-after",
        gets_wrong: "Sends again after its own short pause, whatever Retry-After says.",
        hurts: "Clients that come back too early keep the service down for everybody.",
        trips: &["always/retry-after-honoured"],
        shown_by: "The fault status 429 or 503 with retryAfterSeconds of 1 or 2, once.",
        conduct: || {
            patient(Patience {
                pause: |_, sends| crate::http::patience::backoff(sends),
                ..PATIENT
            })
        },
    },
    Flaw {
        name: "halves-retry-after",
        gets_wrong: "Reads Retry-After as an upper limit and waits half of it.",
        hurts: "Clients that come back too early keep the service down for everybody.",
        trips: &["always/retry-after-honoured"],
        shown_by: "The fault status 429 or 503 with retryAfterSeconds of 1 or 2, once.",
        conduct: || {
            patient(Patience {
                pause: |asked, sends| crate::http::patience::as_asked(asked, sends) / 2,
                ..PATIENT
            })
        },
    },
    Flaw {
        name: "gives-up-at-once",
        gets_wrong: "Never sends again, also after a brief failure.",
        hurts: "A restart of the service at lunchtime becomes a telephone call.",
        trips: &["BOTH-C-018"],
        shown_by: "The fault status 503 or drop_before_commit on the action's operation, once.",
        conduct: || {
            patient(Patience {
                sends: 1,
                ..PATIENT
            })
        },
    },
    Flaw {
        name: "waits-half-a-second",
        gets_wrong: "Gives an answer half a second and then calls the service unavailable.",
        hurts: "On a busy morning nothing can be posted.",
        trips: &["BOTH-C-022"],
        shown_by: "The fault latency of 1,500 ms on the action's operation.",
        conduct: || {
            let longest_send = Duration::from_millis(500);
            Conduct {
                patience: Patience {
                    longest_send,
                    ..PATIENT
                },
                reads_back: false,
                ..good()
            }
        },
    },
];

fn patient(patience: Patience) -> Conduct {
    Conduct { patience, ..good() }
}

fn after_a_no(answer: &Answer) -> bool {
    may_pass(answer) || matches!(answer.status(), Some(400 | 404 | 409 | 422))
}
