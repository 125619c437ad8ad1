//! Which task comes first, how long they take, and what no person can be asked to do.

use std::time::Duration;

use super::{form, references};
use crate::evidence::Action;
use crate::scenario::Scenario;
use crate::scenario::step::{Act, Do};

/// What an hour or two are best spent on: one of each kind, the usual way first.
const ESSENTIAL: [&str; 20] = [
    "nhs-jobs/draft/every-mandatory-field-arrives",
    "nhs-jobs/draft/tells-that-a-person-must-still-publish",
    "nhs-jobs/update/changes-the-draft-it-posted",
    "nhs-jobs/update/is-refused-after-publication",
    "nhs-jobs/surfacing/every-refused-field-is-told",
    "nhs-jobs/salary/zero-is-told",
    "nhs-jobs/contract/a-non-permanent-contract-carries-its-duration",
    "nhs-jobs/fields/invisible-characters-at-the-end-are-kept",
    "nhs-jobs/credentials/a-revoked-key-is-a-matter-for-support",
    "lost-answer/a-vacancy-is-not-posted-twice",
    "resilience/status/an-outage-is-told-as-an-outage",
    "esr/transfer/all-six-records-travel",
    "esr/privacy/identity-and-health-stay-at-home",
    "esr/matching/no-match-is-told",
    "esr/matching/several-matches-are-told",
    "esr/transfer/a-second-press-does-not-send-again",
    "esr/supersede/an-existing-registration-is-told",
    "esr/activation/an-employer-that-is-not-activated",
    "esr/token/an-expired-token-is-renewed",
    "lost-answer/a-transfer-is-not-made-twice",
];

/// What matters most to a trust, first: that the usual way works; that what goes wrong is told; then
/// what is rare.
const AREAS: [&str; 14] = [
    "nhs-jobs/draft",
    "nhs-jobs/update",
    "esr/transfer",
    "nhs-jobs/surfacing",
    "esr/matching",
    "esr/privacy",
    "nhs-jobs/salary",
    "nhs-jobs/contract",
    "lost-answer",
    "people",
    "esr/supersede",
    "esr/activation",
    "nhs-jobs/credentials",
    "nhs-jobs/fields",
];

/// The acts that a person can be asked for in one task.
const MOST_ACTS: usize = 10;

/// The shortest time within which a person can be asked to act.
const SHORTEST: Duration = Duration::from_secs(60);

/// The essential ones first; within an area the short and the usual ones; where settings must be
/// changed, last.
pub(super) fn arrange(scenarios: &mut [&Scenario]) {
    scenarios.sort_by_key(|scenario| {
        let area = AREAS.iter().position(|area| scenario.area() == *area);
        let changes = !scenario.given.credentials.is_empty();
        let acts = acts(scenario).count();
        let area = area.unwrap_or(AREAS.len());
        let essential = ESSENTIAL.iter().position(|id| scenario.id == *id);
        let essential = essential.unwrap_or(ESSENTIAL.len());
        (
            essential,
            changes,
            area,
            acts,
            unusual(scenario),
            scenario.id.clone(),
        )
    });
}

/// Why no person can be asked to do this.
pub(super) fn excuse(scenario: &Scenario, own_references: bool) -> Option<String> {
    let short = |act: &Act| {
        let deadline = act.deadline_ms.map(Duration::from_millis);
        deadline.filter(|deadline| *deadline < SHORTEST)
    };
    let count = acts(scenario).count();
    if count > MOST_ACTS {
        Some(format!("it takes more than {MOST_ACTS} acts of a person"))
    } else if acts(scenario).any(|act| short(act).is_some()) {
        Some("it gives less time than a person needs".to_owned())
    } else if scenario.given.seed.is_some() {
        Some("it needs an employer of its own, so another connection of the ATS".to_owned())
    } else if own_references && references::are_named(scenario) {
        Some("it needs a certain reference, and the ATS gives its own".to_owned())
    } else {
        None
    }
}

/// About how long a person takes, reading and answering included.
pub(super) fn estimate(scenario: &Scenario) -> Duration {
    let minutes = |action| match action {
        Action::PostVacancy | Action::TransferEmploymentChecks => 4,
        Action::UpdateVacancy => 2,
    };
    let acts: u64 = acts(scenario).map(|act| minutes(act.action)).sum();
    let settings = if scenario.given.credentials.is_empty() {
        0
    } else {
        6
    };
    Duration::from_secs(60 * (acts + settings))
}

/// A time as people plan with it.
pub(super) fn about(time: Duration) -> String {
    let minutes = time.as_secs().div_ceil(60);
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("about {minutes} minutes"),
        (hours, 0) => format!("about {hours} h"),
        (hours, minutes) => format!("about {hours} h {minutes} min"),
    }
}

/// How many fields are not as in most tasks.
fn unusual(scenario: &Scenario) -> usize {
    let each = acts(scenario).map(|act| form::unusual(&act.input, act.action).count());
    each.sum()
}

fn acts(scenario: &Scenario) -> impl Iterator<Item = &Act> {
    scenario.steps.iter().filter_map(|step| match &step.what {
        Do::Act(act) => Some(act),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::read;

    fn scenario(id: &str, beside: &str, acts: usize) -> Scenario {
        let act = "  - { act: post_vacancy, name: job1 }\n".repeat(acts);
        let check = "  - { id: c, requirement: NJ-C-001, wire: { operation: createVacancy } }";
        let source = format!("# Why.\ntitle: T\n{beside}\nsteps:\n{act}checks:\n{check}\n");
        read(id, "s.yaml", &source).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn the_usual_way_comes_first_and_changes_of_settings_last() {
        let wrong = "given: { credentials: { api_key: unknown } }";
        let all = [
            scenario("quiet/a", "", 1),
            scenario("nhs-jobs/draft/wrong-key", wrong, 1),
            scenario("nhs-jobs/draft/long", "", 3),
            scenario("nhs-jobs/draft/short", "", 1),
            scenario("esr/transfer/a", "", 1),
        ];
        let mut arranged: Vec<&Scenario> = all.iter().collect();

        arrange(&mut arranged);

        let ids: Vec<&str> = arranged.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "nhs-jobs/draft/short",
                "nhs-jobs/draft/long",
                "esr/transfer/a",
                "quiet/a",
                "nhs-jobs/draft/wrong-key"
            ]
        );
    }

    #[test]
    fn what_is_essential_is_there() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios");
        for id in ESSENTIAL {
            let file = format!("{folder}/{id}.yaml");
            assert!(std::path::Path::new(&file).is_file(), "{id}");
        }
    }

    #[test]
    fn what_no_person_can_do_is_excused_with_the_reason() {
        assert_eq!(excuse(&scenario("a", "", 10), false), None);
        let reason = excuse(&scenario("a", "", 11), false);
        assert_eq!(
            reason.as_deref(),
            Some("it takes more than 10 acts of a person")
        );
        assert!(excuse(&scenario("a", "given: { seed: 3 }", 1), false).is_some());
    }

    #[test]
    fn times_are_told_as_people_plan() {
        assert_eq!(about(Duration::from_secs(240)), "about 4 minutes");
        assert_eq!(about(Duration::from_secs(7200)), "about 2 h");
        assert_eq!(about(Duration::from_secs(7260)), "about 2 h 1 min");
    }
}
