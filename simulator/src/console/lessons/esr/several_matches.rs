//! Several applicants match.

use contract::operation::{Operation, Service};
use contract::provenance::DIT_FAQ;
use contract::refusal::Refusal;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, ours, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "several-matches",
    service: Service::Esr,
    title: "Several applicants match",
    goal: "Know who chooses between duplicates.",
    steps: &[
        Step {
            title: "Transfer a doctor who is there twice",
            here: "Open the checks form, choose Test Twoposts and select ‘Transfer to ESR’.",
            place: Place::Checks,
            ats: "Transfer Test Twoposts, born 4 August 1993, or any doctor with the reference SIM-409-SEVERAL.",
            see: "409: several applicants match, and nothing was transferred.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Refused(&[Refusal::SeveralMatches]),
                same: Same::Any,
            },
        },
        Step {
            title: "Keep one, and transfer again",
            here: "On ESR's page select ‘Keep this one’ beside one of the two. Then select ‘Transfer to ESR’ again.",
            place: Place::Esr,
            ats: "Have HR keep one of them on ESR's page of this console, and transfer again.",
            see: "201: the records are on the applicant in ESR.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Accepted,
                same: Same::Reference,
            },
        },
    ],
    why: "A doctor can have two open records at one employer, such as one for the host and one for the lead employer. Only a person can say which is taken through the hire.",
    remedy: Remedy {
        recruiter: "Decide which record goes through the hire process, close the others, then transfer again.",
        support: "Show HR both records. Do not choose for them.",
        developer: "Say that several match and that HR must choose. Never pick one.",
    },
    grounds: &[
        stated(
            "causing ambiguity for HR staff as to which record should be taken through the hire process",
            DIT_FAQ,
        ),
        stated(
            "Ensuring any historic ESR Person and Applicant Records are closed appropriately, specifically relating to Doctors in Training.",
            DIT_FAQ,
        ),
        ours(
            "409 for several matches in scope; a duplicate made by hand beside one of TIS does not stand in the way.",
        ),
    ],
    question: Question {
        asked: "Two open applicants match. What does a good ATS do?",
        choices: &[
            right(
                "It says so, and leaves the choice to HR",
                "Yes. Only a person can know which record is hired.",
            ),
            wrong("It takes the newer one", "No. It may be the wrong post."),
            wrong("It sends to both", "No. The transfer is for one record."),
        ],
    },
};
