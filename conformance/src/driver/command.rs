//! The command line that starts an adapter.

use std::fmt;

/// A program and its arguments, written as one would in a shell. No shell is involved: quotes
/// and backslashes work, variables and pipes do not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandLine {
    text: String,
    program: String,
    arguments: Vec<String>,
}

/// The text is no command line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCommand {
    /// A quote or backslash without its end.
    #[error("the adapter command `{0}` has a quote or backslash without its end")]
    Unbalanced(String),
    /// Nothing to run.
    #[error("the adapter command is empty; give a program, for instance \"python3 my_client.py\"")]
    Empty,
}

impl CommandLine {
    /// Reads a command line.
    ///
    /// # Errors
    ///
    /// When it is empty or a quote stays open.
    pub fn read(text: &str) -> Result<Self, BadCommand> {
        let words = shlex::split(text).ok_or_else(|| BadCommand::Unbalanced(text.to_owned()))?;
        let mut words = words.into_iter();
        let program = words
            .next()
            .filter(|word| !word.is_empty())
            .ok_or(BadCommand::Empty)?;
        Ok(Self {
            text: text.to_owned(),
            program,
            arguments: words.collect(),
        })
    }

    pub(super) fn command(&self) -> tokio::process::Command {
        let mut command = tokio::process::Command::new(&self.program);
        command.args(&self.arguments);
        command
    }
}

impl fmt::Display for CommandLine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_keep_words_together() {
        let line = CommandLine::read(r#"python3 "my client.py" --name 'a b'"#).unwrap();

        assert_eq!(line.program, "python3");
        assert_eq!(line.arguments, ["my client.py", "--name", "a b"]);
    }

    #[test]
    fn an_open_quote_and_an_empty_line_are_refused() {
        assert!(matches!(
            CommandLine::read("a 'b"),
            Err(BadCommand::Unbalanced(_))
        ));
        assert_eq!(CommandLine::read("  "), Err(BadCommand::Empty));
    }
}
