//! The answer is lost after the draft was stored.

use contract::operation::{Operation, Service};
use contract::provenance::JTGO_GUIDE;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, inferred, ours, right, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "answer-lost",
    service: Service::NhsJobs,
    title: "The answer gets lost",
    goal: "Know why pressing the button again is safe in a good ATS.",
    steps: &[
        Step {
            title: "Post, and lose the answer",
            here: "In ‘Make it happen’ arm ‘Answer lost after it was stored’ for the next request. Then open the vacancy form and select ‘Post the Job’.",
            place: Place::Cases,
            ats: "Post any job with the reference SIM-COMMIT-THEN-DROP.",
            see: "No answer. NHS Jobs holds the draft, and the ATS cannot know.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Lost,
                same: Same::Any,
            },
        },
        Step {
            title: "Try again",
            here: "Select ‘Try again’: the same vacancy goes out with the same idempotency key.",
            place: Place::Vacancy,
            ats: "Let your ATS try again, or press its button again.",
            see: "The first answer once more. There is still one draft.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Replayed,
                same: Same::Key,
            },
        },
    ],
    why: "A connection can break after the work was done. Whoever asks again without saying that it is the same wish gets a second draft. The idempotency key says that it is the same.",
    remedy: Remedy {
        recruiter: "If it is not known whether a job arrived, press ‘try again’, not ‘new job’. Then look for duplicates in the NHS Jobs account.",
        support: "Two equal drafts after a breakdown point to an ATS that does not repeat its key.",
        developer: "Give every wish of the user a key of its own, repeat it unchanged with the same body, and say ‘not known’ when it is not known.",
    },
    grounds: &[
        ours(
            "An Idempotency-Key is kept for 24 hours; the same key with the same body gets the first answer. Whether the real interface knows such keys is not public.",
        ),
        inferred(
            "Posting a copied job makes a second vacancy, so posting twice does too.",
            JTGO_GUIDE,
        ),
    ],
    question: Question {
        asked: "No answer came back. Was the draft made?",
        choices: &[
            right(
                "Nobody on this side can know",
                "Yes. So the ATS repeats the same request with the same key, which is safe either way.",
            ),
            wrong(
                "No, or there would have been an answer",
                "No. Here it was made, and only the answer was lost.",
            ),
            wrong(
                "Yes, always",
                "No. The request may have been lost before it arrived.",
            ),
        ],
    },
};
