//! A contract that ends needs a duration.

use contract::operation::{Operation, Service};
use contract::provenance::{EQUEST_GUIDE, JTGO_GUIDE};

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, right, stated, told, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "contract-duration",
    service: Service::NhsJobs,
    title: "A fixed-term contract needs a duration",
    goal: "Know why fields appear with the contract type.",
    steps: &[
        Step {
            title: "Post a fixed-term job without a duration",
            here: "Open the vacancy form and select ‘Fixed term without a duration’.",
            place: Place::Vacancy,
            ats: "Post a fixed-term job without its duration, or any job with the reference SIM-400-DURATION.",
            see: "The contract duration is named as missing.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Fields {
                    at: &["/contractDuration"],
                    codes: &["REQUIRED"],
                },
                same: Same::Any,
            },
        },
        Step {
            title: "Correct it and post again",
            here: "Enter a length and a unit, such as 6 months. Then select ‘Post the Job’.",
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
    why: "A contract that ends must say when. The guide's form shows the duration once ‘fixed term’ is chosen; another vendor's guide asks for it for every type but permanent.",
    remedy: Remedy {
        recruiter: "Choose the contract type first, then fill in the fields that appear.",
        support: "If no duration field appears, the ATS's contract type may not have been matched to one of NHS Jobs: have it chosen by hand.",
        developer: "Show the field when the type needs it, and match every employment type of yours to one of NHS Jobs. Never guess.",
    },
    grounds: &[
        stated(
            "if you select the contract type is fixed term, a contract duration field will appear",
            JTGO_GUIDE,
        ),
        told(
            "A contract of any type but permanent has a length and a unit.",
            EQUEST_GUIDE,
        ),
    ],
    question: Question {
        asked: "An ATS's type ‘Maternity cover’ matches nothing at NHS Jobs. What happens to the contract type?",
        choices: &[
            right(
                "The recruiter chooses it from the NHS Jobs list",
                "Yes. The guide says: if no match is found, you will need to select from the NHS Jobs dropdown.",
            ),
            wrong("It is sent as it is", "No. NHS Jobs has a list of its own."),
            wrong("It becomes permanent", "No. Nobody may guess that."),
        ],
    },
};
