//! Questions with numbered answers.

use super::leave::Leave;
use super::talk::{Talk, wrapped};

/// What may be typed instead of a number.
pub(super) const KEYS: &str = "s leaves the task out, a begins it again, q stops for now";

/// Asks until one of the answers is chosen by its number. No answer is ever offered as the likely one.
pub(super) async fn choose<T: Copy>(
    talk: &Talk,
    question: &str,
    answers: &[(T, &str)],
) -> Result<T, Leave> {
    talk.say(&format!("\n{}", wrapped(question, "")));
    for (at, (_, told)) in answers.iter().enumerate() {
        talk.say(&format!("  {}  {told}", at + 1));
    }
    loop {
        let line = talk.ask("number>").await?;
        if let Some(leave) = command(talk, &line).await? {
            return Err(leave);
        }
        let number = line.trim().parse::<usize>().ok();
        let chosen = number.and_then(|number| answers.get(number.checked_sub(1)?));
        if let Some((answer, _)) = chosen {
            return Ok(*answer);
        }
        let most = answers.len();
        let please = format!("Please type a number from 1 to {most}; {KEYS}.");
        talk.say(&wrapped(&please, ""));
    }
}

/// What a line asks for where it is a command. A reason is asked for before a task is left out.
pub(super) async fn command(talk: &Talk, line: &str) -> Result<Option<Leave>, Leave> {
    Ok(match line.trim().to_lowercase().as_str() {
        "s" | "skip" => Some(Leave::Out(reason(talk).await?)),
        "a" | "again" => Some(Leave::Again),
        "q" | "quit" => Some(Leave::Stop),
        _ => None,
    })
}

async fn reason(talk: &Talk) -> Result<String, Leave> {
    talk.say("\nWhy can it not be done? It will be inconclusive, and the report says why.");
    let line = talk.ask("reason>").await?;
    let told = line.trim();
    Ok(if told.is_empty() {
        "the person at the ATS gave no reason".to_owned()
    } else {
        told.to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWERS: [(char, &str); 2] = [('x', "the one"), ('y', "the other")];

    async fn answered(lines: &'static str) -> Result<char, Leave> {
        let talk = Talk::with(lines);
        choose(&talk, "Which?", &ANSWERS).await
    }

    #[tokio::test]
    async fn only_a_number_of_the_list_is_an_answer() {
        assert_eq!(answered("\n0\n3\nyes\n2\n").await, Ok('y'));
    }

    #[tokio::test]
    async fn a_person_can_leave_at_any_question() {
        assert_eq!(
            answered("s\nno such field\n").await,
            Err(Leave::Out("no such field".to_owned()))
        );
        assert_eq!(answered("a\n").await, Err(Leave::Again));
        assert_eq!(answered("q\n").await, Err(Leave::Stop));
        assert_eq!(answered("7\n").await, Err(Leave::Gone));
    }
}
