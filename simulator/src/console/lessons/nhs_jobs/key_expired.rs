//! The key has run out or was taken back.

use contract::operation::{Operation, Service};
use contract::provenance::JTGO_GUIDE;
use contract::refusal::Refusal;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, ours, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "key-expired",
    service: Service::NhsJobs,
    title: "The key has expired",
    goal: "Tell a 401 from a 403, and know what support asks NHS Jobs for.",
    steps: &[
        Step {
            title: "Post with a key that has run out",
            here: "In ‘Make it happen’ arm ‘Key expired’ for the next request. Then open the vacancy form and select ‘Post the Job’.",
            place: Place::Cases,
            ats: "Post any job with the reference SIM-401-EXPIRED, or with a wrong key in your ATS's settings.",
            see: "401 Error. The form says to raise it with support.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Refused(&[
                    Refusal::KeyExpired,
                    Refusal::KeyRevoked,
                    Refusal::KeyUnknown,
                    Refusal::KeyMissing,
                ]),
                same: Same::Any,
            },
        },
        Step {
            title: "Post again with a good key",
            here: "The case has been used up, so the key is good again. Select ‘Try again’ on the form.",
            place: Place::Vacancy,
            ats: "Put the good key back, or use an ordinary reference, and post again.",
            see: "‘Job Successfully Posted’.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Accepted,
                same: Same::Reference,
            },
        },
    ],
    why: "401 says that the caller is not known: the key is missing, unknown, expired or withdrawn. 403 says that the caller is known and may not do this for that organisation or account.",
    remedy: Remedy {
        recruiter: "Raise it with support. The job is kept in the ATS and can be posted later.",
        support: "Compare the key with the one that NHS Jobs gave; ask for a new one where it has run out.",
        developer: "Stop after the first 401: repeating does not help. Keep the job so that it can be posted with a new key.",
    },
    grounds: &[
        stated("401 / 403 Errors", JTGO_GUIDE),
        ours(
            "Key and account travel in headers, and 401 is for the key alone. How the real interface signs in is not public.",
        ),
    ],
    question: Question {
        asked: "What helps against a 401?",
        choices: &[
            right(
                "A key that NHS Jobs knows and that has not run out",
                "Yes. Support asks NHS Jobs for it.",
            ),
            wrong(
                "Waiting ten minutes",
                "No. A key does not come back to life.",
            ),
            wrong(
                "Shortening the job title",
                "No. The vacancy was not looked at.",
            ),
        ],
    },
};
