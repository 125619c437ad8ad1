//! The status is not 'outcome recruited'.

use contract::operation::{Operation, Service};
use contract::provenance::DIT_FAQ;
use contract::refusal::Refusal;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, ours, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "not-yet-recruited",
    service: Service::Esr,
    title: "The checks are not finished",
    goal: "Know when the transfer may happen.",
    steps: &[
        Step {
            title: "Transfer too early",
            here: "Open the checks form, choose a doctor, set the status to ‘Checks in progress’ and select ‘Transfer to ESR’.",
            place: Place::Checks,
            ats: "Transfer a doctor whose status is not ‘outcome recruited’, or use the reference SIM-422-NOT-RECRUITED. Many ATSs stop you: then use the form here.",
            see: "422: the applicant has not reached ‘outcome recruited’.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Refused(&[Refusal::NotOutcomeRecruited]),
                same: Same::Any,
            },
        },
        Step {
            title: "Finish, and transfer",
            here: "Set the status to ‘Outcome recruited’ and select ‘Transfer to ESR’.",
            place: Place::Checks,
            ats: "Set the status to ‘outcome recruited’ and transfer.",
            see: "201: the records are on the applicant in ESR.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Accepted,
                same: Same::Reference,
            },
        },
    ],
    why: "The transfer is one-off, so it waits until the checks are complete and the applicant is recruited.",
    remedy: Remedy {
        recruiter: "Finish the checks and set ‘outcome recruited’; then transfer.",
        support: "Ask which checks are open. There is nothing to repair.",
        developer: "Offer the transfer only when the status is reached, and say what is missing until then.",
    },
    grounds: &[
        stated(
            "Once the employment checks for a DIT have been completed in Trac and the applicant has reached a status of 'outcome recruited', the new solution will automatically copy the employment checks over to the applicant record already in ESR",
            DIT_FAQ,
        ),
        ours(
            "The status travels with the transfer and is judged by ESR. Whether the real interface looks at it is not public.",
        ),
    ],
    question: Question {
        asked: "Why wait for ‘outcome recruited’?",
        choices: &[
            right(
                "Because there is only one transfer",
                "Yes. What is missing then is entered by hand.",
            ),
            wrong(
                "Because ESR is slow",
                "No. It has nothing to do with speed.",
            ),
            wrong("Because the doctor must agree", "No source says so."),
        ],
    },
};
