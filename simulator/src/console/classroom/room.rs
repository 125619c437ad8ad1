//! One classroom: a card for each place, to be shown, copied from or printed.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{Room, places};
use crate::app::{App, Site};
use crate::console::at::Visitor;
use crate::console::fields::Asked;
use crate::console::frame::{self, Frame};
use crate::console::page::{self, Answered};
use crate::console::parts::{Connection, Pager};
use crate::console::{classroom, home, words};
use crate::sandbox::page::{Page, Paging};

/// Cards on one page.
const CARDS: usize = 50;

#[derive(Template)]
#[template(path = "console/classroom/room.html")]
struct Shown {
    frame: Frame,
    name: String,
    path: String,
    console: String,
    count: String,
    cards: Page<Card>,
    pager: Pager,
}

struct Card {
    name: String,
    path: String,
    connection: Connection,
    vacancies: String,
    applicants: String,
    last: String,
}

/// `GET /classrooms/{room}`.
pub(in crate::console) async fn get(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Room(name): Room,
    asked: Asked,
) -> Answered {
    let places = places(&app, &name)?;
    let path = classroom::path(&name);
    let shown = Paging::new(asked.page(), CARDS).pick(places.len(), places.iter());
    let pager = Pager::of(&shown, &*path);
    Ok(page::page(&Shown {
        frame: visitor.frame().under(&*name, &*path).titled(&*name),
        count: words::count(places.len(), "place", "places"),
        // What everybody else in the room can reach is what this visitor has reached.
        console: visitor
            .address
            .as_ref()
            .map_or_else(|| app.control_url.clone(), ToString::to_string),
        cards: shown.map(|site| card(&app, site)),
        name,
        path,
        pager,
    }))
}

fn card(app: &App, site: &Site) -> Card {
    let world = site.world().clone();
    let (_, last) = site.journal.ring().extent();
    Card {
        name: frame::name(site),
        path: frame::path(site),
        connection: Connection::new(app.connection(site), format!("{}-", site.sandbox.id())),
        vacancies: words::count(world.nhs_jobs.len(), "vacancy", "vacancies"),
        applicants: words::count(world.esr.applicant_count(), "applicant", "applicants"),
        last: last.map_or_else(|| "no exchange yet".to_owned(), |entry| home::told(&entry)),
    }
}

#[derive(Template)]
#[template(path = "console/classroom/confirm.html")]
struct Confirm {
    frame: Frame,
    name: String,
    path: String,
    heading: &'static str,
    text: String,
    action: &'static str,
    button: &'static str,
}

/// `GET /classrooms/{room}/reset`: are you sure?
pub(in crate::console) async fn may_reset(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Room(name): Room,
) -> Answered {
    let count = words::count(places(&app, &name)?.len(), "sandbox", "sandboxes");
    let text = format!(
        "{count} go back to how they were made: vacancies, applicants, clock and armed cases. The \
         exchanges are forgotten. Addresses and credentials stay, so nobody has to set up anything anew."
    );
    let heading = "Reset this classroom?";
    Ok(confirm(
        &visitor,
        name,
        text,
        heading,
        ("reset", "Reset the classroom"),
    ))
}

/// `GET /classrooms/{room}/delete`: are you sure?
pub(in crate::console) async fn may_delete(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Room(name): Room,
) -> Answered {
    let count = words::count(places(&app, &name)?.len(), "sandbox", "sandboxes");
    let text = format!(
        "{count} go with everything in them, and their credentials stop working. Save the classroom \
         first if you want it again."
    );
    let heading = "Delete this classroom?";
    Ok(confirm(
        &visitor,
        name,
        text,
        heading,
        ("delete", "Delete the classroom"),
    ))
}

fn confirm(
    visitor: &Visitor,
    name: String,
    text: String,
    heading: &'static str,
    (action, button): (&'static str, &'static str),
) -> Response {
    let path = classroom::path(&name);
    page::page(&Confirm {
        frame: visitor.frame().under(&*name, &*path).titled(heading),
        name,
        path,
        heading,
        text,
        action,
        button,
    })
}

/// `POST /classrooms/{room}/reset`.
pub(in crate::console) async fn reset(State(app): State<Arc<App>>, Room(name): Room) -> Answered {
    let places = places(&app, &name)?;
    places.iter().for_each(|site| app.reset(site));
    let said = format!(
        "{} reset.",
        words::count(places.len(), "sandbox is", "sandboxes are")
    );
    Ok(page::go(&classroom::path(&name), said))
}

/// `POST /classrooms/{room}/delete`.
pub(in crate::console) async fn delete(State(app): State<Arc<App>>, Room(name): Room) -> Answered {
    let places = places(&app, &name)?;
    // Whoever deleted one of them meanwhile wanted it gone.
    places
        .iter()
        .for_each(|site| drop(app.delete(site.sandbox.id().as_str())));
    Ok(page::go("/", format!("The classroom “{name}” is deleted.")))
}
