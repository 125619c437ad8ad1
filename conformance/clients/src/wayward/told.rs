//! Users who are not told, or told something else.

use super::flaw::Flaw;
use crate::api::act::Act;
use crate::api::report::{Outcome, Report, Severity, Told};
use crate::conduct::{Conduct, good};

pub(super) const FLAWS: &[Flaw] = &[
    Flaw {
        name: "keeps-silent-about-the-draft",
        gets_wrong: "Says 'Job successfully posted' and not that it is a draft.",
        hurts: "Nobody signs in to publish it, and nobody applies.",
        trips: &["always/draft-told", "NJ-C-003"],
        shown_by: "Any vacancy that NHS Jobs accepts.",
        conduct: || telling(|_, report| undrafted(report)),
    },
    Flaw {
        name: "says-that-the-draft-is-live",
        gets_wrong: "Says that the vacancy is now live, beside a state that says draft.",
        hurts: "The recruiter reads the sentence, and waits for candidates who cannot find the job.",
        trips: &["always/draft-told"],
        shown_by: "Any vacancy that NHS Jobs accepts.",
        conduct: || telling(|_, report| proclaimed(report)),
    },
    Flaw {
        name: "keeps-silent-about-the-field",
        gets_wrong: "Says '400 Bad Request' and not which field was refused.",
        hurts: "The recruiter has thirty boxes to try.",
        trips: &[
            "always/refused-field-surfaced",
            "NJ-C-017",
            "NJ-C-018",
            "NJ-C-021",
            "NJ-C-022",
            "ESR-C-009",
            "ESR-C-010",
            "ESR-C-022",
        ],
        shown_by: "Any refusal of a field by the service; the form of this client checks nothing.",
        conduct: || open(|_, report| on_rejection(report, vague)),
    },
    Flaw {
        name: "names-the-wrong-field",
        gets_wrong: "Shows the refusal at another field than the refused one.",
        hurts: "The recruiter changes what was right.",
        trips: &["always/refused-field-surfaced"],
        shown_by: "Any refusal of a field by the service; the form of this client checks nothing.",
        conduct: || open(|_, report| on_rejection(report, misplaced)),
    },
    Flaw {
        name: "shows-the-first-field-only",
        gets_wrong: "Shows one of several refused fields.",
        hurts: "The recruiter corrects and posts, again and again, one field at a time.",
        trips: &["always/refused-field-surfaced", "NJ-C-018", "ESR-C-022"],
        shown_by: "Two fields refused at once by the service; the form of this client checks nothing.",
        conduct: || open(|_, report| on_rejection(report, first_only)),
    },
    Flaw {
        name: "sends-the-recruiter-after-401",
        gets_wrong: "Tells the recruiter to correct the vacancy when the credentials were refused.",
        hurts: "The recruiter cannot mend it, and support does not hear of it.",
        trips: &["always/support-told", "NJ-C-035", "ESR-C-016"],
        shown_by: "A key, account, supplier or employer that is refused (401 or 403).",
        conduct: || telling(|_, report| recruiters_fault(report)),
    },
    Flaw {
        name: "keeps-401-from-support",
        gets_wrong: "Reports a configuration error and tells nobody what to do about it.",
        hurts: "The recruiter presses the button again tomorrow.",
        trips: &["always/support-told", "NJ-C-035", "ESR-C-016"],
        shown_by: "A key, account, supplier or employer that is refused (401 or 403).",
        conduct: || telling(|_, report| unsupported(report)),
    },
    Flaw {
        name: "swallows-warnings",
        gets_wrong: "Reports accepted with warnings as accepted, without the warnings.",
        hurts: "A salary outside its band goes out as it is.",
        trips: &["NJ-C-019", "always/superseded-warning-surfaced"],
        shown_by: "A salary outside its Agenda for Change band (accepted with a warning).",
        conduct: || telling(|_, report| unwarned(report, |_| true)),
    },
    Flaw {
        name: "swallows-superseded-registrations",
        gets_wrong: "Does not say that ESR kept the registration it already held.",
        hurts: "The recruiter believes that ESR shows the number they checked, and it does not.",
        trips: &["always/superseded-warning-surfaced", "ESR-C-005"],
        shown_by: "A transfer with a registration onto an applicant that has one already.",
        conduct: || {
            telling(|_, report| {
                unwarned(report, |told| {
                    told.field.as_deref() == Some("checks.professional_registration")
                })
            })
        },
    },
    Flaw {
        name: "says-nothing-when-it-fails",
        gets_wrong: "Tells the user nothing when an action does not end well.",
        hurts: "Silence is read as success.",
        trips: &["BOTH-C-020", "ESR-C-011"],
        shown_by: "Any action that does not end accepted.",
        conduct: || telling(|_, report| silenced(report)),
    },
];

fn telling(tell: fn(&Act, Report) -> Report) -> Conduct {
    Conduct { tell, ..good() }
}

/// With a form that checks nothing, so that the service is the one to refuse.
fn open(tell: fn(&Act, Report) -> Report) -> Conduct {
    Conduct {
        form: |_, _| Vec::new(),
        tell,
        ..good()
    }
}

fn undrafted(mut report: Report) -> Report {
    report.state = None;
    report.told_user.retain(|told| !told.text.contains("draft"));
    report
}

fn proclaimed(mut report: Report) -> Report {
    for told in &mut report.told_user {
        if told.text.contains("draft") {
            told.text = "Your vacancy is now live on NHS Jobs.".to_owned();
        }
    }
    report
}

fn on_rejection(mut report: Report, spoil: fn(Vec<Told>) -> Vec<Told>) -> Report {
    if report.outcome == Outcome::Rejected {
        report.told_user = spoil(report.told_user);
    }
    report
}

fn vague(_: Vec<Told>) -> Vec<Told> {
    vec![Told::error("400 Error: Bad Request. Please try again.")]
}

fn misplaced(told: Vec<Told>) -> Vec<Told> {
    let text = "This value was refused. Please re-enter it in a different format.";
    let wrong = |told: Told| match told.field.as_deref() {
        Some("contact.phone") => Told::error(text).of("location.county"),
        _ => Told::error(text).of("contact.phone"),
    };
    told.into_iter().map(wrong).collect()
}

fn first_only(mut told: Vec<Told>) -> Vec<Told> {
    told.truncate(1);
    told
}

fn recruiters_fault(report: Report) -> Report {
    if report.outcome != Outcome::ConfigError {
        return report;
    }
    let text = "Your entries were refused. Please review them and try again.";
    Report {
        outcome: Outcome::Rejected,
        told_user: vec![Told::error(text)],
        ..report
    }
}

fn unsupported(mut report: Report) -> Report {
    if report.outcome == Outcome::ConfigError {
        report.told_user = vec![Told::error(
            "Something went wrong. Please try again tomorrow.",
        )];
    }
    report
}

fn unwarned(mut report: Report, swallowed: fn(&Told) -> bool) -> Report {
    let warned = |told: &Told| told.severity == Severity::Warning;
    report
        .told_user
        .retain(|told| !(warned(told) && swallowed(told)));
    let left = report.told_user.iter().any(warned);
    if report.outcome == Outcome::AcceptedWithWarnings && !left {
        report.outcome = Outcome::Accepted;
    }
    report
}

fn silenced(mut report: Report) -> Report {
    if !matches!(
        report.outcome,
        Outcome::Accepted | Outcome::AcceptedWithWarnings
    ) {
        report.told_user.clear();
    }
    report
}
