//! A new classroom: so many sandboxes from one world at once.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use super::{MOST, place_name};
use crate::app::App;
use crate::console::at::Visitor;
use crate::console::fields::Fields;
use crate::console::frame::Frame;
use crate::console::page::{self, Answered};
use crate::console::parts::{Choice, Field, Input, Problems};
use crate::console::trouble::Trouble;
use crate::console::{classroom, words};
use crate::sandbox::fixtures;
use crate::sandbox::options::Options;

/// The longest name of a classroom, in characters.
const NAME: usize = 60;
const COPY: &str = "default";

#[derive(Template)]
#[template(path = "console/classroom/new.html")]
struct New {
    frame: Frame,
    problems: Problems,
    fields: [Field; 3],
}

/// `GET /classrooms/new`.
pub(in crate::console) async fn get(visitor: Visitor) -> Response {
    page::page(&form(&visitor, ("", "10", "demo"), Problems::default()))
}

/// `POST /classrooms/new`.
pub(in crate::console) async fn post(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    fields: Fields,
) -> Answered {
    let (name, places) = (fields.trimmed("name"), fields.trimmed("places"));
    let world = fields.trimmed("world");
    match read(&app, &name, &places, &world) {
        Ok(wanted) => {
            let made = tokio::task::spawn_blocking(move || make(&app, &wanted)).await;
            let count = made.map_err(Trouble::internal)??;
            let said = format!(
                "{} made.",
                words::count(count, "sandbox is", "sandboxes are")
            );
            Ok(page::go(&classroom::path(&name), said))
        }
        Err(problems) => {
            let form = form(&visitor, (&name, &places, &world), problems);
            Ok(page::page_with(StatusCode::UNPROCESSABLE_ENTITY, &form))
        }
    }
}

/// A classroom that can be made.
struct Wanted {
    name: String,
    places: usize,
    options: Options,
}

fn read(app: &App, name: &str, places: &str, world: &str) -> Result<Wanted, Problems> {
    let mut problems = Problems::default();
    let taken = classroom::all(&app.sites()).contains_key(name);
    if name.is_empty() {
        problems.at(
            "name",
            "Enter a name for the classroom, such as Tuesday recruiters",
        );
    } else if name.chars().count() > NAME {
        problems.at(
            "name",
            format!("The name must have at most {NAME} characters"),
        );
    } else if taken {
        problems.at(
            "name",
            "There is a classroom of this name already; choose another name",
        );
    }
    let count = places
        .parse()
        .ok()
        .filter(|count| (1..=MOST).contains(count));
    if count.is_none() {
        problems.at(
            "places",
            format!("Enter how many places, a whole number from 1 to {MOST}"),
        );
    }
    let options = options(world);
    if options.is_none() {
        problems.at("world", "Choose what every sandbox starts with");
    }
    match (count, options) {
        (Some(places), Some(options)) if problems.is_empty() => Ok(Wanted {
            name: name.to_owned(),
            places,
            options,
        }),
        _ => Err(problems),
    }
}

fn options(world: &str) -> Option<Options> {
    if world == COPY {
        return Some(Options {
            from: Some(COPY.to_owned()),
            ..Options::default()
        });
    }
    let fixtures = fixtures::Choice::read(world).ok()?;
    Some(Options {
        fixtures: Some(fixtures),
        ..Options::default()
    })
}

/// Makes every sandbox from the first one's world, so that all see the same people and posts. Where
/// there is no room for all, none stays.
fn make(app: &App, wanted: &Wanted) -> Result<usize, Trouble> {
    let mut options = wanted.options.clone();
    let mut made: Vec<String> = Vec::new();
    for place in 1..=wanted.places {
        options.name = Some(place_name(&wanted.name, place));
        match app.create(&options) {
            Ok(site) => {
                options.from = Some(
                    made.first()
                        .cloned()
                        .unwrap_or_else(|| site.sandbox.id().to_string()),
                );
                options.fixtures = None;
                made.push(site.sandbox.id().to_string());
            }
            Err(error) => {
                // Whoever deleted one of them meanwhile wanted it gone.
                made.iter().for_each(|id| drop(app.delete(id)));
                return Err(super::full(error));
            }
        }
    }
    Ok(made.len())
}

fn form(visitor: &Visitor, (name, places, world): (&str, &str, &str), problems: Problems) -> New {
    let worlds = vec![
        Choice::new("demo", "The demonstration world").hint(
            "Synthetic doctors for every case of matching, and vacancies in every state. Good for lessons.",
        ),
        Choice::new("empty", "An empty world")
            .hint("One employer with its credentials, and nothing else."),
        Choice::new("rotation:200", "An August changeover")
            .hint("200 doctors sent by TIS, with the real troubles of names."),
        Choice::new(COPY, "A copy of the default sandbox as it is now")
            .hint("Prepare the default sandbox first: everybody starts from what you made of it."),
    ];
    let fields = [
        Field::line("name", "Name of the classroom")
            .width(20)
            .value(name),
        Field::number("places", "How many places")
            .hint(format!("One sandbox for each person, up to {MOST}."))
            .value(places),
        Field::of(
            "world",
            "What every sandbox starts with",
            Input::Radios(worlds),
        )
        .value(world),
    ];
    New {
        frame: visitor
            .frame()
            .under("New classroom", "/classrooms/new")
            .titled("New classroom")
            .refused(!problems.is_empty()),
        fields: fields.map(|field| field.wrong(&problems)),
        problems,
    }
}
