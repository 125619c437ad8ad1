//! Idempotency keys that do not name one intention.

use super::flaw::Flaw;
use crate::conduct::{Conduct, good};
use crate::http::patience::{PATIENT, Patience};
use crate::intention::Keys;

pub(super) const FLAWS: &[Flaw] = &[
    Flaw {
        name: "makes-a-new-key-for-each-send",
        gets_wrong: "Sends again after a lost answer under another key.",
        hurts: "The first one had arrived: now there are two drafts, and two adverts.",
        trips: &["always/no-duplicate"],
        shown_by: "The fault commit_then_drop on createVacancy, once.",
        conduct: || keyed(|intention, sends| Some(format!("{}-{sends}", intention.key()))),
    },
    Flaw {
        name: "reuses-one-key",
        gets_wrong: "Uses the same key for everything in a session.",
        hurts: "The second vacancy is refused as a repetition of the first.",
        trips: &["always/one-key-one-body", "BOTH-C-023"],
        shown_by: "Two actions with different bodies in one attempt.",
        conduct: || keyed(|intention, _| Some(format!("key-{}", intention.attempt))),
    },
    Flaw {
        name: "keys-by-name",
        gets_wrong: "Makes the key from the vacancy's name alone.",
        hurts: "The corrected vacancy, and each update, is refused as a repetition of what was wrong.",
        trips: &["always/one-key-one-body", "NJ-C-033"],
        shown_by: "Two updates of one vacancy, or a vacancy posted again after a correction.",
        conduct: || {
            keyed(|intention, _| {
                let first = crate::intention::Intention {
                    number: 1,
                    ..intention.clone()
                };
                Some(first.key())
            })
        },
    },
    Flaw {
        name: "posts-anew-when-pressed-again",
        gets_wrong: "After a lost answer, makes another draft when the user presses the button again.",
        hurts: "The first one had arrived: now there are two drafts, and two adverts.",
        trips: &["BOTH-C-014", "generated/one-draft-for-one-job"],
        shown_by: "The fault commit_then_drop on createVacancy, and the same vacancy posted again.",
        conduct: || Conduct {
            patience: Patience {
                sends: 1,
                ..PATIENT
            },
            reads_back: false,
            asks_first: false,
            ..keyed(|_, _| None)
        },
    },
    Flaw {
        name: "sends-again-without-a-key",
        gets_wrong: "Sends no key, and sends again blindly after a lost answer.",
        hurts: "The first one had arrived: now there are two drafts, and two adverts.",
        trips: &["always/no-duplicate"],
        shown_by: "The fault commit_then_drop on createVacancy, once.",
        conduct: || keyed(|_, _| None),
    },
];

fn keyed(keys: Keys) -> Conduct {
    Conduct { keys, ..good() }
}
