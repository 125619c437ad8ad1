//! 401 and 403: organisation or account is wrong.

use contract::operation::{Operation, Service};
use contract::provenance::JTGO_GUIDE;
use contract::refusal::Refusal;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, ours, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "organisation-or-account",
    service: Service::NhsJobs,
    title: "The organisation or account is wrong",
    goal: "Know that no recruiter can repair a 403, and whom to tell.",
    steps: &[
        Step {
            title: "Post while the account is not linked",
            here: "In ‘Make it happen’ arm ‘Account not linked’ for the next request. Then open the vacancy form and select ‘Post the Job’.",
            place: Place::Cases,
            ats: "Post any job with the reference SIM-403 or SIM-403-ACCOUNT, or with a wrong Org ID or Account ID in your ATS's settings.",
            see: "403 Error. The form says to raise it with support; no field is marked.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Refused(&[
                    Refusal::OrganisationNotLinked,
                    Refusal::AccountNotLinked,
                ]),
                same: Same::Any,
            },
        },
        Step {
            title: "Post again once it is linked",
            here: "‘Next request’ has been used up, so the account is linked again. Select ‘Try again’ on the form.",
            place: Place::Vacancy,
            ats: "Put the right Org ID and Account ID back, or use an ordinary reference, and post again.",
            see: "‘Job Successfully Posted’.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Accepted,
                same: Same::Reference,
            },
        },
    ],
    why: "The key is good, and the organisation or the account that came with it does not belong to it. What was typed into the vacancy has nothing to do with it.",
    remedy: Remedy {
        recruiter: "Raise it with support, with the time and the job reference. Do not change the vacancy.",
        support: "Check the Org ID and Account ID in the integration's configuration, and liaise with NHS Jobs.",
        developer: "Say that it is a matter of configuration, do not repeat the request by yourself, and never show the key.",
    },
    grounds: &[
        stated(
            "This indicates a problem contacting the NHS Jobs system – please raise with JTGO Support who will check the integration configuration and 'Org ID / Account ID' is correct and liaise with NHS Jobs to resolve.",
            JTGO_GUIDE,
        ),
        ours(
            "403 stands for an organisation or an account that is not linked to the key. What the real service answers in which case is not public.",
        ),
    ],
    question: Question {
        asked: "A recruiter gets a 403. What should they change in the vacancy?",
        choices: &[
            right(
                "Nothing",
                "Yes. It is configuration: support checks the Org ID and Account ID.",
            ),
            wrong("The salary", "No. A rejected salary is a 400 and is named."),
            wrong(
                "The contract type",
                "No. The vacancy was not even looked at.",
            ),
        ],
    },
};
