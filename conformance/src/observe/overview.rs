//! How much there is to do, before anything is done.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use super::order;
use super::session::Session;
use super::standing::{Circumstances, Standing};
use crate::scenario::Scenario;

/// The tasks in the order in which they would be shown, with a time for each, and what is excused.
#[must_use]
pub fn overview(
    scenarios: &[Scenario],
    circumstances: &Circumstances,
    session: Option<&Session>,
) -> String {
    let mut arranged: Vec<&Scenario> = scenarios.iter().collect();
    order::arrange(&mut arranged);
    let mut text = String::new();
    let mut excused: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let (mut number, mut done, mut time) = (0, 0, Duration::ZERO);
    for scenario in arranged {
        match circumstances.standing(scenario, session) {
            Standing::Excused(why) => excused.entry(why).or_default().push(&scenario.id),
            Standing::Done => done += 1,
            Standing::Open => {
                number += 1;
                time += order::estimate(scenario);
                let minutes = order::estimate(scenario).as_secs() / 60;
                let _ = writeln!(text, "{number:>4}  {minutes:>3} min  {}", scenario.id);
            }
        }
    }
    for (why, ids) in excused {
        let _ = writeln!(text, "\n{} not asked for, {why}:", ids.len());
        for id in ids {
            let _ = writeln!(text, "      {id}");
        }
    }
    let about = order::about(time);
    let _ = write!(text, "\n{}", summary(number, done, &about));
    text
}

/// The ids of the first open tasks, in the order in which they are shown.
#[must_use]
pub fn first(
    scenarios: &[Scenario],
    circumstances: &Circumstances,
    session: &Session,
    number: u32,
) -> Vec<String> {
    let mut arranged: Vec<&Scenario> = scenarios.iter().collect();
    order::arrange(&mut arranged);
    let open = arranged.into_iter().filter(|scenario| {
        let standing = circumstances.standing(scenario, Some(session));
        matches!(standing, Standing::Open)
    });
    let number = usize::try_from(number).unwrap_or(usize::MAX);
    open.take(number)
        .map(|scenario| scenario.id.clone())
        .collect()
}

/// `158 tasks, about 12 h in all`.
pub(super) fn summary(open: usize, done: usize, about: &str) -> String {
    let before = match done {
        0 => String::new(),
        done => format!(", after {done} that are done"),
    };
    match open {
        1 => format!("1 task, {about}{before}"),
        open => format!("{open} tasks, {about} in all{before}"),
    }
}
