//! A mandatory field was missed.

use contract::operation::{Operation, Service};
use contract::provenance::JTGO_GUIDE;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, ours, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "required-field",
    service: Service::NhsJobs,
    title: "A mandatory field is missing",
    goal: "Know the difference between a form that stops you and a service that refuses.",
    steps: &[
        Step {
            title: "Post a job without its title",
            here: "Open the vacancy form and select ‘Job title left empty’. Or empty any mandatory field and select ‘Post the Job’.",
            place: Place::Vacancy,
            ats: "Post a job with a mandatory field left empty. Many ATSs stop you in the form: then nothing reaches NHS Jobs, and this step stays open.",
            see: "The message ‘Please fill the required fields’, and the field that is missing by name.",
            sign: Sign {
                operation: Operation::CreateVacancy,
                answer: Answered::Fields {
                    at: &[
                        "/jobTitle",
                        "/jobReference",
                        "/contractType",
                        "/staffGroup",
                        "/payScheme",
                        "/payBand",
                        "/jobOverview",
                        "/mainDuties",
                        "/aboutOrganisation",
                        "/jobDescription",
                        "/location",
                        "/contact",
                        "/closingDate",
                        "/applyUrl",
                    ],
                    codes: &["REQUIRED"],
                },
                same: Same::Any,
            },
        },
        Step {
            title: "Correct it and post again",
            here: "Fill in the field that is marked. Then select ‘Post the Job’.",
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
    why: "In the guide this message comes from the ATS's own form, before anything is sent. The form here lets it through on purpose, so that you see what NHS Jobs would be sent and how it could answer.",
    remedy: Remedy {
        recruiter: "Go back, fill in every field that is marked, and post again.",
        support: "If the form shows no mark, find out which field is missing from the answer, and report it to the developers.",
        developer: "Check mandatory fields before sending, and still show every field that the service names: its list may be longer than yours.",
    },
    grounds: &[
        stated(
            "This means that you have missed a mandatory field – go back and check that you have completed all required information.",
            JTGO_GUIDE,
        ),
        ours("Every missing field is named in one answer, by the place it would have in the body."),
    ],
    question: Question {
        asked: "‘Please fill the required fields’ appears and nothing was sent. Who stopped it?",
        choices: &[
            right(
                "The ATS's own form",
                "Yes. The guide lists it as a message of the form; NHS Jobs never saw the job.",
            ),
            wrong(
                "NHS Jobs",
                "No. Nothing was sent, so NHS Jobs cannot have refused it.",
            ),
            wrong(
                "The candidate site",
                "No. Candidates come into it only after publishing.",
            ),
        ],
    },
};
