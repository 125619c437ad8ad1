//! Identity and occupational health never travel.

use contract::operation::{Operation, Service};
use contract::provenance::DIT_FAQ;
use contract::refusal::Refusal;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, ours, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "identity-and-health",
    service: Service::Esr,
    title: "Identity and health do not travel",
    goal: "Know what must never be in a transfer.",
    steps: &[
        Step {
            title: "Send identity data along",
            here: "Open the checks form, choose a doctor, tick ‘Identity documents’ and select ‘Transfer to ESR’.",
            place: Place::Checks,
            ats: "No good ATS can do this. Use the form here, or the reference SIM-422-IDENTITY.",
            see: "422: identity is not accepted. Nothing was transferred.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Refused(&[Refusal::IdentityNotAccepted]),
                same: Same::Any,
            },
        },
        Step {
            title: "Send occupational health along",
            here: "Clear that box, tick ‘Occupational health’ and select ‘Transfer to ESR’.",
            place: Place::Checks,
            ats: "Use the form here, or the reference SIM-422-HEALTH.",
            see: "422: occupational health is not accepted.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Refused(&[Refusal::OccupationalHealthNotAccepted]),
                same: Same::Any,
            },
        },
        Step {
            title: "Transfer without both",
            here: "Clear both boxes and select ‘Transfer to ESR’.",
            place: Place::Checks,
            ats: "Transfer the checks without either.",
            see: "201: the records are on the applicant in ESR.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Accepted,
                same: Same::Any,
            },
        },
    ],
    why: "Identity is entered in ESR by hand to protect the link with Spine and the smartcards. Occupational health is not in scope of this interface.",
    remedy: Remedy {
        recruiter: "Enter identity in ESR by hand. Handle occupational health in ESR directly.",
        support: "A refusal for this reason is a fault of the ATS: report it at once.",
        developer: "Leave both out of the message, not merely empty.",
    },
    grounds: &[
        stated(
            "information relating to identity should continue to be entered manually in ESR to protect the integrity of ESR's link with NHS Digital's Spine solution",
            DIT_FAQ,
        ),
        stated(
            "Occupational Health information on the employment check list is not in scope for this interface and is not included",
            DIT_FAQ,
        ),
        ours("A transfer that holds either is refused whole."),
    ],
    question: Question {
        asked: "Where does HR enter that a passport was seen?",
        choices: &[
            right(
                "In ESR, by hand",
                "Yes. It protects the link with smartcards.",
            ),
            wrong("In the ATS, which sends it", "No. It never travels."),
            wrong("In NHS Jobs", "No. NHS Jobs has nothing to do with it."),
        ],
    },
};
