//! Supporting documents do not travel.

use contract::operation::{Operation, Service};
use contract::provenance::JTGO_GUIDE;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, ours, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "supporting-documents",
    service: Service::NhsJobs,
    title: "Supporting documents do not travel",
    goal: "Know what the integration does not carry, and where it is added.",
    steps: &[
        Step {
            title: "Send a document along",
            here: "Open the vacancy form and select ‘With a supporting document’.",
            place: Place::Vacancy,
            ats: "Only an ATS that can attach a document can do this step: post a job with one. Otherwise use the form here.",
            see: "400: the documents are named as something that does not travel.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Fields {
                    at: &["/supportingDocuments", "/attachments", "/documents"],
                    codes: &["UNKNOWN_FIELD"],
                },
                same: Same::Any,
            },
        },
        Step {
            title: "Correct it and post again",
            here: "Clear the box ‘Send a supporting document’. Then select ‘Post the Job’.",
            place: Place::Vacancy,
            ats: "Correct the field in your ATS and post the same job again. If you used a SIM- reference, give the job an ordinary one first.",
            see: "‘Job Successfully Posted’: NHS Jobs answers 201 and holds one draft.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Accepted,
                same: Same::Reference,
            },
        },
    ],
    why: "The integration carries text. Documents such as a full job description are added in the NHS Jobs account.",
    remedy: Remedy {
        recruiter: "Add documents in the NHS Jobs account when you review the draft. Mention them in the advert's text.",
        support: "Explain that this is how the integration works, not a fault.",
        developer: "Do not send documents, and say in the form that they do not travel.",
    },
    grounds: &[
        stated(
            "No, at present supporting documents are not included in the JTGO/NHS Jobs integration.",
            JTGO_GUIDE,
        ),
        ours(
            "A body with documents is refused by name. What the real service does with one is not public.",
        ),
    ],
    question: Question {
        asked: "Where does a recruiter add the person specification as a PDF?",
        choices: &[
            right(
                "In the NHS Jobs account",
                "Yes, when the draft is reviewed.",
            ),
            wrong("In the ATS, before posting", "No. It would not travel."),
            wrong(
                "In the salary details",
                "No. That is a text, and a short one.",
            ),
        ],
    },
};
