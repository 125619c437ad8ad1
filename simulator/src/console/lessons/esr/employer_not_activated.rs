//! The employer has no TIS or Hicom interface.

use contract::operation::{Operation, Service};
use contract::provenance::DIT_FAQ;
use contract::refusal::Refusal;

use crate::console::lessons::lesson::{
    Lesson, Place, Question, Remedy, Step, ours, right, stated, wrong,
};
use crate::console::lessons::sign::{Answered, Same, Sign};

/// The lesson.
pub(in crate::console::lessons) static LESSON: Lesson = Lesson {
    id: "employer-not-activated",
    service: Service::Esr,
    title: "The employer is not activated",
    goal: "Know the pre-requisite, and the way to it.",
    steps: &[
        Step {
            title: "Transfer for an employer without the interface",
            here: "In ‘Make it happen’ arm ‘Employer not activated’ for the next request. Then open the checks form, choose a doctor and select ‘Transfer to ESR’.",
            place: Place::Cases,
            ats: "Transfer with the reference SIM-403-ACTIVATION.",
            see: "403: the employer has neither an active interface nor a request for one.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Refused(&[
                    Refusal::EmployerNotActivated,
                    Refusal::SupplierNotEnabled,
                ]),
                same: Same::Any,
            },
        },
        Step {
            title: "Transfer once it is there",
            here: "The case has been used up. Select ‘Try again’.",
            place: Place::Checks,
            ats: "Use an ordinary reference, and transfer again.",
            see: "201: the records are on the applicant in ESR.",
            sign: Sign {
                operation: Operation::TransferEmploymentChecks,
                answer: Answered::Accepted,
                same: Same::Reference,
            },
        },
    ],
    why: "The applicants come from TIS or Hicom, so the employer's interface to them must be on, or asked for, before checks can be added.",
    remedy: Remedy {
        recruiter: "Nothing to correct on the applicant. Tell support.",
        support: "Ask the employer to raise it on the ESR Service Desk: Request a new service > AC > ESR Interfaces > Other system interfaces.",
        developer: "Say that it is a matter of set-up, name the employer, and do not repeat.",
    },
    grounds: &[
        stated(
            "A pre-requisite for the Go Live of this service is that the NHS Organisation should also have activated the interface between their DiT Provider and ESR.",
            DIT_FAQ,
        ),
        stated(
            "Or alternatively, they should have an ongoing implementation request for it.",
            DIT_FAQ,
        ),
        ours("403 says so on the wire."),
    ],
    question: Question {
        asked: "Who raises the request on the ESR Service Desk?",
        choices: &[
            right(
                "The NHS organisation",
                "Yes. It is the employer's interface.",
            ),
            wrong(
                "The recruiter, for each doctor",
                "No. It is done once for the organisation.",
            ),
            wrong("NHS Jobs", "No. NHS Jobs is another service."),
        ],
    },
};
