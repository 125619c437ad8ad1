//! Who changed a vacancy, what, and when: shown to people, never to the ATS.

use contract::vacancy::Draft;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Party {
    /// The applicant tracking system, over the interface.
    Ats,
    /// A person in the NHS Jobs account.
    Person,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ChangeKind")]
pub enum Kind {
    /// The draft was created.
    Created,
    /// The draft was replaced by the ATS.
    Updated,
    /// Fields were changed by a person.
    Amended,
    /// The vacancy was published.
    Published,
    /// The vacancy was closed by a person.
    Closed,
}

/// One change of a vacancy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// When, on the sandbox clock.
    pub at: Timestamp,
    /// By whom.
    pub by: Party,
    /// What.
    pub kind: Kind,
    /// The version it left behind.
    pub version: u64,
    /// The members that it changed, where it replaced or amended any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
}

/// The members of a vacancy that are not the same in two drafts of it.
pub(super) fn fields(before: &Draft, after: &Draft) -> Vec<String> {
    macro_rules! differing {
        ($($member:ident $name:literal),+ $(,)?) => {
            [$((before.$member != after.$member, $name)),+]
        };
    }
    let members = differing![
        job_title "jobTitle", job_reference "jobReference", contract_type "contractType",
        contract_duration "contractDuration", working_patterns "workingPatterns",
        working_hours "workingHours", staff_group "staffGroup", area_of_work "areaOfWork",
        pay_scheme "payScheme", pay_band "payBand", salary "salary",
        job_overview "jobOverview", main_duties "mainDuties",
        about_organisation "aboutOrganisation", job_description "jobDescription",
        person_specification "personSpecification", location "location", contact "contact",
        closing_date "closingDate", apply_url "applyUrl", dbs_check "dbsCheck",
        skilled_worker_sponsorship "skilledWorkerSponsorship",
        professional_registration_required "professionalRegistrationRequired",
        visibility "visibility",
    ];
    let differing = members.into_iter().filter(|(differs, _)| *differs);
    differing.map(|(_, name)| name.to_owned()).collect()
}

/// How many changes of one vacancy are remembered.
pub(super) const MOST: usize = 32;

/// The changes of one vacancy: the first, the latest, and how many between them are forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct History {
    changes: Vec<Change>,
    #[serde(default)]
    forgotten: u64,
}

impl History {
    pub(super) fn starting(first: Change) -> Self {
        Self {
            changes: vec![first],
            forgotten: 0,
        }
    }

    /// Remembers a change. The creation is never forgotten, so the second oldest goes.
    pub(super) fn push(&mut self, change: Change) {
        if self.changes.len() >= MOST {
            self.changes.remove(1);
            self.forgotten += 1;
        }
        self.changes.push(change);
    }

    /// What is remembered, oldest first.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// How many changes after the first are forgotten.
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(version: u64) -> Change {
        Change {
            at: Timestamp::UNIX_EPOCH,
            by: Party::Ats,
            kind: Kind::Updated,
            version,
            fields: Vec::new(),
        }
    }

    #[test]
    fn every_member_of_a_draft_is_looked_at() {
        let draft = crate::nhs_jobs::sample::draft("a", "b");
        let members = serde_json::to_value(&draft).unwrap();
        let written: std::collections::BTreeSet<String> =
            members.as_object().unwrap().keys().cloned().collect();
        let mut other = draft.clone();
        other.closing_date = other.closing_date.tomorrow().unwrap();
        other.job_title.push('!');

        assert_eq!(fields(&draft, &other), ["jobTitle", "closingDate"]);
        assert!(fields(&draft, &draft).is_empty());
        for name in written {
            assert!(
                include_str!("change.rs").contains(&format!(" \"{name}\"")),
                "{name}"
            );
        }
    }

    #[test]
    fn a_long_history_keeps_its_first_and_its_latest_changes() {
        let mut history = History::starting(change(1));
        for version in 2..=100 {
            history.push(change(version));
        }

        let kept: Vec<u64> = history
            .changes()
            .iter()
            .map(|change| change.version)
            .collect();
        assert_eq!((kept[0], kept[1], kept[MOST - 1]), (1, 70, 100));
        assert_eq!(history.forgotten(), 68);
    }
}
