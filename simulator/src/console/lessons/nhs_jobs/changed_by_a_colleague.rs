//! A colleague changed the draft in the NHS Jobs account.

use contract::operation::{Operation, Service};
use contract::provenance::JTGO_GUIDE;
use contract::refusal::Refusal;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, ours, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "changed-by-a-colleague",
    service: Service::NhsJobs,
    title: "A colleague has changed the draft",
    goal: "Understand a refused update of a draft, and decide which text stays.",
    steps: &[
        Step {
            title: "Post a job",
            here: "Open the vacancy form and select ‘Post the Job’.",
            place: Place::Vacancy,
            ats: "Post any job.",
            see: "‘Job Successfully Posted’: version 1.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Accepted,
                same: Same::Any,
            },
        },
        Step {
            title: "Update after a colleague's change",
            here: "Amend the draft in the NHS Jobs account, or arm ‘Changed by a colleague meanwhile’. Then select ‘Update’ on the form.",
            place: Place::Cases,
            ats: "Amend the draft in the NHS Jobs account of this console, then update from your ATS.",
            see: "409: the draft was changed since; the answer says its version.",
            sign: Sign {
                operation: Operation::UpdateVacancy,
                answer: Answered::Refused(&[Refusal::VersionStale]),
                same: Same::Vacancy,
            },
        },
        Step {
            title: "Look, then update all the same",
            here: "Select ‘Use the current version’ on the form, look at what is different, and select ‘Update’.",
            place: Place::Vacancy,
            ats: "Let your ATS show what changed, and send again.",
            see: "200: the update stands, and the colleague's words are replaced.",
            sign: Sign {
                operation: Operation::UpdateVacancy,
                answer: Answered::Accepted,
                same: Same::Vacancy,
            },
        },
    ],
    why: "An update replaces the whole draft. Without a version, a colleague's correction in the NHS Jobs account would be lost unseen.",
    remedy: Remedy {
        recruiter: "Look at what the colleague changed before you send yours: yours replaces all of it.",
        support: "Two people work on one draft. Help them to agree who does.",
        developer: "Read the vacancy back, show the difference, and send with the current version only when the user agrees.",
    },
    grounds: &[
        ours(
            "An update carries the version it was made from; an older one is refused. Whether the real interface guards against this is not public.",
        ),
        stated(
            "any changes that you make will not update the vacancy details in JTGO",
            JTGO_GUIDE,
        ),
    ],
    question: Question {
        asked: "What would happen without the version?",
        choices: &[
            right(
                "The colleague's change would vanish without anybody noticing",
                "Yes. The update replaces the whole draft.",
            ),
            wrong(
                "Both changes would be merged",
                "No. Nobody merges texts here.",
            ),
            wrong("A second draft would be made", "No. An update makes none."),
        ],
    },
};
