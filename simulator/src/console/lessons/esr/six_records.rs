//! The six records, once.

use contract::operation::{Operation, Service};
use contract::provenance::DIT_FAQ;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, ours, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "six-records",
    service: Service::Esr,
    title: "Transfer the checks of a doctor",
    goal: "Know what travels to ESR, and read the result.",
    steps: &[
        Step {
            title: "Transfer all six records",
            here: "Open the checks form, choose Aoife O'Synthetic, leave all six records ticked and select ‘Transfer to ESR’.",
            place: Place::Checks,
            ats: "Transfer a doctor who is waiting in ESR without a registration, with all six records.",
            see: "201: six records, each taken.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::SixRecords,
                same: Same::Any,
            },
        },
        Step {
            title: "Ask for the result again",
            here: "Select ‘Ask ESR for the result again’ below the answer.",
            place: Place::Checks,
            ats: "Read the transfer back by its id.",
            see: "200: the same result.",
            sign: Sign {
                operation: Operation::GetTransfer,
                answer: Answered::Accepted,
                same: Same::Any,
            },
        },
    ],
    why: "TIS or Hicom has made the applicant in ESR. The interface adds the checks that were done in the ATS; it makes no applicant and no employee.",
    remedy: Remedy {
        recruiter: "Finish the checks, set ‘outcome recruited’, and look at the result for each record.",
        support: "Ask for the transfer's id: the result can be read again.",
        developer: "Show one result for each record, and keep the transfer's id.",
    },
    grounds: &[
        stated(
            "Information relating to the following employment checks are eligible for transfer from Trac to ESR",
            DIT_FAQ,
        ),
        stated(
            "This is a single direction exchange of information to copy the employment checks from Trac to ESR",
            DIT_FAQ,
        ),
        ours(
            "One request carries all records and is answered record by record. The real interface's form is not public.",
        ),
    ],
    question: Question {
        asked: "Who makes the applicant record in ESR?",
        choices: &[
            right(
                "TIS, or Hicom in Wales",
                "Yes. The ATS only adds the checks.",
            ),
            wrong(
                "The ATS, with the transfer",
                "No. Without an applicant there is no match.",
            ),
            wrong("The doctor", "No. Doctors do not type into ESR here."),
        ],
    },
};
