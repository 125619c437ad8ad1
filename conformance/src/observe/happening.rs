//! What the runner did in the sandbox, in one sentence for the person at the ATS.
//!
//! What they could not know in their office (that the next answer will be lost) is not told: they
//! would read the screen with other eyes.

use serde_json::Value;

use crate::evidence::Done;
use crate::scenario::step::{Do, Lever, Person};

/// The sentence; nothing where the person should not know, or need not.
pub(super) fn told(what: &Do, done: &Done) -> Option<String> {
    if let Done::Person {
        not_done: Some(why),
        ..
    } = done
    {
        return Some(format!(
            "Somebody in NHS Jobs or ESR wanted to act, but {why}."
        ));
    }
    match what {
        Do::Advance { duration } => Some(format!(
            "Time has passed for NHS Jobs and ESR: {}.",
            span(duration)
        )),
        Do::Person(person) => done_by(person),
        Do::Fault { .. } | Do::ClearFaults => None,
        Do::Act(_) | Do::Settle { .. } | Do::Attest { .. } => None,
    }
}

fn done_by(person: &Person) -> Option<String> {
    Some(match person {
        Person::Publish { name } => format!("Somebody has published {name} in NHS Jobs."),
        Person::Close { name } => format!("Somebody has closed {name} in NHS Jobs."),
        Person::Amend { name, with } => {
            let changed = members(with);
            format!("Somebody has changed {name} in NHS Jobs: {changed}.")
        }
        Person::Load(applicant) => loaded(&applicant.facts),
        Person::CloseRecord { .. } => "HR has closed an applicant's record in ESR.".to_owned(),
        Person::CorrectRecord { with, .. } => {
            format!("HR has corrected a person in ESR: {}.", members(with))
        }
        Person::KeepRecord { .. } => {
            "HR has chosen one of several applicants' records in ESR.".to_owned()
        }
        Person::Credential {
            lever: Lever::Restore,
            ..
        } => "Support says that the connection is in order again.".to_owned(),
        Person::Credential { .. } | Person::Activation { .. } => return None,
    })
}

fn loaded(facts: &Value) -> String {
    let text = |name: &str| facts.get(name).and_then(Value::as_str).unwrap_or_default();
    let by = match text("source") {
        "TIS" => "TIS",
        "HICOM" => "Hicom",
        "E_RECRUITMENT" => "e-Recruitment",
        _ => "Somebody",
    };
    let (first, last) = (text("firstName"), text("lastName"));
    format!("{by} has sent ESR an applicant: {first} {last}.")
}

fn members(with: &Value) -> String {
    let members = with.as_object().into_iter().flatten();
    let told = members.map(|(name, value)| format!("{name} is now {value}"));
    told.collect::<Vec<_>>().join(", ")
}

/// `P5D` as people say it; what is rarer stays as it is written.
fn span(duration: &str) -> String {
    let Ok(span) = duration.parse::<jiff::Span>() else {
        return duration.to_owned();
    };
    let parts = [
        (i64::from(span.get_days()), "day"),
        (i64::from(span.get_hours()), "hour"),
        (span.get_minutes(), "minute"),
        (span.get_seconds(), "second"),
    ];
    let told = parts.into_iter().filter(|(count, _)| *count != 0);
    let told: Vec<String> = told
        .map(|(count, unit)| format!("{count} {unit}{}", if count == 1 { "" } else { "s" }))
        .collect();
    if told.is_empty() {
        duration.to_owned()
    } else {
        told.join(" and ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_told_as_people_say_it() {
        assert_eq!(span("P5D"), "5 days");
        assert_eq!(span("PT2H"), "2 hours");
        assert_eq!(span("P1DT30M"), "1 day and 30 minutes");
        assert_eq!(span("soon"), "soon");
    }
}
