//! The transfer is one-off.

use contract::operation::{Operation, Service};
use contract::provenance::DIT_FAQ;
use contract::refusal::Refusal;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, ours, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "one-off-transfer",
    service: Service::Esr,
    title: "The transfer happens once",
    goal: "Know what to do when something changes after the transfer.",
    steps: &[
        Step {
            title: "Transfer a doctor",
            here: "Open the checks form, choose a doctor who is waiting, and select ‘Transfer to ESR’.",
            place: Place::Checks,
            ats: "Transfer any doctor who is waiting in ESR.",
            see: "201: the records are on the applicant in ESR.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Accepted,
                same: Same::Any,
            },
        },
        Step {
            title: "Transfer the same doctor again",
            here: "Change a date on the form and select ‘Transfer to ESR’ again.",
            place: Place::Checks,
            ats: "Send the same doctor's checks once more as a new transfer.",
            see: "409: the checks of this applicant have been transferred.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Refused(&[Refusal::AlreadyTransferred]),
                same: Same::Person,
            },
        },
    ],
    why: "The transfer is meant for the moment when all checks are done. There is no second one, and nothing comes back.",
    remedy: Remedy {
        recruiter: "Correct later changes in ESR by hand. Do not transfer again.",
        support: "Find the first transfer, and tell HR what it said.",
        developer: "After a transfer take the button away, and say when it was done.",
    },
    grounds: &[
        stated(
            "This solution offers a one-off transfer and is therefore not an iterative process.",
            DIT_FAQ,
        ),
        ours(
            "A second transfer is refused with 409; a refused one does not use up the one transfer.",
        ),
    ],
    question: Question {
        asked: "A reference arrives after the transfer. How does it get into ESR?",
        choices: &[
            right("HR enters it in ESR", "Yes. There is no second transfer."),
            wrong("By transferring again", "No. The transfer is one-off."),
            wrong(
                "By itself, within the hour",
                "No. That is the older interface for other staff.",
            ),
        ],
    },
};
