//! NHS Jobs is busy or down.

use contract::operation::{Operation, Service};
use contract::refusal::Refusal;

use crate::console::lessons::lesson::{Lesson, Place, Question, Remedy, Step, ours, right, wrong};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "busy-or-down",
    service: Service::NhsJobs,
    title: "NHS Jobs is busy or down",
    goal: "Tell a passing fault from a mistake, and know that waiting helps.",
    steps: &[
        Step {
            title: "Post while NHS Jobs is unavailable",
            here: "In ‘Make it happen’ arm ‘Service unavailable’ or ‘Too many requests’ for the next request. Then open the vacancy form and select ‘Post the Job’.",
            place: Place::Cases,
            ats: "Post any job with the reference SIM-503 or SIM-429.",
            see: "503 or 429, with the number of seconds to wait. Nothing was done.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Refused(&[
                    Refusal::ServiceUnavailable,
                    Refusal::TooManyRequests,
                    Refusal::InternalError,
                ]),
                same: Same::Any,
            },
        },
        Step {
            title: "Wait, then try again",
            here: "Wait for a second, then select ‘Try again’.",
            place: Place::Vacancy,
            ats: "Let your ATS try again by itself, or press its button.",
            see: "‘Job Successfully Posted’.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Accepted,
                same: Same::Reference,
            },
        },
    ],
    why: "Every service has bad minutes. The answer says how long to wait; the vacancy is as good as before.",
    remedy: Remedy {
        recruiter: "Wait, and try again. Nothing has to be changed or typed anew.",
        support: "If it lasts, look whether others are affected, and tell NHS Jobs.",
        developer: "Wait as long as Retry-After says, repeat a few times with the same key, keep the job, and say that it is an outage.",
    },
    grounds: &[ours(
        "429 and 503 carry Retry-After in whole seconds. How the real interface limits or reports an outage is not public.",
    )],
    question: Question {
        asked: "A post is answered 503. What has the recruiter done wrong?",
        choices: &[
            right("Nothing", "Yes. The same job goes through later."),
            wrong(
                "The text was too long",
                "No. That is a 400, and the field is named.",
            ),
            wrong("The key was wrong", "No. That is a 401."),
        ],
    },
};
