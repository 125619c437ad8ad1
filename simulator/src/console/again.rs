//! A form that could not be taken as it came, and is shown to be sent again: nothing typed is lost.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::fields::Fields;
use super::frame::Frame;
use super::page;

/// A form, ready to be sent again.
#[derive(Debug)]
pub(super) struct Again {
    status: StatusCode,
    why: &'static str,
    action: String,
    fields: Fields,
}

#[derive(Template)]
#[template(path = "console/again.html")]
struct Shown<'a> {
    frame: Frame,
    again: &'a Again,
}

impl Again {
    /// The page with the form was made for another visit: its cookie is gone, or the simulator was
    /// started anew since.
    pub(super) fn stale(action: &str, fields: &Fields) -> Self {
        Self {
            status: StatusCode::FORBIDDEN,
            why: "The page with the form was opened before the simulator was last started, or in \
                  another visit. Nothing was changed.",
            action: action.to_owned(),
            fields: fields.clone(),
        }
    }

    /// The visitor had to sign in first.
    pub(super) fn signed_in(action: &str, fields: Fields) -> Self {
        Self {
            status: StatusCode::OK,
            why: "You are signed in. What you sent before was not acted on yet.",
            action: action.to_owned(),
            fields,
        }
    }

    /// The page.
    pub(super) fn shown(&self, frame: Frame) -> Response {
        let frame = frame.titled("Send the form again");
        page::page_with(self.status, &Shown { frame, again: self })
    }
}
