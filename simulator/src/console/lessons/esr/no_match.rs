//! No applicant matches.

use contract::operation::{Operation, Service};
use contract::provenance::DIT_FAQ;
use contract::refusal::Refusal;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, ours, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "no-match",
    service: Service::Esr,
    title: "No applicant matches",
    goal: "Find the difference between the ATS's name and ESR's, and know who corrects which.",
    steps: &[
        Step {
            title: "Transfer with a name that differs",
            here: "Open the checks form, choose Anne-Marie Synth-Hyphen, take the hyphen out of the last name and select ‘Transfer to ESR’.",
            place: Place::Checks,
            ats: "Transfer a doctor with one letter, mark or hyphen unlike ESR's, or with the reference SIM-404.",
            see: "404: no applicant matches. The answer tells nobody's name.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Refused(&[Refusal::NoMatch]),
                same: Same::Any,
            },
        },
        Step {
            title: "Correct it and transfer again",
            here: "Look at the near miss on ESR's page. Put the hyphen back and select ‘Transfer to ESR’, or correct the person in ESR.",
            place: Place::Checks,
            ats: "Correct the name in your ATS, or the person in ESR on the page of this console, and transfer again.",
            see: "201: the records are on the applicant in ESR.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Accepted,
                same: Same::Reference,
            },
        },
    ],
    why: "First name, last name and date of birth are all that is matched by. Both systems hold names typed by people, so they differ by hyphens, accents, second forenames, a married name or a swapped date.",
    remedy: Remedy {
        recruiter: "Compare the three fields in both systems, correct the wrong one, and transfer again.",
        support: "The near misses on ESR's page say which letter differs. Advise a data cleanse before going live.",
        developer: "Send names as the ATS holds them, marks and all, and say which three fields to compare.",
    },
    grounds: &[
        stated(
            "First Name, Last Name and date of birth which are used to perform matches",
            DIT_FAQ,
        ),
        stated(
            "Cleansing your data will ensure that only relevant data is exchanged across the API and will increase the chance of a successful match being made between ESR and Trac",
            DIT_FAQ,
        ),
        ours(
            "Capitals and spaces do not matter, marks and hyphens do. How the real service compares names is not public.",
        ),
    ],
    question: Question {
        asked: "ESR has ‘Synth-Hyphen’, the ATS ‘Synth Hyphen’. Which one is corrected?",
        choices: &[
            right(
                "The wrong one, whichever that is",
                "Yes. Look at the doctor's documents, then correct that system.",
            ),
            wrong("Always ESR", "No. It may be right."),
            wrong(
                "Neither: sending again helps",
                "No. The same names do not match next time either.",
            ),
        ],
    },
};
