//! The seven properties that hold of every case, each with the checks that judge it.

/// What must hold whatever is generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Property {
    /// The scenario of `run.json` that reports on it.
    pub id: &'static str,
    /// What a right client does, in a sentence.
    pub title: &'static str,
    /// Why a client's users would care.
    pub why: &'static str,
    /// The checks that judge it, those made on every attempt and those made on cases alone.
    pub checks: &'static [&'static str],
}

/// Every property, in the order of reports; every check belongs to exactly one.
pub const ALL: [Property; 7] = [
    Property {
        id: "generated/valid-on-the-wire",
        title: "Whatever the ATS holds that is valid arrives as a valid request, with this connection's credentials",
        why: "A recruiter who made no mistake must not be told of one, and no customer's vacancy may appear under another's name.",
        checks: &[
            "always/request-valid",
            "always/reply-valid",
            "always/own-credentials",
            "always/no-secret-in-url",
            "always/no-personal-data-in-url",
        ],
    },
    Property {
        id: "generated/what-was-meant-is-what-was-sent",
        title: "What the ATS holds is what is sent, and what is valid is sent",
        why: "An advert that says something else than the recruiter wrote, or checks that belong to nobody, are found out by candidates.",
        checks: &[
            "always/faithful-values",
            "generated/valid-input-sent",
            "generated/version-of-last-answer",
        ],
    },
    Property {
        id: "generated/no-duplicate",
        title: "One intention leads to one vacancy and one transfer, also after an ambiguous failure",
        why: "Two drafts are two adverts, and somebody has to find out which one is right.",
        checks: &[
            "always/no-duplicate",
            "always/one-key-one-body",
            "generated/one-draft-for-one-job",
            "generated/transferred-once",
        ],
    },
    Property {
        id: "generated/belief-equals-truth",
        title: "What the client reports is what the services hold and last said",
        why: "Nobody posts a job again that is believed to be posted, and nobody publishes what is believed to be published.",
        checks: &[
            "always/truthful-outcome",
            "always/truthful-state",
            "always/truthful-reference",
            "always/truthful-attempts",
            "always/draft-told",
            "generated/believed-is-held",
        ],
    },
    Property {
        id: "generated/silence-when-it-must-not-send",
        title: "Nothing is sent that must not travel, to what is not its own, or after the matter is closed",
        why: "What must not leave the ATS cannot be taken back, and a colleague's work that was written over is gone.",
        checks: &[
            "always/no-identity-data",
            "always/no-occupational-health-data",
            "always/nothing-after-final-refusal",
            "always/quiet-after-idle",
            "always/update-targets-own-draft",
        ],
    },
    Property {
        id: "generated/bounded-retries",
        title: "Brief failures are overcome by a bounded number of sends, when the service says and not before",
        why: "A restart at lunchtime must not become a telephone call, and a service that struggles must not be kept down by its clients.",
        checks: &[
            "always/bounded-retries",
            "always/retry-after-honoured",
            "generated/brief-failure-overcome",
            "generated/waits-for-answers",
            "generated/token-renewed",
            "generated/tokens-are-used",
        ],
    },
    Property {
        id: "generated/every-refusal-surfaced",
        title: "Every refusal and every warning reaches the user, with the field it is about",
        why: "A recruiter with thirty boxes and '400 Bad Request' has thirty things to try.",
        checks: &[
            "always/refused-field-surfaced",
            "always/support-told",
            "always/superseded-warning-surfaced",
            "generated/warnings-surfaced",
            "generated/user-told",
        ],
    },
];

/// The property that a check belongs to.
#[must_use]
pub fn of_check(check: &str) -> Option<&'static Property> {
    ALL.iter().find(|property| property.checks.contains(&check))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::judge::unasked;

    #[test]
    fn every_check_belongs_to_one_property() {
        let listed: Vec<&str> = ALL
            .iter()
            .flat_map(|property| property.checks)
            .copied()
            .collect();
        let each: BTreeSet<&str> = listed.iter().copied().collect();
        let made: BTreeSet<&str> = unasked::all().map(|check| check.id).collect();

        assert_eq!(listed.len(), each.len());
        assert_eq!(each, made);
    }
}
