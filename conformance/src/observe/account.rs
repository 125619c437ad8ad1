//! A person's account of what the ATS made of one act: asked, shown once more, and corrected.
//!
//! Nothing is offered that the runner saw on the wire. What is judged is what they saw.

use super::choice::{choose, command};
use super::field;
use super::leave::Leave;
use super::talk::{Talk, wrapped};
use crate::evidence::{Action, Outcome, Report, Severity, Told};

/// What the ATS may say became of an act.
const OUTCOMES: [(Option<Outcome>, &str); 9] = [
    (Some(Outcome::Accepted), "it was accepted"),
    (
        Some(Outcome::AcceptedWithWarnings),
        "it was accepted, with a warning or something to know",
    ),
    (
        Some(Outcome::Rejected),
        "it was refused, and I can correct something",
    ),
    (
        Some(Outcome::NotSent),
        "the ATS held it back itself and sent nothing",
    ),
    (
        Some(Outcome::ConfigError),
        "something is wrong with the settings; support must act",
    ),
    (
        Some(Outcome::RetryPending),
        "the ATS will try again by itself",
    ),
    (
        Some(Outcome::Failed),
        "it failed, and was certainly not done",
    ),
    (
        Some(Outcome::Unknown),
        "no answer came; it may have been done or not",
    ),
    (None, "I cannot tell from what the ATS shows"),
];

const STATES: [(Option<&str>, &str); 4] = [
    (Some("draft"), "a draft"),
    (Some("published"), "published"),
    (Some("closed"), "closed"),
    (None, "none of these: it shows no such state"),
];

const SEVERITIES: [(Severity, &str); 3] = [
    (Severity::Error, "an error"),
    (Severity::Warning, "a warning"),
    (Severity::Info, "information"),
];

/// Asks what the ATS shows.
pub(super) async fn take(talk: &Talk, action: Action, name: &str) -> Result<Report, Leave> {
    let mut report = Report {
        outcome: outcome(talk, name).await?,
        reference: None,
        state: None,
        told_user: Vec::new(),
        attempts: None,
    };
    follow_up(talk, action, &mut report).await?;
    report.told_user = messages(talk, action).await?;
    Ok(report)
}

async fn outcome(talk: &Talk, name: &str) -> Result<Outcome, Leave> {
    let question = format!("What does the ATS say became of {name}?");
    let outcome = choose(talk, &question, &OUTCOMES).await?;
    let unclear = || Leave::Out(format!("nobody could tell what the ATS said of {name}"));
    outcome.ok_or_else(unclear)
}

/// Reference and state, where the ATS could show one.
async fn follow_up(talk: &Talk, action: Action, report: &mut Report) -> Result<(), Leave> {
    (report.reference, report.state) = (None, None);
    let may_exist = matches!(
        report.outcome,
        Outcome::Accepted | Outcome::AcceptedWithWarnings | Outcome::Unknown
    );
    if may_exist {
        report.reference = reference(talk, action).await?;
        if action != Action::TransferEmploymentChecks {
            report.state = state(talk).await?;
        }
    }
    Ok(())
}

async fn reference(talk: &Talk, action: Action) -> Result<Option<String>, Leave> {
    let question = match action {
        Action::TransferEmploymentChecks => {
            "Which number of ESR does the ATS show for it? Enter alone where it shows none."
        }
        _ => {
            "Which reference of NHS Jobs does the ATS show for it? Enter alone where it shows none."
        }
    };
    talk.say(&format!("\n{}", wrapped(question, "")));
    let line = talk.ask("reference>").await?;
    let told = line.trim();
    Ok((!told.is_empty()).then(|| told.to_owned()))
}

async fn state(talk: &Talk) -> Result<Option<String>, Leave> {
    let question = "In which state does the ATS show it at NHS Jobs?";
    let state = choose(talk, question, &STATES).await?;
    Ok(state.map(str::to_owned))
}

/// All lines first, so that several can be pasted at once; then what each of them is.
async fn messages(talk: &Talk, action: Action) -> Result<Vec<Told>, Leave> {
    talk.say("\nCopy what the ATS shows about it, one message a line; Enter alone ends.");
    let mut texts = Vec::new();
    loop {
        let text = talk.ask("message>").await?;
        if text.trim().is_empty() {
            break;
        }
        texts.push(text);
    }
    let mut told = Vec::new();
    for text in texts {
        let question = format!("“{}” looks like …", start_of(&text));
        told.push(Told {
            severity: choose(talk, &question, &SEVERITIES).await?,
            field: marked(talk, action).await?,
            text,
        });
    }
    Ok(told)
}

