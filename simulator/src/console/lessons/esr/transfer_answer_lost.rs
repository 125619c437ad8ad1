//! The answer to a transfer is lost.

use contract::operation::{Operation, Service};

use crate::console::lessons::lesson::{Lesson, Place, Question, Remedy, Step, ours, right, wrong};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "transfer-answer-lost",
    service: Service::Esr,
    title: "The answer to a transfer gets lost",
    goal: "Know why a transfer of unknown outcome is repeated with the same key.",
    steps: &[
        Step {
            title: "Transfer, and lose the answer",
            here: "In ‘Make it happen’ arm ‘Answer lost after it was stored’ for the next request. Then open the checks form, choose a doctor and select ‘Transfer to ESR’.",
            place: Place::Cases,
            ats: "Transfer with the reference SIM-COMMIT-THEN-DROP.",
            see: "No answer. ESR has the records, and the ATS cannot know.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Lost,
                same: Same::Any,
            },
        },
        Step {
            title: "Try again",
            here: "Select ‘Try again’: the same transfer goes out with the same idempotency key.",
            place: Place::Checks,
            ats: "Let your ATS try again.",
            see: "The first answer once more, and not ‘already transferred’.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Replayed,
                same: Same::Key,
            },
        },
    ],
    why: "Without the key the second try would be refused as ‘already transferred’, and the user would never see the result of the first.",
    remedy: Remedy {
        recruiter: "Try again. If it says ‘already transferred’, look in ESR whether the records are there.",
        support: "‘Already transferred’ right after a breakdown most often means that the first try worked.",
        developer: "Repeat with the same key and body. On ‘already transferred’ after an unknown outcome, say that it most likely worked, and how to check.",
    },
    grounds: &[ours(
        "An Idempotency-Key is kept for 24 hours; the same key with the same body gets the first answer. Whether the real interface knows such keys is not public.",
    )],
    question: Question {
        asked: "The answer to a transfer was lost. The ATS sends it again with a new key. What comes back?",
        choices: &[
            right(
                "409, already transferred",
                "Yes. A new key is a new wish, and there is only one transfer.",
            ),
            wrong("The first answer", "No. That needs the same key."),
            wrong("201, and a second transfer", "No. The transfer is one-off."),
        ],
    },
};
