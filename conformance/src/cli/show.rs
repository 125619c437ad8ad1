//! What a command says at its end, also where it cannot say it.

use std::io::{self, Write};

use super::Exit;
use crate::report::folder::NotWritten;
use contract::text::counted;

/// Writes to stderr, unless the terminal was closed: then there is nobody to tell.
macro_rules! complain {
    ($($told:tt)*) => {{
        let _ = writeln!(anstream::stderr(), $($told)*);
    }};
}

/// Files that are named where several cannot be written.
const NAMED: usize = 3;

/// Writes to stdout. A reader who has gone away is no mistake.
pub(super) fn print(text: &str) -> io::Result<()> {
    let mut stdout = anstream::stdout().lock();
    let written = stdout.write_all(text.as_bytes());
    match written.and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// The exit status, unless something could not be written: that is told, with what to do.
pub(super) fn conclude(exit: Exit, shown: io::Result<()>, failed: &[NotWritten]) -> Exit {
    if let Err(error) = &shown {
        complain!("error: the report cannot be shown on stdout: {error}");
    }
    for error in failed.iter().take(NAMED) {
        complain!("error: {error}");
    }
    if failed.len() > NAMED {
        complain!(
            "error: and {} more",
            counted(failed.len() - NAMED, "file", "files")
        );
    }
    if !failed.is_empty() {
        complain!(
            "the report on stdout is whole, the folder is not: make room there, or name another \
             with --out, and do it again"
        );
    }
    if shown.is_ok() && failed.is_empty() {
        exit
    } else {
        Exit::Error
    }
}

/// Tells an error with its causes, and ends so.
pub(super) fn tell(exit: Exit, error: &dyn std::error::Error) -> Exit {
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !message.contains(&cause_text) {
            message.push_str(&format!(": {cause_text}"));
        }
        source = cause.source();
    }
    complain!("error: {message}");
    exit
}
