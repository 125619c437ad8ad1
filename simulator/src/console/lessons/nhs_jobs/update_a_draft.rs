//! Changing a draft from the ATS.

use contract::operation::{Operation, Service};
use contract::provenance::JTGO_GUIDE;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, ours, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "update-a-draft",
    service: Service::NhsJobs,
    title: "Change a vacancy while it is a draft",
    goal: "Change a posted vacancy from the ATS, more than once.",
    steps: &[
        Step {
            title: "Post a job",
            here: "Open the vacancy form and select ‘Post the Job’.",
            place: Place::Vacancy,
            ats: "Post any job.",
            see: "‘Job Successfully Posted’: a draft at version 1.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Accepted,
                same: Same::Any,
            },
        },
        Step {
            title: "Change something and update",
            here: "Change the title on the same page and select ‘Update’.",
            place: Place::Vacancy,
            ats: "Change the job in your ATS and use its update button.",
            see: "200, and version 2 of the same draft.",
            sign: Sign {
                operation: Operation::UpdateVacancy,
                answer: Answered::Accepted,
                same: Same::Vacancy,
            },
        },
        Step {
            title: "Update once more",
            here: "Change the closing date on the same page and select ‘Update’.",
            place: Place::Vacancy,
            ats: "Change the job once more and update it.",
            see: "200, and version 3: each update carries the version of the last answer.",
            sign: Sign {
                operation: Operation::UpdateVacancy,
                answer: Answered::Accepted,
                same: Same::Vacancy,
            },
        },
    ],
    why: "As long as the vacancy is a draft on NHS Jobs, the ATS may change it. Each update sends the whole vacancy, not only what changed.",
    remedy: Remedy {
        recruiter: "Change the ‘Post to NHS Jobs’ page and select ‘Update’, for as long as nobody has published it.",
        support: "If ‘Update’ is refused, find out first whether the vacancy is still a draft.",
        developer: "Send the whole vacancy with the version of the last answer, and keep the version that comes back.",
    },
    grounds: &[
        stated(
            "If there is a change to the vacancy details, these can be updated on NHS Jobs by using the 'Update' button.",
            JTGO_GUIDE,
        ),
        ours(
            "An update is a PUT of the whole draft with its version. Whether the real interface has versions is not public.",
        ),
    ],
    question: Question {
        asked: "A draft is updated twice. How many vacancies are there on NHS Jobs?",
        choices: &[
            right("One", "Yes. Updates change the draft; they make no other."),
            wrong("Three", "No. Only posting anew would make more."),
            wrong("Two", "No. An update changes the draft that is there."),
        ],
    },
};
