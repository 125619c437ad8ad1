//! A text is too short.

use contract::operation::{Operation, Service};
use contract::provenance::JTGO_GUIDE;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, ours, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "too-few-characters",
    service: Service::NhsJobs,
    title: "A text is too short",
    goal: "Know that some texts have a minimum length, and how to reach it.",
    steps: &[
        Step {
            title: "Post a job with a short overview",
            here: "Open the vacancy form and select ‘Job overview too short’. Or cut a text below 100 characters and select ‘Post the Job’.",
            place: Place::Vacancy,
            ats: "Post a job whose job overview, main duties or text about the organisation has fewer than 100 characters.",
            see: "The field is named, with how many characters it has and how many it needs.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Fields {
                    at: &["/jobOverview", "/mainDuties", "/aboutOrganisation"],
                    codes: &["TOO_SHORT"],
                },
                same: Same::Any,
            },
        },
        Step {
            title: "Correct it and post again",
            here: "Write until the counter says that the text is long enough. Then select ‘Post the Job’.",
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
    why: "Job overview, main duties and the text about the organisation need at least 100 characters. Too short is as common as too long, which is why the form has a counter.",
    remedy: Remedy {
        recruiter: "Add to the text until the warning goes away. The counter under the box says how much is missing.",
        support: "Explain that a minimum holds too. The three texts have 100 characters or more.",
        developer: "Count as you type, and count what you send: spaces at the end count, a line break counts once.",
    },
    grounds: &[
        stated(
            "You have added too few characters into one of the text fields – please add more content until this warning prompt disappears.",
            JTGO_GUIDE,
        ),
        stated(
            "A number of fields (e.g. Job Description Summary) have both minimum and maximum character limits",
            JTGO_GUIDE,
        ),
        ours(
            "Characters are counted as Unicode characters, nothing trimmed. How the real service counts is not public.",
        ),
    ],
    question: Question {
        asked: "A job overview of 80 characters is refused. What is the remedy?",
        choices: &[
            right(
                "Write at least 20 characters more",
                "Yes. 100 is the least.",
            ),
            wrong("Shorten it", "No. It has too few characters, not too many."),
            wrong(
                "Fill it up with spaces",
                "No. It may pass here, since spaces count, but candidates would read 80 characters.",
            ),
        ],
    },
};
