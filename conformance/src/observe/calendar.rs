//! The days of a task, moved to where the ATS's own calendar stands.
//!
//! A scenario has its day, and an adapter tells the client so. A real ATS goes by the wall: it would
//! refuse a closing date that has passed. So sandbox clock and closing dates move on together, unless
//! the scenario says itself which day it is or must be.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde_json::Value;

use super::field;
use crate::evidence::Action;
use crate::scenario::matcher::Matcher;
use crate::scenario::step::{Act, Do};
use crate::scenario::{Check, Given, Scenario};

/// The day in London, which both services go by.
#[must_use]
pub fn day_in_london(at: Timestamp) -> Date {
    let london = at.in_tz("Europe/London");
    let zoned = london.unwrap_or_else(|_| at.to_zoned(TimeZone::UTC));
    zoned.date()
}

/// The scenario as it is on this day. One whose days cannot be moved stays as it is.
pub(super) fn moved(scenario: &Scenario, today: Date) -> Scenario {
    let mut moved = scenario.clone();
    let days = days_behind(scenario, today);
    if days <= 0 || is_fixed(scenario) {
        return moved;
    }
    let span = Span::new().hours(i64::from(days) * 24);
    moved.given.now = moved.given.now.checked_add(span).unwrap_or(moved.given.now);
    for act in acts_mut(&mut moved) {
        if let Some(closing) = act.input.pointer_mut("/vacancy/closing_date") {
            *closing = later(closing, days);
        }
    }
    moved
}

/// Why the ATS's own calendar stands in the way, where it does: days that cannot be moved, and that
/// have passed for the ATS but not for the services.
pub(super) fn in_the_way(scenario: &Scenario, today: Date) -> Option<String> {
    let then = day_in_london(scenario.given.now);
    let passed = |act: &Act| {
        let closing = field::held(&act.input, act.action, "closing_date");
        let closing: Option<Date> = closing.and_then(Value::as_str)?.parse().ok();
        closing.filter(|closing| *closing >= then && *closing < today)
    };
    let stands = is_fixed(scenario) && acts(scenario).any(|act| passed(act).is_some());
    stands.then(|| "it needs a closing date that has passed by the calendar of the ATS".to_owned())
}

/// Whether it says itself which day it is, or which closing date must arrive.
fn is_fixed(scenario: &Scenario) -> bool {
    let mut wires = scenario.checks.iter().flat_map(Check::on_the_wire);
    let dated = wires.any(|wire| {
        let mut members = wire.body.iter().chain(&wire.response);
        members.any(|(pointer, matcher)| {
            pointer == "/closingDate" && !matches!(matcher, Matcher::Absent(_) | Matcher::SameAs(_))
        })
    });
    dated || scenario.given.now != Given::default().now
}

fn days_behind(scenario: &Scenario, today: Date) -> i32 {
    let then = day_in_london(scenario.given.now);
    then.until(today).map_or(0, |span| span.get_days())
}

fn later(closing: &Value, days: i32) -> Value {
    let date: Option<Date> = closing.as_str().and_then(|text| text.parse().ok());
    let later = date.and_then(|date| date.checked_add(Span::new().days(days)).ok());
    later.map_or_else(|| closing.clone(), |date| date.to_string().into())
}

fn acts(scenario: &Scenario) -> impl Iterator<Item = &Act> {
    scenario.steps.iter().filter_map(|step| match &step.what {
        Do::Act(act) if act.action != Action::TransferEmploymentChecks => Some(act),
        _ => None,
    })
}

fn acts_mut(scenario: &mut Scenario) -> impl Iterator<Item = &mut Act> {
    let steps = scenario.steps.iter_mut();
    steps.filter_map(|step| match &mut step.what {
        Do::Act(act) => Some(act),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::read;

    const LATER: Date = jiff::civil::date(2027, 2, 1);

    fn scenario(beside: &str, check: &str) -> Scenario {
        let source = format!(
            "# Why.\ntitle: T\n{beside}\nsteps:\n  - {{ act: post_vacancy, name: job1 }}\nchecks:\n  - {{ id: c, requirement: NJ-C-001, wire: {check} }}\n"
        );
        read("s", "s.yaml", &source).unwrap_or_else(|error| panic!("{error}"))
    }

    fn closing(scenario: &Scenario) -> Option<String> {
        let act = acts(scenario).next()?;
        let closing = act.input.pointer("/vacancy/closing_date")?;
        closing.as_str().map(str::to_owned)
    }

    #[test]
    fn clock_and_closing_date_move_on_together() {
        let scenario = scenario("", "{ operation: createVacancy }");

        let moved = moved(&scenario, LATER);

        assert_eq!(day_in_london(moved.given.now), LATER);
        // 46 days from the one to the other, as it was from 2 November to 18 December.
        assert_eq!(closing(&moved).as_deref(), Some("2027-03-19"));
        assert_eq!(in_the_way(&scenario, LATER), None);
    }

    #[test]
    fn nothing_moves_back() {
        let scenario = scenario("", "{ operation: createVacancy }");

        let moved = moved(&scenario, jiff::civil::date(2026, 11, 2));

        assert_eq!(moved.given.now, scenario.given.now);
        assert_eq!(closing(&moved).as_deref(), Some("2026-12-18"));
    }

    #[test]
    fn a_day_that_a_scenario_names_stays_and_is_in_the_way_once_it_has_passed() {
        let dated = "{ operation: createVacancy, body: { /closingDate: \"2026-12-18\" } }";
        for scenario in [
            scenario("", dated),
            scenario(
                "given: { now: \"2026-11-03T09:00:00Z\" }",
                "{ operation: createVacancy }",
            ),
        ] {
            assert_eq!(
                closing(&moved(&scenario, LATER)).as_deref(),
                Some("2026-12-18")
            );
            assert!(in_the_way(&scenario, LATER).is_some());
            assert_eq!(in_the_way(&scenario, jiff::civil::date(2026, 12, 18)), None);
        }
    }
}
