//! Clients that only pretend, and one that does not know when to stop.

use super::flaw::Flaw;
use crate::api::act::{Act, Action};
use crate::api::report::{Outcome, Report, Told};
use crate::conduct::{Conduct, Greeting, good};

pub(super) const FLAWS: &[Flaw] = &[
    Flaw {
        name: "claims-without-connecting",
        gets_wrong: "Says accepted to everything and never connects.",
        hurts: "A certificate for a client that does nothing is worth nothing.",
        trips: &[
            "always/truthful-outcome",
            "probe/closed-port",
            "probe/reference",
        ],
        shown_by: "Any action.",
        conduct: || Conduct {
            instead: Some(claim),
            ..good()
        },
    },
    Flaw {
        name: "does-nothing-and-says-failed",
        gets_wrong: "Never connects and says that everything failed.",
        hurts: "A client that cannot fail a check it never meets must not pass one either.",
        trips: &["NJ-C-001", "probe/reference"],
        shown_by: "Any action.",
        conduct: || Conduct {
            instead: Some(decline),
            ..good()
        },
    },
    Flaw {
        name: "takes-on-nonsense",
        gets_wrong: "Says that it supports actions which do not exist.",
        hurts: "Whatever is asked of it, the answer means nothing.",
        trips: &["probe/nonsense-action"],
        shown_by: "The honesty probes, before any scenario.",
        conduct: || {
            greeting(Greeting {
                supports: |_| true,
                ..good().greeting
            })
        },
    },
    Flaw {
        name: "answers-with-an-old-nonce",
        gets_wrong: "Gives back a nonce that was recorded once.",
        hurts: "What answers may be a recording.",
        trips: &["probe/nonce"],
        shown_by: "The honesty probes, before any scenario.",
        conduct: || {
            greeting(Greeting {
                nonce: |_| "recorded".to_owned(),
                ..good().greeting
            })
        },
    },
    Flaw {
        name: "works-after-idle",
        gets_wrong: "Says that it is idle and goes on calling the service.",
        hurts: "Work that nobody knows of changes things after everybody has gone home.",
        trips: &["always/quiet-after-idle"],
        shown_by: "Any attempt with a settle step; the calls come between it and the end.",
        conduct: || Conduct {
            restless: true,
            ..good()
        },
    },
];

fn greeting(greeting: Greeting) -> Conduct {
    Conduct { greeting, ..good() }
}

fn claim(act: &Act) -> Report {
    let mut report = Report::new(Outcome::Accepted, 1);
    report.reference = Some("C9309-26-0001".to_owned());
    if act.action != Action::TransferEmploymentChecks {
        report.state = Some("draft".to_owned());
    }
    report.and_told(Told::info(
        "Done. It is a draft: sign in to NHS Jobs, review and publish it.",
    ))
}

fn decline(_: &Act) -> Report {
    Report::new(Outcome::Failed, 0).and_told(Told::error("It did not work. Please try again."))
}
