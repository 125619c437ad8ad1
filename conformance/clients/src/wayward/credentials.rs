//! Credentials that are somebody else's, or past their time.

use super::flaw::Flaw;
use crate::conduct::{Conduct, good};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::patience::{PATIENT, Patience, may_pass};

pub(super) const FLAWS: &[Flaw] = &[
    Flaw {
        name: "sends-for-another-organisation",
        gets_wrong: "Sends to the path of another organisation than the connection's.",
        hurts: "With one customer's key used for another, vacancies appear in the wrong trust's name.",
        trips: &["always/own-credentials"],
        shown_by: "Any vacancy that is sent.",
        conduct: || Conduct {
            dress: |call, begin| elsewhere(call, "organisations", &begin.nhs_jobs.organisation_id),
            ..good()
        },
    },
    Flaw {
        name: "sends-for-another-account",
        gets_wrong: "Sends the account of another customer.",
        hurts: "With one customer's key used for another, vacancies appear in the wrong trust's name.",
        trips: &["always/own-credentials"],
        shown_by: "Any vacancy that is sent.",
        conduct: || Conduct {
            dress: |call, _| other_account(call),
            ..good()
        },
    },
    Flaw {
        name: "sends-for-another-employer",
        gets_wrong: "Sends to the path of another employer (VPD) than the connection's.",
        hurts: "Checks are written to the records of another trust.",
        trips: &["always/own-credentials"],
        shown_by: "Any transfer.",
        conduct: || Conduct {
            dress: |call, begin| elsewhere(call, "employers", &begin.esr.vpd),
            ..good()
        },
    },
    Flaw {
        name: "sends-without-a-token",
        gets_wrong: "Asks for a token and does not send it.",
        hurts: "No transfer is ever taken.",
        trips: &["ESR-C-013", "always/own-credentials"],
        shown_by: "Any transfer.",
        conduct: || Conduct {
            dress: |call, _| tokenless(call),
            ..good()
        },
    },
    Flaw {
        name: "keeps-an-expired-token",
        gets_wrong: "Sends again with the token that ESR no longer takes.",
        hurts: "Every transfer of the afternoon fails, until somebody restarts the ATS.",
        trips: &["always/nothing-after-final-refusal", "ESR-C-015"],
        shown_by: "A transfer, the clock moved past the token's life, another transfer.",
        conduct: || Conduct {
            patience: Patience {
                again: also_after_401,
                sends: 3,
                ..PATIENT
            },
            renews_token: false,
            ..good()
        },
    },
    Flaw {
        name: "never-renews-the-token",
        gets_wrong: "Gives up when ESR no longer takes the token.",
        hurts: "The first transfer after lunch always fails, and support is called.",
        trips: &["ESR-C-015"],
        shown_by: "A transfer, the clock moved past the token's life, another transfer.",
        conduct: || Conduct {
            renews_token: false,
            ..good()
        },
    },
    Flaw {
        name: "asks-for-tokens-in-vain",
        gets_wrong: "Asks for two new access tokens before every transfer: one to see that ESR is there, one to use.",
        hurts: "The token service carries twice the load of the service itself.",
        trips: &["ESR-C-014"],
        shown_by: "Two transfers in one attempt, without the clock being moved.",
        conduct: || Conduct {
            keeps_token: false,
            ..good()
        },
    },
];

fn elsewhere(mut call: Call, below: &str, own: &str) -> Call {
    call.url = call
        .url
        .replace(&format!("/{below}/{own}/"), &format!("/{below}/{own}9/"));
    call
}

fn other_account(mut call: Call) -> Call {
    for (name, value) in &mut call.headers {
        if *name == "x-account-id" {
            value.push('9');
        }
    }
    call
}

fn tokenless(mut call: Call) -> Call {
    call.headers.retain(|(name, _)| *name != "authorization");
    call
}

fn also_after_401(answer: &Answer) -> bool {
    may_pass(answer) || answer.status() == Some(401)
}
