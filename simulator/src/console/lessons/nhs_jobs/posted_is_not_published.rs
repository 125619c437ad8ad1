//! Posted is not published.

use contract::operation::{Operation, Service};
use contract::provenance::JTGO_GUIDE;
use contract::refusal::Refusal;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "posted-is-not-published",
    service: Service::NhsJobs,
    title: "Posted is not published",
    goal: "Know the step that is still to be done after ‘Job Successfully Posted’.",
    steps: &[
        Step {
            title: "Post a job",
            here: "Open the vacancy form and select ‘Post the Job’.",
            place: Place::Vacancy,
            ats: "Post any job.",
            see: "‘Job Successfully Posted’, and a note that somebody must still publish it.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Accepted,
                same: Same::Any,
            },
        },
        Step {
            title: "Look for the advert",
            here: "Select ‘Look for the advert as a candidate’ below the answer.",
            place: Place::Vacancy,
            ats: "Open the candidate site's address for the reference that NHS Jobs gave: /candidate/jobadvert/ and the reference.",
            see: "There is no such advert: candidates cannot find a draft.",
            sign: Sign {
                operation: Operation::ViewAdvert,
                answer: Answered::Refused(&[Refusal::VacancyNotFound]),
                same: Same::Advert,
            },
        },
        Step {
            title: "Publish it, and look again",
            here: "Open the NHS Jobs account, publish the vacancy, and look for the advert again.",
            place: Place::Account,
            ats: "Publish it in the NHS Jobs account of this console, and open the same address again.",
            see: "The advert, with a link that leads to the ATS to apply.",
            sign: Sign {
                operation: Operation::ViewAdvert,
                answer: Answered::Accepted,
                same: Same::Advert,
            },
        },
    ],
    why: "The integration only makes a draft. A person signs in to the NHS Jobs account, reviews the draft and publishes it; until then no candidate can find it.",
    remedy: Remedy {
        recruiter: "After posting, sign in to NHS Jobs, review the draft, and publish it.",
        support: "‘The job is not on NHS Jobs’ most often means: it is a draft. Ask whether somebody has published it.",
        developer: "Say after posting that a person must still publish. There is no call that publishes.",
    },
    grounds: &[
        stated(
            "The NHS Jobs integration only supports the posting of a 'Draft Vacancy' to NHS Jobs - there is a further step required to log into your NHS Jobs account, review the job information transferred and 'Publish' the vacancy on NHS Jobs.",
            JTGO_GUIDE,
        ),
        stated(
            "Candidates will be re-directed to your JTGO candidate site to apply for the job",
            JTGO_GUIDE,
        ),
    ],
    question: Question {
        asked: "‘Job Successfully Posted’ was shown yesterday, and no candidate has applied. What do you check first?",
        choices: &[
            right(
                "Whether the draft has been published in the NHS Jobs account",
                "Yes. Posting makes a draft, which nobody sees.",
            ),
            wrong(
                "Whether the salary is right",
                "No. A rejected salary would not have been posted at all.",
            ),
            wrong("Whether NHS Jobs is down", "No. It answered yesterday."),
        ],
    },
};
