//! Reading lines of bounded length.

use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt};

use crate::protocol::LONGEST_LINE;

/// What came next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line without its line feed; the last one may have had none.
    Whole(Vec<u8>),
    /// A line that was longer than allowed; it was skipped.
    TooLong,
    /// Nothing more will come.
    End,
}

/// Reads the next line and keeps no more of it than a line may have.
pub(super) async fn next(reader: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Line> {
    let mut line = Vec::new();
    let mut too_long = false;
    loop {
        let chunk = reader.fill_buf().await?;
        if chunk.is_empty() {
            return Ok(last(line, too_long));
        }
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let taken = end.unwrap_or(chunk.len());
        too_long |= line.len() + taken > LONGEST_LINE;
        if !too_long {
            line.extend_from_slice(&chunk[..taken]);
        }
        let consumed = end.map_or(taken, |end| end + 1);
        reader.consume(consumed);
        if end.is_some() {
            return Ok(whole(line, too_long));
        }
    }
}

fn whole(line: Vec<u8>, too_long: bool) -> Line {
    if too_long {
        Line::TooLong
    } else {
        Line::Whole(line)
    }
}

fn last(line: Vec<u8>, too_long: bool) -> Line {
    if line.is_empty() && !too_long {
        Line::End
    } else {
        whole(line, too_long)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn all(mut bytes: &[u8]) -> Vec<Line> {
        let mut lines = Vec::new();
        loop {
            match next(&mut bytes).await.unwrap() {
                Line::End => return lines,
                line => lines.push(line),
            }
        }
    }

    #[tokio::test]
    async fn the_last_line_needs_no_line_feed() {
        let lines = all(b"one\n\ntwo").await;

        let expected = ["one", "", "two"].map(|line| Line::Whole(line.into()));
        assert_eq!(lines, expected);
    }

    #[tokio::test]
    async fn a_line_that_is_too_long_is_skipped_and_the_next_one_is_read() {
        let mut bytes = vec![b'x'; LONGEST_LINE + 1];
        bytes.extend_from_slice(b"\nnext\n");

        let lines = all(&bytes).await;

        assert_eq!(lines, [Line::TooLong, Line::Whole(b"next".to_vec())]);
    }

    #[tokio::test]
    async fn a_line_of_exactly_the_limit_is_whole() {
        let mut bytes = vec![b'x'; LONGEST_LINE];
        bytes.push(b'\n');

        assert!(matches!(all(&bytes).await.as_slice(), [Line::Whole(_)]));
    }
}
