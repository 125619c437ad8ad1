//! Only applicants that TIS or Hicom sent.

use contract::operation::{Operation, Service};
use contract::provenance::DIT_FAQ;
use contract::refusal::Refusal;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, inferred, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "not-from-tis",
    service: Service::Esr,
    title: "The applicant did not come from TIS",
    goal: "Know which applicants are in scope, and what happens to the others.",
    steps: &[
        Step {
            title: "Transfer a doctor who was typed in by hand",
            here: "Open the checks form, type Test Byhand, born 6 June 1995, and select ‘Transfer to ESR’.",
            place: Place::Checks,
            ats: "Transfer Test Byhand, born 6 June 1995, or any doctor with the reference SIM-422-NOT-FROM-TIS.",
            see: "422: the record did not come from TIS or Hicom.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Refused(&[Refusal::NotFromTis]),
                same: Same::Any,
            },
        },
        Step {
            title: "Load the doctor from TIS, and transfer again",
            here: "On ESR's page load Test Byhand, born 6 June 1995, from TIS. Then select ‘Transfer to ESR’ again.",
            place: Place::Esr,
            ats: "Load the doctor from TIS on ESR's page of this console, and transfer again.",
            see: "201: the records are on the applicant in ESR.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Accepted,
                same: Same::Reference,
            },
        },
    ],
    why: "The interface serves doctors and dentists in training whose applicant came through TIS or Hicom. A record typed in by hand, and an employee, are out of scope.",
    remedy: Remedy {
        recruiter: "Enter the checks in ESR by hand, or ask whether TIS will still send the doctor.",
        support: "Look at the applicant's source on ESR's page.",
        developer: "Say why it is out of scope, and do not try again by yourself.",
    },
    grounds: &[
        stated(
            "The DiT Employment Checks API only covers Doctors and Dentists in training (DiT) applicants sent through the TIS interface. As such, DiT records created manually within ESR, and employees, are not in scope.",
            DIT_FAQ,
        ),
        inferred(
            "Applicants that Hicom sends for Wales are in scope as well: the pre-requisite names both.",
            DIT_FAQ,
        ),
    ],
    question: Question {
        asked: "HR typed a doctor into ESR because TIS was late. Do the checks transfer?",
        choices: &[
            right(
                "Only once TIS has sent the doctor too",
                "Yes. The hand-made record stays out of scope; HR closes it later.",
            ),
            wrong(
                "Yes, the names match",
                "No. It must have come from TIS or Hicom.",
            ),
            wrong(
                "No, never",
                "Not quite. When TIS sends the doctor, there is a record in scope.",
            ),
        ],
    },
};
