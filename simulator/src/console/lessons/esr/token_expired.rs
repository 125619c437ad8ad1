//! The token has run out.

use contract::operation::{Operation, Service};
use contract::refusal::Refusal;

use crate::console::lessons::lesson::{Lesson, Place, Question, Remedy, Step, ours, right, wrong};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "token-expired",
    service: Service::Esr,
    title: "The access token has run out",
    goal: "Know that this is nobody's mistake, and that users should not even see it.",
    steps: &[
        Step {
            title: "Transfer with a token that has run out",
            here: "In ‘Make it happen’ arm ‘Token expired’ for the next request. Then open the checks form, choose a doctor and select ‘Transfer to ESR’.",
            place: Place::Cases,
            ats: "Transfer with the reference SIM-401-EXPIRED, or move the clock past the token's life and transfer.",
            see: "401: the token has run out.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Refused(&[Refusal::TokenExpired]),
                same: Same::Any,
            },
        },
        Step {
            title: "Get a new token",
            here: "Select ‘Try again’: the form gets a new token first.",
            place: Place::Checks,
            ats: "Let your ATS get a new token.",
            see: "200: a token, good for an hour.",
            sign: Sign {
                operation: Operation::IssueToken,
                answer: Answered::Accepted,
                same: Same::Any,
            },
        },
        Step {
            title: "Transfer with it",
            here: "The same ‘Try again’ has sent the transfer with the new token.",
            place: Place::Checks,
            ats: "Let your ATS repeat the transfer.",
            see: "201: the records are on the applicant in ESR.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Accepted,
                same: Same::Reference,
            },
        },
    ],
    why: "A token is good for an hour. Whoever calls later gets a new one; the user has nothing to do with it.",
    remedy: Remedy {
        recruiter: "Nothing. If you see it, report it.",
        support: "If it keeps happening, look whether the client secret still holds.",
        developer: "Get a new token once and repeat the request; only if that fails too, tell support.",
    },
    grounds: &[ours(
        "Tokens are issued by the client credentials grant of OAuth 2 and live for 3,600 seconds. How the real interface signs in is not public.",
    )],
    question: Question {
        asked: "A transfer is answered 401 because the token ran out. What does the user do?",
        choices: &[
            right(
                "Nothing: the ATS gets a new token",
                "Yes. It asks for one and sends the transfer again by itself.",
            ),
            wrong(
                "They enter the doctor again",
                "No. Nothing is wrong with the doctor.",
            ),
            wrong(
                "They ask for a new client secret",
                "No. Only a new token is needed.",
            ),
        ],
    },
};
