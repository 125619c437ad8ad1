//! The salary is rejected: the case that the guide's error table singles out.

use contract::operation::{Operation, Service};
use contract::provenance::JTGO_GUIDE;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, ours, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "salary-rejected",
    service: Service::NhsJobs,
    title: "The salary is rejected",
    goal: "Recognise a rejected salary, know who corrects it, and correct it.",
    steps: &[
        Step {
            title: "Send a salary that NHS Jobs rejects",
            here: "Open the vacancy form and select ‘Salary typed as £32,073’. Or type a pound sign, a zero or nothing into a salary box and select ‘Post the Job’.",
            place: Place::Vacancy,
            ats: "Post a job whose salary is empty, zero or text, or any job with the reference SIM-400-SALARY.",
            see: "400 Error: Bad Request. The answer names the salary field, and nothing was created.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Fields {
                    at: &["/salary"],
                    codes: &["SALARY_"],
                },
                same: Same::Any,
            },
        },
        Step {
            title: "Correct it and post again",
            here: "Enter the salary as plain numbers, such as 32073, and choose what period it is paid for. Then select ‘Post the Job’.",
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
    why: "The guide tells recruiters to review the salary and enter it again; which salaries the real NHS Jobs rejects, and in which words, is not public. This simulator takes a number greater than 0 with at most two decimals, and the period that it is paid for.",
    remedy: Remedy {
        recruiter: "Look at the field that is marked, enter the salary again as plain numbers, and post again.",
        support: "Nothing is wrong with the connection. Help the recruiter to find the field; no call to NHS Jobs is needed.",
        developer: "Show the message beside the salary box, keep what was typed, and send amounts as JSON numbers without £ or thousands separators.",
    },
    grounds: &[
        stated(
            "The salary you have entered is not valid. Please review the salary information and re-enter.",
            JTGO_GUIDE,
        ),
        stated(
            "This means that NHS Jobs has rejected some of the data that you have entered – please refer to the 'field' listed in the error message to identify which field NHS Jobs have rejected",
            JTGO_GUIDE,
        ),
        ours("A £ sign, text, zero, a missing period and more than two decimals are refused."),
    ],
    question: Question {
        asked: "A recruiter sees ‘400 Error: Bad Request’ and the salary is named. Who acts first?",
        choices: &[
            right(
                "The recruiter, who enters the salary again",
                "Yes. A 400 is about what was typed: the person who typed it can put it right.",
            ),
            wrong(
                "Support, who checks the Org ID and Account ID",
                "No. That is for 401 and 403. A 400 says that the connection works and a value does not.",
            ),
            wrong(
                "Nobody: it goes away when sent again",
                "No. The same salary is rejected every time.",
            ),
        ],
    },
};