/// Enough of a message to know it by.
fn start_of(text: &str) -> String {
    const SHOWN: usize = 50;
    let mut start: String = text.chars().take(SHOWN).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    start
}

/// The field that a message stands at, by its number in the list above.
async fn marked(talk: &Talk, action: Action) -> Result<Option<String>, Leave> {
    let question =
        "At which field does it stand? Number or name from the list; Enter alone: at none.";
    talk.say(&format!("\n{}", wrapped(question, "")));
    loop {
        let line = talk.ask("field>").await?;
        if line.trim().is_empty() {
            return Ok(None);
        }
        if let Some(path) = field::meant(&line, action) {
            return Ok(Some(path));
        }
        let no_such =
            "There is no such field. Type its number, or Enter alone where it stands at none.";
        talk.say(&wrapped(no_such, ""));
    }
}

/// Shows what was written down; false once something of it was corrected.
pub(super) async fn is_right(
    talk: &Talk,
    action: Action,
    name: &str,
    report: &mut Report,
) -> Result<bool, Leave> {
    talk.say(&written_down(name, report));
    loop {
        let line = talk.ask("right? Enter, or the number to correct>").await?;
        if let Some(leave) = command(talk, &line).await? {
            return Err(leave);
        }
        match line.trim() {
            "" => return Ok(true),
            "1" => {
                report.outcome = outcome(talk, name).await?;
                follow_up(talk, action, report).await?;
            }
            "2" => report.reference = reference(talk, action).await?,
            "3" => report.state = state(talk).await?,
            "4" => report.told_user = messages(talk, action).await?,
            _ => continue,
        }
        return Ok(false);
    }
}

fn written_down(name: &str, report: &Report) -> String {
    let said = OUTCOMES
        .iter()
        .find(|(outcome, _)| *outcome == Some(report.outcome));
    let said = said.map_or("", |(_, told)| *told);
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "none shown".to_owned());
    let mut lines = vec![
        format!("\nYou said of {name}:"),
        format!("  1  outcome    {said}"),
        format!("  2  reference  {}", or_none(&report.reference)),
        format!("  3  state      {}", or_none(&report.state)),
    ];
    if report.told_user.is_empty() {
        lines.push("  4  messages   none".to_owned());
    } else {
        lines.push("  4  messages".to_owned());
    }
    lines.extend(report.told_user.iter().map(message));
    lines.join("\n")
}

fn message(told: &Told) -> String {
    let kind = SEVERITIES.iter().find(|(one, _)| *one == told.severity);
    let kind = kind.map_or("", |(_, kind)| *kind);
    let at = told.field.as_deref().map(field::label);
    let at = at.map(|field| format!(" at {field}")).unwrap_or_default();
    wrapped(&format!("{kind}{at}: {}", told.text), "       ")
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn account(lines: &'static str) -> Result<Report, Leave> {
        let talk = Talk::with(lines);
        let action = Action::PostVacancy;
        let mut report = take(&talk, action, "job1").await?;
        while !is_right(&talk, action, "job1", &mut report).await? {}
        Ok(report)
    }

    #[tokio::test]
    async fn an_account_has_outcome_reference_state_and_each_message_with_its_field() {
        let report = account(
            "1\nK7974-26-3105\n1\nSaved as a draft.\nPay looks low\n\n3\n\n2\nsalary.minimum\n\n",
        );

        let report = report.await.unwrap();

        assert_eq!(report.outcome, Outcome::Accepted);
        assert_eq!(report.reference.as_deref(), Some("K7974-26-3105"));
        assert_eq!(report.state.as_deref(), Some("draft"));
        let told = report
            .told_user
            .iter()
            .map(|told| (told.severity, told.field.as_deref(), told.text.as_str()));
        assert_eq!(
            told.collect::<Vec<_>>(),
            [
                (Severity::Info, None, "Saved as a draft."),
                (Severity::Warning, Some("salary.minimum"), "Pay looks low"),
            ]
        );
    }

    #[tokio::test]
    async fn a_mistyped_answer_is_corrected_before_it_counts() {
        let report = account("2\n\n4\n\n1\n3\n4\nRefused.\n\n1\n39\n\n")
            .await
            .unwrap();

        assert_eq!(report.outcome, Outcome::Rejected);
        assert_eq!((report.reference, report.state), (None, None));
        assert_eq!(report.told_user.len(), 1);
        assert_eq!(report.attempts, None);
    }

    #[tokio::test]
    async fn who_cannot_tell_leaves_the_task_out() {
        let left = account("9\n").await;

        let why = "nobody could tell what the ATS said of job1".to_owned();
        assert_eq!(left, Err(Leave::Out(why)));
    }
}
