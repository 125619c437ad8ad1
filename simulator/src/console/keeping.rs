//! Saving, loading, resetting and deleting one sandbox.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::at::At;
use super::classroom;
use super::fields::Fields;
use super::frame::{self, Frame, Tab};
use super::page::{self, Answered};
use super::parts::{Field, Input, Problems};
use super::trouble::Trouble;
use super::words;
use crate::control::saved_world;
use crate::sandbox::registry::DeleteError;
use crate::sandbox::state::State;

/// `GET …/save`: the sandbox as one file, without id, secrets and addresses.
pub(super) async fn save(at: At) -> Response {
    let state = State::of(at.site.world().clone());
    let body = serde_json::to_vec(&state).expect("a saved sandbox serialises");
    classroom::download(&frame::name(&at.site), body)
}

#[derive(Template)]
#[template(path = "console/keeping/load.html")]
struct Load {
    frame: Frame,
    path: String,
    problems: Problems,
    file: Field,
}

/// `GET …/load`.
pub(super) async fn load_form(at: At) -> Response {
    page::page(&shown(&at, Problems::default()))
}

/// `POST …/load`: what the file says, behind this sandbox's id, secrets and addresses.
pub(super) async fn load(at: At, fields: Fields) -> Answered {
    match read(&at, &fields.get("file")) {
        Ok(()) => Ok(at.go(
            "",
            "What was saved is loaded. Credentials stay as they were.",
        )),
        Err(problems) => {
            let shown = shown(&at, problems);
            Ok(page::page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown))
        }
    }
}

fn read(at: &At, file: &str) -> Result<(), Problems> {
    let mut problems = Problems::default();
    if file.trim().is_empty() {
        problems.at("file", "Choose the file of a saved sandbox");
        return Err(problems);
    }
    let document = serde_json::from_str(file).map_err(|error| {
        let mut problems = Problems::default();
        problems.at(
            "file",
            format!("This is not the file of a saved sandbox: {error}"),
        );
        problems
    })?;
    match saved_world(&at.app, &document) {
        Ok(world) => {
            at.site.sandbox.load(world);
            at.note("state", "PUT /state", None);
            Ok(())
        }
        Err(errors) => {
            for error in errors.iter().take(5) {
                problems.at("file", words::sentence(&error.message));
            }
            Err(problems)
        }
    }
}

fn shown(at: &At, problems: Problems) -> Load {
    let file = Field::of(
        "file",
        "The saved sandbox",
        Input::File(".json,application/json"),
    );
    Load {
        frame: at
            .frame(Tab::Overview)
            .titled("Load a saved sandbox")
            .refused(!problems.is_empty()),
        path: at.path("/load"),
        file: file.wrong(&problems),
        problems,
    }
}

#[derive(Template)]
#[template(path = "console/keeping/confirm.html")]
struct Confirm {
    frame: Frame,
    path: String,
    action: String,
    heading: &'static str,
    text: &'static str,
    button: &'static str,
    /// Whether there is anything to press.
    may: bool,
}

/// `GET …/reset`: are you sure?
pub(super) async fn may_reset(at: At) -> Response {
    page::page(&Confirm {
        frame: at.frame(Tab::Overview).titled("Reset this sandbox?"),
        path: at.path(""),
        action: at.path("/reset"),
        heading: "Reset this sandbox?",
        text: "Vacancies, applicants, clock and armed cases go back to how the sandbox was made, \
               and its exchanges are forgotten. Addresses and credentials stay.",
        button: "Reset the sandbox",
        may: true,
    })
}

/// `POST …/reset`.
pub(super) async fn reset(at: At) -> Response {
    at.app.reset(&at.site);
    at.go("", "The sandbox is as it was made.")
}

/// `GET …/delete`: are you sure?
pub(super) async fn may_delete(at: At) -> Response {
    let may = !at.site.sandbox.id().is_default();
    let text = match may {
        true => "It goes with everything in it, and its credentials stop working.",
        false => {
            "The default sandbox stays as long as the simulator: it answers at the root. Reset it instead."
        }
    };
    page::page(&Confirm {
        frame: at.frame(Tab::Overview).titled("Delete this sandbox?"),
        path: at.path(""),
        action: at.path("/delete"),
        heading: "Delete this sandbox?",
        text,
        button: "Delete the sandbox",
        may,
    })
}

/// `POST …/delete`.
pub(super) async fn delete(at: At) -> Answered {
    let id = at.site.sandbox.id().as_str();
    match at.app.delete(id) {
        Ok(()) => Ok(page::go(
            "/",
            format!("{} is deleted.", frame::name(&at.site)),
        )),
        Err(DeleteError::Unknown { id }) => Err(Trouble::no_sandbox(&id)),
        Err(error @ DeleteError::Default) => {
            let text = format!("{}.", words::sentence(&error.to_string()));
            let title = "This sandbox stays";
            Err(Trouble::new(StatusCode::CONFLICT, title, text).way("Reset it", at.path("/reset")))
        }
    }
}
