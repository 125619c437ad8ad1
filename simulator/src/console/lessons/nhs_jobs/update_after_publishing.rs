//! Changing what has been published.

use contract::operation::{Operation, Service};
use contract::provenance::JTGO_GUIDE;
use contract::refusal::Refusal;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, ours, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "update-after-publishing",
    service: Service::NhsJobs,
    title: "Change a vacancy after publishing",
    goal: "Know where a published vacancy is changed, and what the ATS no longer does.",
    steps: &[
        Step {
            title: "Post a job",
            here: "Open the vacancy form and select ‘Post the Job’.",
            place: Place::Vacancy,
            ats: "Post any job.",
            see: "‘Job Successfully Posted’.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Accepted,
                same: Same::Any,
            },
        },
        Step {
            title: "Publish it, then update",
            here: "Publish the vacancy in the NHS Jobs account. Then go back to the form and select ‘Update’. Or arm ‘Published meanwhile’ and select ‘Update’.",
            place: Place::Account,
            ats: "Publish it in the NHS Jobs account of this console, and update the job from your ATS.",
            see: "409: the vacancy is published, and is edited in the NHS Jobs account.",
            sign: Sign {
                operation: Operation::UpdateVacancy,
                answer: Answered::Refused(&[Refusal::VacancyNotDraft]),
                same: Same::Vacancy,
            },
        },
        Step {
            title: "Copy the job and post the copy",
            here: "Select ‘Copy this job’ below the form, change what is to change, and select ‘Post the Job’.",
            place: Place::Vacancy,
            ats: "Copy the job in your ATS, make the changes, and post the copy.",
            see: "‘Job Successfully Posted’: a second vacancy. The first is still published, so somebody closes it.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Accepted,
                same: Same::Any,
            },
        },
    ],
    why: "Changes over the integration end with publishing. Changes made in the NHS Jobs account do not come back to the ATS, so the two drift apart.",
    remedy: Remedy {
        recruiter: "Edit the vacancy in the NHS Jobs account. What is changed there does not come back into the ATS. Or copy the job, change it and post the copy.",
        support: "Explain that the refusal is right: the vacancy is published. Warn of two adverts when a job was copied.",
        developer: "Say where the vacancy is edited now, and do not make a new vacancy by yourself.",
    },
    grounds: &[
        stated(
            "NHS Jobs only allow changes to the vacancy details via the integration whilst the vacancy remains in a 'Draft' status on NHS Jobs.",
            JTGO_GUIDE,
        ),
        stated(
            "You can edit the job from your NHS Jobs account, however any changes that you make will not update the vacancy details in JTGO.",
            JTGO_GUIDE,
        ),
        ours(
            "The refusal is a 409 with the status of the vacancy. What the real service answers is not public.",
        ),
    ],
    question: Question {
        asked: "The closing date of a published vacancy must be later. Where is it changed?",
        choices: &[
            right(
                "In the NHS Jobs account",
                "Yes. And the ATS's own copy is changed by hand, since nothing comes back.",
            ),
            wrong(
                "In the ATS, with ‘Update’",
                "No. That works for drafts alone.",
            ),
            wrong(
                "Nowhere",
                "No. The closing date is on NHSBSA's list of what may be amended after publishing.",
            ),
        ],
    },
};
