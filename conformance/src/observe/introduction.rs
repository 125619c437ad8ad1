//! Who is observed: asked once, at the beginning of a session.

use clients::Subject;

use super::choice::choose;
use super::leave::Leave;
use super::talk::Talk;
use crate::evidence::Action;

/// What stands where a person was not asked, or does not know.
const NOT_TOLD: &str = "not told";

const ACTIONS: [(Action, &str); 3] = [
    (Action::PostVacancy, "post a vacancy to NHS Jobs"),
    (
        Action::UpdateVacancy,
        "update a vacancy that it has posted, while it is a draft",
    ),
    (
        Action::TransferEmploymentChecks,
        "send a doctor's employment checks to ESR",
    ),
];

/// What is known of the ATS before anybody was asked.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The ATS.
    pub subject: Option<Subject>,
    /// What it can do.
    pub actions: Vec<Action>,
    /// Whether it gives references of its own.
    pub own_references: Option<bool>,
}

/// Asks for what is not known yet.
///
/// # Errors
///
/// When the person stops, or nobody answers any more.
pub async fn introduce(talk: &Talk, known: Known) -> Result<(Subject, Vec<Action>, bool), Leave> {
    let subject = match known.subject {
        Some(subject) => subject,
        None => ask_subject(talk).await?,
    };
    let actions = if known.actions.is_empty() {
        ask_actions(talk).await?
    } else {
        known.actions
    };
    let own_references = match known.own_references {
        Some(own) => own,
        None => ask_references(talk).await?,
    };
    Ok((subject, actions, own_references))
}

async fn ask_subject(talk: &Talk) -> Result<Subject, Leave> {
    talk.say("\nWhich ATS is observed? Vendor, product and version, as in: Vendor Product 1.2");
    loop {
        let line = talk.ask("ATS>").await?;
        if let Some(subject) = subject(&line) {
            return Ok(subject);
        }
        talk.say("Please type at least one word.");
    }
}

async fn ask_actions(talk: &Talk) -> Result<Vec<Action>, Leave> {
    talk.say("\nWhat can it do?");
    for (at, (_, told)) in ACTIONS.iter().enumerate() {
        talk.say(&format!("  {}  {told}", at + 1));
    }
    loop {
        let line = talk.ask("numbers, as in 1,3>").await?;
        if let Some(actions) = actions(&line) {
            return Ok(actions);
        }
        talk.say("Please type one or several of the numbers, with commas between.");
    }
}

async fn ask_references(talk: &Talk) -> Result<bool, Leave> {
    let question = "Who gives a job and an applicant their reference in the ATS?";
    let answers = [
        (false, "I type it, or can change it"),
        (true, "the ATS numbers them by itself"),
    ];
    choose(talk, question, &answers).await
}

fn actions(line: &str) -> Option<Vec<Action>> {
    let words = line.split([',', ' ']).filter(|word| !word.is_empty());
    let chosen = words.map(|word| {
        let number = word.parse::<usize>().ok()?;
        ACTIONS
            .get(number.checked_sub(1)?)
            .map(|(action, _)| *action)
    });
    let mut chosen = chosen.collect::<Option<Vec<Action>>>()?;
    chosen.sort_unstable();
    chosen.dedup();
    (!chosen.is_empty()).then_some(chosen)
}

/// `Vendor Product 1.2`: the first word is the vendor, a last one with a figure the version, and what is
/// between them the product. Nothing where no word is there.
#[must_use]
pub fn subject(told: &str) -> Option<Subject> {
    let mut words: Vec<&str> = told.split_whitespace().collect();
    let is_version = |word: &&str| word.contains(|c: char| c.is_ascii_digit());
    let version = match words.last() {
        Some(word) if words.len() > 1 && is_version(word) => words.pop(),
        _ => None,
    };
    let (vendor, name) = words.split_first()?;
    Some(Subject {
        vendor: (*vendor).to_owned(),
        name: if name.is_empty() {
            (*vendor).to_owned()
        } else {
            name.join(" ")
        },
        version: version.unwrap_or(NOT_TOLD).to_owned(),
        language: NOT_TOLD.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ats_is_named_by_vendor_product_and_version() {
        let told = |text| {
            let subject = subject(text).unwrap();
            [subject.vendor, subject.name, subject.version]
        };

        assert_eq!(told("Acme Hire Plus 4.2"), ["Acme", "Hire Plus", "4.2"]);
        assert_eq!(told("Acme Hire"), ["Acme", "Hire", NOT_TOLD]);
        assert_eq!(told("Acme 4.2"), ["Acme", "Acme", "4.2"]);
        assert_eq!(told("Trac"), ["Trac", "Trac", NOT_TOLD]);
        assert_eq!(subject("  "), None);
    }

    #[test]
    fn what_it_can_do_is_told_by_numbers() {
        assert_eq!(
            actions("3, 1,3"),
            Some(vec![Action::PostVacancy, Action::TransferEmploymentChecks])
        );
        for wrong in ["", "0", "4", "all", "1;2"] {
            assert_eq!(actions(wrong), None, "{wrong}");
        }
    }

    #[tokio::test]
    async fn only_what_is_not_known_is_asked_for() {
        let talk = Talk::with("2\n");
        let known = Known {
            subject: subject("Acme Hire 1"),
            actions: vec![Action::PostVacancy],
            own_references: None,
        };

        let (_, actions, own) = introduce(&talk, known).await.unwrap();

        assert_eq!((actions, own), (vec![Action::PostVacancy], true));
    }
}
