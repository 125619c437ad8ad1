//! What becomes of one answer at the socket: how fast it goes, and how far.

use std::time::Duration;

use bytes::{Buf as _, Bytes};

use super::control::Ending;
use super::pace::Steps;
use crate::sandbox::clock::Stopwatch;

/// The end of an answer's head.
const END_OF_HEAD: &[u8; 4] = b"\r\n\r\n";

/// The way of one answer, from the moment its head begins.
#[derive(Debug, Default)]
pub(crate) struct Course {
    // How fast its body goes; at once where there is none.
    pace: Option<Steps>,
    // After how many bytes of its body the connection ends, and how.
    cut: Option<(u64, Ending)>,
    // These bytes go instead of it, and then the connection ends.
    instead: Option<Bytes>,
    progress: Progress,
}

/// How much of an answer has gone.
#[derive(Debug, Default)]
struct Progress {
    // Bytes of the end of the head that the last bytes were.
    matched: usize,
    // Since the head has gone.
    since: Option<Stopwatch>,
    body: u64,
}

/// What may be done with bytes that want to go.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Passage {
    /// So many of them may go now.
    Now(usize),
    /// The next of them may go when so much time has passed.
    Later(Duration),
    /// These go instead.
    Instead(Bytes),
    /// Nothing more goes.
    Never,
}

impl Course {
    /// A course on which the answer's body goes in these steps, and is cut after so many bytes.
    pub(crate) fn new(pace: Option<Steps>, cut: Option<(u64, Ending)>) -> Self {
        Self {
            pace,
            cut,
            ..Self::default()
        }
    }

    /// How the connection ends where the course ends it.
    pub(super) fn ending(&self) -> Ending {
        self.cut.map_or(Ending::Finish, |(_, ending)| ending)
    }

    /// A course on which `bytes` go instead of the answer.
    pub(crate) fn instead(bytes: Bytes) -> Self {
        Self {
            instead: Some(bytes),
            ..Self::default()
        }
    }

    /// Whether the answer goes as any other.
    pub(crate) const fn is_plain(&self) -> bool {
        self.pace.is_none() && self.cut.is_none() && self.instead.is_none()
    }

    /// What may be done with `bytes`, of which there is at least one.
    pub(super) fn passage(&self, bytes: &[u8]) -> Passage {
        if let Some(instead) = &self.instead {
            return match instead.is_empty() {
                true => Passage::Never,
                false => Passage::Instead(instead.clone()),
            };
        }
        match self.progress.since {
            None => Passage::Now(self.progress.of_head(bytes)),
            Some(since) => self.passage_of_body(bytes.len() as u64, since),
        }
    }

    fn passage_of_body(&self, wanted: u64, since: Stopwatch) -> Passage {
        let gone = self.progress.body;
        let left = self
            .cut
            .map_or(u64::MAX, |(after, _)| after.saturating_sub(gone));
        if left == 0 {
            return Passage::Never;
        }
        let elapsed = since.elapsed();
        let paced = self.pace.map_or(u64::MAX, |steps| {
            steps.allowed(elapsed).saturating_sub(gone)
        });
        match (self.pace, paced) {
            (Some(steps), 0) => Passage::Later(steps.next(gone).saturating_sub(elapsed)),
            _ => Passage::Now(usize::try_from(wanted.min(left).min(paced)).unwrap_or(usize::MAX)),
        }
    }

    /// These bytes have gone.
    pub(super) fn gone(&mut self, bytes: &[u8]) {
        match &mut self.instead {
            Some(instead) => instead.advance(bytes.len().min(instead.len())),
            None => self.progress.gone(bytes),
        }
    }
}

impl Progress {
    /// How many of `bytes` belong to the head.
    fn of_head(&self, bytes: &[u8]) -> usize {
        let mut matched = self.matched;
        for (index, byte) in bytes.iter().enumerate() {
            matched = match_next(matched, *byte);
            if matched == END_OF_HEAD.len() {
                return index + 1;
            }
        }
        bytes.len()
    }

    fn gone(&mut self, bytes: &[u8]) {
        if self.since.is_some() {
            self.body += bytes.len() as u64;
            return;
        }
        self.matched = bytes
            .iter()
            .fold(self.matched, |matched, byte| match_next(matched, *byte));
        if self.matched == END_OF_HEAD.len() {
            self.since = Some(Stopwatch::start());
        }
    }
}

// A line feed never begins the end of a head, so falling back to the first byte is enough.
fn match_next(matched: usize, byte: u8) -> usize {
    if END_OF_HEAD.get(matched) == Some(&byte) {
        matched + 1
    } else {
        usize::from(byte == END_OF_HEAD[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\na: b\r\n\r\n0123456789";

    /// Lets an answer go in writes of `size` bytes; what went, and whether it was ended.
    fn sent(course: &mut Course, size: usize) -> (Vec<u8>, bool) {
        let mut gone = Vec::new();
        while gone.len() < ANSWER.len() {
            let wanted = &ANSWER[gone.len()..(gone.len() + size).min(ANSWER.len())];
            match course.passage(wanted) {
                Passage::Now(many) => {
                    course.gone(&wanted[..many]);
                    gone.extend_from_slice(&wanted[..many]);
                }
                Passage::Never => return (gone, true),
                other => panic!("{other:?}"),
            }
        }
        (gone, false)
    }

    #[test]
    fn an_answer_is_cut_after_so_many_bytes_of_its_body_however_it_is_written() {
        for size in 1..=ANSWER.len() {
            let mut course = Course::new(None, Some((4, Ending::Finish)));

            let (gone, ended) = sent(&mut course, size);

            assert!(
                ended && gone.ends_with(b"\r\n\r\n0123"),
                "in writes of {size}"
            );
        }
    }

    #[test]
    fn a_course_without_a_wish_lets_everything_go() {
        assert_eq!(sent(&mut Course::default(), 7), (ANSWER.to_vec(), false));
    }

    #[test]
    fn other_bytes_go_instead_and_then_nothing() {
        let mut course = Course::instead(Bytes::from_static(b"rubbish"));

        assert_eq!(
            course.passage(ANSWER),
            Passage::Instead(Bytes::from_static(b"rubbish"))
        );
        course.gone(b"rubb");
        assert_eq!(
            course.passage(ANSWER),
            Passage::Instead(Bytes::from_static(b"ish"))
        );
        course.gone(b"ish");
        assert_eq!(course.passage(ANSWER), Passage::Never);
    }
}
