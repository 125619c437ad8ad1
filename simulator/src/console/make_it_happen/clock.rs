//! The clock of the sandbox: stop it, let it run, and move it to where something ends.

use contract::limits::TOKEN_SECONDS;
use http::StatusCode;
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};

use super::super::at::At;
use super::super::fields::Fields;
use super::super::page::Answered;
use super::super::trouble::Trouble;
use super::super::words;
use crate::sandbox::clock::{Change, real_time};
use crate::sandbox::london;

/// One movement on the page.
#[derive(Debug)]
pub(super) struct Movement {
    /// Its word.
    pub(super) word: &'static str,
    /// What the button says.
    pub(super) says: String,
    /// What it is good for.
    pub(super) about: String,
}

/// What can be done to the clock now.
pub(super) fn movements(at: &At) -> Vec<Movement> {
    let frozen = at.site.world().clock.is_frozen();
    let now = at.site.now();
    let movement = |word, says: String, about: &str| Movement {
        word,
        says,
        about: about.to_owned(),
    };
    let stop = match frozen {
        true => movement(
            "run",
            "Let the clock run".to_owned(),
            "It goes on from where it stands.",
        ),
        false => movement(
            "stop",
            "Stop the clock".to_owned(),
            "It stands still until it is moved.",
        ),
    };
    let mut all = vec![
        stop,
        movement(
            "token",
            "Move past a token's life".to_owned(),
            "An hour and a minute on: access tokens issued so far have run out.",
        ),
        movement(
            "day",
            "Move on one day".to_owned(),
            "Idempotency keys are kept for 24 hours.",
        ),
    ];
    if let Some(closing) = next_closing(at) {
        all.push(movement(
            "closing",
            format!(
                "Move past the next closing date, {}",
                closing.strftime("%-d %B %Y")
            ),
            "Published vacancies with that date close at the end of the day in London.",
        ));
    }
    let april = next_april(now);
    all.push(movement(
        "april",
        format!("Move to 1 April {}", april.year()),
        "A new pay year begins: salaries are compared with the scales that hold then.",
    ));
    all.push(movement(
        "now",
        "Set it to the real time".to_owned(),
        "Undoes every movement.",
    ));
    all
}

/// The next closing date of a published vacancy, or else of a draft.
fn next_closing(at: &At) -> Option<Date> {
    let today = london::date(at.site.now());
    let world = at.site.world();
    let closing = world
        .nhs_jobs
        .iter()
        .map(|record| record.draft().closing_date);
    closing.filter(|day| *day >= today).min()
}

fn next_april(now: Timestamp) -> Date {
    let today = london::date(now);
    let year = today.year();
    let this = date(year, 4, 1);
    match today < this {
        true => this,
        false => Date::new(year.saturating_add(1), 4, 1).unwrap_or(this),
    }
}

/// Moves the clock.
pub(super) async fn post(at: At, fields: Fields) -> Answered {
    let refuse = |text: String| {
        Trouble::new(StatusCode::BAD_REQUEST, "The clock was not moved", text)
            .way("Go back to the clock", at.path("/make-it-happen#clock"))
    };
    let change = change(&at, &fields).ok_or_else(|| {
        refuse("Write a date such as 2026-12-18, between 1970 and 2999.".to_owned())
    })?;
    let changed = at.site.world().clock.change(change, real_time());
    changed.map_err(|error| refuse(format!("{error}.")))?;
    at.note("clock", "PUT /clock", None);
    let now = words::moment(at.site.now());
    let stands = if at.site.world().clock.is_frozen() {
        " and stands still"
    } else {
        ""
    };
    Ok(at.go("/make-it-happen", format!("The clock shows {now}{stands}.")))
}

fn change(at: &At, fields: &Fields) -> Option<Change> {
    let advance = |seconds| {
        let duration = SignedDuration::from_secs(seconds);
        Some(Change::Advance { duration })
    };
    let to = |day: Date| {
        let instant = london::instant(day.at(9, 0, 0, 0))?;
        Some(Change::Set { instant })
    };
    match fields.trimmed("move").as_str() {
        "stop" => Some(Change::Freeze { instant: None }),
        "run" => Some(Change::Run { instant: None }),
        "token" => advance(TOKEN_SECONDS + 60),
        "day" => advance(24 * 3_600),
        "closing" => to(next_closing(at)?.tomorrow().ok()?),
        "april" => to(next_april(at.site.now())),
        "now" => Some(Change::Set {
            instant: real_time(),
        }),
        _ => to(fields.trimmed("day").parse().ok()?),
    }
}
