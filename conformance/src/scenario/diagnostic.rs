//! Mistakes in files, told with file, line, column, caret and remedy.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file as the person named it.
    pub file: String,
    /// From 1; 0 when the file as a whole is meant.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub title: String,
    /// What would do.
    pub remedy: Option<String>,
    source: Arc<str>,
    span: Range<usize>,
}

/// Every mistake of every file that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl std::error::Error for Diagnostics {}

impl Diagnostics {
    /// Collects mistakes, by file and place.
    #[must_use]
    pub fn new(mut several: Vec<Diagnostic>) -> Self {
        several.sort_by(|a, b| (&a.file, a.span.start).cmp(&(&b.file, b.span.start)));
        // What is repeated is read several times, and wrong each time.
        several.dedup();
        Self(several)
    }

    /// The mistakes, by file and place.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The mistakes as a person reads them.
    #[must_use]
    pub fn render(&self, colours: bool) -> String {
        let renderer = if colours {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let renderer = renderer.decor_style(DecorStyle::Ascii);
        let told: Vec<String> = self.0.iter().map(|one| one.render(&renderer)).collect();
        told.join("\n\n")
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl Diagnostic {
    /// A mistake of a file that could not be read at all.
    pub fn of_file(file: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: 0,
            column: 0,
            title: title.into(),
            remedy: None,
            source: Arc::from(""),
            span: 0..0,
        }
    }

    fn render(&self, renderer: &Renderer) -> String {
        let title = Level::ERROR.primary_title(self.title.as_str());
        let mut group = if self.line == 0 {
            title.element(Origin::path(self.file.as_str()))
        } else {
            title.element(
                Snippet::source(&*self.source)
                    .path(self.file.as_str())
                    .annotation(AnnotationKind::Primary.span(self.span.clone())),
            )
        };
        if let Some(remedy) = &self.remedy {
            group = group.element(Level::HELP.message(remedy.as_str()));
        }
        renderer.render(&[group])
    }
}

/// Where the readers of one file note its mistakes.
#[derive(Debug)]
pub(crate) struct Notes {
    file: String,
    source: Arc<str>,
    noted: RefCell<Vec<Diagnostic>>,
    /// How much text the file had made.
    made: Cell<usize>,
}

/// The most text that a file may have made, in bytes: a few lines can ask for more than a machine
/// has, and they may be a stranger's.
const MOST_MADE: usize = 64 * 1024 * 1024;

impl Notes {
    pub(crate) fn new(file: impl Into<String>, source: &str) -> Self {
        Self {
            file: file.into(),
            source: Arc::from(source),
            noted: RefCell::default(),
            made: Cell::new(0),
        }
    }

    /// Whether there is room for so much more text; where there is not, that is noted.
    pub(crate) fn has_room(&self, span: &Range<usize>, bytes: usize) -> bool {
        let before = self.made.get();
        self.made.set(before.saturating_add(bytes));
        let room = self.made.get() <= MOST_MADE;
        // Once is enough.
        if !room && before <= MOST_MADE {
            let title = format!("the texts of this file come to more than {MOST_MADE} bytes");
            self.refuse(span, title, "make them shorter, or repeat them less often");
        }
        room
    }

    /// Notes a mistake at a place, in bytes.
    pub(crate) fn note(
        &self,
        span: &Range<usize>,
        title: impl Into<String>,
        remedy: Option<String>,
    ) {
        let span = self.whole_characters(span);
        let before = &self.source[..span.start];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        self.noted.borrow_mut().push(Diagnostic {
            file: self.file.clone(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            title: title.into(),
            remedy,
            source: Arc::clone(&self.source),
            span,
        });
    }

    /// Notes a mistake with what would do.
    pub(crate) fn refuse(
        &self,
        span: &Range<usize>,
        title: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.note(span, title, Some(remedy.into()));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.noted.borrow().is_empty()
    }

    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        self.noted.into_inner()
    }

    /// Keeps a span inside the file and on the borders of characters.
    fn whole_characters(&self, span: &Range<usize>) -> Range<usize> {
        let start = self
            .source
            .floor_char_boundary(span.start.min(self.source.len()));
        let end = self
            .source
            .ceil_char_boundary(span.end.clamp(start, self.source.len()));
        start..end
    }
}

/// "did you mean" for a word that is none of those known; else which ones there are.
pub(crate) fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    let near = known
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min();
    match near {
        _ if known.is_empty() => "nothing is known here".to_owned(),
        Some((_, candidate)) => format!("did you mean `{candidate}`?"),
        None => format!("known here: {}", known.join(", ")),
    }
}
