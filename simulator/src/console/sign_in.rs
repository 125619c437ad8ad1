//! Signing in with the control token, where the simulator was started with one.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::response::Response;
use http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::again::Again;
use super::at::Visitor;
use super::door::{Cookie, Door};
use super::fields::{Asked, Fields};
use super::frame::Frame;
use super::page::{self, Answered};

/// Where visitors sign in.
pub(super) const PATH: &str = "/sign-in";

#[derive(Template)]
#[template(path = "console/sign_in.html")]
struct Shown {
    frame: Frame,
    /// Where to go on.
    then: String,
    /// The form that was interrupted, as it was sent.
    kept: String,
    wrong: bool,
    interrupted: bool,
}

impl Shown {
    fn new(visitor: &Visitor, then: &str) -> Self {
        Self {
            frame: visitor.frame().titled("Sign in"),
            then: own(then).to_owned(),
            kept: String::new(),
            wrong: false,
            interrupted: false,
        }
    }
}

/// On to signing in, and back to `path` afterwards.
pub(super) fn ask(path: &str) -> Response {
    let then = utf8_percent_encode(path, NON_ALPHANUMERIC);
    page::go(&format!("{PATH}?then={then}"), "")
}

/// A form came from somebody who is not signed in any more.
pub(super) fn interrupted(visitor: &Visitor, asked: &str, fields: &Fields) -> Response {
    let shown = Shown {
        kept: fields.encoded(),
        interrupted: true,
        ..Shown::new(visitor, asked)
    };
    page::page_with(StatusCode::UNAUTHORIZED, &shown)
}

/// `GET /sign-in`.
pub(super) async fn get(visitor: Visitor, asked: Asked) -> Response {
    page::page(&Shown::new(&visitor, &asked.get("then")))
}

/// `POST /sign-in`: the token, once.
pub(super) async fn post(
    Extension(door): Extension<Arc<Door>>,
    Extension(Cookie(cookie)): Extension<Cookie>,
    visitor: Visitor,
    fields: Fields,
) -> Answered {
    let (then, kept) = (fields.get("then"), fields.get("kept"));
    if !door.opens(&fields.trimmed("token")) {
        let mut shown = Shown {
            kept,
            wrong: true,
            ..Shown::new(&visitor, &then)
        };
        shown.frame = shown.frame.refused(true);
        return Ok(page::page_with(StatusCode::UNAUTHORIZED, &shown));
    }
    door.sessions.sign_in(&cookie);
    if kept.is_empty() {
        return Ok(page::go(own(&then), ""));
    }
    let frame = Visitor {
        signed_in: true,
        ..visitor
    };
    let again = Again::signed_in(own(&then), Fields::decoded(&kept));
    Ok(again.shown(frame.frame()))
}

/// `POST /sign-out`.
pub(super) async fn out(
    Extension(door): Extension<Arc<Door>>,
    Extension(Cookie(cookie)): Extension<Cookie>,
) -> Response {
    door.sessions.sign_out(&cookie);
    page::go(PATH, "You have signed out.")
}

/// A path of this console, whatever was asked for: never another site.
fn own(then: &str) -> &str {
    let plain = then
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if then.starts_with('/') && !then.starts_with("//") && plain {
        then
    } else {
        "/"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_never_leads_to_another_site() {
        assert_eq!(
            own("/sandboxes/default/esr?page=2"),
            "/sandboxes/default/esr?page=2"
        );
        for elsewhere in [
            "//a.example",
            "https://a.example",
            "/\\a.example",
            "/a\n",
            "",
        ] {
            assert_eq!(own(elsewhere), "/", "{elsewhere}");
        }
    }
}
