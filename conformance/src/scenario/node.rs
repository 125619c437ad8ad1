//! A YAML file as a tree with places, before anyone asks what it means.
//!
//! serde's data model forgets where a value stood and how it was written, and stops at the first
//! mistake. So the events of serde-saphyr's parser are read directly, and what YAML would guess at
//! (`0071`, `1_000`, `yes`, dates) is refused here, at its place.

use std::ops::Range;

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, Span};

use super::diagnostic::Notes;
use super::scalar;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) span: Range<usize>,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// `plain`: not quoted, so that `5` is a number and `true` a flag.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) text: String,
    pub(crate) span: Range<usize>,
}

/// Reads one document, noting every mistake of form. `None` when nothing can be made of it.
pub(crate) fn parse(source: &str, notes: &Notes) -> Option<Node> {
    let mut builder = Builder {
        notes,
        open: Vec::new(),
        root: None,
    };
    for event in Parser::new_from_str(source) {
        match event {
            Ok((event, span)) => builder.take(event, &span, source),
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or_default();
                notes.note(
                    &(at..at + 1),
                    format!("this is not YAML: {}", error.info()),
                    None,
                );
                return None;
            }
        }
    }
    if builder.root.is_none() {
        notes.note(&(0..source.len().min(1)), "the file is empty", None);
    }
    builder.root
}

/// A collection that is still open.
enum Open {
    List {
        start: usize,
        items: Vec<Node>,
    },
    Map {
        start: usize,
        entries: Vec<(Key, Node)>,
        key: Option<Key>,
    },
}

struct Builder<'a> {
    notes: &'a Notes,
    open: Vec<Open>,
    root: Option<Node>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: &Span, source: &str) {
        let place = span.byte_range().unwrap_or_default();
        self.refuse_references(&event, &place, source);
        match event {
            Event::Scalar(text, style, ..) => {
                self.scalar(text.into_owned(), style, trimmed(place, source));
            }
            Event::Alias(_) => self.scalar(String::new(), ScalarStyle::SingleQuoted, place),
            Event::SequenceStart(..) => {
                self.open.push(Open::List {
                    start: place.start,
                    items: Vec::new(),
                });
            }
            Event::MappingStart(..) => {
                self.open.push(Open::Map {
                    start: place.start,
                    entries: Vec::new(),
                    key: None,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(trimmed(place, source).end),
            Event::DocumentStart(..) if self.root.is_some() => {
                self.notes.refuse(
                    &place,
                    "a second document in one file",
                    "one file holds one document",
                );
            }
            _ => {}
        }
    }

    fn refuse_references(&self, event: &Event<'_>, place: &Range<usize>, source: &str) {
        if event.anchor_id().is_some() || event.is_alias() {
            let title = "anchors and aliases are not used here";
            let start = anchor(source, place.start).filter(|_| !event.is_alias());
            let span = start.unwrap_or(place.start)..place.end;
            self.notes
                .refuse(&span, title, "write the value out where it is needed");
        }
        if event.tag().is_some() {
            self.notes
                .refuse(place, "tags are not used here", "leave the `!tag` out");
        }
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, span: Range<usize>) {
        if let Some(Open::Map {
            key: key @ None, ..
        }) = self.open.last_mut()
        {
            *key = Some(Key { text, span });
            return;
        }
        let plain = style == ScalarStyle::Plain;
        if plain && let Some(remedy) = scalar::look_alike(&text) {
            let title = format!("`{text}` can be read in more than one way");
            self.notes.refuse(&span, title, remedy);
        }
        self.place(Node {
            span,
            kind: Kind::Scalar { text, plain },
        });
    }

    fn close(&mut self, end: usize) {
        let node = match self.open.pop() {
            Some(Open::List { start, items }) => Node {
                span: start..end.max(start),
                kind: Kind::List(items),
            },
            Some(Open::Map { start, entries, .. }) => Node {
                span: start..end.max(start),
                kind: Kind::Map(entries),
            },
            None => return,
        };
        self.place(node);
    }

    fn place(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, .. }) => match key.take() {
                Some(key) => {
                    if entries.iter().any(|(known, _)| known.text == key.text) {
                        let title = format!("`{}` stands here twice", key.text);
                        self.notes.refuse(&key.span, title, "keep one of them");
                    }
                    entries.push((key, node));
                }
                None => {
                    self.notes
                        .refuse(&node.span, "a key must be one word", "use a plain key");
                    *key = Some(Key {
                        text: String::new(),
                        span: node.span,
                    });
                }
            },
            None if self.root.is_none() => self.root = Some(node),
            None => {}
        }
    }
}

/// Where the anchor of the value at `start` begins: the parser tells the value's place alone.
fn anchor(source: &str, start: usize) -> Option<usize> {
    source.get(..start)?.rfind('&')
}

/// The parser's span of a block scalar or an end reaches over the blanks that follow.
fn trimmed(span: Range<usize>, source: &str) -> Range<usize> {
    let held = source
        .get(span.clone())
        .map_or(0, |text| text.trim_end().len());
    span.start..span.start + held
}
