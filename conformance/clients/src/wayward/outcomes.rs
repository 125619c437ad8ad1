//! Belief that is not truth: outcomes, states, references and numbers of sends.

use serde_json::Value;

use super::flaw::Flaw;
use crate::api::act::{Act, Action};
use crate::api::report::{Outcome, Report};
use crate::conduct::{Conduct, good};
use crate::http::patience::{PATIENT, Patience};

pub(super) const FLAWS: &[Flaw] = &[
    Flaw {
        name: "gives-up-and-says-accepted",
        gets_wrong: "Says accepted when the service would not take it.",
        hurts: "Nobody posts the job again, and nobody applies.",
        trips: &["always/truthful-outcome"],
        shown_by: "The fault status 503 on the action's operation, without end.",
        conduct: || telling(|_, report| instead(report, Outcome::Failed, Outcome::Accepted)),
    },
    Flaw {
        name: "takes-silence-for-success",
        gets_wrong: "Says accepted when no answer came.",
        hurts: "Nobody posts the job again, and nobody applies.",
        trips: &["always/truthful-outcome"],
        shown_by: "The fault drop_before_commit on the action's operation, once.",
        conduct: || Conduct {
            tell: |_, report| instead(report, Outcome::Unknown, Outcome::Accepted),
            ..rash()
        },
    },
    Flaw {
        name: "takes-silence-for-failure",
        gets_wrong: "Says that certainly nothing was done when no answer came.",
        hurts: "The user posts the job once more, and there are two.",
        trips: &["always/truthful-outcome", "BOTH-C-019"],
        shown_by: "The fault commit_then_drop on the action's operation, once.",
        conduct: || Conduct {
            tell: |_, report| instead(report, Outcome::Unknown, Outcome::Failed),
            ..rash()
        },
    },
    Flaw {
        name: "says-accepted-when-refused",
        gets_wrong: "Says accepted when the service refused.",
        hurts: "The recruiter waits for applications to a vacancy that does not exist.",
        trips: &["always/truthful-outcome", "ESR-C-011", "ESR-C-012"],
        shown_by: "Any refusal by the service that the form does not hold back.",
        conduct: || telling(|_, report| instead(report, Outcome::Rejected, Outcome::Accepted)),
    },
    Flaw {
        name: "says-rejected-without-sending",
        gets_wrong: "Says that the service refused what it never sent.",
        hurts: "Support asks the service about a refusal that it knows nothing of.",
        trips: &["always/truthful-outcome"],
        shown_by: "Input that the form holds back, e.g. a job title of 71 characters.",
        conduct: || telling(|_, report| instead(report, Outcome::NotSent, Outcome::Rejected)),
    },
    Flaw {
        name: "says-accepted-without-sending",
        gets_wrong: "Says accepted of what its own form held back.",
        hurts: "The recruiter waits for applications to a vacancy that does not exist.",
        trips: &["always/truthful-outcome"],
        shown_by: "Input that the form holds back, e.g. a job title of 71 characters.",
        conduct: || telling(|_, report| instead(report, Outcome::NotSent, Outcome::Accepted)),
    },
    Flaw {
        name: "blames-the-input-for-an-outage",
        gets_wrong: "Says that the input was refused when the service was down.",
        hurts: "The recruiter starts to change a vacancy that was right.",
        trips: &["always/truthful-outcome", "BOTH-C-021"],
        shown_by: "The fault status 503 on the action's operation, without end.",
        conduct: || telling(|_, report| instead(report, Outcome::Failed, Outcome::Rejected)),
    },
    Flaw {
        name: "says-published",
        gets_wrong: "Says that the vacancy is published as soon as it is posted.",
        hurts: "Nobody signs in to publish it, and nobody applies.",
        trips: &[
            "always/truthful-state",
            "always/draft-told",
            "NJ-C-004",
            "NJ-C-003",
        ],
        shown_by: "Any vacancy that NHS Jobs accepts.",
        conduct: || telling(|_, report| published(report)),
    },
    Flaw {
        name: "invents-references",
        gets_wrong: "Reports a reference of its own making.",
        hurts: "Nobody finds the draft in NHS Jobs, or the transfer in ESR.",
        trips: &["always/truthful-reference", "probe/reference"],
        shown_by: "Any action that is accepted.",
        conduct: || telling(|act, report| named(report, format!("REF-{}", act.name))),
    },
    Flaw {
        name: "drops-the-end-of-references",
        gets_wrong: "Keeps references in a field that is too short for them.",
        hurts: "The reference finds nothing, or another vacancy.",
        trips: &["always/truthful-reference", "probe/reference"],
        shown_by: "Any action that is accepted.",
        conduct: || telling(|_, report| shortened(report)),
    },
    Flaw {
        name: "reports-its-own-reference-after-updates",
        gets_wrong: "After an update, reports the ATS's job reference as the one of NHS Jobs.",
        hurts: "The recruiter looks for the draft under a number that NHS Jobs does not know.",
        trips: &["always/truthful-reference"],
        shown_by: "An update that is accepted.",
        conduct: || telling(own_reference_after_updates),
    },
    Flaw {
        name: "miscounts-sends",
        gets_wrong: "Reports one send too few.",
        hurts: "Support looks for the cause of a delay in the wrong place.",
        trips: &["always/truthful-attempts"],
        shown_by: "Any action that is sent.",
        conduct: || {
            telling(|_, mut report| {
                report.attempts = report.attempts.map(|sends| sends.saturating_sub(1));
                report
            })
        },
    },
];

fn telling(tell: fn(&Act, Report) -> Report) -> Conduct {
    Conduct { tell, ..good() }
}

/// Sends once and does not look back.
fn rash() -> Conduct {
    let patience = Patience {
        sends: 1,
        ..PATIENT
    };
    Conduct {
        patience,
        reads_back: false,
        ..good()
    }
}

fn instead(mut report: Report, from: Outcome, to: Outcome) -> Report {
    if report.outcome == from {
        report.outcome = to;
    }
    report
}

fn published(mut report: Report) -> Report {
    if report.state.as_deref() == Some("draft") {
        report.state = Some("published".to_owned());
        report.told_user.retain(|told| !told.text.contains("draft"));
        report.told_user.push(crate::Told::info(
            "It is published, and candidates can find it.",
        ));
    }
    report
}

fn named(mut report: Report, reference: String) -> Report {
    report.reference = report.reference.map(|_| reference);
    report
}

fn own_reference_after_updates(act: &Act, report: Report) -> Report {
    let own = act.input.pointer("/vacancy/job_reference");
    match own.and_then(Value::as_str) {
        Some(own) if act.action == Action::UpdateVacancy => named(report, own.to_owned()),
        _ => report,
    }
}

fn shortened(mut report: Report) -> Report {
    if let Some(reference) = &mut report.reference {
        reference.pop();
    }
    report
}
