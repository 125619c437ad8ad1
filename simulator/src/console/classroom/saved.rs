//! A classroom in one file: saved today, loaded tomorrow.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use contract::problem::FieldError;
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{MOST, Room, place_name, places, seat};
use crate::app::{App, Site};
use crate::console::at::Visitor;
use crate::console::fields::Fields;
use crate::console::frame::Frame;
use crate::console::page::{self, Answered};
use crate::console::parts::{Field, Input, Problems};
use crate::console::trouble::Trouble;
use crate::console::{classroom, words};
use crate::control::saved_world;
use crate::sandbox::options::Options;
use crate::sandbox::state::State as Saved;
use crate::sandbox::world::World;

/// What `format` says.
const FORMAT: &str = "nhs-jobs-esr-simulator/classroom";
/// What `version` says.
const VERSION: u64 = 1;

#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    version: u64,
    name: &'a str,
    places: Vec<Place<Saved>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Place<S> {
    place: u32,
    state: S,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    format: String,
    version: u64,
    name: String,
    places: Vec<Place<Value>>,
}

/// `GET /classrooms/{room}/save`: the file.
pub(in crate::console) async fn get(State(app): State<Arc<App>>, Room(name): Room) -> Answered {
    let saved = places(&app, &name)?.into_iter().map(|site| Place {
        place: number(&site),
        state: Saved::of(site.world().clone()),
    });
    let file = File {
        format: FORMAT,
        version: VERSION,
        name: &name,
        places: saved.collect(),
    };
    let body = serde_json::to_vec(&file).expect("a saved sandbox serialises");
    Ok(download(&name, body))
}

fn number(site: &Site) -> u32 {
    site.sandbox
        .name()
        .and_then(seat)
        .map_or(1, |(_, number)| number)
}

/// A JSON file to be kept under this name.
pub(in crate::console) fn download(name: &str, body: Vec<u8>) -> Response {
    let file = utf8_percent_encode(name, NON_ALPHANUMERIC);
    let disposition =
        format!("attachment; filename=\"simulator.json\"; filename*=UTF-8''{file}.json");
    let headers = [
        (CONTENT_TYPE, "application/json".to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    (headers, body).into_response()
}

#[derive(Template)]
#[template(path = "console/classroom/load.html")]
struct Load {
    frame: Frame,
    problems: Problems,
    file: Field,
}

/// `GET /classrooms/load`.
pub(in crate::console) async fn form(visitor: Visitor) -> Response {
    page::page(&shown(&visitor, Problems::default()))
}

fn shown(visitor: &Visitor, problems: Problems) -> Load {
    let file = Field::of(
        "file",
        "The saved classroom",
        Input::File(".json,application/json"),
    );
    Load {
        frame: visitor
            .frame()
            .under("Load a classroom", "/classrooms/load")
            .titled("Load a saved classroom")
            .refused(!problems.is_empty()),
        file: file.wrong(&problems),
        problems,
    }
}

/// `POST /classrooms/load`: every place of the file, or none.
pub(in crate::console) async fn post(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    fields: Fields,
) -> Answered {
    let loading = tokio::task::spawn_blocking(move || load(&app, &fields.get("file")));
    match loading.await.map_err(Trouble::internal)? {
        Ok((name, count)) => {
            let said = format!("{} loaded.", words::count(count, "place is", "places are"));
            Ok(page::go(&classroom::path(&name), said))
        }
        Err(problems) => {
            let shown = shown(&visitor, problems);
            Ok(page::page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown))
        }
    }
}

fn load(app: &App, file: &str) -> Result<(String, usize), Problems> {
    let read = read(file)?;
    let mut worlds: Vec<(String, World)> = Vec::new();
    for place in read.places {
        let name = place_name(&read.name, place.place as usize);
        let world = saved_world(app, &place.state).map_err(|errors| misread(&name, &errors))?;
        worlds.push((name, world));
    }
    let count = worlds.len();
    put(app, worlds)?;
    Ok((read.name, count))
}

/// Into the sandboxes of the same names, which keep their addresses and credentials; where there
/// are none, new ones are made.
fn put(app: &App, worlds: Vec<(String, World)>) -> Result<(), Problems> {
    let sites = app.sites();
    let mut made: Vec<String> = Vec::new();
    let mut into: Vec<(Arc<Site>, World)> = Vec::new();
    for (name, world) in worlds {
        let there = sites
            .iter()
            .find(|site| site.sandbox.name() == Some(&*name));
        if let Some(site) = there {
            into.push((Arc::clone(site), world));
            continue;
        }
        let options = Options {
            name: Some(name),
            state: Some(world),
            ..Options::default()
        };
        match app.create(&options) {
            Ok(site) => made.push(site.sandbox.id().to_string()),
            Err(error) => {
                made.iter().for_each(|id| drop(app.delete(id)));
                return Err(whole(error));
            }
        }
    }
    for (site, world) in into {
        site.sandbox.load(world);
        site.changed("state", "PUT /state".to_owned(), None);
    }
    Ok(())
}

fn read(file: &str) -> Result<Read, Problems> {
    if file.trim().is_empty() {
        return Err(at_file("Choose the file of a saved classroom"));
    }
    let read: Read = serde_json::from_str(file).map_err(|error| {
        at_file(format!(
            "This is not the file of a saved classroom: {error}"
        ))
    })?;
    if read.format != FORMAT || read.version != VERSION {
        let text = format!(
            "This is not the file of a classroom saved by this simulator; its `format` must be `{FORMAT}` and its `version` {VERSION}"
        );
        return Err(at_file(text));
    }
    if read.name.trim().is_empty() || read.places.is_empty() || read.places.len() > MOST {
        let text = format!("A saved classroom has a name and 1 to {MOST} places");
        return Err(at_file(text));
    }
    Ok(read)
}

fn misread(name: &str, errors: &[FieldError]) -> Problems {
    let mut problems = Problems::default();
    for error in errors.iter().take(5) {
        problems.at("file", format!("{name}: {}", error.message));
    }
    problems
}

fn at_file(text: impl Into<String>) -> Problems {
    let mut problems = Problems::default();
    problems.at("file", text);
    problems
}

fn whole(error: impl ToString) -> Problems {
    let mut problems = Problems::default();
    problems.whole(error.to_string());
    problems
}
