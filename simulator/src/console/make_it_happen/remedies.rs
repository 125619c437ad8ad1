//! What recruiter, support and developer each do about a case.

use contract::refusal::Refusal;

use super::super::traffic;
use crate::journal::explain::{self, FaultTold, Remedy};
use crate::public::magic::MagicValue;

/// What each person does: what is said of the case itself, and for whom it says nothing, what is
/// said of such a refusal or fault.
pub(super) fn of(listed: &MagicValue) -> Vec<(&'static str, String)> {
    let mut told = explain::remedies(listed.remedy);
    for remedy in explain::remedies(in_general(listed)) {
        if told.iter().all(|own| own.who != remedy.who) {
            told.push(remedy);
        }
    }
    told.sort_by_key(|remedy| ORDER.iter().position(|who| *who == remedy.who));
    let shown = |one: &Remedy| (traffic::who(&one.who), traffic::sentence(&one.does));
    told.iter().map(shown).collect()
}

const ORDER: [&str; 4] = ["anyone", "recruiter", "support", "developer"];

fn in_general(listed: &MagicValue) -> &'static str {
    let refusal = listed.code.and_then(|code| code.parse::<Refusal>().ok());
    match (refusal, listed.fault) {
        (Some(refusal), _) => refusal.page().remedy,
        (None, Some(fault)) => FaultTold::of(fault).remedy,
        (None, None) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::make_it_happen::catalogue::GROUPS;

    #[test]
    fn every_case_has_something_for_each_of_three_people() {
        for case in GROUPS.iter().flat_map(|group| group.cases) {
            let told = of(&case.listed());

            let people: Vec<_> = told.iter().map(|(who, _)| *who).collect();
            assert_eq!(
                people,
                ["Recruiter or HR", "Support", "Developer"],
                "{}: {told:?}",
                case.title
            );
        }
    }
}
