//! Who does what about a refusal.

use serde::Serialize;

/// The people that the pages about refusals speak to.
const PEOPLE: [&str; 3] = ["Recruiter", "Support", "Developer"];

/// What one person does now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Remedy {
    /// `recruiter`, `support`, `developer`, or `anyone`.
    pub(crate) who: String,
    /// What they do.
    pub(crate) does: String,
}

/// Splits the remedy of a page into what each person does.
pub(crate) fn remedies(text: &str) -> Vec<Remedy> {
    let mut places = PEOPLE
        .iter()
        .filter_map(|who| Some((text.find(&format!("{who}: "))?, *who)))
        .collect::<Vec<_>>();
    places.sort_unstable();
    let first = places.first().map_or(text.len(), |(at, _)| *at);
    let mut told = vec![remedy("anyone", &text[..first])];
    for (index, (at, who)) in places.iter().enumerate() {
        let end = places.get(index + 1).map_or(text.len(), |(at, _)| *at);
        told.push(remedy(who, &text[at + who.len() + 1..end]));
    }
    told.retain(|remedy| !remedy.does.is_empty());
    told
}

fn remedy(who: &str, does: &str) -> Remedy {
    Remedy {
        who: who.to_lowercase(),
        does: does.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use contract::refusal::Refusal;

    use super::*;

    #[test]
    fn a_remedy_is_told_person_by_person() {
        let told = remedies("Wait. Recruiter: look. Again. Developer: send.");

        let told = told.iter().map(|one| format!("{}: {}", one.who, one.does));
        assert_eq!(
            told.collect::<Vec<_>>(),
            [
                "anyone: Wait.",
                "recruiter: look. Again.",
                "developer: send."
            ]
        );
    }

    #[test]
    fn every_page_has_something_for_everybody_to_do() {
        for refusal in Refusal::ALL {
            let told = remedies(refusal.page().remedy);

            let people = told.iter().map(|one| one.who.as_str());
            assert!(
                people.eq(["recruiter", "support", "developer"]),
                "{}",
                refusal.code()
            );
            assert!(
                told.iter().all(|one| one.does.ends_with('.')),
                "{}",
                refusal.code()
            );
        }
    }
}
