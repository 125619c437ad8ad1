//! Lines to a person, and lines from them.
//!
//! Plain lines only: no cursor is moved and nothing is drawn over, so that a screen reader, a log and
//! a script read the same.

use std::io::{BufRead, Write};
use std::sync::PoisonError;

use tokio::sync::{Mutex, mpsc};

/// The width that texts are wrapped to.
pub(super) const WIDTH: usize = 78;

/// Nobody answers any more: stdin, or the file of answers, has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("nobody answers any more")]
pub struct Gone;

/// Where a person reads and types.
pub struct Talk {
    answers: Mutex<mpsc::UnboundedReceiver<String>>,
    words: std::sync::Mutex<Box<dyn Write + Send>>,
    terminal: bool,
}

impl Talk {
    /// Reads answers line by line on a thread of its own, which ends with the program: a read that
    /// waits for a person cannot be called off. `terminal` says whether a person types behind a prompt.
    #[must_use]
    pub fn over(
        answers: Box<dyn BufRead + Send>,
        words: Box<dyn Write + Send>,
        terminal: bool,
    ) -> Self {
        let (send, receive) = mpsc::unbounded_channel();
        std::thread::spawn(move || read(answers, &send));
        Self {
            answers: Mutex::new(receive),
            words: std::sync::Mutex::new(words),
            terminal,
        }
    }

    /// Says something; each line of it stands on a line of its own.
    pub fn say(&self, text: &str) {
        self.write(text, "\n");
    }

    /// A terminal that was closed meanwhile is no reason to break off: what was done is still to be
    /// kept.
    fn write(&self, text: &str, end: &str) {
        let mut words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = write!(words, "{text}{end}").and_then(|()| words.flush());
    }

    /// Asks for a line; without its line feed.
    ///
    /// # Errors
    ///
    /// When nobody answers any more.
    pub async fn ask(&self, prompt: &str) -> Result<String, Gone> {
        self.prompt(prompt);
        self.line().await
    }

    /// The next line that is typed, whether or not it was asked for.
    ///
    /// # Errors
    ///
    /// When nobody answers any more.
    pub async fn line(&self) -> Result<String, Gone> {
        self.answers.lock().await.recv().await.ok_or(Gone)
    }

    /// Shows what is to be typed. A reader of lines gets whole ones.
    fn prompt(&self, prompt: &str) {
        self.write(prompt, if self.terminal { " " } else { "\n" });
    }
}

#[cfg(test)]
impl Talk {
    /// With somebody who gives these answers, one a line.
    pub(super) fn with(answers: &'static str) -> Self {
        let words = Box::new(std::io::sink());
        Self::over(Box::new(answers.as_bytes()), words, false)
    }
}

fn read(mut answers: Box<dyn BufRead + Send>, send: &mpsc::UnboundedSender<String>) {
    let mut line = Vec::new();
    while answers
        .read_until(b'\n', &mut line)
        .is_ok_and(|read| read > 0)
    {
        let text = String::from_utf8_lossy(&line);
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        if send.send(text.to_owned()).is_err() {
            return;
        }
        line.clear();
    }
}

/// A text in lines of at most [`WIDTH`] columns, each after the indent.
pub(super) fn wrapped(text: &str, indent: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = indent.to_owned();
        for word in paragraph.split_whitespace() {
            let longer = line.chars().count() + 1 + word.chars().count() > WIDTH;
            if longer && line.len() > indent.len() {
                lines.push(std::mem::replace(&mut line, indent.to_owned()));
            }
            if line.len() > indent.len() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_wrapped_and_a_long_word_is_left_whole() {
        let word = "w".repeat(90);
        let text = format!("{} {word} end", "word ".repeat(20));

        let wrapped = wrapped(&text, "  ");

        let lines: Vec<&str> = wrapped.lines().collect();
        assert!(lines.iter().all(|line| line.starts_with("  ")));
        let long: Vec<&&str> = lines.iter().filter(|line| line.len() > WIDTH).collect();
        assert_eq!(long.len(), 1, "{wrapped}");
    }

    #[tokio::test]
    async fn answers_come_one_a_line_until_nobody_is_there() {
        let talk = Talk::with("one\r\n\nlast");

        assert_eq!(talk.line().await, Ok("one".to_owned()));
        assert_eq!(talk.line().await, Ok(String::new()));
        assert_eq!(talk.line().await, Ok("last".to_owned()));
        assert_eq!(talk.line().await, Err(Gone));
    }
}
