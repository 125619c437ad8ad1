//! A text is too long.

use contract::operation::{Operation, Service};
use contract::provenance::{JTGO_GUIDE, KA_25633};

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, right, stated, told, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "too-many-characters",
    service: Service::NhsJobs,
    title: "A text is too long",
    goal: "Find and shorten a text that exceeds its limit, also when the end of it cannot be seen.",
    steps: &[
        Step {
            title: "Post a job with a long title",
            here: "Open the vacancy form and select ‘Job title too long’. Or paste a long text into any text box and select ‘Post the Job’.",
            place: Place::Vacancy,
            ats: "Post a job whose title has more than 70 characters, or any job with the reference SIM-400-TITLE.",
            see: "The field is named, with the most that it takes.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Fields {
                    at: &[
                        "/jobTitle",
                        "/jobOverview",
                        "/mainDuties",
                        "/aboutOrganisation",
                        "/jobDescription",
                    ],
                    codes: &["TOO_LONG"],
                },
                same: Same::Any,
            },
        },
        Step {
            title: "Correct it and post again",
            here: "Shorten the field that is marked. Then select ‘Post the Job’.",
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
    why: "NHSBSA names the limits: 70 characters for the title, 1,500 for three texts, 10,000 for the description. The vendor's guide shows 1,000 for the texts, and says ‘words’ where characters are meant: which of the two holds on the interface is not public.",
    remedy: Remedy {
        recruiter: "Shorten the text until the error goes away. Pasted text can end in characters that you cannot see: delete after the last letter.",
        support: "Ask how long the text is with everything pasted along. ‘Words’ in the message means characters.",
        developer: "Count as the service counts, and never cut a text yourself: only its author knows what can go.",
    },
    grounds: &[
        stated(
            "You have added too many characters into one of the text fields – please review your entry and reduce the words/characters until you do not see this error.",
            JTGO_GUIDE,
        ),
        stated(
            "You have exceeded the words max limit, max limit is 1000",
            JTGO_GUIDE,
        ),
        told(
            "A job title has at most 70 characters; job overview, main duties and about the organisation have 100 to 1,500; a job description has at most 10,000.",
            KA_25633,
        ),
    ],
    question: Question {
        asked: "The message says ‘words max limit is 1000’. What is counted?",
        choices: &[
            right(
                "Characters",
                "Yes. The guide's other message says ‘Character minLength: 100, maxLength: 1000’.",
            ),
            wrong("Words", "No. The message says so, and means characters."),
            wrong("Lines", "No. A line break counts as one character."),
        ],
    },
};
