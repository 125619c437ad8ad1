//! Pages that say in words why there is no other page: what is not there any more, what may not
//! be done, what was sent from elsewhere.

use askama::Template;
use axum::response::{IntoResponse, Response};
use http::StatusCode;

use super::fields::Fields;
use super::frame::Frame;
use super::{page, traffic};

/// Why there is no page. The door, which knows the visitor, makes it one.
#[derive(Debug, Clone)]
pub(super) struct Trouble {
    status: StatusCode,
    title: String,
    paragraphs: Vec<String>,
    ways: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "console/trouble.html")]
struct Shown<'a> {
    frame: Frame,
    trouble: &'a Trouble,
    /// What a form had brought along: nobody has to type it twice.
    typed: Vec<(&'a str, String)>,
}

/// The most of one field that is shown, in characters.
const SHOWN_AT_MOST: usize = 20_000;

impl Trouble {
    /// With a title and one paragraph; [`Trouble::way`] says where to go on.
    pub(super) fn new(status: StatusCode, title: &str, paragraph: impl Into<String>) -> Self {
        Self {
            status,
            title: title.to_owned(),
            paragraphs: vec![paragraph.into()],
            ways: Vec::new(),
        }
    }

    /// Nothing is at the address.
    pub(super) fn no_page() -> Self {
        let text = "If you typed the address, check it. If you followed a link, what it led to may \
                    have been deleted, or the simulator may have been started anew.";
        Self::new(StatusCode::NOT_FOUND, "There is no such page", text)
    }

    /// Something of a sandbox is not there; `what` begins a sentence.
    pub(super) fn gone(what: &str) -> Self {
        let text = "It may have been removed, or the sandbox may have been reset since the page was \
                    opened. Nothing was changed.";
        Self::new(StatusCode::NOT_FOUND, what, text)
    }

    /// The sandbox is not there.
    pub(super) fn no_sandbox(id: &str) -> Self {
        let shown: String = id.chars().take(80).collect();
        let text = format!(
            "There is no sandbox “{shown}”. Somebody may have deleted it, its time may be over, or \
             the simulator may have been started anew: sandboxes are gone when it stops."
        );
        Self::new(
            StatusCode::NOT_FOUND,
            "This sandbox is not there any more",
            text,
        )
    }

    /// The method is not answered here.
    pub(super) fn wrong_method() -> Self {
        let text = "This address is only for forms of this console. Go back to the page with the \
                    form and use its button.";
        let status = StatusCode::METHOD_NOT_ALLOWED;
        Self::new(status, "This page cannot be opened like this", text)
    }

    /// Another site's page sent the form, or the browser came by a name that is not ours.
    pub(super) fn foreign(text: impl Into<String>) -> Self {
        let title = "This request came from elsewhere";
        Self::new(StatusCode::FORBIDDEN, title, traffic::plain(&text.into()))
    }

    /// What was sent cannot be read.
    pub(super) fn unreadable(status: StatusCode, text: impl Into<String>) -> Self {
        Self::new(status, "What was sent could not be read", text)
    }

    /// Something went wrong on our side.
    pub(super) fn internal(text: impl ToString) -> Self {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Self::new(status, "The simulator could not do this", text.to_string())
    }

    /// With one more way to go on.
    pub(super) fn way(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        self.ways.push((text.into(), href.into()));
        self
    }

    /// The page, with what was typed into the form that led to it.
    pub(super) fn shown(&self, frame: Frame, typed: &Fields) -> Response {
        let typed = typed.iter().filter(|(_, text)| !text.trim().is_empty());
        let cut = |text: &str| text.chars().take(SHOWN_AT_MOST).collect();
        let shown = Shown {
            frame: frame.titled(&self.title),
            trouble: self,
            typed: typed.map(|(name, text)| (name, cut(text))).collect(),
        };
        page::page_with(self.status, &shown)
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
