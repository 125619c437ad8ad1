//! The registration that ESR holds wins.

use contract::operation::{Operation, Service};
use contract::provenance::DIT_FAQ;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, ours, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "registration-superseded",
    service: Service::Esr,
    title: "The registration that ESR holds wins",
    goal: "Read the warning about a superseded registration rightly.",
    steps: &[Step {
        title: "Transfer a doctor whose registration ESR holds",
        here: "Open the checks form, choose Test Registered and select ‘Transfer to ESR’.",
        place: Place::Checks,
        ats: "Transfer a doctor whose registration is already in ESR, such as Test Registered, with a registration of your own.",
        see: "201 with a warning: an existing registration supersedes the one sent. The other records are taken.",
        sign: Sign {
            operation: Operation::TransferEmploymentChecks,
            answer: Answered::Warned("PROFESSIONAL_REGISTRATION"),
            same: Same::Any,
        },
    }],
    why: "ESR keeps the registration it has, whatever is sent. TIS often brings one along, so this is an ordinary case.",
    remedy: Remedy {
        recruiter: "Nothing to correct in the ATS. If the number in ESR is wrong, correct it in ESR.",
        support: "Explain the warning: five records were taken, and one was already there.",
        developer: "Show it as information beside the record, not as a failure of the transfer.",
    },
    grounds: &[
        stated(
            "If a Professional Registration record already exists within ESR, this will supersede any information being sent from Trac.",
            DIT_FAQ,
        ),
        ours("The warning's words and its place in the answer."),
    ],
    question: Question {
        asked: "The ATS sent GMC number 7012345, ESR holds 9900001. Which is in ESR afterwards?",
        choices: &[
            right("9900001", "Yes. What ESR holds supersedes what is sent."),
            wrong("7012345", "No. ESR keeps its own."),
            wrong("Neither", "No. The existing record stays as it is."),
        ],
    },
};
